"""Data files of earlier programs, as the plans of then have them: steps, and lines of 履职对照."""

import tomllib
from pathlib import Path

FOLDER = Path(__file__).parent / "earlier_plan"


def earlier_items(kind):
    """The items of a kind that new plans have no more: step, performance."""
    file = {"step": "checklists.toml", "performance": "duties.toml"}[kind]
    return tomllib.loads((FOLDER / file).read_text(encoding="utf-8"))[kind]


def earlier_kinds():
    return {kind: earlier_items(kind) for kind in ("step", "performance")}
