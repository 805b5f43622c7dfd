"""The planner sets the plan's data on the 预案 page; others read it."""

from datetime import date

import pytest
from PySide6.QtWidgets import QDialog

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.queries.plan.plan_data import version_lines
from commandcenter.services.plan import plan_data
from commandcenter.store.plan.plan import plan_of, version_in_force
from commandcenter.store.tables.every import IncidentRow
from commandcenter.ui.complaints.complaint_model import Column
from tests.field import add_people

CLAUSES, THRESHOLDS, LIMITS, SETTINGS, CALENDAR, VERSIONS = range(6)


@pytest.fixture
def at_plan(at_desk, small_city):
    add_people(small_city)

    def at_plan(login, tab):
        desk = at_desk(login)
        desk.click("rail_plan")
        plan = desk.window.pages.plan
        plan.tabs.setCurrentIndex(tab)
        desk.settle()
        return desk, plan

    return at_plan


def number_of(small_city, code):
    return small_city.ask(lambda s: plan_of(s).number(code))


def choose(desk, panel, title):
    """The line of an item by its name."""
    desk.until(lambda: any(x.cells[0] == title for x in panel.ledger.lines))
    line = next(x for x in panel.ledger.lines if x.cells[0] == title)
    panel.ledger.choose(line.id)
    desk.until_sees("act_edit")


def give_reason(desk, source="局务会议定"):
    desk.fill("plan_source", source)
    desk.fill("plan_reason", "演练发现过密")


def test_a_threshold_set_by_the_planner_holds_for_new_incidents_only(at_plan, small_city):
    old = small_city.register()
    desk, plan = at_plan("liangbo", THRESHOLDS)
    choose(desk, plan.thresholds, "去重投诉人数")
    desk.click("act_edit")
    desk.until_sees("plan_value_form")
    desk.widget("least_III_0_complainants").edit.setText("40")
    give_reason(desk)
    desk.click("primary")
    desk.until(lambda: "须一并修改" in desk.dialog().refusal)  # and nothing is lost
    assert desk.widget("least_III_0_complainants").value() == 40
    desk.fill("words_III", "40至199人")
    desk.click("primary")
    desk.until_gone("plan_value_form")
    new = small_city.register(title="另一事件", brand="别家")

    def words(incident):
        def ask(session):
            row = session.get_one(IncidentRow, incident)
            shown = plan_of(session, row.plan_version_id).thresholds["complainants"]
            return shown.levels["III"].words

        return small_city.ask(ask)

    assert (words(old), words(new)) == ("50至199人", "40至199人")
    ledger = plan.thresholds.ledger
    desk.until(lambda: "40至199人" in ledger.lines[0].cells[1])


def test_a_setting_shows_its_new_source_and_that_it_was_approved(at_plan, small_city):
    desk, plan = at_plan("liangbo", SETTINGS)
    choose(desk, plan.settings, "县区失联提醒")
    desk.click("act_edit")
    desk.until_sees("plan_value_form")
    desk.widget("plan_number").edit.setText("90")
    desk.click("primary")
    desk.until(lambda: desk.widget("plan_source").property("wrong") == "true")
    give_reason(desk)
    desk.widget("proposal").click()  # it is approved now
    desk.click("primary")
    desk.until_gone("plan_value_form")
    assert number_of(small_city, "silent_county_minutes") == 90

    def shown():
        return next(x for x in plan.settings.ledger.lines if x.cells[0] == "县区失联提醒")

    desk.until(lambda: shown().cells[1] == "90 分钟")
    assert (shown().cells[2].words, shown().cells[4].words) == ("已定", "局务会议定")
    plan.tabs.setCurrentIndex(VERSIONS)
    desk.until(lambda: len(plan.versions.ledger.lines) == 2)
    detail = dict(plan.versions.ledger.lines[0].detail)
    assert detail["修改理由"] == "演练发现过密"
    assert "60 分钟\n→ 90 分钟" in detail["改动"]


def test_of_two_planners_the_second_is_told_and_keeps_his_words(at_plan, small_city):
    desk, plan = at_plan("liangbo", SETTINGS)
    choose(desk, plan.settings, "县区失联提醒")
    desk.click("act_edit")
    desk.until_sees("plan_value_form")
    change = ItemChange("setting", "silent_county_minutes", {"value": 45, "source": "通知"})
    small_city.do(plan_data.amend, "liangbo", [change], "按通知", 1)
    desk.widget("plan_number").edit.setText("90")
    give_reason(desk)
    desk.click("primary")
    desk.until(lambda: "改为“45 分钟”（第2版）" in desk.dialog().refusal)
    assert desk.widget("plan_number").value() == 90
    assert number_of(small_city, "silent_county_minutes") == 45
    for _ in range(2):
        for dialog in desk.window.findChildren(QDialog):
            dialog.reject()


