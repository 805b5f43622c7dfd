"""What people stated of an incident: of each fact the newest word, with its source and time.

The matrix, the suggestion of a grade, reports, releases and papers read it here, so that none of
them knows another number of the hurt than the others.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.store.read_once import read_once
from commandcenter.store.tables.incident.incident import IncidentFactRow


def statements(session: Session, incident_id: int) -> Sequence[IncidentFactRow]:
    """All of them, by the time they speak of: the last of a code holds."""
    rows = (
        select(IncidentFactRow)
        .where(IncidentFactRow.incident_id == incident_id)
        .order_by(IncidentFactRow.as_of, IncidentFactRow.id)
    )
    key = ("statements", incident_id)
    return read_once(session, key, lambda: session.scalars(rows).all())


def newest_stated(session: Session, incident_id: int, at: datetime) -> dict[str, IncidentFactRow]:
    """By the code of the fact, as it was known at a moment."""
    return {row.code: row for row in statements(session, incident_id) if row.at <= at}
