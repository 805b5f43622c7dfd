"""What each person sees of the aftermath, what they are offered, and what waits for them."""

from datetime import timedelta

import pytest

from commandcenter.domain.aftermath.aftermath import InquiryKind, Ledger, LiableKind
from commandcenter.domain.aftermath.closing import Gate
from commandcenter.domain.incident.incident import State
from commandcenter.domain.org import Group, Role
from commandcenter.queries.aftermath.closing_board import closing_board
from commandcenter.queries.aftermath.inquiries import inquiry_board, inquiry_text
from commandcenter.queries.aftermath.liability import liability_board
from commandcenter.queries.aftermath.recovery import recovery_board
from commandcenter.queries.aftermath.typical_cases import typical_case as case_board
from commandcenter.queries.seat.todo import TodoKind, todo
from commandcenter.services.aftermath import (
    accountability,
    closing,
    inquiry,
    recovery,
    typical_case,
)
from commandcenter.services.incident import incident_moves
from tests.aftermath import REFUND, add_person, all_but_closed, ended, inquiry_signed


@pytest.fixture
def incident(city):
    return ended(city)


def board_of(city, query, login, incident):
    actor, now = getattr(city, login), city.db.clock()
    return city.ask(query, actor, incident, now)


def offers(line):
    return {offer.key: offer.refusal for offer in line.offers}


def line_of(ledger, title, people=None, cents=None, group=None, **fields):
    way = {Ledger.CONSUMERS: "退款", Ledger.FIRMS: "恢复经营", Ledger.HARDSHIP: "临时救助"}[ledger]
    return recovery.Line(ledger, title, way, people, cents, group, **fields)


@pytest.fixture
def lines(city, incident):
    """Five lines of two groups: open, in part, settled short, waived; and one of a firm."""
    opened = [
        city.do(recovery.open_line, "luomin", incident, line)
        for line in (
            line_of(Ledger.CONSUMERS, "甲", 10, 1_000_00, Group.COORDINATION),
            line_of(Ledger.CONSUMERS, "乙", 20, 2_000_00, Group.COORDINATION),
            line_of(Ledger.CONSUMERS, "丙", 30, 3_000_00, Group.ONSITE),
            line_of(Ledger.CONSUMERS, "丁", 40, 4_000_00, Group.ONSITE),
            line_of(Ledger.FIRMS, "戊", 2, None, Group.ONSITE),
        )
    ]
    city.do(recovery.settle_line, "luomin", opened[1], 5, 500_00, whole=False)
    city.do(recovery.settle_line, "luomin", opened[2], 20, 2_500_00, "其余起诉", whole=True)
    city.do(recovery.waive_line, "luomin", opened[3], "联系不上")
    return opened


def test_the_sums_of_a_ledger_tell_whole_settled_open_and_waived(city, incident, lines):
    board = board_of(city, recovery_board, "chenyu", incident)
    sums = board.sums[0]
    assert (sums.lines, sums.open_lines) == (4, 2)
    assert (sums.people, sums.settled_people, sums.open_people, sums.waived_people) == (
        100, 25, 25, 40
    )  # fmt: skip
    assert (sums.cents, sums.settled_cents, sums.open_cents, sums.waived_cents) == (
        10_000_00, 3_000_00, 2_500_00, 4_000_00
    )  # fmt: skip
    assert board.sums[1].people == 2
    assert board.sums[2].lines == 0


def test_a_line_names_who_ended_it_and_nobody_before(city, incident, lines):
    board = board_of(city, recovery_board, "chenyu", incident)
    named = {
        line.title: (line.settled_by, line.waived_by, line.waive_reason) for line in board.lines
    }
    nobody = ("", "", "")
    assert named == {
        "甲": nobody, "乙": nobody, "丙": ("罗敏", "", ""), "丁": ("", "罗敏", "联系不上"),
        "戊": nobody,
    }  # fmt: skip


def test_a_leader_sees_and_sums_his_own_lines_only(city, incident, lines):
    board = board_of(city, recovery_board, "zhoulan", incident)
    assert [line.title for line in board.lines] == ["甲", "乙"]
    assert board.sums[0].people == 30
    assert board.sums[1].lines == 0
    assert not board.whole


def test_who_has_no_part_in_it_is_told_who_has(city, incident, lines):
    board = board_of(city, recovery_board, "liwei", incident)
    assert (board.lines, board.sums, board.offers) == ((), (), ())
    assert "善后台账" in str(board.refusal)


