"""What is much alike is tried by lot: `@pytest.mark.lot(4)` runs one in four, and by night all.

A test that runs on a file and on a server runs by day on one of them, by lot, as do all of its
file, and by night on both.
Of the tests of a file that ask a database, and bear no mark, one twelfth is drawn. What lives a
story, starts processes or kills them takes long for each file: of those folders a sixth to a
fifteenth of the files is drawn, as SHARES says.

One in so many is drawn of a test's parameters, or of all tests that bear the same name, as in
`@pytest.mark.lot(2, "killed")`. Tests of one file with as many parameters draw alike, so that
what is made for one database is not made for the other.
"""

import math

import pytest

from tests.seeds import chance, sample

DATABASES = ("sqlite", "postgresql")  # of the fixture `url`, or what else has these parameters
# Of the files of these folders one in so many runs by day.
SHARES = {
    "cli": 12, "faults": 8, "packaging": 9, "program": 9, "store": 12, "stories": 15, "watch": 6
}  # fmt: skip
BY_FILE = tuple(f"tests/{folder}/" for folder in SHARES)
DRAWN = 12  # of the tests of a file that ask a database one in so many
ASKING = {"cluster", "db", "sqlite_url", "tell", "url"}  # fixtures of who asks a database


def leave_out(items):
    """Mark as nightly what the lot leaves out: all nodes of a run draw the same."""
    _leave_out_alike(items)
    for pair in _pairs(items):
        # All of a file alike: what a module makes for its tests is made for one database.
        kept = chance("database", pair["sqlite"].nodeid.partition("::")[0]).choice(DATABASES)
        for kind, item in pair.items():
            if kind != kept:
                item.add_marker(pytest.mark.nightly)
    _leave_out_most(items)
    _leave_out_files(items)


def _leave_out_files(items):
    folders = {}
    for item in items:
        if _is_by_file(item) and not item.get_closest_marker("nightly"):
            path = item.nodeid.partition("::")[0]
            folders.setdefault(path.rpartition("/")[0], {}).setdefault(path, []).append(item)
    for folder, files in folders.items():
        paths = sorted(files)
        share = SHARES[folder.split("/")[1]]
        kept = sample(paths, math.ceil(len(paths) / share), "files", folder)
        for path in set(paths).difference(kept):
            for item in files[path]:
                item.add_marker(pytest.mark.nightly)


def _is_by_file(item):
    return item.nodeid.startswith(BY_FILE) and not item.get_closest_marker("timing")


def _leave_out_most(items):
    files = {}
    for item in items:
        if _is_drawn(item) and not item.get_closest_marker("nightly"):
            files.setdefault(item.nodeid.partition("::")[0], []).append(item)
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
        if by_lot or _is_drawn(item) or _is_by_file(item):
            item.add_marker(pytest.mark.nightly)
