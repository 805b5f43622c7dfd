"""The steps towards a grade: which came last says what is waited for."""

from sqlalchemy.orm import Session

from commandcenter.domain.level import Axis
from commandcenter.store.read_once import rows_of_incident
from commandcenter.store.tables.incident.incident import LevelDecisionRow


def newest_on_grade(session: Session, incident_id: int) -> LevelDecisionRow | None:
    rows = rows_of_incident(session, LevelDecisionRow, incident_id)
    return next((row for row in reversed(rows) if row.axis is Axis.GRADE), None)


def open_suggestion(session: Session, incident_id: int) -> LevelDecisionRow | None:
    """The newest grade suggestion, unless a decision came after it."""
    newest = newest_on_grade(session, incident_id)
    return newest if newest and newest.step == "suggestion" else None
