"""What is known here of the past of traders and categories: incidents, warnings, penalties."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from commandcenter.domain.aftermath.aftermath import LiableKind
from commandcenter.domain.command.casework import CaseState
from commandcenter.domain.incident.incident import State
from commandcenter.domain.times import day_start, local
from commandcenter.domain.watch.risk import Measure, RiskPoint
from commandcenter.domain.watch.warning import WarningState
from commandcenter.late_dataclass import dataclass
from commandcenter.store.tables.aftermath.aftermath import AccountabilityRow
from commandcenter.store.tables.command.evidence import CaseFileRow
from commandcenter.store.tables.complaints.complaint import ComplaintRow, SubjectRow
from commandcenter.store.tables.incident.incident import (
    IncidentComplaintRow,
    IncidentPlaceRow,
    IncidentRow,
)
from commandcenter.store.tables.watch.warning import WarningRow

NO_INCIDENT = (State.FALSE_ALARM, State.MERGED)
FILED = (CaseState.FILED, CaseState.DECIDED, CaseState.POLICE, CaseState.CLOSED)

Pairs = Select[int | None, int]  # (trader, row), each once


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which points, when, and of whose county only (None: of the city).

    Days are Shanghai's and whole, so that each number is that of its rows.
    """

    points: Mapping[Measure, RiskPoint]
    now: datetime
    own: frozenset[str] | None

    def since(self, measure: Measure) -> datetime:
        """The start of the days that are counted; today is the last of them."""
        days = self.points[measure].days if measure in self.points else 0
        return day_start(local(self.now).date() - timedelta(days=max(0, days - 1)))

    def districts(self) -> ColumnElement[bool]:
        return true() if self.own is None else ComplaintRow.district.in_(self.own)


def past_of_subjects(asked: Asked) -> dict[Measure, tuple[Pairs, ...]]:
    """An incident counts once for a trader; a case and its penalty are one."""
    place = IncidentPlaceRow
    incidents = (
        select(place.subject_id, IncidentRow.id)
        .join(IncidentRow, IncidentRow.id == place.incident_id)
        .where(*_incidents(asked))
        .where(true() if asked.own is None else place.district.in_(asked.own))
        .distinct()
    )
    warnings = select(WarningRow.subject_id, WarningRow.id).where(
        WarningRow.issued_at >= asked.since(Measure.WARNINGS),
        WarningRow.state.in_((WarningState.ISSUED, WarningState.LIFTED)),
        _own_trader(asked, WarningRow.subject_id),
    )
    return {
        Measure.INCIDENTS: (incidents,),
        Measure.WARNINGS: (warnings,),
        Measure.PENALTIES: (_cases(asked), _penalties(asked)),
    }


def _incidents(asked: Asked) -> tuple[ColumnElement[bool], ...]:
    return (
        IncidentRow.received_at >= asked.since(Measure.INCIDENTS),
        IncidentRow.state.not_in(NO_INCIDENT),
        IncidentRow.merged_into.is_(None),
    )


def _own_trader(asked: Asked, column: InstrumentedAttribute[int | None]) -> ColumnElement[bool]:
    if asked.own is None:
        return true()
    return column.in_(select(SubjectRow.id).where(SubjectRow.district.in_(asked.own)))


def _cases(asked: Asked) -> Pairs:
    return select(CaseFileRow.subject_id, CaseFileRow.id).where(
        CaseFileRow.state.in_([state.value for state in FILED]),
        CaseFileRow.filed_at >= asked.since(Measure.PENALTIES),
        _own_trader(asked, CaseFileRow.subject_id),
    )


def _penalties(asked: Asked) -> Pairs:
    row, case = AccountabilityRow, CaseFileRow
    filed = select(case.id).where(
        case.incident_id == row.incident_id, case.subject_id == row.subject_id
    )
    return select(row.subject_id, row.id).where(
        row.kind == LiableKind.OPERATOR.value,
        row.at >= asked.since(Measure.PENALTIES),
        ~filed.exists(),
        _own_trader(asked, row.subject_id),
    )


def incidents_of_categories(session: Session, asked: Asked) -> dict[int, str]:
    """The category that most complaints of an incident name, by the incident's id."""
    link = IncidentComplaintRow
    rows = session.execute(
        select(link.incident_id, ComplaintRow.category, func.count())
        .join(ComplaintRow, ComplaintRow.id == link.complaint_id)
        .join(IncidentRow, IncidentRow.id == link.incident_id)
        .where(link.removed_at.is_(None), *_incidents(asked), asked.districts())
        .group_by(link.incident_id, ComplaintRow.category)
    )
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for incident, category, count in rows:
        if category:
            counts[incident][category] = count
    return {number: max(sorted(c), key=lambda k: c[k]) for number, c in counts.items()}
