"""The page of risks: a rank and its rows, records entered and read, a known date made ready."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.domain.times import local
from commandcenter.domain.watch.risk import (
    JudgementAct,
    Measure,
    NewRecord,
    RecordKind,
    RecordResult,
)
from commandcenter.queries.seat.todo import TodoItem, TodoKind
from commandcenter.services.plan import plan_data
from commandcenter.services.watch import risk_records
from commandcenter.store.plan.plan import plan_of, version_in_force
from commandcenter.store.tables.every import ReadinessRow, RiskJudgementRow, RiskRecordRow
from tests.city import EAST
from tests.field import add_people

GYM, SPORT = "悦力工场健身（城东店）", "文化娱乐体育"
DAY = timedelta(days=1)


@pytest.fixture
def at_risk(at_desk, small_city):
    """The page, for a person, with complaints of twelve people and two inspections."""
    small_city.take_in(
        *(
            small_city.complaint(
                f"n{n}", 60, complainant=Complainant("王某", phone=f"1000000{n % 12:04}")
            )
            for n in range(25)
        )
    )
    at = small_city.db.clock()
    for number in ("J1", "J2"):
        new = NewRecord(
            RecordKind.INSPECTION, "专项检查", at - 9 * DAY, RecordResult.PROBLEMS, number,
            "双随机平台", GYM, category=SPORT, district=EAST, findings="合同缺项",
            follow_up_at=at - DAY if number == "J2" else None,
        )  # fmt: skip
        small_city.do(risk_records.enter, "liwei", new)

    def at_risk(login, tab="risks"):
        desk = at_desk(login)
        desk.click("rail_risk")
        tabs = desk.window.pages.risk.tabs
        tabs.show_tab(tab)
        desk.settle()
        return desk, tabs

    return at_risk


def rows(city, row):
    return city.ask(lambda s: s.scalars(select(row).order_by(row.id)).all())


def keep(desk):
    desk.click("primary")


def test_a_rank_says_its_reasons_and_opens_as_many_rows_as_it_says(at_risk):
    desk, tabs = at_risk("chenyu")
    ledger = tabs.risks.ledger
    desk.until(lambda: [line.cells[2].words for line in ledger.lines] == [GYM])
    [line] = ledger.lines
    assert "投诉 12 人" in line.cells[5].words
    assert "巡查发现问题 2 次" in line.cells[5].words
    points = [int(label.split("　")[1].split(" ")[0]) for label, _ in line.detail[1:]]
    assert int(line.cells[0].words) == sum(points)
    desk.until_sees("act_rows_people")
    desk.click("act_rows_people")
    desk.until_sees("sheet_title")
    assert desk.window.sheet.title == f"{GYM}：12 人，共 25 件"
    desk.until(lambda: desk.window.sheet.content.view.model.rowCount() == 25)
    desk.window.sheet.put_away()
    desk.until_sees("act_rows_inspections")
    desk.click("act_rows_inspections")
    desk.until_sees("risk_rows")
    desk.until(lambda: len(desk.window.sheet.content.ledger.lines) == 2)


def test_a_category_is_chosen_and_confirmed(at_risk, small_city):
    desk, tabs = at_risk("zhoulan")
    tabs.risks._filter.choose("category")
    tabs.risks.ledger.filtered.emit("category")
    desk.until(lambda: [line.cells[2].words for line in tabs.risks.ledger.lines] == [SPORT])
    desk.until_sees("act_confirm")
    desk.click("act_confirm")
    desk.until(lambda: len(rows(small_city, RiskJudgementRow)) == 1)
    [said] = rows(small_city, RiskJudgementRow)
    assert (said.key, said.act, said.by) == (SPORT, JudgementAct.CONFIRMED, "周岚")
    desk.until(lambda: "周岚确认" in tabs.risks.ledger.lines[0].cells[6].words)


def test_a_correction_needs_points_and_a_reason(at_risk, small_city):
    desk, tabs = at_risk("zhoulan")
    desk.until_sees("act_correct")
    before = int(tabs.risks.ledger.lines[0].cells[0].words)
    desk.click("act_correct")
    desk.until_sees("correct_form")
    desk.fill("reason", "线下反映集中")
    keep(desk)
    assert "分值" in desk.dialog().refusal
    desk.widget("points").edit.setText("30")
    keep(desk)
    desk.until_gone("correct_form")
    desk.until(lambda: int(tabs.risks.ledger.lines[0].cells[0].words) == before + 30)


def test_a_measure_is_noted_done_opened_again_and_withdrawn(at_risk, small_city):
    desk, tabs = at_risk("zhoulan")
    panel = tabs.risks
    desk.until_sees("act_measure")
    desk.click("act_measure")
    desk.until_sees("measure_form")
    desk.fill("measure", "约谈三店负责人")
    keep(desk)
    desk.until_sees("act_done")
    desk.click("act_done")
    desk.until_sees("words_form")
    desk.fill("words", "已约谈")
    keep(desk)
    desk.until(lambda: rows(small_city, RiskJudgementRow)[0].done_by == "周岚")
    desk.until_sees("act_reopen")
    desk.click("act_reopen")
    desk.click_in("confirm", "primary")
    desk.until_sees("act_withdraw")
    desk.click("act_withdraw")
    desk.until_sees("words_form")
    desk.fill("words", "记错了主体")
    keep(desk)
    desk.until(lambda: rows(small_city, RiskJudgementRow)[0].act is JudgementAct.WITHDRAWN)
    desk.until(lambda: "已撤销" in panel.ledger.lines[0].detail[-1][1])
    assert panel.ledger.lines[0].cells[6].words == ""  # nobody's word on it stands


def test_an_inspection_is_entered_and_looked_at_again(at_risk, small_city):
    desk, tabs = at_risk("maxiao", "records")
    desk.until(lambda: len(tabs.records.ledger.lines) == 2)
    assert tabs.records.ledger.lines[0].cells[-1].words.endswith("到期")
    desk.until_sees("act_follow_up")
    desk.click("act_follow_up")
    desk.until_sees("words_form")
    desk.fill("words", "已整改")
    keep(desk)
    desk.until(lambda: rows(small_city, RiskRecordRow)[1].followed_by == "马骁")
    desk.until_gone("words_form")
    desk.click("want_enter")
    desk.until_sees("record_form")
    desk.fill("record_title", "日常巡查")
    keep(desk)
    desk.until(lambda: "经营主体" in desk.dialog().refusal)
    desk.fill("subject", "城东便民超市")
    keep(desk)
    desk.until_gone("record_form")
    desk.until(lambda: len(tabs.records.ledger.lines) == 3)
    row = rows(small_city, RiskRecordRow)[2]
    assert (row.subject_name, row.result, row.by) == ("城东便民超市", RecordResult.CLEAN, "马骁")


def test_a_record_is_corrected_with_what_stood_there(at_risk, small_city):
    desk, _ = at_risk("maxiao", "records")
    desk.until_sees("act_correct")
    desk.click("act_correct")
    desk.until_sees("record_form")
    desk.fill("findings", "合同缺项，未公示退费办法")
    keep(desk)
    desk.until_gone("record_form")
    row = rows(small_city, RiskRecordRow)[1]
    assert (row.findings, row.number, row.district, row.corrected_by) == (
        "合同缺项，未公示退费办法", "J2", EAST, "马骁",
    )  # fmt: skip


def test_a_file_is_taken_in_with_what_was_refused(at_risk, small_city, tmp_path):
    desk, tabs = at_risk("liwei", "records")
    path = tmp_path / "x.csv"
    path.write_text(
        "编号,检查日期,检查对象,辖区,检查结果,检查情况\n"
        "J1,2026-11-20,悦力工场健身（城东店）,城东区,责令改正,合同已改\n"
        "J9,2026-11-20,某超市,城东区,合格,\n"
        "J10,2026-11-20,某超市,别处,合格,\n",
        encoding="utf-8",
    )
    desk.until_sees("want_import")
    desk.click("want_import")
    desk.until_sees("import_records")
    desk.dialog().look_at(str(path))
    desk.fill("system", "双随机平台")
    keep(desk)
    desk.until(lambda: "入库" in desk.widget("outcome").text())
    words = desk.widget("outcome").text()
    assert "入库 1 条，更正 1 条，没有变化 0 条，退回 1 条" in words
    assert "没有县区“别处”" in (tmp_path / "x_退回.csv").read_text("utf-8-sig")
    desk.dialog().reject()
    desk.until(lambda: len(tabs.records.ledger.lines) == 3)


def next_date(small_city):
    """A known date three days from now, that the bureau has added."""
    today = local(small_city.db.clock()).date()
    first = (today + 3 * DAY).isoformat()
    fields = {
        "title": "开业集中日", "first": first, "last": first, "factor": 150, "remind_days": 14,
        "seats": 2, "clause": "3.1", "source": "局务会", "proposal": True,
    }  # fmt: skip
    seen = small_city.ask(version_in_force)
    change = ItemChange("known_date", "own", fields)
    small_city.do(plan_data.amend, "liangbo", [change], "新增", seen)
    return small_city.ask(lambda s: plan_of(s).known_dates["own"])


def test_what_waits_leads_to_the_standby_list_which_is_done_by_name(at_risk, small_city):
    add_people(small_city)
    known = next_date(small_city)
    desk, tabs = at_risk("zhoulan")
    now = small_city.db.clock()
    item = TodoItem(TodoKind.READINESS, known.number, 0, "", "", now, None)
    desk.click("rail_watch")
    desk.window.todo_places.go(item)
    assert (desk.window.rail.key, tabs.tab) == ("risk", "readiness")
    title = tabs.readiness.ledger.findChild(object, "standby_title")
    desk.until(lambda: title.text() == "开业集中日备勤清单")
    lines = tabs.readiness.ledger.lines
    assert lines[0].cells[4].words == "已逾期"  # it was due seven days before
    desk.until_sees("act_complete")
    desk.click("act_complete")
    desk.until_sees("words_form")
    desk.fill("words", "已逐户巡查")
    keep(desk)
    desk.until(lambda: [row.done_by for row in rows(small_city, ReadinessRow)] == ["周岚"])
    desk.until(lambda: tabs.readiness.ledger.lines[0].cells[4].words.startswith("周岚"))


def test_who_may_not_is_offered_nothing(at_risk, small_city):
    add_people(small_city)
    desk, tabs = at_risk("tanjing")
    desk.until(lambda: tabs.risks.as_of is not None)
    assert not desk.sees("act_confirm")
    tabs.show_tab("records")
    desk.settle()
    assert not desk.sees("want_enter")


def test_a_city_without_anything_says_what_will_be_here(at_desk, only_plain_labels):
    desk = at_desk("chenyu")
    desk.click("rail_risk")
    tabs = desk.window.pages.risk.tabs
    desk.settle()
    assert tabs.risks.ledger.empty.isVisible()
    tabs.show_tab("records")
    desk.settle()
    assert tabs.records.ledger.empty.isVisible()
    tabs.show_tab("readiness")
    desk.settle()
    assert tabs.readiness.dates.lines
    only_plain_labels(desk.window)


@pytest.fixture
def at_values(at_desk, small_city):
    """The planner at the tab of risks and known dates, at one of its lists."""
    add_people(small_city)

    def at_values(kind):
        desk = at_desk("liangbo")
        desk.click("rail_plan")
        panel, tabs = desk.window.pages.plan.risks, desk.window.pages.plan.tabs
        [place] = [n for n in range(tabs.count()) if tabs.widget(n).isAncestorOf(panel)]
        tabs.setCurrentIndex(place)
        desk.until(lambda: bool(panel.ledger.lines))
        panel._filter.choose(kind)
        panel.ledger.filtered.emit(kind)
        desk.until_sees("act_edit")
        return desk, panel

    return at_values


def give_source(desk):
    desk.fill("plan_source", "局务会议定")
    desk.fill("plan_reason", "按上年情况调整")
    keep(desk)


def test_the_planner_sets_what_a_number_is_worth(at_values, small_city):
    desk, panel = at_values("risk_point")
    assert panel.ledger.lines[0].cells[0] == "投诉"
    desk.click("act_edit")
    desk.until_sees("plan_value_form")
    desk.widget("each").edit.setText("3")
    give_source(desk)
    desk.until_gone("plan_value_form")
    assert small_city.ask(lambda s: plan_of(s).risk_points[Measure.PEOPLE]).each == 3


def test_the_planner_adds_a_known_date_and_takes_it_out(at_values, small_city):
    desk, panel = at_values("known_date")
    desk.click("want_add_period")
    desk.until_sees("new_date_form")
    desk.fill("date_title", "车展")
    desk.fill("first_day", "2026-10-20")
    desk.fill("last_day", "2026-10-19")
    give_source(desk)
    desk.until(lambda: "早于" in desk.dialog().refusal)
    desk.fill("last_day", "2026-10-25")
    keep(desk)
    desk.until_gone("new_date_form")
    known = small_city.ask(lambda s: plan_of(s).known_dates["2026-10-20.车展"])
    assert (known.days, known.factor, known.remind_days) == (6, 100, 14)
    desk.until(lambda: any(line.cells[0] == "车展" for line in panel.ledger.lines))
    line = next(line for line in panel.ledger.lines if line.cells[0] == "车展")
    panel.ledger.choose(line.id)
    desk.until_sees("act_take_out")
    desk.click("act_take_out")
    desk.until_sees("words_form")
    desk.fill("words", "不再举办")
    keep(desk)
    desk.until(lambda: "2026-10-20.车展" not in small_city.ask(lambda s: plan_of(s).known_dates))
