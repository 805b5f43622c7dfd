from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.facts import CHECKING, NewFact
from commandcenter.domain.incident.incident import State
from commandcenter.services.incident import facts
from commandcenter.store import journal
from commandcenter.store.journal import changes_after
from commandcenter.store.tables.incident.incident import IncidentFactRow, IncidentRow
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.verify import verify


def fact(city, code="hurt", value=3, source="市一医院电话", minutes_ago=2):
    return NewFact(code, value, source, city.db.clock() - timedelta(minutes=minutes_ago))


def rows(city):
    return city.ask(lambda s: s.scalars(select(IncidentFactRow).order_by(IncidentFactRow.id)).all())


def test_several_facts_are_stated_at_once_under_one_line_of_their_clause(city):
    incident = city.register()
    told = [fact(city), fact(city, "school_hurt", None), fact(city, "media", 0, "舆情监测")]
    before = city.ask(lambda s: s.scalar(select(JournalLineRow.number).order_by(
        JournalLineRow.number.desc()).limit(1)))  # fmt: skip
    ids = city.do(facts.state_facts, "liwei", incident, told)
    assert len(ids) == 3
    kept = rows(city)
    assert [(r.code, r.value, r.words, r.by) for r in kept] == [
        ("hurt", 3, "", "李蔚"),
        ("school_hurt", None, CHECKING, "李蔚"),
        ("media", 0, "", "李蔚"),
    ]
    [line] = city.ask(changes_after, before)
    assert (line.kind, line.verb, line.incident) == ("fact", "stated", incident)
    clause = city.ask(lambda s: s.get(JournalLineRow, line.number).clause)
    assert clause == "1.4.2"
    assert city.ask(verify).bad is None


def test_an_earlier_word_stays_when_a_later_one_comes(city):
    incident = city.register()
    city.do(facts.state_facts, "liwei", incident, [fact(city, value=12)])
    city.do(facts.state_facts, "maxiao", incident, [fact(city, value=19, minutes_ago=0)])
    assert [(r.value, r.by) for r in rows(city)] == [(12, "李蔚"), (19, "马骁")]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"source": "  "}, "请填写来源"),
        ({"source": "\0"}, "请填写来源"),
        ({"source": "长" * 61}, "超过 60 字"),
        ({"value": -1}, "0 至"),
        ({"code": "'; DROP TABLE incident"}, "没有“'; DROP"),
        ({"minutes_ago": -5}, "不能晚于现在"),
    ],
)
def test_a_bad_statement_keeps_nothing_of_the_others(city, changes, words):
    incident = city.register()
    good = fact(city, "dead", 0)
    with pytest.raises(RuleBroken, match=words):
        city.do(facts.state_facts, "liwei", incident, [good, fact(city, **changes)])
    assert rows(city) == []


def test_nothing_stated_and_one_fact_twice_are_refused(city):
    incident = city.register()
    with pytest.raises(RuleBroken, match="至少填写一项"):
        city.do(facts.state_facts, "liwei", incident, [])
    with pytest.raises(RuleBroken, match="填写了两次"):
        city.do(facts.state_facts, "liwei", incident, [fact(city), fact(city, value=4)])


def test_who_takes_no_part_may_not_state_facts(city):
    incident = city.register()
    with pytest.raises(RuleBroken, match="记录动态"):
        city.do(facts.state_facts, "admin", incident, [fact(city)])


@pytest.mark.parametrize("state", [State.FALSE_ALARM, State.ARCHIVED])
def test_facts_are_not_stated_about_what_is_over(city, state):
    incident = city.register()
    with city.db.write() as session:
        session.get(IncidentRow, incident).state = state
        journal.record(session, city.liwei, "incident", incident, "x", incident=incident)
    with pytest.raises(RuleBroken, match="不能再填写"):
        city.do(facts.state_facts, "liwei", incident, [fact(city)])
