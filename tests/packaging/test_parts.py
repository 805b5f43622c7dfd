"""`make test` runs in parts: what judges by a clock runs alone, and each part can fail all."""

import os
import subprocess
import sys

import pytest

from tests.packaging.test_makefile import recipe

TEST = """
import pytest

def test_plain(request):
    assert request.config.option.numprocesses in (None, 0, 2)

@pytest.mark.timing
def test_timed(request):
    assert not request.config.option.numprocesses
    assert {timed}
"""


@pytest.mark.parametrize(
    ("codes", "whole"),
    [((0, 0), 0), ((0, 5), 0), ((5, 0), 0), ((5, 5), 5), ((1, 0), 1), ((0, 1), 1), ((5, 3), 3),
     ((1, 5), 1), ((2, 1), 2)],
)  # fmt: skip
def test_a_part_that_selects_nothing_fails_only_where_all_do(in_parts, codes, whole):
    assert in_parts.verdict(codes) == whole


@pytest.mark.lot(3)
@pytest.mark.parametrize(
    ("timed", "arguments", "code"),
    [(True, (), 0), (False, (), 1), (False, ("-k", "plain"), 0), (True, ("-k", "timed"), 0),
     (True, ("-k", "nothing"), 5), (False, ("-k", "timed", "-n", "1"), 1)],
)  # fmt: skip
def test_both_parts_take_the_arguments_and_each_can_fail(
    in_parts, tmp_path, monkeypatch, timed, arguments, code
):
    (tmp_path / "test_it.py").write_text(TEST.format(timed=timed))
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n    timing\n")
    monkeypatch.chdir(tmp_path)
    parts = ("-m 'not timing'", "-n 0 -m 'timing'")
    assert in_parts.main([*parts, "--", "-q", *arguments]) == code


@pytest.mark.parametrize("target", ["test", "nightly"])
def test_what_judges_by_a_clock_runs_alone_and_last(root, target):
    *_, last, arguments = recipe(root, target, "ARGS=-k journal").strip().split('" ')
    assert "-n 0" in last
    assert "timing" in last
    assert arguments == "-- -k journal"


def test_the_night_has_two_processes_an_end_and_tells_what_took_longest(root):
    said = recipe(root, "nightly")
    for option in ("-n 2", "--dist loadgroup", "-p tests.budget --budget 4200", "--durations 20"):
        assert option in said


def first_of_the_night(root, seed):
    command = [sys.executable, "-m", "pytest", "--collect-only", "-m", "nightly"]
    ran = subprocess.run(
        [*command, "tests/faults", "tests/outputs", "tests/analysis"], cwd=root, check=True,
        env=os.environ | {"SEED": str(seed)}, capture_output=True, text=True,
    )  # fmt: skip
    return [line.split("::")[0] for line in ran.stdout.splitlines() if line.startswith("tests/")]


@pytest.mark.lot(3, "tools")
def test_the_longest_of_the_night_begin_first_and_the_others_by_lot(root):
    one, other = first_of_the_night(root, 20261127), first_of_the_night(root, 20261129)
    assert one[0] == other[0] == "tests/faults/test_soak.py"
    assert one != other
    assert sorted(one) == sorted(other)
