"""Who is there: people sign in to the command, once, whatever they are assigned to.

A signing in at one incident counts for every incident that the command leads meanwhile; it is one
row all the same, kept at the incident at which it was made.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, aliased

from commandcenter.domain.incident.incident import LIVE, State
from commandcenter.store.read_once import read_once
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.person import AttendanceRow

NO_COMMAND = (State.FALSE_ALARM, State.TRANSFERRED)  # nobody leads them any more


def counts_for(came: Any, own: Any, there: Any) -> ColumnElement[bool]:
    """Whether a signing in (`came`, at its `own` incident) counts for the incident `there`."""
    return or_(
        own.id == there.id,
        and_(
            own.state.not_in(NO_COMMAND),
            there.state.not_in(NO_COMMAND),
            or_(own.ended_at.is_(None), own.ended_at > there.received_at),
            or_(there.ended_at.is_(None), came.at < there.ended_at),
            or_(came.left_at.is_(None), came.left_at > there.received_at),
        ),
    )


def came_to(incident_id: int | None) -> ColumnElement[bool]:
    """The rows of AttendanceRow that count for an incident."""
    own, there = aliased(IncidentRow), aliased(IncidentRow)
    return AttendanceRow.id.in_(
        select(AttendanceRow.id)
        .join(own, own.id == AttendanceRow.incident_id)
        .join(there, there.id == incident_id)
        .where(counts_for(AttendanceRow, own, there))
    )


def present_at(session: Session, incident_id: int | None) -> frozenset[int]:
    """The people who are there now; nobody is expected without an incident."""
    rows = select(AttendanceRow.person_id).where(
        came_to(incident_id), AttendanceRow.left_at.is_(None)
    )
    key = ("present", incident_id)
    return read_once(session, key, lambda: frozenset(session.scalars(rows)))


def signed_in(session: Session, person_id: int) -> list[AttendanceRow]:
    """What a person has signed in to and not left, of live incidents; the newest last."""
    rows = (
        select(AttendanceRow)
        .join(IncidentRow, IncidentRow.id == AttendanceRow.incident_id)
        .where(
            IncidentRow.state.in_(LIVE),
            AttendanceRow.person_id == person_id,
            AttendanceRow.left_at.is_(None),
        )
        .order_by(AttendanceRow.id)
    )
    return list(session.scalars(rows))
