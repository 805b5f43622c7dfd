"""The plan's data set on screen: a version with reason and sources; an incident keeps its own."""

import tomllib
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.plan.holidays import Basis
from commandcenter.domain.plan.plan import is_working_day
from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.domain.times import local
from commandcenter.paths import RESOURCES
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_page
from commandcenter.queries.incident.grading import grade_sheet
from commandcenter.queries.plan.plan_data import REPORTS, month_board, plan_board, version_lines
from commandcenter.services.complaints import handling
from commandcenter.services.plan import plan_data
from commandcenter.store.plan.plan import plan_of, version_in_force
from commandcenter.store.tables.every import (
    ComplaintHandlingRow,
    ComplaintRow,
    IncidentRow,
    JournalLineRow,
)
from tests.field import add_people

WHY = "演练发现过密"
TUESDAY, SATURDAY = date(2026, 11, 24), date(2026, 11, 28)


@pytest.fixture
def planned(city):
    add_people(city)
    return city


def setting(value=90, code="silent_county_minutes", **fields):
    return ItemChange("setting", code, {"value": value, "source": "局务会议定"} | fields)


def amend(city, *changes, login="liangbo", why=WHY, seen=None):
    seen = seen or city.ask(version_in_force)
    return city.do(plan_data.amend, login, list(changes), why, seen)


def set_day(city, day, *, rest, seen=None, **fields):
    values = {"title": "调休", "source": "通知", "proposal": False, "reason": "按通知"}
    return city.do(
        plan_data.set_working_day,
        "liangbo",
        day,
        rest=rest,
        seen=seen or city.ask(version_in_force),
        **(values | fields),
    )


def board(city, login="liangbo"):
    return city.ask(plan_board, getattr(city, login), city.db.clock())


def line(city, kind, code):
    return next(x for x in board(city).values[kind] if x.code == code)


def at_all(due):
    return dict.fromkeys(Level, due)


def threshold(city, least, words):
    levels = {
        level: dict(condition)
        for level, condition in line(city, "threshold", "complainants").item["levels"].items()
    }
    levels["III"] |= {"any": [{"complainants": least}], "words": words}
    fields = {"window_hours": 24, "levels": levels, "source": "局务会议定", "proposal": False}
    return ItemChange("threshold", "complainants", fields)


def test_the_page_lists_each_task_with_a_limit_and_those_that_earlier_plans_had(planned):
    """So the bureau can set one where the plan sets none."""
    values = board(planned).values
    listed = {x.code for name in (REPORTS, "obligation") for x in values[name]}
    tasks = tomllib.loads((RESOURCES / "plan/obligations.toml").read_text(encoding="utf-8"))
    limited = {x["code"] for x in tasks["obligation"] if set(x["due"].values()) != {"none"}}
    earlier = {x["code"] for x in tasks["obligation"] if x.get("old")}
    assert "seize" in earlier - limited
    assert listed == limited | earlier
    due = {"due": at_all(60), "source": "局务会议定", "proposal": False}
    amend(planned, ItemChange("obligation", "seize", due))
    assert "Ⅲ 1 小时" in line(planned, "obligation", "seize").words


def test_a_limit_that_was_taken_away_can_be_set_again(planned):
    """The task stays on the page, though no earlier plan had it."""

    def set_to(due):
        fields = {"due": at_all(due), "source": "局务会议定", "proposal": False}
        amend(planned, ItemChange("obligation", "press_answer", fields))
        return line(planned, "obligation", "press_answer").words

    assert set_to("none") == "Ⅳ 不设 · Ⅲ 不设 · Ⅱ 不设 · Ⅰ 不设"
    assert set_to(60) == "Ⅳ 1 小时 · Ⅲ 1 小时 · Ⅱ 1 小时 · Ⅰ 1 小时"


def test_an_edit_makes_the_next_version_with_reason_and_source(planned):
    version = amend(planned, setting())
    new, first = planned.ask(version_lines)
    assert (new.id, new.label, new.adopted_by, new.reason) == (version, "第2版", "梁博", WHY)
    assert (new.amends, new.in_force, first.in_force) == ("第1版", True, False)
    [change] = new.changes
    assert (change.title, change.before, change.after, change.source) == (
        "县区失联提醒",
        "60 分钟",
        "90 分钟",
        "局务会议定",
    )
    shown = line(planned, "setting", "silent_county_minutes")
    assert (shown.words, shown.source) == ("90 分钟", "局务会议定")


