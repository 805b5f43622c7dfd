"""A decision by telephone: signed for within the limit of its level, as the plan sets it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.oral import Matter
from commandcenter.domain.level import Level
from commandcenter.services.incident import oral
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.command import OralDecisionRow

LIMITS = {Level.I: 60, Level.II: 120, Level.III: 600, Level.IV: 1_440}


@pytest.fixture
def set_limits(monkeypatch):
    """Gives the plan other limits to sign by, in minutes; None takes the obligation off it."""

    def give(limits):
        def other(session, version=None):
            plan = plan_of(session, version)
            kept = {code: item for code, item in plan.obligations.items() if code != "oral_signed"}
            if limits:
                kept["oral_signed"] = replace(plan.obligations["oral_signed"], due=limits)
            return replace(plan, obligations=kept)

        monkeypatch.setattr(oral, "plan_of", other)

    return give


def call(city, called_at, decider=None):
    person = city.chenyu.person_id if decider is None else decider
    return oral.Call(Matter.OTHER, "可否联系媒体", "可以", called_at, person, "张三")


def due_of(city, number):
    row = city.ask(lambda session: session.get_one(OralDecisionRow, number))
    return row.due_at - row.called_at


def test_it_is_to_be_signed_within_the_limit_of_the_level(city, set_limits):
    set_limits(LIMITS)
    incident = city.register()
    number = city.do(oral.register, "liwei", incident, call(city, city.db.clock()))
    assert due_of(city, number) == timedelta(minutes=1_440)  # of no level yet: as of Ⅳ级
    city.activate(incident, Level.III)
    number = city.do(oral.register, "liwei", incident, call(city, city.db.clock()))
    assert due_of(city, number) == timedelta(minutes=600)


def test_without_a_limit_to_sign_by_nothing_is_decided_by_telephone(city, set_limits):
    set_limits(None)
    incident = city.register()
    with pytest.raises(RuleBroken, match="预案没有写明口头决定的补签时限"):
        city.do(oral.register, "liwei", incident, call(city, city.db.clock()))


def test_who_decided_is_one_of_the_bureau(city):
    incident = city.register()
    with pytest.raises(RuleBroken, match="请选择作出决定的人"):
        city.do(oral.register, "liwei", incident, call(city, city.db.clock(), 9_999))