def test_acts_are_offered_by_part_and_closed_by_state(city, incident, lines):
    commander = {x.id: x for x in board_of(city, recovery_board, "chenyu", incident).lines}
    deputy = {x.id: x for x in board_of(city, recovery_board, "luomin", incident).lines}
    leader = {x.id: x for x in board_of(city, recovery_board, "zhoulan", incident).lines}
    assert set(offers(commander[lines[0]])) == {"waive"}
    assert set(offers(deputy[lines[0]])) == {"settle", "amend", "waive"}
    assert set(offers(leader[lines[0]])) == {"settle", "amend"}
    assert set(offers(deputy[lines[2]])) == {"reopen"}  # the deputy's own settling
    assert offers(commander[lines[2]]) == {}
    assert offers(deputy[lines[3]]) == {}


def test_late_lines_come_first_and_are_marked(city, incident):
    at = city.db.clock()
    for title, due in (("后", at + timedelta(days=2)), ("先", at - timedelta(minutes=1))):
        city.do(
            recovery.open_line, "zhoulan", incident,
            line_of(Ledger.CONSUMERS, title, due_at=due),
        )  # fmt: skip
    board = board_of(city, recovery_board, "zhoulan", incident)
    assert [(x.title, x.overdue) for x in board.lines] == [("先", True), ("后", False)]


@pytest.fixture
def official(city, incident):
    liable = accountability.Liable("悦力工场健身（城东店）", "消法", penalty_cents=5_00)
    city.do(accountability.register_operator, "hewenjing", incident, liable)
    referral = accountability.Referral("失职线索", "监察法", "驻局纪检组", city.db.clock())
    return city.do(accountability.refer_official, "chenyu", incident, referral)


def test_officials_are_seen_by_the_commander_and_the_auditor_and_by_nobody_else(
    city, incident, official
):
    add_person(city, "tanjing", "谭静", Role.AUDITOR)
    add_person(city, "dengqing", "邓清", Role.LEADER, Group.LEGAL)
    for login in ("chenyu", "tanjing"):
        board = board_of(city, liability_board, login, incident)
        assert [line.kind for line in board.lines] == [LiableKind.OPERATOR, LiableKind.OFFICIAL]
        assert board.sees_officials
    for login in ("luomin", "hewenjing", "dengqing"):
        board = board_of(city, liability_board, login, incident)
        assert [line.kind for line in board.lines] == [LiableKind.OPERATOR]
        assert "失职" not in repr(board)
        assert "refer" not in {offer.key for offer in board.offers}


def test_without_any_right_to_it_the_liability_is_empty_and_says_why(city, incident, official):
    board = board_of(city, liability_board, "zhoulan", incident)
    assert board.lines == ()
    assert board.penalty_cents == 0
    assert board.refusal is not None


def test_the_gates_say_what_is_shut_and_what_to_do(city, incident):
    board = board_of(city, closing_board, "luomin", incident)
    shut = {gate.gate: gate for gate in board.gates if not gate.passed}
    assert set(shut) == {
        Gate.STATE, Gate.STEPS, Gate.FINAL_REPORT, Gate.INQUIRY, Gate.RETENTION
    }  # fmt: skip
    assert set(offers(shut[Gate.STATE])) == {"begin_aftermath"}
    assert offers(shut[Gate.STEPS]) == {"waive_steps": None}
    assert all(gate.todo for gate in shut.values())
    said = offers(board)
    assert set(said) == {"archive", "close"}
    assert "还不能结案" in str(said["close"])


def test_who_may_only_read_is_offered_nothing(city, incident):
    add_person(city, "tanjing", "谭静", Role.AUDITOR)
    board = board_of(city, closing_board, "tanjing", incident)
    assert board.gates
    assert not any(gate.offers for gate in board.gates)
    assert board.offers == ()
    board = board_of(city, closing_board, "liwei", incident)
    assert board.gates == ()
    assert board.refusal is not None


def test_a_line_that_he_may_not_see_is_counted_and_not_named(city, incident):
    city.do(recovery.open_line, "luomin", incident, line_of(
        Ledger.CONSUMERS, "只给现场组", group=Group.ONSITE))  # fmt: skip
    seen = board_of(city, closing_board, "chenyu", incident)
    hidden = board_of(city, closing_board, "hewenjing", incident)
    titles = [[item.title for gate in board.gates if gate.gate is Gate.LEDGER
               for item in gate.items] for board in (seen, hidden)]  # fmt: skip
    assert titles == [["只给现场组"], []]
    assert "1 条台账未结" in next(g.words for g in hidden.gates if g.gate is Gate.LEDGER)


def test_empty_duties_may_be_stated_not_to_apply(city, incident):
    before = board_of(city, closing_board, "luomin", incident)
    hardship = next(duty for duty in before.duties if duty.code == "hardship")
    assert set(offers(hardship)) == {"not_applicable"}
    city.do(closing.state_not_applicable, "luomin", incident, "hardship", "没有困难群众")
    after = board_of(city, closing_board, "luomin", incident)
    hardship = next(duty for duty in after.duties if duty.code == "hardship")
    assert hardship.stated
    assert set(offers(hardship)) == {"applies_again"}


