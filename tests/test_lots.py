"""What is tried by lot: one in so many for a run, all of it by night, and every one some day."""

import math
from collections import Counter
from itertools import pairwise

import pytest

from commandcenter.paths import ROOT
from tests import lots, seeds


class Spec:
    def __init__(self, **params):
        self.params = params


class Item:
    def __init__(self, nodeid, *marks):
        self.nodeid, self._marks = nodeid, {mark.name: mark for mark in marks}

    def get_closest_marker(self, name):
        return self._marks.get(name)

    def iter_markers(self, name):
        return iter([self._marks[name]] if name in self._marks else [])

    def add_marker(self, decorator):
        self._marks[decorator.name] = decorator.mark

    @property
    def is_left(self):
        return "nightly" in self._marks


def of(name, count, *arguments):
    mark = pytest.mark.lot(*arguments).mark
    return [Item(f"tests/{name}[{n}]", mark) for n in range(count)]


def drawn(items):
    lots.leave_out(items)
    return [item.nodeid for item in items if not item.is_left]


@pytest.mark.parametrize(("count", "share"), [(1, 4), (4, 4), (5, 4), (9, 2), (530, 4)])
def test_one_in_so_many_is_drawn_and_never_none(count, share):
    assert len(drawn(of("test_a.py::test_x", count, share))) == math.ceil(count / share)


def test_tests_of_one_file_draw_alike_and_a_name_is_one_lot():
    items = of("test_a.py::test_x", 2, 2) + of("test_a.py::test_y", 2, 2)
    one, other = drawn(items)
    assert one[-3:] == other[-3:]
    assert len(drawn(of("test_a.py::test_x", 1, 2, "n") + of("test_b.py::test_x", 1, 2, "n"))) == 1


def test_each_has_its_day(monkeypatch):
    seen = Counter()
    for day in range(60):
        monkeypatch.setattr(seeds, "SEED", day)
        seen.update(drawn(of("test_a.py::test_x", 4, 4)))
    assert len(seen) == 4


def test_by_night_all_of_it_runs_and_nothing_else_by_this():
    items = [*of("test_a.py::test_x", 3, 3), Item("tests/test_a.py::test_plain")]
    lots.take_all(items)
    assert [item.is_left for item in items] == [True, True, True, False]


def test_what_is_for_the_night_anyhow_is_not_in_the_lot():
    items = of("test_a.py::test_x", 2, 2)
    items[0].add_marker(pytest.mark.nightly)
    assert drawn(items) == ["tests/test_a.py::test_x[1]"]


def both(name, *functions):
    items = []
    for function in functions:
        for kind in lots.DATABASES:
            items.append(Item(f"tests/{name}::{function}[{kind}]"))
            items[-1].callspec = Spec(url=kind)
    return items


def test_by_day_each_runs_on_a_file_or_on_a_server_and_by_night_on_both():
    files = [f"test_{n}.py" for n in range(40)]
    found = drawn([item for file in files for item in both(file, "test_x", "test_y")])
    ran = Counter((each.partition("::")[0], each.partition("[")[2][:-1]) for each in found)
    assert sorted(file for file, _ in ran) == sorted(f"tests/{file}" for file in files)
    assert set(ran.values()) == {2}
    kinds = Counter(kind for _, kind in ran)
    assert min(kinds[kind] for kind in lots.DATABASES) >= 8
    items = both("test_a.py", "test_x")
    lots.take_all(items)
    assert all(item.is_left for item in items)


def test_what_is_there_on_one_of_them_alone_runs():
    [item, _] = both("test_a.py", "test_x")
    assert drawn([item]) == [item.nodeid]


def asking(name, count):
    items = [Item(f"tests/{name}::test_{n}") for n in range(count)]
    for item in items:
        item.fixturenames = ["db", "url"]
    return items


@pytest.mark.parametrize("count", [1, 2, 16, 40])
def test_of_those_that_ask_a_database_one_in_sixteen_runs_by_day_and_all_by_night(count):
    items = asking("test_a.py", count)
    assert len(drawn(items)) == math.ceil(count / 16)
    items = asking("test_a.py", count)
    lots.take_all(items)
    assert all(item.is_left for item in items)


