"""`make mutants` on a program of two functions, one of which no test asks enough."""

import json
import subprocess
import sys

import pytest

from tests.mutants.conftest import SCRIPTS

NUMERALS = """
def is_late(now, limit):
    return now > limit


def is_much(number):
    return number > 100
"""
TESTS = """
from commandcenter.domain.numerals import is_late, is_much

def test_late_is_after_the_limit():
    assert is_late(2, 1)
    assert not is_late(1, 1)
    assert not is_late(0, 1)

def test_much_is_very_much():
    assert is_much(1000)
"""
READY = "import pathlib, sys\npathlib.Path(sys.argv[1]).mkdir()\n"
RUN = """
import sys
from pathlib import Path
sys.path.append(sys.argv[1])
import mutants
sys.exit(mutants.main(sys.argv[3:], Path(sys.argv[2])))
"""


@pytest.fixture
def tree(tmp_path):
    files = {
        "commandcenter/domain/numerals.py": NUMERALS,
        "tests/domain/test_numerals.py": TESTS,
        "tests/ready.py": READY,
        "pyproject.toml": "[tool.pytest.ini_options]\npythonpath = ['.']\nmarkers = ['timing', "
        "'nightly']\naddopts = ['--import-mode=importlib']\n",
    }
    for name, text in files.items():
        path = tmp_path / "tree" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name in ("commandcenter", "commandcenter/domain", "tests"):
        (tmp_path / "tree" / name / "__init__.py").touch()
    return tmp_path / "tree"


def call(tree, *words):
    command = [sys.executable, "-c", RUN, str(SCRIPTS), str(tree), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_is_asked_dies_what_is_not_survives_and_nothing_is_touched(tree, scripts):
    out = tree.parent / "out.jsonl"
    before = (tree / "commandcenter/domain/numerals.py").read_bytes()
    asked = ("--floor", "domain", "--number", "300", "--out", str(out))
    said = call(tree, *asked)
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    late, much = ([line for line in lines if (line["line"] == n)] for n in (3, 7))
    assert {line["verdict"] for line in late} == {"killed"}
    assert {line["by"].rpartition("::")[2] for line in late} == {"test_late_is_after_the_limit"}
    assert "+    return number >= 100" in said
    assert [line["verdict"] for line in much].count("survived") == said.count(": survived 1 tests")
    assert "domain              8          4          4 " in said
    assert (tree / "commandcenter/domain/numerals.py").read_bytes() == before

    # What is written down is not tried again; a line that was cut off is.
    out.write_text(out.read_text(encoding="utf-8")[:-10], encoding="utf-8")
    again = call(tree, *asked)
    assert again.count(" s) ") == 1
    assert len(scripts.told.read(out)) == 8


def test_a_share_has_its_interval_and_a_survivor_its_excuse(scripts, tmp_path):
    told = scripts.told
    low, high = told.interval(9, 10)
    assert (round(low, 3), round(high, 3)) == (0.596, 0.982)  # Wilson
    (tmp_path / "a.py").write_text("x = 1\ny = 2\n", encoding="utf-8")
    line = {"path": "a.py", "floor": "domain", "files": [], "ran": 0, "key": "k", "kind": "number"}
    lines = [
        line | {"verdict": verdict, "gone": gone, "come": "z", "diff": f"---\n+++\n-{gone}\n+z"}
        for verdict, gone in (("survived", "x = 1"), ("killed", "x = 1"), ("survived", "y = 2"),
                              ("survived", "y = 3"))
    ]  # fmt: skip
    found = told.judged(lines, {("a.py", "x = 1", "z"): "why"}, tmp_path)
    assert [each["verdict"] for each in found] == ["equivalent", "killed", "survived", "changed"]
    assert "50% (9% to 91%)" in "\n".join(told.table(found))