def test_the_journal_has_the_edit_without_its_words(planned):
    version = amend(planned, setting())
    with planned.db.read() as session:
        lines = session.execute(
            select(JournalLineRow.subject, JournalLineRow.verb, JournalLineRow.clause)
            .where(JournalLineRow.kind == "plan")
            .order_by(JournalLineRow.number)
        ).all()
    assert lines == [(1, "adopted", "8.1"), (version, "amended", "8.1")]


def test_an_incident_keeps_the_version_it_was_opened_under(planned):
    old = planned.register()
    amend(planned, threshold(planned, 40, "40至199人"), setting())
    new = planned.register(title="另一事件", brand="别家")

    def least(incident):
        def ask(session):
            plan = plan_of(session, session.get_one(IncidentRow, incident).plan_version_id)
            return plan.thresholds["complainants"].levels[Level.III].any[0]["complainants"]

        return planned.ask(ask)

    assert (least(old), least(new)) == (50, 40)
    assert [v.incidents for v in planned.ask(version_lines)] == [
        ("另一事件",),
        ("“11·24”悦力工场健身闭店事件",),
    ]


@pytest.mark.parametrize("login", ["chenyu", "luomin", "zhoulan", "admin", "tanjing", "east"])
def test_nobody_but_the_planner_edits_the_plan(planned, login):
    with pytest.raises(RuleBroken, match="预案管理员"):
        amend(planned, setting(), login=login)
    assert board(planned, login).offers == ()


def test_of_two_who_set_the_same_value_the_second_is_told_who_and_what(planned):
    seen = planned.ask(version_in_force)
    amend(planned, setting(90))
    with pytest.raises(RuleBroken, match=r"县区失联提醒”已由梁博于.*改为“90 分钟”（第2版）"):
        amend(planned, setting(120), seen=seen)
    assert line(planned, "setting", "silent_county_minutes").words == "90 分钟"


def test_what_another_set_elsewhere_meanwhile_stays(planned):
    seen = planned.ask(version_in_force)
    amend(planned, setting(90))
    amend(planned, setting(20, "report_remind_minutes"), seen=seen)
    assert line(planned, "setting", "silent_county_minutes").words == "90 分钟"
    assert line(planned, "setting", "report_remind_minutes").words == "20 分钟"


def test_an_edit_that_was_taken_back_leaves_no_plan_behind(planned):
    """The number of a version is given again; what was read under it is not."""

    def amend_and_fail(session, actor):
        plan_data.amend(session, actor, [setting(90)], WHY, 1)
        assert plan_of(session).number("silent_county_minutes") == 90
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        planned.do(amend_and_fail, "liangbo")
    amend(planned, setting(120))
    assert planned.ask(lambda s: plan_of(s).number("silent_county_minutes")) == 120


@pytest.mark.lot(3)
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (setting(0), "整数"),
        (setting(100_001), "整数"),
        (setting(True), "写法不对"),
        (setting("90"), "写法不对"),
        (setting(source=" \0"), "须注明来源"),
        (setting(source="字" * 201), "来源超过"),
        (setting(title="改名"), "不能在这里修改"),
        (setting(code="no_such"), "没有"),
        (setting("25:00", "watch_nightly_at"), "16:30 的样子"),
        (ItemChange("setting", "silent_county_minutes", None), "不能删除"),
        (ItemChange("right", "edit_plan", {"source": "x"}), "不在可以修改"),
        (ItemChange("clause", "1", {"text": "x", "source": "x"}), "不在可以修改"),
        (ItemChange("clock", "accept", {"amount": 0, "source": "x"}), "期限"),
        (ItemChange("obligation", "power", {"due": {"IV": 0}, "source": "x"}), "时限"),
        (
            ItemChange("obligation", "report_phone", {"due": at_all(121), "source": "x"}),
            "Ⅰ级：电话报告（2 小时 1 分）不能晚于书面首报（30 分）",
        ),
        (ItemChange("report_rule", "IV", {"source": "x"}), "不在可以修改"),
        (
            ItemChange("paper_flow", "activation", {"countersign": ["nobody"], "source": "x"}),
            "“papers.toml, activation”这一项写法不对",
        ),
        (
            ItemChange("paper_flow", "activation", {"steps": ["draft", "fly"], "source": "x"}),
            "环节须按顺序取用",
        ),
    ],
)
def test_a_value_that_cannot_be_is_refused_and_no_version_made(planned, change, words):
    if change.fields is not None and change.kind == "setting" and change.fields["value"] == 60:
        now = line(planned, "setting", "silent_county_minutes").item
        change = ItemChange(
            "setting", "silent_county_minutes", {"value": 60, "source": now["source"]}
        )
    with pytest.raises(RuleBroken, match=words):
        amend(planned, change)
    assert planned.ask(version_in_force) == 1


