"""A county starts the fourth level where it is the fourth: not what the city graded graver."""

from contextlib import nullcontext

import pytest
from sqlalchemy.exc import DBAPIError

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.domain.rights import Action
from commandcenter.queries.incident.level_forms import level_form
from commandcenter.services.incident import levels, response
from commandcenter.store.database import open_database
from commandcenter.store.tables.incident.incident import IncidentRow
from tests.aftermath import add_person
from tests.city import EAST, told
from tests.conftest import run_sql
from tests.services.guarded import Bureau


def graded(city, level):
    incident = city.register(districts=(EAST,), brand="")
    if level is not Level.II:
        city.do(levels.decide_grade, "chenyu", incident, level, "同意会商意见")
        return incident
    at = city.db.clock()
    decision = levels.UpperDecision(
        "省市场监督管理局", "省市监〔2026〕1号", at, "上级决定", grade=level, proof=told(at)
    )
    city.do(levels.register_upper, "liwei", incident, decision)
    return incident


def order(level, signature):
    return response.Activation("应急响应", level, 7, "登记、劝阻", signature)


@pytest.mark.parametrize("level", [Level.II, Level.III])
def test_a_county_does_not_start_what_is_graded_graver(city, level):
    add_person(city, "shen", "沈丽琴", Role.COUNTY, district=EAST)
    incident = graded(city, level)
    with pytest.raises(RuleBroken, match="您的权限限于Ⅳ级，本事项须由总指挥"):
        city.do(response.activate, "shen", incident, order(Level.IV, "沈丽琴"))
    shown = city.ask(level_form, city.shen, incident, city.db.clock())
    assert (Action.ACTIVATE, Level.IV) in shown.refusals
    city.do(response.activate, "chenyu", incident, order(Level.III, "陈屿"))


def test_a_county_starts_what_is_graded_the_fourth(city):
    add_person(city, "shen", "沈丽琴", Role.COUNTY, district=EAST)
    incident = graded(city, Level.IV)
    city.do(response.activate, "shen", incident, order(Level.IV, "沈丽琴"))
    assert city.ask(lambda s: s.get_one(IncidentRow, incident).response) is Level.IV


COMMANDER, COUNTY = (Role.COMMANDER, Group.COORDINATION, None), (Role.COUNTY, None, EAST)


@pytest.fixture
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE starts TEMPLATE template")
    bureau = Bureau(cluster, "starts", [COMMANDER, COUNTY])
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE starts WITH (FORCE)")


def test_a_server_says_the_same(bureau, cluster, monkeypatch):
    """Of a program that asks for no right the server lets pass what ours does, and no more."""
    monkeypatch.setattr("commandcenter.services.incident.warrant.Warrant.require", _lets_pass)
    for grade, persona, level, goes in (
        (Level.II, COUNTY, Level.IV, False),
        (Level.III, COUNTY, Level.IV, False),
        (Level.IV, COUNTY, Level.IV, True),
        (Level.II, COMMANDER, Level.III, True),
        (Level.III, COMMANDER, Level.IV, True),
    ):
        incident = graded(bureau.city, grade)
        actor = bureau.actors[persona]
        db = open_database(cluster.url("starts").replace("postgres@", f"{actor.login}@"))
        refused = pytest.raises(DBAPIError, match=r"may not \(activate\)|no right|row-level")
        try:
            with nullcontext() if goes else refused, db.write() as session:
                response.activate(session, actor, incident, order(level, actor.name))
        finally:
            db.close()


def _lets_pass(*_):
    """No right is asked for."""