def test_a_limit_of_an_obligation_is_written_as_people_write_it(at_plan, small_city):
    desk, plan = at_plan("liangbo", LIMITS)
    plan.limits._filter.choose("obligation")
    plan.limits.refresh()
    choose(desk, plan.limits, "启动通知签发印发")
    desk.click("act_edit")
    desk.until_sees("plan_value_form")
    desk.fill("due_III", "很快")
    give_reason(desk)
    desk.click("primary")
    desk.until(lambda: "不是时限" in desk.dialog().refusal)
    desk.fill("due_III", "2小时")
    desk.click("primary")
    desk.until_gone("plan_value_form")
    assert small_city.ask(lambda s: plan_of(s).obligations["activation_paper"].due["III"]) == 120


def test_the_limits_of_the_reports_come_first_and_rounds_are_daily_or_not(
    at_plan, small_city, picture
):
    desk, plan = at_plan("liangbo", LIMITS)
    panel = plan.limits
    desk.until(lambda: len(panel.ledger.lines) == 5)
    assert [line.cells[0] for line in panel.ledger.lines] == [
        "电话报告", "书面首报", "续报", "书面终报", "形成总结评估报告",
    ]  # fmt: skip
    choose(desk, panel, "续报")
    assert panel.ledger.lines[2].cells[1].startswith("Ⅳ 每日 16:30 · Ⅲ 每 4 小时 · ")
    desk.click("act_edit")
    desk.until_sees("plan_value_form")
    picture(desk.dialog(), "plan_report_follow")
    assert desk.widget("due_IV").text() == "每日 16:30"
    desk.fill("due_IV", "12小时")
    desk.fill("due_III", "当日")
    give_reason(desk)
    desk.click("primary")
    desk.until(lambda: "每隔多久，或者每日几时" in desk.dialog().refusal)
    desk.fill("due_III", "每日17:00")
    desk.click("primary")
    desk.until_gone("plan_value_form")
    item = small_city.ask(lambda s: plan_of(s).obligations["report_follow"])
    assert dict(item.due) == dict(item.round) == {
        "IV": 720, "III": "daily@17:00", "II": 120, "I": 120,
    }  # fmt: skip
    desk.until(lambda: "Ⅲ 每日 17:00" in panel.ledger.lines[2].cells[1])
    choose(desk, panel, "电话报告")
    desk.click("act_edit")
    desk.until_sees("plan_value_form")
    desk.fill("due_III", "2小时")
    give_reason(desk)
    desk.click("primary")
    desk.until(lambda: "不能晚于书面首报（1 小时）" in desk.dialog().refusal)
    desk.dialog().reject()


def test_the_bureau_sets_how_a_kind_of_incident_is_timed_and_what_it_shows(
    at_plan, small_city, picture
):
    desk, plan = at_plan("liangbo", LIMITS)
    plan.limits._filter.choose("kind")
    plan.limits.refresh()
    choose(desk, plan.limits, "餐饮食品")
    desk.click("act_edit")
    desk.until_sees("plan_value_form")
    picture(desk.dialog(), "plan_kind_form")
    tile = desk.widget("tile_5")
    tile.setCurrentIndex(tile.findData("treated"))
    give_reason(desk)
    desk.click("primary")
    desk.until(lambda: "6 个不同的数字" in desk.dialog().refusal)
    tile.setCurrentIndex(tile.findData("traders"))
    report_as = desk.widget("report_as")
    report_as.setCurrentIndex(report_as.findData("II"))
    desk.click("primary")
    desk.until_gone("plan_value_form")
    kind = small_city.ask(lambda s: plan_of(s).kinds["food"])
    assert (kind.provisional, kind.report_as) == (Level.III, Level.II)
    assert kind.tiles == ("treated", "inpatient", "severe", "dead", "traders", "next_report")


