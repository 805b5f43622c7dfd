"""What an inject does: complaints are taken in as an export brings them, a county speaks.

All else is shown to whom it is for, as a card: a call is theirs to enter in the duty log.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import NewComplaint, Source
from commandcenter.domain.drills.burst import made_of, read_burst
from commandcenter.domain.drills.complaint_table import read_complaints
from commandcenter.domain.drills.drill import DrillState, InjectKind
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import OPEN
from commandcenter.domain.org import Actor
from commandcenter.services import book
from commandcenter.services.command import running_log
from commandcenter.services.complaints import intake
from commandcenter.store.database import Database, now
from commandcenter.store.drills.course import acts_of_drill, course_of
from commandcenter.store.people import actor_of
from commandcenter.store.tables.drills.drill_course import DrillInjectRow
from commandcenter.store.tables.incident.incident import IncidentRow


def due(session: Session) -> list[int]:
    """The injects whose time has come, in order; none while the drill does not run."""
    state = course_of(acts_of_drill(session)).state
    if state not in (DrillState.RUNNING, DrillState.PAUSED):
        return []
    row = DrillInjectRow
    rows = select(row.id).where(
        row.at <= now(session), row.carried_out_at.is_(None), row.skipped_at.is_(None)
    )
    return list(session.scalars(rows.order_by(row.at, row.id)))


def carry_out(
    db: Database, actor: Actor, inject_id: int, key: bytes | None = None
) -> tuple[NewComplaint, ...]:
    """By the conductor's seat, once: another that was quicker has done it. What came in.

    Complaints come first: where that is cut off the inject has not come, and what is here already
    is not taken in again.
    """
    with db.read() as session:
        row, at = session.get_one(DrillInjectRow, inject_id), now(session)
        if row.carried_out_at is not None or row.skipped_at is not None:
            return ()
        payload: Mapping[str, Any] = dict(row.payload)  # type: ignore[call-overload]  # JSON of an object
        kind = row.kind
    came: tuple[NewComplaint, ...] = ()
    if kind is InjectKind.COMPLAINTS:
        came = _take_in(db, actor, inject_id, payload, at, key)
    with db.write() as session:
        row = session.get_one(DrillInjectRow, inject_id)
        if row.carried_out_at is not None or row.skipped_at is not None:
            return ()
        row.carried_out_at = now(session)
        # On a server nobody writes in another's name: there the card alone tells what they said.
        if kind is InjectKind.COUNTY and db.embedded:
            _speak(session, payload)
        book.record(session, actor, "drill_inject", row.id, "carried out")
    return came


def _take_in(
    db: Database,
    actor: Actor,
    inject_id: int,
    payload: Mapping[str, Any],
    at: datetime,
    key: bytes | None,
) -> tuple[NewComplaint, ...]:
    complaints, exported = read_complaints(payload)
    if burst := read_burst(payload):
        complaints, exported = tuple(made_of(burst, at, inject_id)), {Source.PLATFORM: at}
    facts = intake.FileFacts(
        str(payload.get("file", "")), "", "drill", len(complaints), 0, 0, exported
    )
    intake.take_in(db, actor, facts, complaints, key)
    return complaints


def _speak(session: Session, payload: Mapping[str, Any]) -> None:
    """A county's word enters the running log in its own name, when there is an incident that goes
    on. What it may not write there the card alone tells: no word of a script holds a drill up.
    """
    login, words = payload.get("by"), payload.get("log")
    going_on = select(IncidentRow.id).where(IncidentRow.state.in_(OPEN))
    incident = session.scalar(going_on.order_by(IncidentRow.id.desc()).limit(1))
    if not login or not words or incident is None:
        return
    with suppress(RuleBroken):
        county = actor_of(session, str(login), now(session))
        running_log.write_line(session, county, incident, str(words))
