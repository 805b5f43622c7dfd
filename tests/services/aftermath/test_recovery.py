"""The recovery ledgers and accountability: who writes them, what is waived, what officials see."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.aftermath.aftermath import Ledger
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group, Role
from commandcenter.services.aftermath import accountability, recovery
from commandcenter.services.aftermath.recovery import Line
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.store.tables.every import AccountabilityRow, JournalLineRow, RecoveryRow

REFUND = Line(Ledger.CONSUMERS, "会员余额退款", "退款", people=10, cents=1_000_00)


def add(city, login, name, role, group=None, district=None):
    with city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson(login, name))
        people.grant_role(session, PROGRAM, person, role, group, district)
    city.confirm_roles()


@pytest.fixture
def incident(city):
    number = city.register()
    city.activate(number)
    return number


def row_of(city, number):
    with city.db.read() as session:
        return session.get_one(RecoveryRow, number)


def test_a_leader_opens_a_line_of_his_own_group_and_settles_it_in_part(city, incident):
    line = city.do(recovery.open_line, "zhoulan", incident, REFUND)
    assert row_of(city, line).group is Group.COORDINATION
    city.do(recovery.settle_line, "zhoulan", line, 4, 400_00, whole=False)
    row = row_of(city, line)
    assert (row.settled_people, row.settled_cents, row.settled_at) == (4, 400_00, None)
    city.do(recovery.settle_line, "zhoulan", line, 10, 1_000_00, whole=True)
    row = row_of(city, line)
    assert (row.settled_by, row.settler_id) == ("周岚", city.zhoulan.person_id)


def test_sums_of_a_line_that_somebody_else_brought_on_are_not_overwritten(city, incident):
    line = city.do(recovery.open_line, "zhoulan", incident, REFUND)
    seen = row_of(city, line).version
    city.do(recovery.settle_line, "zhoulan", line, 8, 800_00, "已退 8 人", whole=False, seen=seen)
    with pytest.raises(RuleBroken, match="刚被别人修改"):
        city.do(recovery.settle_line, "zhoulan", line, 4, 400_00, whole=False, seen=seen)
    row = row_of(city, line)
    assert (row.settled_people, row.settled_cents, row.note) == (8, 800_00, "已退 8 人")
    city.do(recovery.settle_line, "zhoulan", line, 9, 900_00, whole=False, seen=row.version)


def test_another_group_does_not_write_in_it(city, incident):
    line = city.do(recovery.open_line, "zhoulan", incident, REFUND)
    with pytest.raises(RuleBroken, match="本组或本县区"):
        city.do(recovery.settle_line, "maxiao", line, 1, None, whole=False)
    with pytest.raises(RuleBroken, match="副总指挥"):
        city.do(recovery.open_line, "chenyu", incident, REFUND)


def test_a_county_keeps_the_lines_of_its_own_county(city, incident):
    add(city, "east", "城东", Role.COUNTY, district="990102")
    add(city, "west", "城西", Role.COUNTY, district="990103")
    line = city.do(recovery.open_line, "east", incident, REFUND)
    assert row_of(city, line).district == "990102"
    with pytest.raises(RuleBroken):
        city.do(recovery.settle_line, "west", line, 1, None, whole=False)


@pytest.mark.parametrize(
    ("people", "cents", "note", "words"),
    [
        (11, None, "", "多于本条"),
        (1, 1_000_01, "", "金额多于"),
        (-1, None, "", "人数"),
        (4, 400_00, " ", "尚有人数或金额未办结"),
    ],
)
def test_a_line_is_not_closed_with_numbers_that_cannot_be(
    city, incident, people, cents, note, words
):
    line = city.do(recovery.open_line, "zhoulan", incident, REFUND)
    with pytest.raises(RuleBroken, match=words):
        city.do(recovery.settle_line, "zhoulan", line, people, cents, note, whole=True)


def test_a_line_closed_short_says_where_the_rest_went(city, incident):
    line = city.do(recovery.open_line, "zhoulan", incident, REFUND)
    city.do(recovery.settle_line, "zhoulan", line, 4, 400_00, "其余 6 人已起诉", whole=True)
    assert row_of(city, line).note == "其余 6 人已起诉"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (Line(Ledger.CONSUMERS, " ", "退款"), "请填写事项"),
        (Line(Ledger.CONSUMERS, "字" * 201, "退款"), "超过 200 字"),
        (Line(Ledger.CONSUMERS, "某事", "偷跑"), "办理方式"),
        (Line(Ledger.FIRMS, "某事", "退款"), "办理方式"),
        (Line(Ledger.CONSUMERS, "某事", "退款", people=-1), "人数"),
        (
            Line(Ledger.CONSUMERS, "某事", "退款", district="990107"),
            "该县区不在本事件的涉及县区之内",
        ),
        (Line(Ledger.CONSUMERS, "某事", "退款", cents=-1), "金额不在允许的范围内"),
    ],
)
def test_a_line_that_cannot_be_is_refused(city, incident, line, words):
    with pytest.raises(RuleBroken, match=words):
        city.do(recovery.open_line, "zhoulan", incident, line)


def test_hostile_text_is_kept_as_text(city, incident):
    evil = "<b>\0=cmd()'; DROP TABLE recovery--\ud800</b>"
    line = city.do(recovery.open_line, "zhoulan", incident, Line(Ledger.CONSUMERS, evil, "退款"))
    assert row_of(city, line).title == "<b>=cmd()'; DROP TABLE recovery--</b>"


def test_the_second_to_settle_a_line_is_told_who_was_first(city, incident):
    line = city.do(recovery.open_line, "zhoulan", incident, REFUND)
    city.do(recovery.settle_line, "zhoulan", line, 10, 1_000_00, whole=True)
    with pytest.raises(RuleBroken, match="周岚"):
        city.do(recovery.settle_line, "luomin", line, 10, 1_000_00, whole=True)


def test_of_two_who_change_a_line_the_second_looks_again(city, incident):
    line = city.do(recovery.open_line, "zhoulan", incident, REFUND)
    seen = row_of(city, line).version
    city.do(recovery.amend_line, "zhoulan", line, REFUND, seen)
    other = Line(Ledger.CONSUMERS, "另一说法", "退款")
    city.do(recovery.amend_line, "zhoulan", line, other, row_of(city, line).version)
    with pytest.raises(RuleBroken, match="刚被别人修改"):
        city.do(recovery.amend_line, "luomin", line, REFUND, seen)


def test_only_the_commander_or_a_deputy_waives_and_the_reason_stays(city, incident):
    line = city.do(recovery.open_line, "zhoulan", incident, REFUND)
    with pytest.raises(RuleBroken, match="总指挥"):
        city.do(recovery.waive_line, "zhoulan", line, "联系不上")
    with pytest.raises(RuleBroken, match="理由"):
        city.do(recovery.waive_line, "luomin", line, " ")
    city.do(recovery.waive_line, "luomin", line, "三次联系不上，已公告")
    row = row_of(city, line)
    assert (row.waived_by, row.waive_reason) == ("罗敏", "三次联系不上，已公告")
    with pytest.raises(RuleBroken, match="已豁免"):
        city.do(recovery.settle_line, "zhoulan", line, 1, None, whole=False)


def test_who_settled_a_line_may_take_it_back_and_nobody_else(city, incident):
    line = city.do(recovery.open_line, "zhoulan", incident, REFUND)
    city.do(recovery.settle_line, "zhoulan", line, 10, 1_000_00, whole=True)
    seen = row_of(city, line).version
    with pytest.raises(RuleBroken, match="周岚"):
        city.do(recovery.reopen_line, "luomin", line, seen)
    city.do(recovery.reopen_line, "zhoulan", line, seen)
    assert row_of(city, line).settled_at is None
    for waived in (False, True):
        if waived:
            city.do(recovery.waive_line, "luomin", line, "三次联系不上")
        seen = row_of(city, line).version
        with pytest.raises(RuleBroken, match="该事项尚未办结，无需恢复"):
            city.do(recovery.reopen_line, "zhoulan", line, seen)
    assert row_of(city, line).waived_by == "罗敏"


def test_nobody_for_a_ledger_is_stated_by_name(city, incident):
    with pytest.raises(RuleBroken, match="总指挥"):
        city.do(recovery.state_none, "zhoulan", incident, Ledger.FIRMS, "没有")
    line = city.do(recovery.state_none, "luomin", incident, Ledger.FIRMS, "周边经营未受影响")
    assert row_of(city, line).waived_by == "罗敏"


def liability_of(city, number):
    with city.db.read() as session:
        return session.get_one(AccountabilityRow, number)


def operator(**fields):
    values = {"name": "悦力工场健身（城东店）", "basis": "消费者权益保护法第五十三条"}
    return accountability.Liable(**(values | fields))


def settle(city, line, words, login="hewenjing", *, at=None, cents=None, seen=None):
    decision = accountability.Decision(words, at or city.db.clock(), cents)
    city.do(accountability.settle_operator, login, line, decision, seen=seen)


def test_investigation_registers_an_operator_and_settles_with_a_decision(city, incident):
    line = city.do(
        accountability.register_operator, "hewenjing", incident, operator(penalty_cents=50_000_00)
    )
    with pytest.raises(RuleBroken, match="请填写处理决定"):
        settle(city, line, "")
    settle(city, line, "罚款 5 万元")
    with pytest.raises(RuleBroken, match="已办结"):
        settle(city, line, "再罚")


def test_a_case_that_was_changed_meanwhile_is_not_settled(city, incident):
    line = city.do(accountability.register_operator, "hewenjing", incident, operator())
    seen = liability_of(city, line).version
    decided = operator(decision="罚款 5 万元", penalty_cents=50_000_00)
    city.do(accountability.amend_operator, "hewenjing", line, decided, seen)
    with pytest.raises(RuleBroken, match="刚被别人修改"):
        settle(city, line, "不予处罚", seen=seen)
    row = liability_of(city, line)
    assert (row.decision, row.settled_at) == ("罚款 5 万元", None)
    settle(city, line, row.decision, seen=row.version)


def test_a_penalty_is_nothing_or_up_to_a_million_million_yuan(city, incident):
    for cents in (None, 0, 100_000_000_000_000):
        new = operator(penalty_cents=cents)
        line = city.do(accountability.register_operator, "hewenjing", incident, new)
        assert liability_of(city, line).penalty_cents == cents


def test_a_decision_has_its_own_day_and_sum(city, incident):
    first, last = (city.db.clock() - timedelta(days=days) for days in (9, 3))
    new = operator(decided_at=first, decision="不予处罚")
    line = city.do(accountability.register_operator, "hewenjing", incident, new)
    settle(city, line, "罚款 5 万元", at=last, cents=5_000_000)
    row = liability_of(city, line)
    assert (row.decision, row.decided_at, row.penalty_cents) == ("罚款 5 万元", last, 5_000_000)
    assert (row.settled_by, row.settler_id) == ("何文静", city.hewenjing.person_id)


def test_a_decision_of_tomorrow_or_with_a_wrong_sum_settles_nothing(city, incident):
    line = city.do(accountability.register_operator, "hewenjing", incident, operator())
    with pytest.raises(RuleBroken, match="决定时间不能晚于现在"):
        settle(city, line, "罚款", at=city.db.clock() + timedelta(days=1))
    with pytest.raises(RuleBroken, match="罚没金额不在允许的范围内"):
        settle(city, line, "罚款", cents=-1)
    assert liability_of(city, line).settled_at is None


def test_what_is_settled_is_neither_amended_nor_settled_again(city, incident):
    line = city.do(accountability.register_operator, "hewenjing", incident, operator())
    settle(city, line, "不予处罚")
    seen = liability_of(city, line).version
    with pytest.raises(RuleBroken, match="该事项已办结（何文静），不能再改"):
        city.do(accountability.amend_operator, "hewenjing", line, operator(), seen)
    clue = city.do(accountability.refer_official, "chenyu", incident, referral(city))
    city.do(accountability.note_result, "chenyu", clue, "已立案审查")
    with pytest.raises(RuleBroken, match="该事项已办结（陈屿），不能再改"):
        city.do(accountability.note_result, "chenyu", clue, "另有结果")


def test_other_groups_do_not_keep_the_accountability_ledger(city, incident):
    for login in ("maxiao", "zhoulan", "liwei"):
        with pytest.raises(RuleBroken):
            city.do(accountability.register_operator, login, incident, operator())


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "经营者"),
        ({"basis": "\0"}, "依据"),
        ({"penalty_cents": -1}, "罚没金额不在允许的范围内"),
        ({"penalty_cents": 100_000_000_000_001}, "罚没金额不在允许的范围内"),
        ({"name": "字" * 201}, "超过"),
    ],
)
def test_an_operator_that_cannot_be_is_refused(city, incident, fields, words):
    with pytest.raises(RuleBroken, match=words):
        city.do(accountability.register_operator, "hewenjing", incident, operator(**fields))


def referral(city, **fields):
    values = {
        "matter": "某所日常监管失职线索",
        "basis": "突发事件应对法第九十五条",
        "referred_to": "市纪委监委驻局纪检监察组",
        "referred_at": city.db.clock() - timedelta(minutes=5),
    }
    return accountability.Referral(**(values | fields))


def test_only_the_commander_refers_an_official_and_notes_the_result(city, incident):
    for login in ("luomin", "hewenjing", "zhoulan"):
        with pytest.raises(RuleBroken, match="总指挥"):
            city.do(accountability.refer_official, login, incident, referral(city))
    line = city.do(accountability.refer_official, "chenyu", incident, referral(city))
    with pytest.raises(RuleBroken, match="没有编号"):  # for others the line is not there
        settle(city, line, "x")
    city.do(accountability.note_result, "chenyu", line, "已立案审查")
    with city.db.read() as session:
        assert session.get_one(AccountabilityRow, line).result == "已立案审查"


def test_a_referral_of_tomorrow_is_refused(city, incident):
    tomorrow = city.db.clock() + timedelta(days=1)
    with pytest.raises(RuleBroken, match="不能晚于现在"):
        city.do(
            accountability.refer_official, "chenyu", incident, referral(city, referred_at=tomorrow)
        )


def test_the_journal_does_not_tell_an_official_from_an_operator(city, incident):
    city.do(accountability.register_operator, "hewenjing", incident, operator())
    city.do(accountability.refer_official, "chenyu", incident, referral(city))
    with city.db.read() as session:
        lines = session.execute(
            select(JournalLineRow.kind, JournalLineRow.verb, JournalLineRow.clause).where(
                JournalLineRow.kind == "accountability"
            )
        ).all()
    assert lines == [("accountability", "registered", "5.2")] * 2
