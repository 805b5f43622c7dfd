"""The board of the reports, and what waits of them for whom."""

from datetime import timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Role
from commandcenter.domain.reports.report import Chain, ReportKind
from commandcenter.domain.reports.report_clock import ClockKind, ClockState
from commandcenter.queries.incident.situation import situation
from commandcenter.queries.offers import Offer
from commandcenter.queries.papers.paper_register import PaperFilter, paper_lines
from commandcenter.queries.reports.reports import phone_text, report_board, report_text
from commandcenter.queries.seat.todo import TodoKind, todo
from commandcenter.services.guard import PROGRAM
from commandcenter.services.reports import report_receipts as receipts
from commandcenter.services.reports import reports
from commandcenter.services.reports.report_receipts import Answer
from commandcenter.services.reports.reports import CallTaken, PhoneCall
from commandcenter.services.seat import people
from tests.city import EAST

OFFICE, PROVINCE = "市委市政府总值班室", "省市场监督管理局"
BUREAU, GOVERNMENT = "市市场监督管理局", "城东区人民政府"


@pytest.fixture
def city(city):
    """With a county bureau, and who leads the duty."""
    new = (("shen", "沈丽琴", Role.COUNTY, EAST), ("fang", "方正", Role.LEAD_DUTY, None))
    for login, name, role, district in new:
        with city.db.write() as session:
            added = people.NewPerson(login, name, "科长", phone=f"0990-{login}")
            person = people.add_person(session, PROGRAM, added)
            people.grant_role(session, PROGRAM, person, role, district=district)
            if role is Role.LEAD_DUTY:
                at = city.db.clock()
                start, end = at - timedelta(hours=8), at + timedelta(days=1)
                people.put_on_duty(session, PROGRAM, person, role, start, end)
    city.confirm_roles()
    return city


def begun(city, minutes_ago, level=Level.III):
    incident = city.register(received_at=city.db.clock() - timedelta(minutes=minutes_ago))
    city.activate(incident, level)
    return incident


def board(city, incident, login="zhoulan"):
    return city.ask(report_board, getattr(city, login), incident, city.db.clock())


def clock(city, incident, kind, login="zhoulan"):
    return next(c for c in board(city, incident, login).clocks if c.clock.kind is kind)


def sent(city, incident, receivers=(OFFICE, PROVINCE)):
    report = city.do(reports.draft_first, "zhoulan", incident)
    city.do(reports.sign, "chenyu", report)
    city.do(reports.send, "zhoulan", report, receivers, "政务内网")
    return report


def county_sent(city, incident):
    report = city.do(reports.draft_first, "shen", incident, EAST)
    city.do(reports.sign, "shen", report)
    city.do(reports.send, "shen", report, (BUREAU, GOVERNMENT), "政务内网")
    return report


def waits(city, login, kind=None):
    items = city.ask(todo, getattr(city, login), city.db.clock())
    return [i for i in items if kind is None or i.kind is kind]


def keys(line):
    return {offer.key for offer in line.offers}


def test_the_clock_of_a_report_is_done_when_all_it_is_for_have_it(city):
    incident = begun(city, 20)
    sent(city, incident, (OFFICE,))
    shown = clock(city, incident, ClockKind.FIRST).clock
    assert shown.missing == (PROVINCE,)
    assert shown.open
    [line] = board(city, incident).reports
    city.do(reports.send_on, "zhoulan", line.id, (PROVINCE,), "传真")
    assert clock(city, incident, ClockKind.FIRST).clock.state is ClockState.DONE


def test_each_sees_what_his_part_may_do_with_a_draft(city):
    incident = begun(city, 20)
    city.do(reports.draft_first, "zhoulan", incident)
    seen = {who: keys(board(city, incident, who).reports[0]) for who in ("zhoulan", "chenyu")}
    assert seen["zhoulan"] == {"edit", "refresh", "submit"}
    assert seen["chenyu"] == {"edit", "refresh", "submit", "sign", "return"}
    assert keys(board(city, incident, "maxiao").reports[0]) == set()


