"""Every cell of the matrix of roles, asked of the services themselves: allowed or refused."""

import contextlib
import importlib
import shutil
from pathlib import Path

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor, Grant, Group, Role
from commandcenter.domain.rights import Action
from commandcenter.services import guard
from commandcenter.services.guard import PROGRAM
from commandcenter.store import journal
from commandcenter.store.database import open_database
from commandcenter.store.tables.person import PersonRow
from tests.city import EAST, City
from tests.services.cells import CELLS, WEST, Scene

for module in sorted(Path(__file__).parent.glob("cells_*.py")):
    importlib.import_module(f"tests.services.{module.stem}")


@pytest.fixture(scope="module")
def scenes(tmp_path_factory, template_file):
    """An SQLite bureau with one live incident a level; each cell takes its changes back."""
    path = tmp_path_factory.mktemp("roles") / "center.db"
    shutil.copy(template_file, path)
    db = open_database(f"sqlite:///{path}")
    city = City(db)
    incidents = {}
    for level in (Level.III, Level.IV):
        incidents[level] = city.register(title=f"事件{level.value}", brand="")
        city.activate(incidents[level], level)
    ids = {}
    with db.write() as session:
        for role, group, district in personas():
            person = PersonRow(login=f"p{len(ids)}", name=f"人员{len(ids)}")
            session.add(person)
            session.flush()
            ids[role, group, district] = person.id
        journal.record(session, PROGRAM, "person", 1, "added")
    yield city, incidents, ids
    db.close()


class TakenBack(Exception):
    """Ends a transaction without a trace."""


def personas():
    for role in Role:
        if role in (Role.LEADER, Role.MEMBER):
            yield from ((role, group, None) for group in Group)
        elif role is Role.COUNTY:
            yield from ((role, None, district) for district in (EAST, WEST))
        else:
            yield role, None, None


def name(value):
    return getattr(value, "name", None) or getattr(value, "value", None) or str(value)


# Asked by no verb: who sees the grants of everybody, and the system (queries/seat).
SEEN_ONLY = {Action.SEE_ACCOUNTS, Action.SEE_SYSTEM}


def test_every_right_that_a_verb_asks_for_is_tried():
    assert set(Action) - {cell.action for cell in CELLS} == SEEN_ONLY


def test_no_verb_asks_for_a_right_that_nobody_tries():
    """A service that begins to ask for one of SEEN_ONLY must bring its cells."""
    services = Path(guard.__file__).parent
    asked = {
        action
        for action in SEEN_ONLY
        for file in services.rglob("*.py")
        if f"Action.{action.name}" in file.read_text(encoding="utf-8")
    }
    assert asked == set()


@pytest.mark.lot(6)
@pytest.mark.parametrize("level", [Level.III, Level.IV], ids=name)
@pytest.mark.parametrize("cell", CELLS, ids=lambda c: f"{c.action.value}-{c.name}")
def test_a_service_lets_pass_whom_the_matrix_lets_pass(scenes, cell, level):
    city, incidents, ids = scenes
    wrong = []
    with contextlib.suppress(TakenBack), city.db.write() as session:
        scene = Scene(city, session, incidents[level], level)
        if cell.before:
            cell.before(scene)
        session.flush()
        notes = dict(scene.notes)
        for persona in personas():
            session.expire_all()  # what was changed and never flushed would stay as it was
            with contextlib.suppress(TakenBack), session.begin_nested():
                scene.notes = dict(notes)
                wrong += tried(cell, scene, acting(ids, *persona))
                raise TakenBack
        raise TakenBack
    assert wrong == []


def acting(ids, role, group, district):
    person = ids[role, group, district]
    return Actor(person, f"p{person}", "某人", frozenset({Grant(role, group, district)}))


def tried(cell, scene, actor):
    """What is wrong with the answer of the service, if anything."""
    refusal = cell.refusal(scene, actor)
    (grant,) = actor.grants
    who = " ".join(str(part) for part in (grant.role, grant.group, grant.district) if part)
    try:
        cell.perform(scene, actor)
    except RuleBroken as broken:
        if refusal is None:
            return [f"{who}: refused with “{broken}”"]
        return [] if str(broken) == str(refusal) else [f"{who}: refused otherwise: “{broken}”"]
    return [f"{who}: let pass, the matrix says “{refusal}”"] if refusal else []
