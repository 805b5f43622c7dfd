"""The scripts of `make mutants`, as they find one another when they run."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "packaging"


@pytest.fixture(scope="session")
def scripts():
    sys.path.append(str(SCRIPTS))
    try:
        import mutants
        from mutation import gate_points, known, mutant, nearest, points, told, trial
    finally:
        sys.path.remove(str(SCRIPTS))
    return SimpleNamespace(
        mutants=mutants, gate_points=gate_points, known=known, mutant=mutant, nearest=nearest,
        points=points, told=told, trial=trial,
    )  # fmt: skip
