"""What each verb takes where it is told a text, a moment or a number: values.txt says it.

A cell of the matrix carries its verb out with values that are let pass; each of them is changed
alone. A new place of a verb wants its line: how long a text may be, when a moment may lie, in
what range a number. Of lists the first is tried. `of a choice`: no screen offers another one.
"""

import contextlib
import importlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor
from commandcenter.domain.times import local
from tests.city import City
from tests.services.cell_calls import Call, Place, TakenBack, answer, called
from tests.services.cells import CELLS, Cell, Scene
from tests.services.test_roles import acting, personas, scenes
from tests.services.values import said_of

__all__ = ["scenes"]  # a fixture
LATE = time(23, 55)  # what is tried just after it is of the same day
LIST = Path(__file__).with_name("values.txt")

for module in sorted(Path(__file__).parent.glob("cells_*.py")):
    importlib.import_module(f"tests.services.{module.stem}")


def key(cell: Cell) -> str:
    return f"{cell.action.value} {cell.name}"


def listed() -> Mapping[str, tuple[str, Mapping[str, str]]]:
    """By the cell: its verb, and what it takes by the place of the value."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    taken: dict[str, str] = {}
    for line in LIST.read_text("utf-8").splitlines():
        name, _, said = line.partition(": ")
        if line.startswith("  "):
            taken[name.strip()] = said
        else:
            assert name not in found, f"{name} stands twice"
            taken = {}
            found[name] = said, taken
    return found


LISTED = listed()


def test_the_list_names_cells_that_there_are():
    assert LISTED.keys() - {key(cell) for cell in CELLS} == set()


@pytest.mark.lot(12)
@pytest.mark.parametrize("cell", CELLS, ids=lambda c: f"{c.action.value}-{c.name}")
def test_a_verb_takes_what_the_list_says_of_its_values(scenes, cell):
    assert told(scenes, cell) == LISTED.get(key(cell))


def told(scenes, cell: Cell) -> tuple[str, Mapping[str, str]] | None:
    """The same of the verb itself; None where the cell calls none, or is to be refused."""
    city, incidents, ids = scenes
    at = city.db.clock() + timedelta(minutes=1)
    if local(at).time() > LATE:
        at += timedelta(minutes=10)
    db = replace(city.db, clock=lambda: at)  # it stands still
    found: list[tuple[str, Mapping[str, str]] | None] = []
    for level in (Level.III, Level.IV):
        with contextlib.suppress(TakenBack), db.write() as session:
            scene = Scene(City(db), session, incidents[level], level)
            if cell.before:
                cell.before(scene)
            session.flush()
            if actor := who_may(scene, cell, ids):
                call = called(scene, cell.perform, actor)
                found.append(call and (call.place, dict(values_of(call, scene, actor, at))))
            raise TakenBack
        if found:
            return found[0]
    return None


def who_may(scene: Scene, cell: Cell, ids) -> Actor | None:
    """The first persona that the matrix lets pass; the scene is as it was for each."""
    notes = dict(scene.notes)
    for persona in personas():
        actor = acting(ids, *persona)
        scene.session.expire_all()
        scene.notes = dict(notes)
        if cell.refusal(scene, actor) is None:
            return actor
    return None


def values_of(call: Call, scene: Scene, actor: Actor, at: datetime) -> Iterator[tuple[str, str]]:
    assert answer(scene.session, actor, call) is None
    for path, kind in call.leaves():
        tried = partial(answer_with, call, path, scene, actor)
        if said := said_of(kind, tried, at):
            yield ".".join(map(str, path)), said


def answer_with(call: Call, path: Place, scene: Scene, actor: Actor, new: Any) -> Exception | None:
    return answer(scene.session, actor, call.changed(path, new))
