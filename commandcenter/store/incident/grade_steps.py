"""The steps towards a level: which came last says what is waited for, or what holds."""

from sqlalchemy.orm import Session

from commandcenter.domain.level import Axis
from commandcenter.domain.seat.recall import TAKEN_BACK
from commandcenter.store.incident.leading_body import IN_FORCE
from commandcenter.store.read_once import rows_of_incident
from commandcenter.store.tables.incident.incident import LevelDecisionRow


def newest_on_grade(session: Session, incident_id: int) -> LevelDecisionRow | None:
    rows = rows_of_incident(session, LevelDecisionRow, incident_id)
    steps = (row for row in reversed(rows) if row.step != TAKEN_BACK)
    return next((row for row in steps if row.axis is Axis.GRADE), None)


def open_suggestion(session: Session, incident_id: int) -> LevelDecisionRow | None:
    """The newest grade suggestion, unless a decision came after it."""
    newest = newest_on_grade(session, incident_id)
    return newest if newest and newest.step == "suggestion" else None


def in_force(session: Session, incident_id: int, axis: Axis) -> list[LevelDecisionRow]:
    """What was decided on this scale, oldest first."""
    rows = rows_of_incident(session, LevelDecisionRow, incident_id)
    return [row for row in rows if row.axis is axis and row.step in IN_FORCE]
