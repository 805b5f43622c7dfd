"""Which tests `make mutants` takes first: by the names that they call, however far away."""

import ast
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2]
FILES = {
    "commandcenter.domain.level": ("commandcenter/domain/level.py", "def graver(a, b): ..."),
    "commandcenter.services.raising": (
        "commandcenter/services/raising.py",
        "from commandcenter.domain.level import graver\n"
        "class Way:\n  def climb_up(self): return graver(1, 2)\n"
        "def other(): ...",
    ),
    "tests.domain.test_level": (
        "tests/domain/test_level.py",
        "from commandcenter.domain import level\n"
        "def test_graver(): level.graver(2, 1)\n"
        "def test_nothing(): ...",
    ),
    "tests.services.conftest": (
        "tests/services/conftest.py",
        "def climbed(way): return way.climb_up()",
    ),
    "tests.services.test_raising": (
        "tests/services/test_raising.py",
        "from commandcenter.services import raising\n"
        "def test_by_a_fixture(climbed): ...\ndef test_other(): raising.other()",
    ),
    "tests.queries.test_far": ("tests/queries/test_far.py", "def test_far(climbed): ..."),
    "tests.services.cells": (
        "tests/services/cells.py",
        "from commandcenter.domain.level import graver\n@cell(1)\ndef raise_it(s): graver(1, 2)",
    ),
    "tests.services.test_roles": (
        "tests/services/test_roles.py",
        "import tests.services.cells\ndef test_each_cell(cell): ...",
    ),
    "commandcenter.domain": ("commandcenter/domain/__init__.py", ""),
}


@pytest.fixture
def found(scripts):
    known = {name: place for name, (place, _) in FILES.items()}
    names = scripts.nearest.Names()
    for place, text in FILES.values():
        scripts.nearest.note(names, place, ast.parse(text), known)
    users = {"tests/services/cells.py": {"tests/services/test_roles.py": 1.0}}
    near = scripts.nearest.Nearest(names, users)
    return {name: away for (_, name), away in near.tests(known["commandcenter.domain.level"],
                                                         ["graver"]).items()}  # fmt: skip


def test_who_calls_it_is_nearer_than_who_calls_a_caller(found):
    assert found == {
        "test_graver": 1.0,
        "raise_it": 2.0,  # a case of the table
        "test_by_a_fixture": 3.0,
    }


@pytest.mark.parametrize(
    ("place", "names", "first"),
    [
        ("commandcenter/domain/level.py", ("LEVEL_WORDS",), ["tests/domain/test_words.py"]),
        ("commandcenter/domain/level.py", ("graver",), []),
        ("db/postgres/stamps.txt", ("paper",), ["tests/store/test_who_and_when.py"]),
        ("db/postgres/writes.txt", ("paper",), []),
    ],
)
def test_what_holds_a_table_or_a_list_as_a_whole_is_asked_first(scripts, place, names, first):
    near = scripts.nearest.Nearest(scripts.nearest.Names(), {})
    program = scripts.mutants.Program(FOLDER, {}, {}, {}, [], near)
    mutant = scripts.mutant.Mutant(place, "entry removed", 0, 1, "", 1, names)
    assert scripts.mutants.ordered(program, mutant)[0] == first
    assert all((FOLDER / test).exists() for test in first)


@pytest.mark.parametrize(
    ("line", "first"),
    [
        (b"if row is None: raise", ["tests/services/test_unknown_numbers.py"]),
        (b'raise RuleBroken("{id}", id=one)', ["tests/services/test_unknown_numbers.py"]),
        (b"if row.state: raise", []),
    ],
)
def test_a_guard_against_a_number_that_nobody_has_is_tried_by_what_tells_one(scripts, line, first):
    near = scripts.nearest.Nearest(scripts.nearest.Names(), {})
    place = "commandcenter/services/guard.py"
    program = scripts.mutants.Program(FOLDER, {place: line}, {}, {}, [], near)
    mutant = scripts.mutant.Mutant(place, "guard removed", 0, len(line), "pass", 1, ("found",))
    assert scripts.mutants.ordered(program, mutant)[0] == first
    assert all((FOLDER / test).exists() for test in first)
