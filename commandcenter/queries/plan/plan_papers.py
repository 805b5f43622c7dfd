"""What is printed of the plan: a version whole, and two versions or a revision compared."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.org import GROUP_WORDS, ROLE_WORDS, Group, Role
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.plan.plan_clause_changes import order
from commandcenter.domain.plan.plan_limit_changes import title_of
from commandcenter.domain.plan.plan_words import value_words
from commandcenter.domain.plan.revision import RevisionState
from commandcenter.domain.plan.revision_changes import STEP
from commandcenter.domain.plan.revision_words import Compared
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.papers.journal_mark import JournalMark, journal_mark
from commandcenter.queries.papers.paper_contents import office
from commandcenter.queries.plan.compared_plans import (
    compared_revision,
    compared_versions,
    compared_with,
    revision_row,
    version_row,
)
from commandcenter.store.plan.plan import plan_of, tables_of, version_in_force
from commandcenter.store.tables.plan.plan import PlanVersionRow
from commandcenter.store.tables.plan.plan_revision import PlanRevisionRow

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class ClausePart:
    """`depth`: 0 a chapter, 1 a section, 2 and more what stands under it."""

    code: str
    title: str
    text: str
    depth: int


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """`in_force`: it is the version in force. `signed_by`: who signed the revision it came of.

    The annexes as rows of words: `levels` (level, range, harm, who leads), `thresholds` (title,
    words, state), `groups` (name, duty), `steps` (number, task, who, limits), `settings` (name,
    value, source).
    """

    org: str
    label: str
    adopted_at: datetime
    signed_by: str
    in_force: bool
    clauses: tuple[ClausePart, ...]
    levels: tuple[tuple[str, ...], ...]
    thresholds: tuple[tuple[str, ...], ...]
    groups: tuple[tuple[str, ...], ...]
    steps: tuple[tuple[str, ...], ...]
    settings: tuple[tuple[str, ...], ...]
    at: datetime
    journal: JournalMark


def plan_paper(session: Session, version: int | None, now: datetime) -> PlanPaper:
    """Of a version, without one of that in force. Raises RuleBroken for one that is not there."""
    current = version_in_force(session)
    row = version_row(session, version if version is not None else current)
    plan, tables = plan_of(session, row.id), tables_of(session, row.id)
    revision = session.scalars(
        select(PlanRevisionRow).where(PlanRevisionRow.made_id == row.id)
    ).first()
    return PlanPaper(
        org=office(session),
        label=row.label,
        adopted_at=row.adopted_at,
        signed_by=(revision.signed_by or "") if revision else "",
        in_force=row.id == current,
        clauses=_clauses(plan),
        levels=_levels(plan),
        thresholds=_values(tables.get("threshold", ()), "threshold"),
        groups=tuple((x.title, x.words, x.tasks) for x in plan.groups.values()),
        steps=tuple(
            (str(n), title_of(dict(x)), _doer(x), value_words(STEP, x))
            for n, x in enumerate(tables.get(STEP, ()), 1)
        ),
        settings=_values(tables.get("setting", ()), "setting"),
        at=now,
        journal=journal_mark(session),
    )


def _clauses(plan: PlanData) -> tuple[ClausePart, ...]:
    ordered = sorted(plan.clauses.values(), key=lambda clause: order(clause.code))
    return tuple(
        ClausePart(each.code, each.title, each.text, len(order(each.code)) - 1) for each in ordered
    )


def _levels(plan: PlanData) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (grade.title, grade.range_words, grade.harm_words, plan.responses[level].lead)
        for level, grade in plan.grades.items()
    )


def _values(rows: Rows, kind: str) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (title_of(dict(x)), value_words(kind, x), "建议值" if x.get("proposal") else "已定")
        for x in rows
    )


def _doer(item: Mapping[str, Any]) -> str:
    who = item.get("who", {})
    if who.get("group"):
        return GROUP_WORDS[Group(who["group"])]
    return ROLE_WORDS[Role(who["role"])] if who.get("role") else "承办单位"


@dataclass(frozen=True, slots=True)
class ComparedPaper:
    """修订对照表. `title`: of the revision, "" of two versions; `state`: how it stands."""

    org: str
    title: str
    reason: str
    state: RevisionState | None
    before: str
    after: str
    signed_by: str
    signed_at: datetime | None
    holds_from: datetime | None
    items: tuple[Compared, ...]
    at: datetime
    journal: JournalMark


def revision_paper(session: Session, revision_id: int, now: datetime) -> ComparedPaper:
    row = revision_row(session, revision_id)
    made = version_row(session, row.made_id).label if row.made_id is not None else ""
    return ComparedPaper(
        org=office(session),
        title=row.title,
        reason=row.reason,
        state=row.state,
        before=version_row(session, compared_with(session, row)).label,
        after=made or "修订稿",
        signed_by=row.signed_by or "",
        signed_at=row.signed_at,
        holds_from=row.holds_from,
        items=compared_revision(session, row),
        at=now,
        journal=journal_mark(session),
    )


def versions_paper(session: Session, before: int, after: int, now: datetime) -> ComparedPaper:
    newer: PlanVersionRow = version_row(session, after)
    return ComparedPaper(
        org=office(session),
        title="",
        reason=newer.reason or "",
        state=None,
        before=version_row(session, before).label,
        after=newer.label,
        signed_by="",
        signed_at=None,
        holds_from=newer.adopted_at,
        items=compared_versions(session, before, after),
        at=now,
        journal=journal_mark(session),
    )
