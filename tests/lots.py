"""What is much alike is tried by lot: `@pytest.mark.lot(4)` runs one in four, and by night all.

A test that runs on a file and on a server runs by day on one of them, by lot, as do all of its
file, and by night on both.
Of the tests of a file that ask a database, and bear no mark, one sixteenth is drawn. What lives a
story, starts processes or kills them takes long for each file: of those folders a sixth to a
twenty-fourth of the files is drawn, as SHARES says. What else takes ten seconds or more stands in
heavy_files.txt: a sixth of these files is drawn.

One in so many is drawn of a test's parameters, or of all tests that bear the same name, as in
`@pytest.mark.lot(2, "killed")`. Tests of one file with as many parameters draw alike, so that
what is made for one database is not made for the other.
"""

import math
from pathlib import Path

import pytest

from tests.seeds import chance, sample

DATABASES = ("sqlite", "postgresql")  # of the fixture `url`, or what else has these parameters
# Of the files of these folders one in so many runs by day.
SHARES = {
    "cli": 12, "faults": 8, "packaging": 9, "program": 9, "store": 12, "stories": 24, "watch": 6
}  # fmt: skip
HEAVY = set(Path(__file__).with_name("heavy_files.txt").read_text("utf-8").split())
HEAVY_SHARE = 6  # of these files
DRAWN = 16  # of the tests of a file that ask a database one in so many
ASKING = {"cluster", "db", "sqlite_url", "tell", "url"}  # fixtures of who asks a database

HOUR = 60  # minutes of what every night has: the simulation
LONG_MINUTES = 40  # of the other long ones; the rest of a night is for the short ones


def leave_out(items):
    """Mark as nightly what the lot leaves out: all nodes of a run draw the same."""
    _leave_out_alike(items)
    for pair in _pairs(items):
        # All of a file alike: what a module makes for its tests is made for one database.
        kept = chance("database", _path(pair["sqlite"])).choice(DATABASES)
        for kind, item in pair.items():
            if kind != kept:
                item.add_marker(pytest.mark.nightly)
    _leave_out_most(items)
    _leave_out_files(items)


def _leave_out_files(items):
    drawn_of = {}  # by what they are drawn from and the share: the tests of each file
    for item in items:
        if (pool := _pool(item)) and not item.get_closest_marker("nightly"):
            drawn_of.setdefault(pool, {}).setdefault(_path(item), []).append(item)
    for (name, share), files in drawn_of.items():
        paths = sorted(files)
        kept = sample(paths, math.ceil(len(paths) / share), "files", name)
        for path in set(paths).difference(kept):
            for item in files[path]:
                item.add_marker(pytest.mark.nightly)


def _pool(item):
    """From what the file of a test is drawn, and one in how many; None: it always runs."""
    if item.get_closest_marker("timing"):
        return None
    path = _path(item)
    share = SHARES.get(path.split("/")[1])
    if share:
        return path.rpartition("/")[0], share
    return ("heavy files", HEAVY_SHARE) if path in HEAVY else None


def _path(item):
    return item.nodeid.partition("::")[0]


def _leave_out_most(items):
    files = {}
    for item in items:
        if _is_drawn(item) and not item.get_closest_marker("nightly"):
            files.setdefault(_path(item), []).append(item)
    for path, its in files.items():
        kept = sample(range(len(its)), math.ceil(len(its) / DRAWN), "one in so many", path)
        for number in set(range(len(its))).difference(kept):
            its[number].add_marker(pytest.mark.nightly)


def _is_drawn(item):
    """What judges by the clock runs alone, after all others, and is little; what begins early has
    a lot of its own.
    """
    marked = any(item.get_closest_marker(name) for name in ("lot", "timing", "early"))
    return not marked and not ASKING.isdisjoint(getattr(item, "fixturenames", ()))


def _pairs(items):
    """Of tests that are to run on both, by kind."""
    found = {}
    for item in items:
        kind = _database(item)
        if kind in DATABASES and not item.get_closest_marker("nightly"):
            found.setdefault(item.nodeid.replace(kind, ""), {})[kind] = item
    return [pair for pair in found.values() if len(pair) == len(DATABASES)]


def _database(item):
    callspec = getattr(item, "callspec", None)
    values = callspec.params.values() if callspec else ()
    return next((each for each in values if isinstance(each, str) and each in DATABASES), None)


def _leave_out_alike(items):
    pools = {}
    for item in items:
        mark = item.get_closest_marker("lot")
        if mark and not item.get_closest_marker("nightly"):
            pool = mark.args[1] if len(mark.args) > 1 else item.nodeid.partition("[")[0]
            pools.setdefault((pool, mark.args[0]), []).append(item)
    for (pool, share), its in pools.items():
        count = math.ceil(len(its) / share)
        kept = sample(range(len(its)), count, "lot", pool.partition("::")[0], len(its))
        for number in set(range(len(its))).difference(kept):
            its[number].add_marker(pytest.mark.nightly)


def take_all(items):
    """By night what is tried by lot is tried whole."""
    for item in items:
        by_lot = item.get_closest_marker("lot") or _database(item)
        if by_lot or _is_drawn(item) or _pool(item):
            item.add_marker(pytest.mark.nightly)


def in_order_of_the_night(items):
    """Sort them: what every night has, of the other long ones as many as are drawn, the longest
    first; the short ones, file by file by lot; last the long ones that were not drawn. So each has
    its night, though none has room for all.
    """
    minutes = {item: _minutes(item) for item in items}
    left, drawn = LONG_MINUTES, set()
    for item in sorted(filter(_minutes, items), key=lambda i: chance("night", i.nodeid).random()):
        if minutes[item] >= HOUR:
            drawn.add(item)
        elif left > 0:
            drawn.add(item)
            left -= minutes[item]
    places = {path: chance(path).random() for path in {_path(item) for item in items}}

    def order(item):
        turn = 0 if item in drawn else 2 if minutes[item] else 1
        return turn, -minutes[item], places[_path(item)]

    items.sort(key=order)


def _minutes(item):
    return sum(mark.kwargs.get("minutes", 0) for mark in item.iter_markers("nightly"))
