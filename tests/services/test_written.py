"""What each verb leaves behind: written.txt says it, a line for each row.

A cell of the matrix carries its verb out as who may; the rows before and after are compared. What
a verb no longer writes, or writes besides, changes its lines: the failure tells what they are now.
"""

import contextlib
import importlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from commandcenter.domain.level import Level
from commandcenter.domain.times import local
from tests.city import City
from tests.services.cell_calls import TakenBack
from tests.services.cells import CELLS, Cell, Scene
from tests.services.test_roles import scenes
from tests.services.test_values import LATE, key, who_may
from tests.services.written import everything, left_behind

__all__ = ["scenes"]  # a fixture
LIST = Path(__file__).with_name("written.txt")

for module in sorted(Path(__file__).parent.glob("cells_*.py")):
    importlib.import_module(f"tests.services.{module.stem}")


def listed() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for line in LIST.read_text("utf-8").splitlines():
        if line.startswith("  "):
            found[[*found][-1]].append(line[2:])
        else:
            assert line not in found, f"{line} stands twice"
            found[line] = []
    return found


LISTED = listed()


def test_the_list_names_the_cells_that_there_are():
    assert LISTED.keys() == {key(cell) for cell in CELLS}


@pytest.mark.lot(20)
@pytest.mark.parametrize("cell", CELLS, ids=lambda c: f"{c.action.value}-{c.name}")
def test_a_verb_leaves_behind_what_the_list_says(scenes, cell):
    assert "\n".join(written(scenes, cell)) == "\n".join(LISTED.get(key(cell), ()))


def written(scenes, cell: Cell) -> Sequence[str]:
    city, incidents, ids = scenes
    at = city.db.clock() + timedelta(minutes=1)
    if local(at).time() > LATE:
        at += timedelta(minutes=10)
    db = replace(city.db, clock=lambda: at)  # it stands still
    for level in (Level.III, Level.IV):
        found: list[str] | None = None
        with contextlib.suppress(TakenBack), db.write() as session:
            scene = Scene(City(db), session, incidents[level], level)
            if cell.before:
                cell.before(scene)
            session.flush()
            if actor := who_may(scene, cell, ids):
                was = everything(session)
                cell.perform(scene, actor)
                found = list(left_behind(was, everything(session), actor, at))
            raise TakenBack
        if found is not None:
            return found
    return []
