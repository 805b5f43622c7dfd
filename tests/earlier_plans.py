"""Data files of earlier programs, as the plans of then have them."""

import tomllib
from pathlib import Path

FOLDER = Path(__file__).parent / "earlier_plan"
FILES = {"step": "checklists.toml", "performance": "duties.toml", "report_rule": "reports.toml"}


def earlier_items(kind):
    """The items of a kind that new plans have no more."""
    file = FILES[kind]
    return tomllib.loads((FOLDER / file).read_text(encoding="utf-8"))[kind]


def earlier_kinds():
    return {kind: earlier_items(kind) for kind in FILES}
