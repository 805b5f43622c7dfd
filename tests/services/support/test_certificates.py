"""人员证照: registered once for a number, corrected, revoked; from a file once and no more."""

from datetime import date, timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group
from commandcenter.domain.support.certificates import (
    FiledCertificate,
    NewCertificate,
    Standing,
    months_after,
)
from commandcenter.domain.times import local
from commandcenter.queries.support.team import Urgency, team_board
from commandcenter.queries.support.team_lines import team_first
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.services.support import certificates
from commandcenter.services.support.certificates import Taken

DAY = timedelta(days=1)


def first_of(city, actor):
    """What the team has in 先办, the late first."""
    now = city.db.clock()
    lines = city.ask(lambda s: list(team_first(s, actor, now, now + timedelta(days=40))))
    return sorted(lines, key=lambda line: not line.late)


def today(city):
    return local(city.db.clock()).date()


def new(city, ends=300, **fields):
    values = {
        "skill": "enforcement", "number": "ZF-0001", "issued_on": today(city) - 900 * DAY,
        "expires_on": today(city) + ends * DAY,
    }  # fmt: skip
    return NewCertificate(**(values | fields))


def register(city, login="wuyue", by="maxiao", **fields):
    return city.do(certificates.register, by, getattr(city, login).person_id, new(city, **fields))


def board(city, login="liwei"):
    return city.ask(team_board, getattr(city, login), city.db.clock())


def person(city, login="wuyue", by="liwei"):
    wanted = getattr(city, login).person_id
    return next(line for line in board(city, by).lines if line.id == wanted)


def words(city, login="chenyu"):
    lines = first_of(city, getattr(city, login))
    return [(line.kind, line.words, line.late) for line in lines]


def test_who_must_hold_one_and_does_not_stands_first(city):
    assert person(city).lacking == ("执法证",)
    assert board(city).lines[0].urgency is Urgency.NOW
    register(city)
    line = person(city)
    assert (line.lacking, line.held) == ((), {"enforcement"})
    assert [c.standing for c in line.certificates] == [Standing.VALID]
    assert ("team", "马骁、何文静 缺执法证", True) in words(city)


def test_strength_counts_who_holds_it_today_against_what_the_plan_wants(city):
    register(city)
    register(city, "maxiao", number="ZF-0002", ends=-1)
    found = {(s.skill, s.group): (s.held, s.wanted) for s in board(city).strengths}
    assert found["enforcement", Group.ONSITE] == (1, 2)
    assert found["driving", Group.ONSITE] == (0, 3)


def test_one_that_ends_soon_is_told_and_a_newer_one_ends_that(city):
    register(city, ends=30)
    line = person(city)
    assert (line.urgency, [c.asks for c in line.certificates]) == (Urgency.SOON, [True])
    assert board(city).soon == 1
    assert ("team", "吴越 执法证", False) in words(city)
    register(city, number="ZF-0009", ends=900)
    assert not any(c.asks for c in person(city).certificates)
    assert board(city).soon == 0
    assert ("team", "吴越 执法证", False) not in words(city)


def test_one_that_has_ended_is_late(city):
    register(city, ends=-3)
    line = person(city)
    assert (line.urgency, line.lacking, line.held) == (Urgency.NOW, (), frozenset())
    assert board(city).expired == 1
    assert ("team", "吴越 执法证", True) in words(city)


