"""`make affected`: the map of imports misses nothing, and the nearest tests come first."""

import ast
import json
import os
import subprocess
import sys

import pytest

from tests.packaging.conftest import load_script
from tests.seeds import sample

LOADED = """
import importlib, json, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps([m.__file__ for m in list(sys.modules.values()) if getattr(m, "__file__", None)]))
"""
TESTS = """
import time
import pytest

@pytest.mark.parametrize("n", range(5))
def test_it(n):
    time.sleep(0.4)
"""


@pytest.fixture(scope="module")
def affected():
    return load_script("affected")


@pytest.fixture(scope="module")
def users(affected):
    return affected.edges()


@pytest.fixture(scope="module")
def tests(affected):
    return [place for place in affected.modules().values() if affected.is_test(place)]


def first(affected, users, tests, *changed):
    return affected.ordered(affected.concerned(changed, users, tests))


@pytest.mark.lot(3, "tools")
def test_every_test_is_reached_from_the_program_or_its_data(affected, users, tests):
    roots = [p for p in affected.modules().values() if p.startswith(("commandcenter/", "db/"))]
    found = set(affected.distances(roots, users))
    data = (f"{folder}/anything" for folder in affected.OF_DATA)
    found |= {test for place in data for test in affected.of_data(place, tests)}
    found |= {*affected.ALWAYS, *affected.ANYWHERE}
    assert set(tests) - found == set()


@pytest.mark.parametrize(
    ("changed", "test"),
    [
        ("commandcenter/domain/legal_time.py", "tests/domain/test_legal_time.py"),
        ("commandcenter/domain/command/book.py", "tests/domain/command/test_book.py"),
        ("commandcenter/services/reports/reports.py", "tests/services/reports/test_reports.py"),
        ("commandcenter/store/journal.py", "tests/store/test_journal.py"),
        ("commandcenter/ui/sitting.py", "tests/ui/test_sitting.py"),
        ("tests/intake/test_hostile.py", "tests/intake/test_hostile.py"),
    ],
)
def test_the_test_of_a_files_own_name_comes_first(affected, users, tests, changed, test):
    assert test in first(affected, users, tests, changed)[:3]


def test_every_module_of_the_domain_selects_a_test_that_imports_it_or_what_does(
    affected, users, tests
):
    domain = {p for p in affected.modules().values() if p.startswith("commandcenter/domain/")}
    used = {}
    for place, its in users.items():
        for user, away in its.items():
            used.setdefault(user, {})[place] = away
    assert domain - set(affected.distances(tests, used)) == set()


def test_what_each_test_shares_is_far_and_its_own_import_is_near(affected, users, tests):
    far = affected.concerned(["commandcenter/services/incident/incidents.py"], users, tests)
    assert far["tests/services/incident/test_moves.py"] == affected.SAME_ROOM
    assert far["tests/domain/test_legal_time.py"] > affected.FIXTURE


def test_settings_of_all_tests_concern_all_and_say_so(affected, users, tests):
    for place in affected.ALL:
        found = affected.concerned([place], users, tests)
        assert set(found) == set(tests)
        assert any("concerns all tests" in line for line in affected.why([place], found, tests))


@pytest.mark.parametrize(
    ("changed", "test"),
    [
        ("db/postgres/hotline.sql", "tests/store/complaints/test_hotline.py"),
        ("db/migrations/versions/0001_lay_the_first_tables.py", "tests/store/test_schema.py"),
        ("resources/plan/papers.toml", "tests/domain/plan/test_plan_files.py"),
        ("resources/themes/base.qss", "tests/ui/test_theme.py"),
        ("resources/word/styles.xml", "tests/outputs/test_word.py"),
        ("tests/outputs/golden/briefing.json", "tests/outputs/test_golden.py"),
        ("tests/old_databases/0003.sql", "tests/store/test_schema.py"),
        ("packaging/lock.py", "tests/packaging/test_locks.py"),
        ("Makefile", "tests/packaging/test_makefile.py"),
    ],
)
def test_a_file_that_is_no_python_selects_the_tests_of_its_floor(
    affected, users, tests, changed, test
):
    assert test in affected.concerned([changed], users, tests)


def test_of_a_floor_the_room_comes_first(affected, users, tests):
    found = first(affected, users, tests, "resources/plan/papers.toml")
    assert found[0].startswith("tests/domain/plan/")
    assert not found[-1].startswith("tests/domain/plan/")


def test_every_folder_of_data_has_its_tests_and_each_of_them_is_there(affected, root):
    data = [f"resources/{p.name}" for p in (root / "resources").iterdir() if p.is_dir()]
    data += [
        p.relative_to(root).as_posix() for p in (root / "db").iterdir() if any(p.glob("*.sql"))
    ]
    assert len(data) > 5
    assert set(data) <= set(affected.OF_DATA)
    named = [test for row in affected.OF_DATA.values() for test in row]
    assert [test for test in (*named, *affected.SLOW) if not (root / test).exists()] == []


def closure(affected, root, places):
    known, found, left = affected.modules(), set(), list(places)
    while left:
        place = left.pop()
        if place not in found:
            found.add(place)
            tree = ast.parse((root / place).read_text(encoding="utf-8"))
            left += affected.needs(place, tree, known)
            left += affected.fixtures_of(place, root) if affected.is_test(place) else ()
    return found


@pytest.mark.lot(3, "tools")
def test_the_map_misses_no_import_that_happens(affected, tests, root):
    some = sample(tests, 25, "imports")
    names = [test.removesuffix(".py").replace("/", ".") for test in some]
    ran = subprocess.run(
        [sys.executable, "-c", LOADED, *names], cwd=root, capture_output=True, text=True,
        env=os.environ | {"PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-2000:]
    files = {os.path.realpath(file) for file in json.loads(ran.stdout.splitlines()[-1])}
    ours = {os.path.realpath(root / place): place for place in affected.modules().values()}
    loaded = {ours[file] for file in files & set(ours)}
    assert len(loaded) > 100
    assert loaded - closure(affected, root, some) == set()


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import commandcenter.ui.look", "commandcenter.ui.look"),
        ("from commandcenter.ui import look", "commandcenter.ui.look"),
        ("def f():\n    from commandcenter.ui import look", "commandcenter.ui.look"),
        ("run([sys.executable, '-m', 'commandcenter', 'demo'])", "commandcenter.__main__"),
        ("run([sys.executable, '-m', 'tests.faults.soak'])", "tests.faults.soak"),
        ("import_module(f'tests.services.{name}')", "tests.services.cells_paper"),
        ("walk_packages(queries.__path__, 'x')", "commandcenter.queries.seat.todo"),
    ],
)
def test_every_way_to_use_a_module_is_seen(affected, source, name):
    assert name in set(affected.wanted(ast.parse(source), affected.modules()))


@pytest.mark.lot(3, "tools")
def test_no_test_begins_when_the_time_is_spent_and_those_left_out_are_counted(
    root, in_parts, tmp_path, monkeypatch, capfd
):
    (tmp_path / "test_it.py").write_text(TESTS)
    monkeypatch.setenv("PYTHONPATH", str(root))
    monkeypatch.chdir(tmp_path)
    part = "-q -p tests.budget -c /dev/null --rootdir . --budget"
    for budget, words in ((0.3, ("1 passed", "4 left out: no time")), (900, ("5 passed",))):
        assert in_parts.main([f"{part} {budget}", "--", "test_it.py"]) == 0
        said = capfd.readouterr().out
        assert all(each in said for each in words), said
