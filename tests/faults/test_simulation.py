"""Simulated days: no seed breaks the program, and each bug that is put in is found."""

import pytest

from commandcenter.services.seat import additions
from commandcenter.store.database import open_database
from tests.city import City
from tests.faults.simulation import BUGS, World, naive
from tests.seeds import SEED

SECONDS = 1_800.0
MOST_SEEDS = 50
DAYS = 30  # R14

on_file = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


@pytest.fixture
def world(city, url, tmp_path):
    """Makes a world on an incident of its own."""
    opened = []

    def make(seed, *, bug=None, seats=20):
        db = open_database(url)
        opened.append(db)
        folder = tmp_path / f"{len(opened)}"
        incident = City(db).register(title=f"第 {len(opened)} 件")
        return World(seed, db, incident, city.maxiao, folder, bug=bug, seats=seats)

    yield make
    for db in opened:
        db.close()


@on_file
def test_half_an_hour_of_six_seats(world):
    made = world(1, seats=6)
    made.run(SECONDS)
    assert made.check() >= 20


@on_file
@pytest.mark.nightly
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(SEED, SEED + DAYS))
def test_a_day_of_twenty_seats(world, seed):
    made = world(seed)
    made.run(24 * 3600.0)
    print(made.check(), "lines")  # noqa: T201


@on_file
@pytest.mark.nightly
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("bug", BUGS)
def test_each_bug_is_found(world, monkeypatch, bug):
    if bug == "no key":
        monkeypatch.setattr(additions, "add", naive)
    for seed in range(MOST_SEEDS):
        made = world(seed, bug=bug)
        try:
            made.run(SECONDS)
            made.check()
        except AssertionError as found:
            print(f"{bug}: found with seed {seed}: {found}")  # noqa: T201
            return
    pytest.fail(f"{bug} was not found in {MOST_SEEDS} seeds")