def test_an_edit_without_a_reason_or_without_anything_is_refused(planned):
    with pytest.raises(RuleBroken, match="修改理由"):
        amend(planned, setting(), why=" \0")
    with pytest.raises(RuleBroken, match="没有改动"):
        amend(planned)
    as_it_is = line(planned, "setting", "silent_county_minutes").source
    with pytest.raises(RuleBroken, match="没有改动"):
        amend(planned, setting(60, source=as_it_is))
    with pytest.raises(RuleBroken, match="没有编号为 9"):
        amend(planned, setting(), setting(5, "report_remind_minutes"), seen=9)


def test_no_more_is_amended_at_once_than_may_be(planned, monkeypatch):
    assert plan_data.MOST == 100
    monkeypatch.setattr(plan_data, "MOST", 2)
    both = [setting(91), setting(6, "drill_months")]
    with pytest.raises(RuleBroken, match="一次最多修改 2 项"):
        amend(planned, *both, setting(4, "abnormal_names"))
    amend(planned, *both)


def test_a_threshold_rises_with_the_level_and_its_words_say_its_number(planned):
    with pytest.raises(RuleBroken, match="也须一并修改"):
        amend(planned, threshold(planned, 40, "50至199人"))
    with pytest.raises(RuleBroken, match="应大于"):
        amend(planned, threshold(planned, 200, "200人以上"))
    change = threshold(planned, 40, "40人")
    change.fields["levels"]["III"]["any"] = [{"no_such_fact": 40}]
    with pytest.raises(RuleBroken, match="不完整"):
        amend(planned, change)


def test_a_new_threshold_is_what_the_adviser_of_a_new_incident_shows(planned):
    amend(planned, threshold(planned, 40, "40至199人"))
    incident = planned.register()
    shown = planned.ask(grade_sheet, incident, planned.db.clock())
    assert "40至199人" in str(shown)


def test_hostile_words_are_kept_as_words(planned):
    evil = "<b>=cmd()'; DROP TABLE plan_item--\0\ud800</b>"
    amend(planned, setting(source=evil))
    kept = line(planned, "setting", "silent_county_minutes").source
    assert kept == "<b>=cmd()'; DROP TABLE plan_item--</b>"


def test_a_day_is_set_to_rest_and_back_to_work(planned):
    set_day(planned, TUESDAY, rest=True)
    assert not planned.ask(lambda s: is_working_day(plan_of(s), TUESDAY))
    set_day(planned, TUESDAY, rest=False)
    assert planned.ask(lambda s: is_working_day(plan_of(s), TUESDAY))
    set_day(planned, SATURDAY, rest=False)
    shown = planned.ask(month_board, planned.liangbo, 2026, 11, planned.db.clock())
    cell = next(c for c in shown.days if c.day == SATURDAY)
    assert (cell.rest, cell.period.title, cell.period.source) == (False, "调休", "通知")
    assert (len(shown.days), shown.days[0].day.weekday(), shown.working) == (42, 0, 22)


def test_a_day_inside_a_holiday_is_cut_out_and_the_rest_stays(planned):
    set_day(planned, date(2026, 10, 3), rest=False, title="值班")
    plan = planned.ask(plan_of)
    work = [d for d in range(1, 8) if is_working_day(plan, date(2026, 10, d))]
    assert work == [3]  # a Saturday
    set_day(planned, date(2026, 10, 5), rest=False)
    plan = planned.ask(plan_of)
    assert [d for d in range(1, 8) if is_working_day(plan, date(2026, 10, d))] == [3, 5]


def test_a_day_that_is_so_already_makes_no_version(planned):
    with pytest.raises(RuleBroken, match="没有改动"):
        set_day(planned, TUESDAY, rest=False)
    with pytest.raises(RuleBroken, match="2000 年至 2100 年"):
        set_day(planned, date(2199, 1, 1), rest=True)
    with pytest.raises(RuleBroken, match="来源"):
        set_day(planned, TUESDAY, rest=True, source=" ")


def test_a_day_that_another_set_meanwhile_is_told(planned):
    seen = planned.ask(version_in_force)
    set_day(planned, TUESDAY, rest=True)
    with pytest.raises(RuleBroken, match=r"2026-11-24”已由梁博于.*改为“休息”"):
        set_day(planned, TUESDAY, rest=True, seen=seen, title="另一名目")


