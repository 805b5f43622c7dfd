"""The steps towards a grade: which came last says what is waited for."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.level import Axis
from commandcenter.store.tables.incident.incident import LevelDecisionRow


def newest_on_grade(session: Session, incident_id: int) -> LevelDecisionRow | None:
    return session.scalars(
        select(LevelDecisionRow)
        .where(LevelDecisionRow.incident_id == incident_id, LevelDecisionRow.axis == Axis.GRADE)
        .order_by(LevelDecisionRow.id.desc())
        .limit(1)
    ).first()


def open_suggestion(session: Session, incident_id: int) -> LevelDecisionRow | None:
    """The newest grade suggestion, unless a decision came after it."""
    newest = newest_on_grade(session, incident_id)
    return newest if newest and newest.step == "suggestion" else None