def test_a_day_of_the_calendar_is_set_to_rest_with_its_source(at_plan, small_city):
    desk, plan = at_plan("liangbo", CALENDAR)
    plan.calendar._month = (2026, 11)
    plan.calendar.refresh()
    desk.until_sees("day_2026-11-27")
    desk.click("day_2026-11-27")
    desk.until_sees("act_set_day")
    desk.click("act_set_day")
    desk.until_sees("day_form")
    desk.fill("day_title", "调休")
    desk.fill("day_source", "市政府办公室通知")
    desk.fill("day_reason", "按通知")
    desk.click("primary")
    desk.until_gone("day_form")
    calendar = small_city.ask(lambda s: plan_of(s).calendar)
    assert any(p.first == date(2026, 11, 27) and p.rest for p in calendar.values())
    desk.until(lambda: "休 调休" in desk.widget("day_2026-11-27").accessibleName())
    desk.click("month_after")
    desk.until(lambda: desk.widget("month_title").text() == "2026年12月")


def test_a_sensitive_period_is_added_and_taken_out_with_a_reason(at_plan, small_city):
    desk, plan = at_plan("liangbo", THRESHOLDS)
    plan.thresholds._filter.choose("sensitive")
    plan.thresholds.refresh()
    desk.until_sees("want_add_period")
    desk.click("want_add_period")
    desk.until_sees("period_form")
    desk.fill("period_title", "双十一")
    desk.fill("first_day", "2026-11-10")
    desk.fill("last_day", "2026-11-12")
    give_reason(desk)
    desk.click("primary")
    desk.until_gone("period_form")
    choose(desk, plan.thresholds, "双十一")
    desk.click("act_take_out")
    desk.until_sees("words_form")
    desk.fill("words", "不再需要")
    desk.click("primary")
    desk.until_gone("words_form")
    assert [v.reason for v in small_city.ask(version_lines)][:2] == ["不再需要", "演练发现过密"]


def test_the_bureau_adds_a_kind_of_incident_and_takes_it_out_of_use(at_plan, small_city, picture):
    desk, plan = at_plan("liangbo", LIMITS)
    assert not desk.sees("want_add_period")
    plan.limits._filter.choose("kind")
    plan.limits.refresh()
    desk.until_sees("want_add_period")
    desk.click("want_add_period")
    desk.until_sees("kind_form")
    desk.fill("kind_title", "养老服务")
    desk.widget("report_as").setCurrentIndex(2)
    give_reason(desk)
    picture(desk.dialog(), "plan_new_kind")
    desk.click("primary")
    desk.until_gone("kind_form")
    kind = small_city.ask(lambda s: plan_of(s).kinds["own_养老服务"])
    assert (kind.provisional, kind.report_as, len(kind.tiles)) == (Level.III, Level.II, 6)
    incident = small_city.register(kind=kind.code)
    choose(desk, plan.limits, "养老服务")
    assert desk.widget("act_take_out").text() == "停用…"
    desk.click("act_take_out")
    desk.until_sees("primary")
    desk.fill("words", "不再需要")
    desk.click("primary")
    desk.until(lambda: not any(x.cells[0] == "养老服务" for x in plan.limits.ledger.lines))
    with pytest.raises(RuleBroken, match="没有“own_养老服务”这一事件种类"):
        small_city.register(title="另一事件", brand="别家", kind=kind.code)

    def kept(session):
        row = session.get_one(IncidentRow, incident)
        return plan_of(session, row.plan_version_id).kinds[row.kind or ""].title

    assert small_city.ask(kept) == "养老服务"


@pytest.mark.lot(3)
@pytest.mark.parametrize("login", ["chenyu", "zhoulan", "tanjing"])
def test_others_read_the_values_and_are_offered_no_edit(at_plan, login, only_plain_labels):
    desk, plan = at_plan(login, SETTINGS)
    desk.until(lambda: len(plan.settings.ledger.lines) > 10)
    assert not desk.sees("act_edit")
    only_plain_labels(desk.window)


def test_another_limit_of_law_is_seen_in_the_open_list_of_complaints(at_desk, small_city):
    add_people(small_city)
    small_city.take_in(small_city.complaint("T1"))
    desk = at_desk("liwei")
    desk.click("rail_complaints")
    desk.settle()
    model = desk.widget("complaint_table").model()
    assert model.rowCount() == 1

    def due():
        return model.index(0, Column.DUE).data()

    before = due()
    assert before
    limit = ItemChange("clock", "accept", {"amount": 2, "source": "局务会议定"})
    seen = small_city.ask(version_in_force)
    small_city.do(plan_data.amend, "liangbo", [limit], "从严办理", seen)
    desk.until(lambda: due() != before)
