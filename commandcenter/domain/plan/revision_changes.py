"""The plan's tables with a revision: texts of clauses, obligations, and values beside them."""

from collections.abc import Mapping, Sequence
from typing import Any

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.plan import plan_clause_changes as clauses
from commandcenter.domain.plan import plan_step_changes as steps
from commandcenter.domain.plan.plan_changes import ItemChange, Tables, amended
from commandcenter.domain.plan.plan_limit_changes import require_phone_first
from commandcenter.domain.plan.plan_words import Difference, differences
from commandcenter.domain.reports.report_clock import CODES

CLAUSE, STEP = "clause", "obligation"
TEXTS = (CLAUSE, STEP)  # what only a revision changes


def revised(
    tables: Mapping[str, Sequence[Mapping[str, Any]]], changes: Sequence[ItemChange]
) -> Tables:
    """The tables with the changes; those handed in are left as they were.

    What takes a clause out comes last, when nothing cites it any more. Raises RuleBroken.
    """
    after: Tables = {kind: [dict(item) for item in rows] for kind, rows in tables.items()}
    of_texts = [change for change in changes if change.kind in TEXTS]
    for change in (c for c in of_texts if c.kind == CLAUSE and c.fields is not None):
        clauses.set_clause(after[CLAUSE], change.code, change.fields or {})
    for change in (c for c in of_texts if c.kind == STEP):
        _step(after, change)
    for change in (c for c in of_texts if c.kind == CLAUSE and c.fields is None):
        others = {kind: rows for kind, rows in after.items() if kind != CLAUSE}
        clauses.remove_clause(others, after[CLAUSE], change.code)
    _require_cited(after)
    if any(change.kind == STEP for change in of_texts):
        steps.require_musts(after[STEP])
        if {change.code for change in of_texts} & set(CODES):
            require_phone_first(after[STEP])
    values = [change for change in changes if change.kind not in TEXTS]
    return amended(after, values) if values else after


def _step(tables: Tables, change: ItemChange) -> None:
    tables["duty_line"] = [dict(line) for line in tables.get("duty_line", [])]
    rows = tables[STEP]
    if change.fields is None:
        steps.remove_step(tables, change.code)
        return
    if change.fields or not any(row["code"] == change.code for row in rows):
        steps.set_step(rows, change.code, change.fields)
    if change.after is not None:
        steps.move_step(rows, change.code, change.after)


def _require_cited(tables: Tables) -> None:
    """An obligation cites a clause that is there."""
    known = {row["code"] for row in tables[CLAUSE]}
    for row in tables.get(STEP, ()):
        clause = row.get("clause", "")
        if clause and clause not in known:
            raise RuleBroken(
                "任务“{title}”引用的 {clause} 不在预案中。", title=row["title"], clause=clause
            )


def touched(
    before: Mapping[str, Sequence[Mapping[str, Any]]],
    after: Mapping[str, Sequence[Mapping[str, Any]]],
    changes: Sequence[ItemChange],
) -> list[Difference]:
    """Of the items that are to be changed those that somebody changed from one to the other."""
    named = {(change.kind, change.code) for change in changes}
    return [each for each in differences(before, after) if (each.kind, each.code) in named]
