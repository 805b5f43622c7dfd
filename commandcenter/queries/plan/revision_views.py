"""A revision of the plan to be read or set: what it changes, and what its forms are filled with."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.plan.plan_step_changes import OWN, next_code
from commandcenter.domain.plan.revision import RevisionState, from_data
from commandcenter.domain.plan.revision_changes import CLAUSE, STEP
from commandcenter.domain.plan.revision_words import Compared
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.plan.compared_plans import (
    compared_revision,
    compared_versions,
    compared_with,
    drafted_tables,
    overtaken,
    revision_row,
    version_row,
)
from commandcenter.queries.plan.revisions import GapChoice, change_words, choices_of
from commandcenter.store.plan.plan import plan_of, version_in_force
from commandcenter.store.tables.plan.plan_gap import PlanGapRow


@dataclass(frozen=True, slots=True)
class ComparedView:
    """What is read before and after. `against`: the label of what it is compared with."""

    title: str
    against: str
    items: tuple[Compared, ...]
    overtaken: tuple[str, ...] = ()


def versions_view(session: Session, version: int) -> ComparedView:
    """A version against the one that it amends. Raises RuleBroken for the first of all."""
    row = version_row(session, version)
    if row.amends is None:
        raise RuleBroken("“{label}”是首次采用的版本，没有可以对照的。", label=row.label)
    against = version_row(session, row.amends).label
    return ComparedView(row.label, against, compared_versions(session, row.amends, row.id))


@dataclass(frozen=True, slots=True)
class RevisionView:
    """A revision to be read. `against`: the label of the version that it is compared with."""

    id: int
    title: str
    reason: str
    state: RevisionState
    against: str
    made: str
    signed_by: str
    signed_at: datetime | None
    holds_from: datetime | None
    items: tuple[Compared, ...]
    overtaken: tuple[str, ...]
    seen: int
    seen_plan: int


def revision_view(session: Session, revision_id: int) -> RevisionView:
    row = revision_row(session, revision_id)
    made = version_row(session, row.made_id).label if row.made_id is not None else ""
    return RevisionView(
        id=row.id,
        title=row.title,
        reason=row.reason,
        state=row.state,
        against=version_row(session, compared_with(session, row)).label,
        made=made,
        signed_by=row.signed_by or "",
        signed_at=row.signed_at,
        holds_from=row.holds_from,
        items=compared_revision(session, row),
        overtaken=overtaken(session, row),
        seen=row.version,
        seen_plan=version_in_force(session),
    )


@dataclass(frozen=True, slots=True)
class ClauseText:
    code: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class StepText:
    """`own`: one that the bureau added."""

    code: str
    title: str
    detail: str
    clause: str
    basis: str
    levels: tuple[str, ...]
    must: tuple[str, ...]
    proposal: bool
    own: bool


@dataclass(frozen=True, slots=True)
class ChangeLine:
    kind: str
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class DraftView:
    """What a form fills: the plan with the draft's changes. `changed`: what these are.

    `fresh`: the code of a further obligation of the bureau's own.
    """

    id: int
    title: str
    seen: int
    clauses: tuple[ClauseText, ...]
    steps: tuple[StepText, ...]
    changed: tuple[ChangeLine, ...]
    gaps: tuple[GapChoice, ...]
    fresh: str


def draft_view(session: Session, revision_id: int) -> DraftView:
    row = revision_row(session, revision_id)
    tables, plan = drafted_tables(session, row), plan_of(session)
    gaps = session.scalars(select(PlanGapRow).order_by(PlanGapRow.id)).all()
    steps = tables.get(STEP, [])
    changed = from_data(row.changes)
    return DraftView(
        id=row.id,
        title=row.title,
        seen=row.version,
        clauses=tuple(ClauseText(x["code"], x["title"], x.get("text", "")) for x in tables[CLAUSE]),
        steps=tuple(map(_step, steps)),
        changed=tuple(ChangeLine(c.kind, c.code, change_words(plan, c)) for c in changed),
        gaps=choices_of(gaps, row.id),
        fresh=next_code(steps),
    )


def _step(item: Mapping[str, Any]) -> StepText:
    return StepText(
        code=item["code"],
        title=item["title"],
        detail=item.get("detail", ""),
        clause=item.get("clause", ""),
        basis=item.get("basis", ""),
        levels=tuple(item.get("levels") or [level.value for level in Level]),
        must=tuple(item.get("must", ())),
        proposal=bool(item.get("proposal")),
        own=bool(OWN.fullmatch(str(item["code"]))),
    )
