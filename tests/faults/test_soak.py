"""A day of a desk, a wall and the watch in half an hour: nothing grows, nothing falls over.

SOAK_SECONDS in the environment makes it shorter, but for the rounds that it needs.
"""

import json
import os
import subprocess
import sys

import pytest

from commandcenter.paths import ROOT
from tests.faults.soak import SECONDS

KB_AN_OPENING = 2.0
WANDERS_KB = 2_000  # to and fro; with few openings between it looks like growth
CARD = {"widgets": 15}  # one thing more may wait for somebody; what leaks leaves forty by then
LINKS = 8  # of two seats on one pool, of the watch with its alarms, and of the other that writes


@pytest.mark.nightly(minutes=31)
@pytest.mark.timeout(3600)
def test_a_desk_at_work_does_not_grow():
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.soak", os.environ.get("SOAK_SECONDS", str(SECONDS))],
        cwd=ROOT, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout.splitlines()[-1])
    print(found)  # noqa: T201
    assert found["kb_an_opening"] <= KB_AN_OPENING or found["kb"] <= WANDERS_KB
    for name, (before, after) in found["thirds"].items():
        assert after <= before + CARD.get(name, 0), name
    assert found["last"]["links"] <= LINKS