def test_what_may_be_begun_is_refused_by_the_rule_of_the_act(city):
    incident = begun(city, 20)
    offered = {b.kind: b.offer.refusal for b in board(city, incident).begins}
    assert offered[ReportKind.FIRST] is None
    with pytest.raises(RuleBroken) as raised:
        city.do(reports.draft_follow_up, "zhoulan", incident)
    assert str(offered[ReportKind.FOLLOW_UP]) == str(raised.value)
    both = board(city, incident)
    assert both.offers == tuple(begin.offer for begin in both.begins)
    none = board(city, incident, "maxiao")
    assert (none.begins, none.offers) == ((), ())


def test_a_county_sees_its_own_chain_and_the_city_sees_both(city):
    incident = begun(city, 20)
    sent(city, incident)
    county_sent(city, incident)
    both = {line.office for line in board(city, incident).reports}
    own = board(city, incident, "shen")
    assert both == {"本局", "城东区局"}
    assert {line.office for line in own.reports} == {"城东区局"}
    assert {b.line.district for b in own.begins} == {EAST}
    assert {o.key for o in own.offers} == {f"{kind.value}_{EAST}" for kind in ReportKind}
    city_report = next(r for r in board(city, incident).reports if r.chain is Chain.CITY)
    with pytest.raises(RuleBroken, match="不属于本县区"):
        city.ask(report_text, city.shen, city_report.id, city.db.clock())


def test_receipts_tell_who_received_verified_or_wanted_more(city):
    incident = begun(city, 20)
    sent(city, incident)
    [report] = board(city, incident).reports
    first = report.receipts[0]
    assert [o.key for o in first.offers if o.refusal is None] == ["receive"]
    city.do(receipts.receive, "liwei", first.id, Answer("张秘书", "电话"))
    city.do(receipts.want_more, "liwei", first.id, "补金额", Answer("张秘书", "电话"))
    [report] = board(city, incident).reports
    assert [r.return_reason for r in report.unanswered] == ["补金额"]
    follow = city.do(reports.draft_follow_up, "zhoulan", incident)
    city.do(reports.sign, "chenyu", follow)
    city.do(reports.send, "zhoulan", follow, (OFFICE, PROVINCE), "传真")
    assert board(city, incident).reports[-1].unanswered == ()


def test_the_text_says_what_a_follow_up_goes_on_and_what_is_missing(city):
    incident = begun(city, 20)
    sent(city, incident)
    report = city.do(reports.draft_follow_up, "zhoulan", incident)
    text = city.ask(report_text, city.zhoulan, report, city.db.clock())
    assert text.goes_on == "首报"
    assert text.usual == (OFFICE, PROVINCE)
    assert {e.code for e in text.elements if e.out} >= {"followup.place", "followup.cause"}
    assert text.hints["followup.changes"]


def test_a_telephone_report_is_prepared_from_the_data(city):
    incident = begun(city, 5)
    shown = city.ask(phone_text, incident, EAST, city.db.clock())
    assert shown.usual == (BUREAU, GOVERNMENT)
    assert shown.above == ("省市场监督管理局（越级）",)
    assert all(element.code.startswith("phone.") for element in shown.elements)


def test_who_drafts_is_reminded_and_rings_and_the_commander_is_not(city):
    begun(city, 50)  # by telephone in 30, in writing in 60
    late = {i.title: i.detail for i in waits(city, "liwei", TodoKind.DUE_REPORT)}
    assert late == {
        "电话报告超时未报": "请电话叫应科长方正（0990-fang）",
        "首报即将到时限": "请电话叫应科长方正（0990-fang）",
    }
    assert waits(city, "zhoulan", TodoKind.DUE_REPORT)
    assert waits(city, "chenyu", TodoKind.DUE_REPORT) == []
    assert waits(city, "maxiao", TodoKind.DUE_REPORT) == []


def test_who_leads_the_duty_is_told_to_ring_the_commander(city):
    incident = begun(city, 50)
    details = {i.detail for i in waits(city, "fang", TodoKind.DUE_REPORT)}
    assert details == {"请电话叫应陈屿（0990-1234567）"}
    rung = clock(city, incident, ClockKind.FIRST, "fang")
    assert (rung.ring.name, rung.offers) == ("陈屿", (Offer("record_ring"),))
    own = clock(city, incident, ClockKind.FIRST, "chenyu")
    assert (own.ring, own.offers) == (None, ())


def test_a_report_not_due_yet_reminds_nobody(city):
    begun(city, 5)
    assert waits(city, "liwei", TodoKind.DUE_REPORT) == []


