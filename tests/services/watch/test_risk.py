"""What is said of a line of the ledger: whose it is, when it may be taken back, what it leaves."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.watch.risk import JudgementAct, Scope
from commandcenter.services.watch import risk
from commandcenter.store.tables.every import JournalLineRow, RiskJudgementRow, SubjectRow
from tests.city import EAST
from tests.services.watch.test_inspections import east, enter

__all__ = ["east"]
SPORT, FOOD = "文化娱乐体育", "餐饮和住宿"
CATEGORY = (Scope.CATEGORY, SPORT, 12)


@pytest.fixture
def url(sqlite_url):
    """Of the rule alone: what the server lets pass is asked elsewhere."""
    return sqlite_url


@pytest.fixture
def ranked(east):
    """A category that a record names, one that a complaint names."""
    enter(east, category=SPORT)
    east.take_in(east.complaint("c1", category=FOOD))
    return east


def row(city, number):
    return city.ask(lambda s: s.get_one(RiskJudgementRow, number))


def test_a_correction_is_taken_back_once_by_whom_it_is_of(ranked):
    """The city's is none of a county, nor of another line; what was taken back is there no more."""
    east = ranked
    subject = str(east.ask(lambda s: s.scalars(select(SubjectRow.id)).first()))
    enter(east, category=subject)  # a category that is called as the trader is numbered
    east.do(risk.correct, "zhoulan", Scope.CATEGORY, subject, 0, 5, "线下反映增多")
    back = "没有校正可以取消"

    def take_back(login, scope=Scope.CATEGORY, key=SPORT):
        return east.do(risk.correct, login, scope, key, 12, 0, "已核实")

    east.do(risk.confirm, "zhoulan", *CATEGORY)
    east.do(risk.correct, "zhoulan", *CATEGORY, 20, "线下反映增多")
    for refused in (
        lambda: take_back("east"),
        lambda: take_back("zhoulan", key=FOOD),
        lambda: take_back("zhoulan", Scope.SUBJECT, subject),
    ):
        with pytest.raises(RuleBroken, match=back):
            refused()
    east.do(risk.confirm, "zhoulan", *CATEGORY)  # what else is said meanwhile changes nothing
    taken = row(east, take_back("liwei"))
    assert (taken.correction, taken.words, taken.by) == (0, "已核实", "李蔚")
    with pytest.raises(RuleBroken, match=back):
        take_back("zhoulan")
    own = east.do(risk.correct, "east", *CATEGORY, -5, "本县已整改")
    assert (row(east, own).district, row(east, own).correction) == (EAST, -5)
    with pytest.raises(RuleBroken, match=back):
        take_back("zhoulan")
    assert row(east, take_back("east")).district == EAST


def test_what_was_said_keeps_the_points_that_were_shown_and_who_said_it(ranked):
    city = ranked
    due = city.db.clock() + timedelta(days=3)
    numbers = [
        city.do(risk.confirm, "liwei", Scope.CATEGORY, FOOD, 7),
        city.do(risk.confirm, "liwei", Scope.CATEGORY, SPORT, -3, " 属实 "),
        city.do(risk.correct, "zhoulan", *CATEGORY, -100, "已整改"),
        city.do(risk.add_measure, "east", *CATEGORY, "约谈", due),
    ]
    said = [row(city, number) for number in numbers]
    assert [(each.act, each.key, each.points, each.words) for each in said] == [
        (JudgementAct.CONFIRMED, FOOD, 7, ""), (JudgementAct.CONFIRMED, SPORT, 0, "属实"),
        (JudgementAct.CORRECTED, SPORT, 12, "已整改"), (JudgementAct.MEASURE, SPORT, 12, "约谈"),
    ]  # fmt: skip
    assert [(each.by, each.district, each.due_at) for each in said] == [
        ("李蔚", None, None), ("李蔚", None, None), ("周岚", None, None), ("城东", EAST, due),
    ]  # fmt: skip
    assert [each.person_id for each in said] == [
        city.liwei.person_id, city.liwei.person_id, city.zhoulan.person_id, city.east.person_id,
    ]  # fmt: skip
    assert [each.correction for each in said] == [0, 0, -100, 0]


def test_of_what_nobody_has_named_nothing_is_said(ranked):
    for scope, keys in (
        (Scope.SUBJECT, ("某健身店", "１", "²", "", "-1", "1.0", "99")),
        (Scope.CATEGORY, ("1", "美容", "类" * 40)),
    ):
        for key in keys:
            with pytest.raises(RuleBroken, match=f"没有“{key}”这个主体或类别"):
                ranked.do(risk.confirm, "zhoulan", scope, key, 0)
    with pytest.raises(RuleBroken, match=f"没有“{'类' * 40}”这个"):
        ranked.do(risk.confirm, "zhoulan", Scope.CATEGORY, "类" * 41, 0)


def test_a_county_ends_its_own_measures_and_nobody_elses(ranked):
    city = ranked
    due = city.db.clock() + timedelta(days=3)
    citys, own, mistaken = (
        city.do(risk.add_measure, login, *CATEGORY, "约谈", due)
        for login in ("zhoulan", "east", "east")
    )
    for verb, arguments in (
        (risk.finish_measure, ("已约谈",)), (risk.withdraw_measure, ("误记",)),
        (risk.reopen_measure, ()),
    ):  # fmt: skip
        with pytest.raises(RuleBroken, match="本县区"):
            city.do(verb, "east", citys, *arguments)
    city.do(risk.finish_measure, "east", own, "已约谈")
    assert (row(city, own).done_by, row(city, own).done_words) == ("城东", "已约谈")
    city.do(risk.reopen_measure, "east", own)
    again = row(city, own)
    assert (again.done_at, again.done_by, again.done_words) == (None, "", "")
    city.do(risk.withdraw_measure, "east", mistaken, "误记")
    line = JournalLineRow
    told = select(line.subject, line.verb, line.clause).where(line.kind == "risk_judgement")
    lines = city.ask(lambda s: s.execute(told.order_by(line.number)).all())
    assert [tuple(each) for each in lines] == [
        (citys, "measure", "3.1"), (own, "measure", "3.1"), (mistaken, "measure", "3.1"),
        (own, "finished", "3.1"), (own, "reopened", "3.1"), (mistaken, "withdrawn", "3.1"),
    ]  # fmt: skip
