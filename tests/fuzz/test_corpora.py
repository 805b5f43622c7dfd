"""The kept inputs and as many fresh ones as a few seconds hold: `make fuzz` for an hour of them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from commandcenter.paths import ROOT
from tests.fuzz.targets import HOMES, target
from tests.seeds import SEED

CORPUS = Path(__file__).parent / "corpus"
SECONDS = 2.0  # of the processor for a target: forty for all, with what loads and opens them
MOST = 1 << 20  # bytes of all kept inputs


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """order(target) → exit code, and what came of it."""
    folder = tmp_path_factory.mktemp("fuzz")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.fuzz.server"], cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder)},
    )  # fmt: skip

    def order(name):
        report = folder / f"{name}.json"
        told = {"target": name, "seed": SEED, "seconds": SECONDS, "report": str(report)}
        process.stdin.write(json.dumps(told) + "\n")
        process.stdin.flush()
        code = json.loads(process.stdout.readline())
        return code, json.loads(report.read_text(encoding="utf-8")) if report.exists() else None

    yield order
    process.stdin.close()
    process.wait()
    process.stdout.close()


@pytest.mark.early
@pytest.mark.parametrize("name", HOMES)
def test_what_others_wrote_is_read_or_refused_in_words(server, name):
    code, found = server(name)
    assert found, f"{name}: the process ended with {code}; SEED={SEED}"
    repeated = [f"{what}: make fuzz ARGS='--repeat {file}'"
                for what, file in found["crashes"].items()]  # fmt: skip
    assert repeated == [], f"SEED={SEED}"
    assert code == 0, f"{name}: the process ended with {code}; SEED={SEED}"
    assert found["executions"] > 2


def test_each_target_has_kept_inputs_and_they_are_small():
    kept = {path.name: list(path.iterdir()) for path in CORPUS.iterdir()}
    assert {name for name, files in kept.items() if files} == set(HOMES)
    assert sum(file.stat().st_size for files in kept.values() for file in files) <= MOST


@pytest.mark.parametrize("name", HOMES)
def test_a_target_stands_under_its_name(name):
    assert target(name).name == name