def test_a_sent_back_draft_and_a_wanted_amendment_wait_for_the_drafter(city):
    incident = begun(city, 5)
    report = city.do(reports.draft_first, "zhoulan", incident)
    assert [i.title for i in waits(city, "chenyu", TodoKind.SIGN_REPORT)] == ["首报（送审稿）"]
    city.do(reports.send_back, "chenyu", report, "补人数")
    assert waits(city, "chenyu", TodoKind.SIGN_REPORT) == []
    assert [i.detail for i in waits(city, "zhoulan", TodoKind.DUE_REPORT)] == ["陈屿：补人数"]
    city.do(reports.submit, "zhoulan", report)
    city.do(reports.sign, "chenyu", report)
    assert [i.subject_id for i in waits(city, "liwei", TodoKind.SEND_REPORT)] == [report]
    city.do(reports.send, "zhoulan", report, (OFFICE, PROVINCE), "传真")
    receipt = board(city, incident).reports[0].receipts[0].id
    city.do(receipts.receive, "liwei", receipt, Answer("张秘书", "电话"))
    city.do(receipts.want_more, "liwei", receipt, "补金额", Answer("张秘书", "电话"))
    assert len(waits(city, "zhoulan", TodoKind.AMEND_REPORT)) == 1
    assert waits(city, "chenyu", TodoKind.AMEND_REPORT) == []


def test_a_countys_report_waits_for_the_citys_receipt(city):
    incident = begun(city, 20)
    report = county_sent(city, incident)
    [item] = waits(city, "liwei", TodoKind.RECEIVE_REPORT)
    assert (item.title, item.detail[:3]) == ("城东区局首报待收报", "沈丽琴")
    bureau = board(city, incident).reports[0].receipts[0].id
    city.do(receipts.receive, "liwei", bureau)
    assert [i.title for i in waits(city, "zhoulan", TodoKind.RECEIVE_REPORT)] == [
        "城东区局首报待核实"
    ]
    city.do(receipts.want_more, "zhoulan", bureau, "补人数")
    assert waits(city, "liwei", TodoKind.RECEIVE_REPORT) == []
    [wanted] = waits(city, "shen", TodoKind.AMEND_REPORT)
    assert (wanted.subject_id, wanted.detail) == (report, f"{BUREAU}：补人数")


def test_at_level_four_the_county_has_to_report(city):
    incident = begun(city, 130, Level.IV)
    shown = board(city, incident, "shen")
    assert {c.office for c in shown.clocks} == {"城东区局"}
    titles = [i.title for i in waits(city, "shen", TodoKind.DUE_REPORT)]
    assert "城东区局首报超时未报" in titles


def test_the_numbers_card_shows_the_next_clock(city):
    incident = begun(city, 20)
    now = city.db.clock()
    received = clock(city, incident, ClockKind.PHONE).clock.due_at - timedelta(minutes=30)
    shown = city.ask(situation, incident, now).next_report
    assert (shown.label, shown.deadline_at) == ("电话报告", received + timedelta(minutes=30))
    call = PhoneCall((CallTaken(OFFICE, "张秘书"), CallTaken(PROVINCE, "值班员")), now)
    city.do(reports.record_phone, "liwei", incident, call)
    shown = city.ask(situation, incident, now).next_report
    assert (shown.label, shown.deadline_at) == ("首报", received + timedelta(minutes=60))
    sent(city, incident)
    [report] = [r for r in board(city, incident).reports if r.kind is ReportKind.FIRST]
    shown = city.ask(situation, incident, city.db.clock()).next_report
    assert (shown.label, shown.deadline_at) == ("续报一", report.sent_at + timedelta(hours=4))


def reported(city, minutes_ago, **fields):
    """Registered, and nothing decided on its level."""
    return city.register(received_at=city.db.clock() - timedelta(minutes=minutes_ago), **fields)


def of_kind(clocks):
    return {each.clock.kind: each.clock for each in clocks}


def told(city, incident, at, receivers=(OFFICE, PROVINCE)):
    call = PhoneCall(tuple(CallTaken(name, "值班员") for name in receivers), at)
    return city.do(reports.record_phone, "liwei", incident, call)


