"""The gate before a case is closed, its waivers by name, and the second person at the end."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.aftermath.closing import Gate, open_points
from commandcenter.domain.aftermath.retention import Retention
from commandcenter.domain.command.casework import CaseState
from commandcenter.domain.command.obligation import UNDONE, ObligationState
from commandcenter.domain.command.supply import Kind
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.domain.incident.oral import Matter
from commandcenter.domain.org import Group
from commandcenter.services import book
from commandcenter.services.aftermath import (
    accountability,
    closing,
    inquiry,
    recovery,
    retention,
)
from commandcenter.services.command import casework, instructions, obligations, running_log
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incident_moves, incidents, oral
from commandcenter.store.aftermath.closing import close_facts
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.tables.every import DutyNoteRow, ObligationNoteRow, SupplyRequestRow
from commandcenter.store.tables.incident.incident import IncidentRow
from tests.aftermath import (
    REFUND,
    all_but_closed,
    ended,
    final_sent,
    inquiry_signed,
    verdict,
)


@pytest.fixture
def incident(city):
    return ended(city)


def shut(city, incident):
    with city.db.read() as session:
        facts = close_facts(session, session.get_one(IncidentRow, incident))
    return [point.gate for point in open_points(facts, city.db.clock())]


def close(city, incident, login="chenyu", name="陈屿"):
    city.do(closing.close, login, incident, name)


def state(city, incident):
    with city.db.read() as session:
        return session.get_one(IncidentRow, incident).state


def test_each_gate_opens_by_what_is_done_about_it(city, incident):
    everything = [Gate.STATE, Gate.STEPS, Gate.FINAL_REPORT, Gate.INQUIRY, Gate.RETENTION]
    assert shut(city, incident) == everything
    with pytest.raises(RuleBroken, match="还不能结案"):
        close(city, incident)
    for gate, act in (
        (Gate.STATE, lambda: city.do(incident_moves.begin_aftermath, "zhoulan", incident)),
        (Gate.STEPS, lambda: city.do(closing.waive_steps, "luomin", incident, "已终止")),
        (Gate.FINAL_REPORT, lambda: final_sent(city, incident)),
        (Gate.INQUIRY, lambda: inquiry_signed(city, incident)),
        (Gate.RETENTION, lambda: city.do(retention.decide, "chenyu", incident, verdict())),
    ):
        assert gate in shut(city, incident)
        act()
        assert gate not in shut(city, incident)
    close(city, incident)
    assert state(city, incident) is State.ARCHIVED


def test_a_line_of_the_ledgers_keeps_the_case_open_until_it_is_waived_by_name(city, incident):
    all_but_closed(city, incident)
    line = city.do(recovery.open_line, "zhoulan", incident, REFUND)
    with pytest.raises(RuleBroken, match="1 条台账未结"):
        close(city, incident)
    city.do(recovery.waive_line, "luomin", line, "三次联系不上")
    close(city, incident)


def test_who_settled_the_last_line_does_not_close_the_case(city, incident):
    all_but_closed(city, incident)
    line = city.do(recovery.open_line, "luomin", incident, REFUND)
    city.do(recovery.settle_line, "luomin", line, 10, 1_000_00, whole=True)
    with pytest.raises(RuleBroken, match="最后一条台账的办结人"):
        close(city, incident, "luomin", "罗敏")
    close(city, incident)


def test_who_waived_the_last_line_does_not_close_the_case_either(city, incident):
    all_but_closed(city, incident)
    line = city.do(recovery.open_line, "zhoulan", incident, REFUND)
    city.do(recovery.waive_line, "chenyu", line, "已公告")
    with pytest.raises(RuleBroken, match="请换人"):
        close(city, incident)
    close(city, incident, "luomin", "罗敏")


def test_a_line_of_the_accountability_ledger_counts_as_the_last_one_too(city, incident):
    all_but_closed(city, incident)
    liable = accountability.Liable("悦力工场健身（城东店）", "消法五十三条")
    line = city.do(accountability.register_operator, "hewenjing", incident, liable)
    city.do(
        accountability.settle_operator,
        "luomin",
        line,
        accountability.Decision("罚款", city.db.clock()),
    )
    with pytest.raises(RuleBroken, match="请换人"):
        close(city, incident, "luomin", "罗敏")


def test_only_command_closes_and_signs_with_the_own_name(city, incident):
    all_but_closed(city, incident)
    for login, name in (("zhoulan", "周岚"), ("liwei", "李蔚"), ("admin", "管理员")):
        with pytest.raises(RuleBroken, match="总指挥"):
            close(city, incident, login, name)
    with pytest.raises(RuleBroken, match="签名应为本人姓名"):
        close(city, incident, "chenyu", "罗敏")
    assert state(city, incident) is State.AFTERMATH


def test_a_closed_record_takes_nothing_more(city, incident):
    all_but_closed(city, incident)
    line = city.do(recovery.open_line, "zhoulan", incident, REFUND)
    city.do(recovery.settle_line, "zhoulan", line, 10, 1_000_00, whole=True)
    order = city.do(instructions.give, "chenyu", incident, "补登", Group.COORDINATION)
    close(city, incident)
    for verb, login, *rest in (
        (recovery.open_line, "zhoulan", incident, REFUND),
        (recovery.reopen_line, "zhoulan", line, 2),
        (recovery.waive_line, "luomin", line, "又"),
        (accountability.register_operator, "hewenjing", incident,
         accountability.Liable("某", "某法")),
        (inquiry.draft, "hewenjing", incident, "investigation"),
        (closing.waive_steps, "luomin", incident, "又"),
        (closing.close, "chenyu", incident, "陈屿"),
        (running_log.write_line, "maxiao", incident, "又一条"),
        (incidents.count_by_hand, "maxiao", incident, "on_site", 5),
        (instructions.give, "chenyu", incident, "又", Group.COORDINATION),
        (instructions.receive, "zhoulan", order),
        (instructions.report_back, "zhoulan", order, "已补登"),
    ):  # fmt: skip
        with pytest.raises(RuleBroken):
            city.do(verb, login, *rest)


def test_steps_are_waived_only_after_the_end_with_a_reason(city):
    live = city.register()
    city.activate(live)
    with pytest.raises(RuleBroken, match="响应终止后"):
        city.do(closing.waive_steps, "luomin", live, "不办了")
    over = ended(city, title="另一事件", brand="")
    with pytest.raises(RuleBroken, match="理由"):
        city.do(closing.waive_steps, "luomin", over, " \0")
    with pytest.raises(RuleBroken, match="总指挥"):
        city.do(closing.waive_steps, "zhoulan", over, "不办了")
    assert city.do(closing.waive_steps, "luomin", over, "响应已终止") > 0
    with pytest.raises(RuleBroken, match="没有未办结"):
        city.do(closing.waive_steps, "luomin", over, "再来")
    rows = [row for row in city.ask(obligations_of, over, city.db.clock()) if row.na_why]
    assert {(row.na_why, row.na_by, row.state) for row in rows} == {
        ("响应已终止", "罗敏", ObligationState.NOT_APPLICABLE)
    }
    with city.db.read() as session:
        notes = session.scalars(
            select(ObligationNoteRow.obligation_id).where(ObligationNoteRow.kind == "na")
        ).all()
    assert sorted(notes) == sorted(row.id for row in rows)


def oral_call(city, incident):
    call = oral.Call(
        Matter.OTHER, "是否延长封控", "同意延长", city.db.clock(),
        city.chenyu.person_id, "周岚",
    )  # fmt: skip
    return city.do(oral.register, "liwei", incident, call)


def test_an_unsigned_oral_decision_keeps_the_case_open_a_disputed_one_does_not(city, incident):
    number = oral_call(city, incident)
    assert Gate.ORAL in shut(city, incident)
    city.do(oral.dispute, "chenyu", number, "原话不是这样")
    assert Gate.ORAL not in shut(city, incident)
    number = oral_call(city, incident)
    city.do(oral.sign, "chenyu", number, "陈屿")
    assert Gate.ORAL not in shut(city, incident)


def test_what_was_lent_keeps_the_case_open_until_it_is_back(city, incident):
    at = city.db.clock()
    with city.db.write() as session:
        row = SupplyRequestRow(
            incident_id=incident, kind=Kind.VEHICLE, item="执法车", amount=2, unit="辆",
            reason="现场", asked_by="马骁", asked_from="现场处置组", asked_at=at, state="delivered",
            handled_by="江涛", handled_at=at,
        )  # fmt: skip
        session.add(row)
        book.record(session, PROGRAM, "supply_request", 1, "delivered", incident=incident)
        number = row.id
    assert Gate.SUPPLIES in shut(city, incident)
    with city.db.write() as session:
        row = session.get_one(SupplyRequestRow, number)
        row.state, row.returned_by, row.returned_at = "returned", "江涛", at
        book.record(session, PROGRAM, "supply_request", 1, "returned", incident=incident)
    assert Gate.SUPPLIES not in shut(city, incident)


def test_data_kept_beyond_their_time_shut_the_gate_again(city, incident):
    soon = city.db.clock() + timedelta(days=30)
    keep = verdict(
        Retention.KEEP, lawful="诉讼需要", necessary="不可替代", secure="加密", keep_until=soon
    )
    city.do(retention.decide, "chenyu", incident, keep)
    assert Gate.RETENTION not in shut(city, incident)
    with city.db.read() as session:
        facts = close_facts(session, session.get_one(IncidentRow, incident))
    later = open_points(facts, soon + timedelta(seconds=1))
    assert [p.words for p in later if p.gate is Gate.RETENTION] == ["个人信息留存期限已到"]


def notes(city, incident):
    with city.db.read() as session:
        return session.scalars(
            select(DutyNoteRow).where(DutyNoteRow.incident_id == incident)
        ).all()  # fmt: skip


def test_a_duty_is_stated_not_to_apply_by_name_once_and_taken_back(city, incident):
    with pytest.raises(RuleBroken, match="理由"):
        city.do(closing.state_not_applicable, "luomin", incident, "officials", "")
    with pytest.raises(RuleBroken, match="总指挥"):
        city.do(closing.state_not_applicable, "zhoulan", incident, "officials", "没有")
    with pytest.raises(RuleBroken, match="没有“zzz”"):
        city.do(closing.state_not_applicable, "luomin", incident, "zzz", "没有")
    city.do(closing.state_not_applicable, "luomin", incident, "hardship", "没有困难群众")
    with pytest.raises(RuleBroken, match="已注明"):
        city.do(closing.state_not_applicable, "chenyu", incident, "hardship", "没有")
    city.do(closing.withdraw_not_applicable, "chenyu", incident, "hardship")
    with pytest.raises(RuleBroken, match="没有注明"):
        city.do(closing.withdraw_not_applicable, "chenyu", incident, "hardship")
    [note] = notes(city, incident)
    assert (note.by, note.withdrawn_by) == ("罗敏", "陈屿")


def test_a_duty_of_which_something_is_to_be_done_is_not_stated_not_to_apply(city):
    incident = city.register()
    city.activate(incident)

    def stated():
        city.do(closing.state_not_applicable, "luomin", incident, "site", "没有现场")

    for left in (3, 2, 1):
        with pytest.raises(RuleBroken, match=f"“现场处置”还有 {left} 项应办事项没有办结"):
            stated()
        listed = city.ask(obligations_of, incident, city.db.clock())
        of_site = ("officers_on_site", "site_first", "site_hourly")
        first = min(o.id for o in listed if o.code in of_site and o.state in UNDONE)
        city.do(obligations.not_applicable, "chenyu", first, "线上经营")
    stated()  # what else of the incident is to be done is of other duties
    assert [note.duty for note in notes(city, incident)] == ["site"]


def test_a_limit_of_law_that_runs_keeps_the_case_open_until_it_is_settled(city, incident):
    clue = casework.NewCase("悦力工场公司", "涉嫌欺诈", city.db.clock(), ("何文静", "方舟"))
    case = city.do(casework.register_case, "hewenjing", incident, clue)
    assert Gate.CASES in shut(city, incident)
    move = casework.CaseMove(CaseState.NOT_FILED, city.db.clock(), result="查无实据")
    city.do(casework.move_case, "hewenjing", case, move)
    assert Gate.CASES not in shut(city, incident)
