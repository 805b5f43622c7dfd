"""专家和合作单位: entered, corrected, ended; an agreement that ends is told."""

from datetime import timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.domain.support.certificates import Standing
from commandcenter.domain.support.partners import NewPartner
from commandcenter.domain.times import local
from commandcenter.queries.support.partners import partner_board
from commandcenter.queries.support.team_lines import team_first
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.services.support import partners
from commandcenter.services.support.certificates import Taken
from tests.city import EAST


def first_of(city, actor):
    """What the team has in 先办, the late first."""
    now = city.db.clock()
    lines = city.ask(lambda s: list(team_first(s, actor, now, now + timedelta(days=40))))
    return sorted(lines, key=lambda line: not line.late)


def new(city, ends=None, **fields):
    values = {
        "kind": "testing", "organisation": "澄江市检验检测中心", "contact": "顾明",
        "phone": "13812345678", "what_for": "食品加急检验",
    }  # fmt: skip
    if ends is not None:
        day = local(city.db.clock()).date() + timedelta(days=ends)
        values |= {"agreement": "协议〔2025〕3号", "expires_on": day}
    return NewPartner(**(values | fields))


def board(city, login="liwei"):
    return city.ask(partner_board, getattr(city, login), city.db.clock())


def test_a_partner_is_entered_corrected_and_ended(city):
    number = city.do(partners.enter, "zhoulan", new(city))
    [line] = board(city).lines
    assert (line.title, line.standing, line.by) == ("检验检测机构", Standing.VALID, "周岚")
    city.do(partners.correct, "liwei", number, new(city, 200), 1)
    with pytest.raises(RuleBroken, match="没有改动"):
        city.do(partners.correct, "liwei", number, new(city, 200), 2)
    city.do(partners.end, "chenyu", number, "协议期满，不再续签")
    [line] = board(city).lines
    assert (line.standing, line.ended_by, line.offers) == (Standing.REVOKED, "陈屿", ())
    assert board(city).live == 0
    with pytest.raises(RuleBroken, match="已由陈屿终止"):
        city.do(partners.correct, "liwei", number, new(city), 3)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"kind": "x"}, "没有“x”这类合作单位"),
        ({"contact": ""}, "请填写联系人"),
        ({"agreement": "3号"}, "须填写协议有效期至"),
    ],
)
def test_what_cannot_be_is_refused(city, fields, why):
    with pytest.raises(RuleBroken, match=why):
        city.do(partners.enter, "liwei", new(city, **fields))
    assert board(city).lines == ()


def test_an_agreement_that_ends_soon_or_has_ended_is_told(city):
    city.do(partners.enter, "liwei", new(city, 20))
    city.do(partners.enter, "liwei", new(city, -2, contact="沈岚"))
    assert [line.standing for line in board(city).lines] == [Standing.EXPIRED, Standing.SOON]
    lines = first_of(city, city.chenyu)
    told = [(line.kind, line.late) for line in lines if "协议" in line.words]
    assert told == [("team", True), ("team", False)]


def test_a_mobile_number_is_whole_for_who_rings_them_alone(city):
    city.do(partners.enter, "liwei", new(city))
    assert board(city, "zhoulan").lines[0].phone == "13812345678"
    assert board(city, "hewenjing").lines[0].phone == "138****5678"


def test_a_county_sees_none_of_the_citys_partners_and_enters_none(city):
    city.do(partners.enter, "liwei", new(city))
    with city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("shen", "沈立群"))
        people.grant_role(session, PROGRAM, person, Role.COUNTY, district=EAST)
    assert (board(city, "shen").lines, board(city, "shen").offers) == ((), ())
    with pytest.raises(RuleBroken):
        city.do(partners.enter, "shen", new(city, contact="别人"))


def test_a_file_comes_in_once(city):
    rows = [new(city, 300), new(city, contact="沈岚"), new(city, kind="没有")]
    assert [v.taken for v in city.ask(partners.looked_at, city.liwei, rows)] == [
        Taken.NEW, Taken.NEW, Taken.REFUSED,
    ]  # fmt: skip
    partners.take_in(city.db, city.liwei, rows, "单位.xlsx")
    again = partners.take_in(city.db, city.liwei, rows, "单位.xlsx")
    assert [v.taken for v in again] == [Taken.SAME, Taken.SAME, Taken.REFUSED]
    assert len(board(city).lines) == 2


def test_a_row_of_a_file_corrects_who_is_there_and_brings_nobody_back(city):
    city.do(partners.enter, "liwei", new(city))
    gone = city.do(partners.enter, "liwei", new(city, contact="沈岚"))
    city.do(partners.end, "chenyu", gone, "调离")
    rows = [new(city, phone="0990-7654321"), new(city, contact="沈岚", phone="0990-1")]
    found = partners.take_in(city.db, city.liwei, rows, "单位.xlsx")
    assert [v.taken for v in found] == [Taken.CORRECTED, Taken.REFUSED]
    assert "合作已经终止，不能再登记" in str(found[1].why)
    phones = {line.contact: line.phone for line in board(city).lines}
    assert phones == {"顾明": "0990-7654321", "沈岚": "13812345678"}


def test_nobody_is_corrected_into_another_who_is_there(city):
    city.do(partners.enter, "liwei", new(city))
    other = city.do(partners.enter, "liwei", new(city, contact="沈岚"))
    with pytest.raises(RuleBroken, match="已经登记过"):
        city.do(partners.correct, "liwei", other, new(city), 1)
    city.do(partners.correct, "liwei", other, new(city, contact="沈岚", phone="0990-1"), 1)


@pytest.mark.parametrize(
    ("key", "what", "most"),
    [
        ("organisation", "单位", 60), ("contact", "联系人", 30), ("phone", "联系电话", 40),
        ("what_for", "协作内容", 200), ("agreement", "协议编号", 60), ("note", "备注", 200),
    ],
)  # fmt: skip
def test_what_is_said_of_a_partner_is_as_long_as_may_be_and_no_longer(city, key, what, most):
    with pytest.raises(RuleBroken, match=f"{what}超过 {most} 字"):
        city.do(partners.enter, "liwei", new(city, 300, **{key: "1" * (most + 1)}))
    assert board(city).lines == ()
    city.do(partners.enter, "liwei", new(city, 300, **{key: "1" * most}))
