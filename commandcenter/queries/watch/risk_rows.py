"""The rows behind a number of the risk ledger that are not complaints."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import joined
from commandcenter.domain.watch.risk import RESULT_WORDS, Measure, Scope
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.aftermath.aftermath import AccountabilityRow
from commandcenter.store.tables.command.evidence import CaseFileRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.watch.risk import RiskRecordRow
from commandcenter.store.tables.watch.warning import WarningRow
from commandcenter.store.watch.risk_counts import RECORDS, record_where
from commandcenter.store.watch.risk_past import (
    Asked,
    incidents_of_categories,
    past_of_subjects,
)


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One of what was counted. `number`: of the record, the case, the warning."""

    at: datetime
    number: str
    title: str
    words: str


def risk_rows(
    session: Session, actor: Actor, scope: Scope, key: str, measure: Measure, now: datetime
) -> tuple[RiskRow, ...]:
    """As many as the number says, newest first; none for what counts complaints."""
    asked = Asked(plan_of(session).risk_points, now, own_districts(session, actor))
    if measure not in asked.points:
        return ()
    if measure in RECORDS:
        found = _records(session, asked, scope, key, measure)
    elif scope is Scope.CATEGORY:
        found = _incidents(session, _ids_of_category(session, asked, key, measure))
    else:
        found = _past(session, asked, int(key), measure)
    return tuple(sorted(found, key=lambda row: (row.at, row.number), reverse=True))


def _records(
    session: Session, asked: Asked, scope: Scope, key: str, measure: Measure
) -> list[RiskRow]:
    row = RiskRecordRow
    mine = row.category == key if scope is Scope.CATEGORY else row.subject_id == int(key)
    return [
        RiskRow(
            each.held_at,
            f"{each.system} {each.number}".strip(),
            each.title,
            joined("　", filter(None, (RESULT_WORDS[each.result], each.findings))),
        )
        for each in session.scalars(select(row).where(mine, *record_where(asked, measure)))
    ]


def _ids_of_category(session: Session, asked: Asked, key: str, measure: Measure) -> list[int]:
    if measure is not Measure.INCIDENTS:
        return []
    return [n for n, name in incidents_of_categories(session, asked).items() if name == key]


def _past(session: Session, asked: Asked, subject: int, measure: Measure) -> list[RiskRow]:
    queries = past_of_subjects(asked).get(measure, ())
    ids = [[row for owner, row in session.execute(query) if owner == subject] for query in queries]
    match measure:
        case Measure.INCIDENTS:
            return _incidents(session, ids[0])
        case Measure.WARNINGS:
            return _warnings(session, ids[0])
        case Measure.PENALTIES:
            return [*_cases(session, ids[0]), *_penalties(session, ids[1])]
    return []


def _incidents(session: Session, ids: list[int]) -> list[RiskRow]:
    rows = session.scalars(select(IncidentRow).where(IncidentRow.id.in_(ids)))
    return [
        RiskRow(row.received_at, str(row.id), row.title, row.grade.grade_title if row.grade else "")
        for row in rows
    ]


def _warnings(session: Session, ids: list[int]) -> list[RiskRow]:
    rows = session.scalars(select(WarningRow).where(WarningRow.id.in_(ids)))
    return [
        RiskRow(row.issued_at or row.drafted_at, str(row.number or ""), row.title, row.matters)
        for row in rows
    ]


def _cases(session: Session, ids: list[int]) -> list[RiskRow]:
    rows = session.scalars(select(CaseFileRow).where(CaseFileRow.id.in_(ids)))
    return [RiskRow(row.filed_at or row.at, row.number, row.cause, row.result) for row in rows]


def _penalties(session: Session, ids: list[int]) -> list[RiskRow]:
    rows = session.scalars(select(AccountabilityRow).where(AccountabilityRow.id.in_(ids)))
    return [
        RiskRow(row.decided_at or row.at, row.case_number, row.basis, row.decision) for row in rows
    ]