def test_a_year_without_holidays_is_said_to_be_unset(planned):
    shown = planned.ask(month_board, planned.liangbo, 2031, 2, planned.db.clock())
    assert shown.basis is Basis.LAW
    set_day(planned, date(2031, 2, 3), rest=True)  # one day is no notice
    shown = planned.ask(month_board, planned.liangbo, 2031, 2, planned.db.clock())
    assert shown.basis is Basis.LAW
    assert planned.ask(month_board, planned.liangbo, 2019, 2, planned.db.clock()).basis is (
        Basis.ANNOUNCED
    )


NOTICE = """国务院办公厅关于2031年部分节假日安排的通知
国办发明电〔2030〕9号
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月22日（农历除夕、周三）至29日（农历正月初七、周三）放假调休，共8天。1月19日（周日）上班。
三、清明节：4月5日（周六）至7日（周一）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：6月24日（周二）放假1天，不调休。
六、国庆节、中秋节：9月29日（周一）至10月6日（周一）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
"""


def test_a_notice_that_is_pasted_is_the_calendar_of_its_year(planned):
    set_day(planned, date(2031, 1, 27), rest=True, title="本局自定")
    seen = planned.ask(version_in_force)
    planned.do(
        plan_data.set_holidays, "liangbo", NOTICE, proposal=False, reason="通知已公布", seen=seen
    )
    plan = planned.ask(plan_of)
    rest = [d for d in range(18, 31) if not is_working_day(plan, date(2031, 1, d))]
    assert rest == [18, *range(22, 30)]
    assert is_working_day(plan, date(2031, 10, 11))
    shown = planned.ask(month_board, planned.liangbo, 2031, 1, planned.db.clock())
    assert shown.basis is Basis.OWN
    cell = next(c for c in shown.days if c.day == date(2031, 1, 27))
    told = "国务院办公厅关于2031年部分节假日安排的通知（国办发明电〔2030〕9号）"
    assert (cell.period.title, cell.period.source) == ("春节", told)


def test_half_a_notice_changes_nothing(planned):
    seen = planned.ask(version_in_force)
    half = NOTICE[: NOTICE.index("四、")]
    with pytest.raises(RuleBroken, match="没有找到劳动节、端午节、国庆节、中秋节的安排"):
        planned.do(plan_data.set_holidays, "liangbo", half, proposal=False, reason="x", seen=seen)
    assert planned.ask(version_in_force) == seen


def test_a_notice_over_days_that_another_set_meanwhile_is_told(planned):
    """Of its own year alone: what was set of another year since stays."""

    def paste(seen):
        told = {"proposal": False, "reason": "通知已公布", "seen": seen}
        return planned.do(plan_data.set_holidays, "liangbo", NOTICE, **told)

    seen = planned.ask(version_in_force)
    set_day(planned, date(2031, 1, 27), rest=True)
    with pytest.raises(RuleBroken, match=r"2031年”已由梁博于.*改为“另外的安排”（第2版）"):
        paste(seen)
    seen = planned.ask(version_in_force)
    set_day(planned, date(2032, 1, 27), rest=True)
    made = paste(seen)
    with pytest.raises(RuleBroken, match="没有改动任何内容"):
        paste(made)
    assert planned.ask(version_in_force) == made
    assert not planned.ask(lambda s: is_working_day(plan_of(s), date(2032, 1, 27)))


def test_running_limits_of_complaints_are_counted_anew(planned):
    planned.take_in(planned.complaint("T1"))
    planned.register()
    with planned.db.read() as session:
        number = session.scalars(select(ComplaintRow.id)).one()
    planned.do(handling.assign, "zhoulan", [number], planned.zhoulan.person_id)

    def due():
        with planned.db.read() as session:
            return session.scalars(select(ComplaintHandlingRow.due_at)).one()

    before = due()  # seven working days to accept
    day = local(planned.db.clock()).date() + timedelta(days=1)
    plan = planned.ask(plan_of)
    while not is_working_day(plan, day):
        day += timedelta(days=1)
    set_day(planned, day, rest=True)
    assert due() > before