def test_each_of_them_has_its_day(monkeypatch):
    seen = set()
    for day in range(30):
        monkeypatch.setattr(seeds, "SEED", day)
        seen.update(drawn(asking("test_a.py", 6)))
    assert len(seen) == 6


def test_what_asks_no_database_or_judges_by_the_clock_runs_whole():
    items = [Item(f"tests/test_a.py::test_{n}") for n in range(9)]
    for item in asking("test_b.py", 9):
        item.add_marker(pytest.mark.timing)
        items.append(item)
    assert len(drawn(items)) == 18


def stories(files):
    return [Item(f"tests/stories/test_{n}.py::test_{m}") for n in range(files) for m in range(3)]


@pytest.mark.parametrize("files", [1, 2, 7, 9])
def test_of_the_stories_some_of_the_files_run_by_day_and_all_by_night(files):
    found = Counter(each.partition("::")[0] for each in drawn(stories(files)))
    assert len(found) == math.ceil(files / lots.SHARES["stories"])
    assert set(found.values()) == {3}
    items = stories(files)
    lots.take_all(items)
    assert all(item.is_left for item in items)


def test_each_file_of_the_stories_has_its_day(monkeypatch):
    seen = set()
    for day in range(30):
        monkeypatch.setattr(seeds, "SEED", day)
        seen.update(drawn(stories(6)))
    assert len(seen) == 18


def heavy(count):
    return [Item(f"{path}::test_{n}") for path in sorted(lots.HEAVY)[:count] for n in range(2)]


def test_a_sixth_of_the_heavy_files_runs_by_day_and_all_by_night():
    found = Counter(each.partition("::")[0] for each in drawn(heavy(10)))
    assert sorted(found.values()) == [2] * math.ceil(10 / 6)
    items = heavy(3)
    lots.take_all(items)
    assert all(item.is_left for item in items)


def test_each_heavy_file_is_there_and_has_its_day(monkeypatch):
    assert [path for path in lots.HEAVY if not (ROOT / path).is_file()] == []
    seen = set()
    for day in range(40):
        monkeypatch.setattr(seeds, "SEED", day)
        seen.update(drawn(heavy(len(lots.HEAVY))))
    assert len(seen) == 2 * len(lots.HEAVY)


def test_what_begins_early_has_a_lot_of_its_own():
    items = asking("test_a.py", 8)
    for item in items:
        item.add_marker(pytest.mark.early)
    assert len(drawn(items)) == 8


def night():
    """An hour's test, twenty of ten minutes, and thirty short ones in six files."""
    long = [Item(f"tests/test_long_{n}.py::test_x", pytest.mark.nightly(minutes=10).mark)
            for n in range(20)]  # fmt: skip
    hour = Item("tests/test_hour.py::test_x", pytest.mark.nightly(minutes=60).mark)
    short = [Item(f"tests/test_{n % 6}.py::test_{n}", pytest.mark.nightly.mark) for n in range(30)]
    items = [*short, *long, hour]
    lots.in_order_of_the_night(items)
    return [item.nodeid for item in items]


def test_a_night_has_its_hour_some_of_the_long_ones_and_then_the_short_ones():
    found = night()
    assert found[0] == "tests/test_hour.py::test_x"
    assert all("long" in each for each in found[1:5])
    assert not any("long" in each for each in found[5:35])
    assert all("long" in each for each in found[35:])
    files = [each.partition("::")[0] for each in found[5:35]]
    assert sum(one != other for one, other in pairwise(files)) == 5


def test_each_long_one_has_its_night_and_each_short_one_begins_some_night(monkeypatch):
    long, first = set(), set()
    for day in range(90):
        monkeypatch.setattr(seeds, "SEED", day)
        found = night()
        long.update(found[1:5])
        first.add(found[5].partition("::")[0])
    assert len(long) == 20
    assert len(first) == 6