def test_a_number_is_registered_once(city):
    register(city)
    with pytest.raises(RuleBroken, match="已经登记在吴越名下"):
        register(city, "maxiao")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"skill": "flying"}, "没有“flying”这种证照"),
        ({"expires_on": None}, "须填写有效期至"),
        ({"number": " "}, "请填写证照编号"),
        ({"ends": -900}, "有效期至应晚于发证日期"),
        ({"issued_on": date(2099, 1, 1)}, "发证日期不能晚于今天"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(city, fields, why):
    with pytest.raises(RuleBroken, match=why):
        register(city, **fields)
    assert person(city).certificates == ()


def test_one_that_is_lasting_needs_no_end(city):
    register(city, skill="e_evidence", expires_on=None)
    assert person(city).certificates[0].standing is Standing.VALID


def test_it_is_corrected_and_revoked_by_name(city):
    number = register(city)
    city.do(certificates.correct, "liwei", number, new(city, number="ZF-0100"), 1)
    with pytest.raises(RuleBroken, match="刚被别人修改"):
        city.do(certificates.correct, "liwei", number, new(city, number="ZF-0101"), 1)
    city.do(certificates.revoke, "maxiao", number, "调离执法岗位")
    [line] = person(city).certificates
    assert (line.number, line.corrected_by) == ("ZF-0100", "李蔚")
    assert (line.standing, line.revoked_by, line.revoked_why) == (
        Standing.REVOKED, "马骁", "调离执法岗位",
    )  # fmt: skip
    assert person(city).lacking == ("执法证",)
    with pytest.raises(RuleBroken, match="已由马骁撤销"):
        city.do(certificates.revoke, "liwei", number, "再撤一次")


def test_a_leader_keeps_those_of_the_own_group(city):
    with pytest.raises(RuleBroken, match="权限限于本组"):
        register(city, "wuyue", by="hewenjing")
    with pytest.raises(RuleBroken, match="人员证照、培训"):
        register(city, "wuyue", by="wuyue")


def filed(city, name, number, login="", **fields):
    return FiledCertificate(name, login, new(city, number=number, **fields))


def taken(verdicts):
    return [verdict.taken for verdict in verdicts]


def test_a_file_is_looked_at_taken_in_and_the_second_time_changes_nothing(city):
    rows = [
        filed(city, "吴越", "ZF-1"), filed(city, "马骁", "ZF-2", "maxiao"),
        filed(city, "何文静", "ZF-3"), filed(city, "无此人", "ZF-4"),
        filed(city, "马骁", "ZF-5", "wuyue"),
    ]  # fmt: skip
    looked = city.ask(certificates.looked_at, city.liwei, rows)
    assert taken(looked) == [Taken.NEW] * 3 + [Taken.REFUSED] * 2
    assert board(city).lines[0].certificates == ()
    found = certificates.take_in(city.db, city.liwei, rows, "证照.xlsx")
    assert taken(found) == taken(looked)
    assert [str(v.why) for v in found[3:]] == [
        "名册里没有“无此人”。", "登录名“wuyue”不是马骁。",
    ]  # fmt: skip
    before = city.ask(team_board, city.liwei, city.db.clock())
    again = certificates.take_in(city.db, city.liwei, rows, "证照.xlsx")
    assert taken(again) == [Taken.SAME] * 3 + [Taken.REFUSED] * 2
    after = city.ask(team_board, city.liwei, city.db.clock())
    assert [line.certificates for line in after.lines] == [x.certificates for x in before.lines]
    assert person(city).certificates[0].file_name == "证照.xlsx"
    corrected = [filed(city, "吴越", "ZF-1", ends=600)]
    assert taken(certificates.take_in(city.db, city.liwei, corrected, "新证照.xlsx")) == [
        Taken.CORRECTED
    ]
    assert person(city).certificates[0].file_name == "新证照.xlsx"


def test_a_number_of_another_or_revoked_is_not_taken_from_a_file(city):
    city.do(certificates.revoke, "liwei", register(city, number="ZF-1"), "调离执法岗位")
    register(city, "maxiao", number="ZF-2")
    rows = [filed(city, "吴越", "ZF-1", ends=600), filed(city, "吴越", "ZF-2", ends=600)]
    found = certificates.take_in(city.db, city.liwei, rows, "证照.xlsx")
    assert taken(found) == [Taken.REFUSED] * 2
    assert [str(v.why) for v in found] == [
        "吴越的执法证“ZF-1”已经撤销，不能再登记。", "执法证“ZF-2”已经登记在马骁名下。",
    ]  # fmt: skip


def test_a_certificate_is_not_corrected_into_another_one(city):
    register(city, "maxiao", number="ZF-2")
    own = register(city, number="ZF-1")
    with pytest.raises(RuleBroken, match="已经登记在马骁名下"):
        city.do(certificates.correct, "liwei", own, new(city, number="ZF-2"), 1)
    assert [x.number for x in person(city).certificates] == ["ZF-1"]


def test_a_leader_takes_in_only_the_own_group_of_a_file(city):
    rows = [filed(city, "吴越", "ZF-1"), filed(city, "何文静", "ZF-3")]
    found = certificates.take_in(city.db, city.maxiao, rows, "证照.xlsx")
    assert taken(found) == [Taken.NEW, Taken.REFUSED]


def test_a_name_that_two_have_wants_the_login(city):
    with city.db.write() as session:
        people.add_person(session, PROGRAM, people.NewPerson("wuyue2", "吴越"))
    [verdict] = city.ask(certificates.looked_at, city.liwei, [filed(city, "吴越", "ZF-1")])
    assert str(verdict.why) == "名册里有 2 个“吴越”，请填写登录名。"


def test_the_same_day_months_later_is_a_day_of_that_month():
    assert months_after(date(2026, 12, 31), 2) == date(2027, 2, 28)
    assert months_after(date(2026, 11, 24), 1) == date(2026, 12, 24)


def test_a_note_is_as_long_as_may_be_and_no_longer(city):
    with pytest.raises(RuleBroken, match="备注超过 200 字"):
        register(city, note="注" * 201)
    register(city, note="注" * 200)


def test_a_login_that_nobody_has_is_no_person_of_a_file(city):
    rows = [filed(city, "", "ZF-1", "nobody"), filed(city, "", "ZF-2", "wuyue")]
    found = certificates.take_in(city.db, city.liwei, rows, "证照.xlsx")
    assert [str(v.why or "") for v in found] == ["没有登录名为“nobody”的人员。", ""]
    assert [x.number for x in person(city).certificates] == ["ZF-2"]