def test_another_limit_counts_for_what_is_open_touched_or_not(planned):
    """Both ways in which an open complaint has its limit: its own row, or its registration."""
    planned.take_in(planned.complaint("T1"), planned.complaint("T2"))

    def dues():
        page = planned.ask(complaint_page, ComplaintFilter(), 0, 10, now=planned.db.clock())
        return {line.number: line.due_at for line in page.lines}

    ids = {line.number: line.id for line in planned.ask(complaint_page, ComplaintFilter()).lines}
    planned.do(handling.assign, "zhoulan", [ids["T1"]], planned.zhoulan.person_id)
    before = dues()
    assert before["T1"] == before["T2"]
    amend(planned, ItemChange("clock", "accept", {"amount": 5, "source": "局务会议定"}))
    after = dues()
    assert after["T1"] == after["T2"] < before["T1"]
    day = local(planned.db.clock()).date() + timedelta(days=1)
    while not is_working_day(planned.ask(plan_of), day):
        day += timedelta(days=1)
    set_day(planned, day, rest=True)
    later = dues()
    assert later["T1"] == later["T2"] > after["T1"]


def test_a_sensitive_period_comes_and_goes(planned):
    fields = {
        "title": "双十一",
        "first": "2026-11-10",
        "last": "2026-11-12",
        "source": "局务会",
        "proposal": False,
    }
    amend(planned, ItemChange("sensitive", "double", fields))
    shown = planned.ask(month_board, planned.liangbo, 2026, 11, planned.db.clock())
    assert {c.day.day for c in shown.days if c.sensitive == "双十一"} == {10, 11, 12}
    for bad, words in (
        ({"last": "2026-11-09"}, "早于开始"),
        ({"last": "2027-11-09"}, "超过"),
        ({"first": "11月"}, "起止日期"),
        ({"title": " "}, "名目"),
    ):
        with pytest.raises(RuleBroken, match=words):
            amend(planned, ItemChange("sensitive", "double", fields | bad))
    amend(planned, ItemChange("sensitive", "double", None), why="不再需要")
    assert "double" not in planned.ask(plan_of).sensitive
    newest = planned.ask(version_lines)[0]
    assert [(c.before != "", c.after) for c in newest.changes] == [(True, "")]


NEW_KIND = {
    "title": "养老服务", "provisional": "III", "report_as": "II", "source": "局务会议定",
    "tiles": ["complaints", "people", "amount", "on_site", "registered", "next_report"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "fields", "words"),
    [
        ("own_a", NEW_KIND | {"title": "餐饮食品"}, "已有事件种类“餐饮食品”"),
        ("own_a", NEW_KIND | {"title": " "}, "1 至 10 字"),
        ("own_a", NEW_KIND | {"provisional": "V"}, "暂按的级别"),
        ("own_a", NEW_KIND | {"tiles": ["people"] * 6}, "不同的数字"),
        ("own_a", {"title": "养老服务", "source": "x"}, "缺少"),
        ("own_a", NEW_KIND | {"source": " "}, "须注明来源"),
        (
            "own_a",
            NEW_KIND | {"title": [{}]},
            "数据不完整，没有保存：“kinds.toml, own_a”这一项写法不对。$",
        ),
        ("own_a", NEW_KIND | {"provisional": ["III"]}, "暂按的级别"),
        ("own_a", NEW_KIND | {"tiles": [["people"]] * 6}, "不同的数字"),
        ("own_a", NEW_KIND | {"tiles": 6}, "不同的数字"),
        ("other", None, "“其他”是没有合适种类时用的"),
        ("food", None, "只在这一种类中适用"),
        ("own_a", None, "事件种类中没有“own_a”"),
    ],
)
def test_a_kind_of_incident_that_makes_no_sense_is_refused(planned, code, fields, words):
    with pytest.raises(RuleBroken, match=words):
        amend(planned, ItemChange("kind", code, fields))
    assert [v.label for v in planned.ask(version_lines)] == ["第1版"]


def test_a_kind_is_added_and_taken_out_by_new_versions(planned):
    amend(planned, ItemChange("kind", "own_养老服务", NEW_KIND))
    assert line(planned, "kind", "own_养老服务").title == "养老服务"
    seen = planned.ask(version_in_force)
    amend(planned, ItemChange("kind", "own_养老服务", None), seen=seen)
    with pytest.raises(RuleBroken, match=r"已由梁博于.*改为“（已删除）”（第3版）"):
        amend(planned, ItemChange("kind", "own_养老服务", NEW_KIND | {"title": "养老"}), seen=seen)
    assert all(x.code != "own_养老服务" for x in board(planned).values["kind"])
    assert len(planned.ask(version_lines)) == 3
