"""Days of a server: no seed breaks the program, and each bug that is put in is found.

SIMULATION_MINUTES in the environment: for how long the night goes on drawing days.
"""

import os
import subprocess
import sys
import time

import pytest

from commandcenter.paths import ROOT
from tests.seeds import SEED
from tests.simulation.bugs import BUGS
from tests.simulation.founded import found
from tests.simulation.run import run, smaller

BY_DAY, ACTS_BY_DAY = 20, 24
ACTS_BY_NIGHT, ACTS_TOLD = 150, 8
MINUTES = 60.0
MOST_SEEDS = 50  # R14: in which each bug is found
AGAIN = (
    "import sys; from pathlib import Path\n"
    "from tests.simulation.founded import found; from tests.simulation.run import run\n"
    "print(run(int(sys.argv[1]), found(Path(sys.argv[2])), acts=int(sys.argv[3])).digest)"
)


@pytest.fixture(scope="module")
def founded(tmp_path_factory):
    return found(tmp_path_factory.mktemp("simulation"))


def require_sound(outcome, founded):
    if outcome.failure:
        pytest.fail(smaller(outcome, founded).told())


@pytest.mark.parametrize("part", range(4))
def test_no_day_breaks_the_program(founded, part):
    each = BY_DAY // 4
    for seed in range(SEED + part * each, SEED + (part + 1) * each):
        require_sound(run(seed, founded, acts=ACTS_BY_DAY), founded)


@pytest.mark.nightly(minutes=60)
@pytest.mark.timeout(7200)
def test_no_day_of_the_night_breaks_the_program(founded):
    minutes = float(os.environ.get("SIMULATION_MINUTES", MINUTES))
    until, seed = time.monotonic() + 60 * minutes, SEED + BY_DAY
    while time.monotonic() < until:
        require_sound(run(seed, founded, acts=ACTS_BY_NIGHT), founded)
        seed += 1
    print(seed - SEED - BY_DAY, "days of", ACTS_BY_NIGHT, "acts")  # noqa: T201


@pytest.mark.lot(2, "a day repeated")
def test_the_same_seed_is_the_same_day_in_any_process(founded, tmp_path):
    first = run(SEED, founded, acts=ACTS_BY_DAY)
    assert first.digest
    assert run(SEED, founded, acts=ACTS_BY_DAY).digest == first.digest
    done = subprocess.run(
        [sys.executable, "-c", AGAIN, str(SEED), str(tmp_path), str(ACTS_BY_DAY)],
        cwd=ROOT, capture_output=True, text=True, check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"},
    )  # fmt: skip
    assert done.stdout.split() == [first.digest]
    assert run(SEED + 1, founded, acts=ACTS_BY_DAY).digest != first.digest


@pytest.mark.lot(12)
@pytest.mark.parametrize("bug", BUGS)
def test_each_bug_that_is_put_in_is_found(founded, bug):
    for seed in range(1, MOST_SEEDS + 1):
        outcome = run(seed, founded, bug=bug)
        if outcome.failure:
            print(f"{bug}: seed {seed}: {outcome.failure}")  # noqa: T201
            return
    pytest.fail(f"{bug} was not found in {MOST_SEEDS} days")


@pytest.mark.lot(2, "a day repeated")
def test_a_day_that_fails_is_told_with_what_repeats_it(founded):
    outcome = run(1, founded, acts=ACTS_TOLD, bug="misses a line")
    small = smaller(outcome, founded)
    assert 1 <= len(small.kept) < ACTS_TOLD
    keep = set(small.kept)
    again = run(1, founded, acts=ACTS_TOLD, keep=keep, bug="misses a line")
    assert (again.failure, again.trace) == (small.failure, small.trace)
    kept = ",".join(map(str, small.kept))
    told = f"--seeds 1 --acts {ACTS_TOLD} --keep {kept} --bug 'misses a line'"
    assert small.command() == f"python -m tests.simulation {told}"
    assert small.failure in small.told()