def test_all_open_gates_offer_the_closing_to_another_than_the_last_settler(city, incident):
    all_but_closed(city, incident)
    line = city.do(recovery.open_line, "luomin", incident, REFUND)
    city.do(recovery.settle_line, "luomin", line, 10, 1_000_00, whole=True)
    assert offers(board_of(city, closing_board, "chenyu", incident))["close"] is None
    refused = offers(board_of(city, closing_board, "luomin", incident))["close"]
    assert "请换人" in str(refused)
    city.do(closing.close, "chenyu", incident, "陈屿")
    board = board_of(city, closing_board, "chenyu", incident)
    assert (board.state, board.closed_by) == (State.ARCHIVED, "陈屿")
    assert "close" not in offers(board)
    assert all(gate.passed for gate in board.gates)


def test_reports_are_offered_to_their_writers_and_to_who_signs(city, incident):
    board = board_of(city, inquiry_board, "hewenjing", incident)
    drafts = [f"draft_{kind.value}" for kind in InquiryKind]
    assert [each.key for each in board.offers if each.refusal is None] == drafts
    assert [kind for kind, _ in board.due] == [InquiryKind.ASSESSMENT]
    report = city.do(inquiry.draft, "hewenjing", incident, InquiryKind.INVESTIGATION)
    [line] = board_of(city, inquiry_board, "chenyu", incident).lines
    assert "七、整改措施" in line.missing
    assert "没有内容" in str(offers(line)["sign"])
    assert set(offers(line)) == {"sign"}
    text = city.ask(inquiry_text, city.hewenjing, report, city.db.clock())
    assert set(text.hints) == {section.code for section in line.sections}


def test_a_typical_case_is_offered_after_the_end(city, incident):
    assert [o.key for o in board_of(city, case_board, "zhoulan", incident).offers] == ["draft"]
    assert board_of(city, case_board, "maxiao", incident).offers == ()
    city.do(typical_case.draft, "zhoulan", incident)
    board = board_of(city, case_board, "zhoulan", incident)
    assert board.draft is not None
    assert [o.key for o in board.offers] == ["edit"]


def waits(city, login):
    items = city.ask(todo, getattr(city, login), city.db.clock())
    return {
        item.title: item.deadline_at
        for item in items
        if item.kind in (TodoKind.INQUIRY, TodoKind.CLOSE)
    }


def test_each_report_waits_for_its_groups_leader_then_for_the_commander(city, incident):
    assert set(waits(city, "hewenjing")) == {"调查报告待起草"}
    assert set(waits(city, "zhoulan")) == {"总结评估报告待起草", "转入后期处置"}
    assert waits(city, "zhoulan")["总结评估报告待起草"] is not None
    assert waits(city, "chenyu") == {}
    report = city.do(inquiry.draft, "hewenjing", incident, InquiryKind.INVESTIGATION)
    assert set(waits(city, "hewenjing")) == {"调查报告待补全"}
    row = board_of(city, inquiry_board, "chenyu", incident).lines[0]
    words = {s.code: inquiry.Words("内容", s.version) for s in row.sections}
    city.do(inquiry.edit, "hewenjing", report, words)
    assert waits(city, "hewenjing") == {}
    assert set(waits(city, "chenyu")) == {"调查报告待签发"}
    assert waits(city, "luomin") == {}  # not delegated


def test_the_closing_waits_for_who_may_close_and_not_for_the_last_settler(city, incident):
    all_but_closed(city, incident)
    line = city.do(recovery.open_line, "luomin", incident, REFUND)
    assert "可以结案" not in waits(city, "chenyu")
    city.do(recovery.settle_line, "luomin", line, 10, 1_000_00, whole=True)
    assert "可以结案" in waits(city, "chenyu")
    assert "可以结案" not in waits(city, "luomin")
    city.do(closing.close, "chenyu", incident, "陈屿")
    assert waits(city, "chenyu") == {}


def test_before_the_end_nothing_of_the_aftermath_waits(city):
    live = city.register()
    city.activate(live)
    for login in ("hewenjing", "zhoulan", "chenyu"):
        assert waits(city, login) == {}


def test_a_signed_report_waits_for_nobody(city, incident):
    city.do(incident_moves.begin_aftermath, "zhoulan", incident)
    inquiry_signed(city, incident)
    assert "调查报告待签发" not in waits(city, "chenyu")
    assert "调查报告待起草" not in waits(city, "hewenjing")