def test_before_it_is_verified_the_clocks_run_grey_and_remind_nobody(city):
    incident = reported(city, 40, verified=False)
    found = of_kind(board(city, incident).clocks)
    phone = found[ClockKind.PHONE]
    assert set(found) == {ClockKind.PHONE, ClockKind.FIRST}
    assert {each.state for each in found.values()} == {ClockState.GREY}
    assert (phone.provisional, phone.due_at - phone.start_at) == (Level.III, timedelta(minutes=30))
    assert {each.ring for each in found.values()} == {None}
    assert waits(city, "liwei", TodoKind.DUE_REPORT) == []
    shown = city.ask(situation, incident, city.db.clock()).next_report
    assert (shown.label, shown.grey) == ("电话报告", True)


def test_before_the_grade_they_run_by_the_provisional_level(city):
    incident = reported(city, 40)
    phone = of_kind(board(city, incident).clocks)[ClockKind.PHONE]
    assert (phone.state, phone.provisional) == (ClockState.LATE, Level.III)
    late = {i.title for i in waits(city, "liwei", TodoKind.DUE_REPORT)}
    assert "电话报告超时未报" in late
    assert city.ask(situation, incident, city.db.clock()).next_report.grey is False


def test_the_grade_ends_what_was_provisional(city):
    incident = reported(city, 20)
    city.activate(incident, Level.III)
    assert {each.provisional for each in of_kind(board(city, incident).clocks).values()} == {None}


def test_a_telephone_report_in_time_is_never_called_late(city):
    """Told at 22 minutes and entered then, before the grade; whatever is decided after it."""
    incident = reported(city, 22)
    told(city, incident, city.db.clock())
    for decide in (lambda: None, lambda: city.activate(incident, Level.III)):
        decide()
        [line] = board(city, incident).reports
        phone = of_kind(board(city, incident).clocks)[ClockKind.PHONE]
        assert (line.late, phone.state) == (False, ClockState.DONE)
        assert line.due_at == phone.due_at == phone.start_at + timedelta(minutes=30)


def test_a_report_is_late_when_one_of_those_it_is_for_had_it_late(city):
    incident = begun(city, 40)
    received = clock(city, incident, ClockKind.PHONE).clock.start_at
    told(city, incident, received + timedelta(minutes=22), (OFFICE,))
    shown = clock(city, incident, ClockKind.PHONE).clock
    assert (shown.state, shown.missing) == (ClockState.LATE, (PROVINCE,))
    told(city, incident, received + timedelta(minutes=35), (PROVINCE,))
    assert clock(city, incident, ClockKind.PHONE).clock.state is ClockState.DONE_LATE
    assert [(line.sent_to, line.late) for line in board(city, incident).reports] == [
        ((PROVINCE,), True),
        ((OFFICE,), False),
    ]


def test_the_register_of_papers_says_the_same_as_the_board(city):
    for minutes_ago, late in ((50, False), (70, True)):
        incident = begun(city, minutes_ago)
        sent(city, incident)
        [line] = board(city, incident).reports
        only = PaperFilter(incident_id=incident)
        [paper] = city.ask(paper_lines, city.zhoulan, only, city.db.clock())
        assert (paper.late, paper.due_at) == (line.late, line.due_at)
        assert line.late is late
        assert clock(city, incident, ClockKind.FIRST).clock.due_at == line.due_at


def test_a_follow_up_has_to_reach_all_who_are_named(city):
    incident = begun(city, 20)
    sent(city, incident)
    report = city.do(reports.draft_follow_up, "zhoulan", incident)
    assert clock(city, incident, ClockKind.FOLLOW_UP).clock.report_id == report
    city.do(reports.sign, "chenyu", report)
    city.do(reports.send, "zhoulan", report, (OFFICE,), "传真")
    shown = clock(city, incident, ClockKind.FOLLOW_UP).clock
    assert (shown.report_id, shown.missing, shown.open) == (report, (PROVINCE,), True)
    city.do(reports.send_on, "zhoulan", report, (PROVINCE,), "传真")
    rounds = [c.clock for c in board(city, incident).clocks if c.clock.kind is ClockKind.FOLLOW_UP]
    assert [(r.label, r.open, r.report_id) for r in rounds] == [
        ("续报二", True, None),
        ("续报一", False, report),
    ]
