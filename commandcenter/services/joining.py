"""Complaints join an incident: by hand, by brand when it is registered, and as they come in."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.incident import State
from commandcenter.domain.org import Actor
from commandcenter.store import bulk, journal
from commandcenter.store.counts import settled
from commandcenter.store.database import now
from commandcenter.store.tables.complaint import ComplaintRow
from commandcenter.store.tables.incident import IncidentComplaintRow, IncidentRow

LIVE = (State.REPORTED, State.ASSESSING, State.RESPONDING)
PAGE = 5_000


def join(
    session: Session, actor: Actor, incident: IncidentRow, complaint_ids: Iterable[int]
) -> int:
    """Join those that are not in it yet; one journal line. Returns how many."""
    wanted = sorted(set(complaint_ids))
    held: set[int] = set()
    for start in range(0, len(wanted), PAGE):
        held |= set(
            session.scalars(
                select(IncidentComplaintRow.complaint_id).where(
                    IncidentComplaintRow.incident_id == incident.id,
                    IncidentComplaintRow.removed_at.is_(None),
                    IncidentComplaintRow.complaint_id.in_(wanted[start : start + PAGE]),
                )
            )
        )
    fresh = [i for i in wanted if i not in held]
    if fresh:
        _write(session, actor, incident, fresh)
    return len(fresh)


def _write(session: Session, actor: Actor, incident: IncidentRow, ids: Sequence[int]) -> None:
    first, at = bulk.next_id(session, IncidentComplaintRow), now(session)
    rows = [
        (first + n, incident.id, complaint, at, actor.name, None, None, None, None)
        for n, complaint in enumerate(ids)
    ]
    bulk.insert_rows(session, IncidentComplaintRow, rows)
    facts: dict[str, object] = {"incident": incident.id, "complaints": list(ids)}
    journal.record(
        session,
        actor,
        "incident_complaint",
        incident.id,
        "joined",
        incident=incident.id,
        clause="4.1(6)",
        bulk=journal.Bulk("incident_complaint", first, first + len(ids) - 1, facts),
    )


def join_brand(session: Session, actor: Actor, incident: IncidentRow, since: datetime) -> int:
    """Join all complaints on the incident's brand since a time; an open import joins later."""
    ids = session.scalars(
        select(ComplaintRow.id).where(
            ComplaintRow.brand == incident.brand, ComplaintRow.registered_at >= since, settled()
        )
    )
    return join(session, actor, incident, ids)


def join_arrivals(session: Session, actor: Actor, batch_id: int, first: int) -> None:
    """The complaints of an import, from id `first` on, join the live incidents on their brand."""
    live = session.scalars(
        select(IncidentRow).where(IncidentRow.state.in_(LIVE), IncidentRow.brand != "")
    )
    for incident in live.all():
        ids = session.scalars(
            select(ComplaintRow.id).where(
                ComplaintRow.id >= first,
                ComplaintRow.batch_id == batch_id,
                ComplaintRow.brand == incident.brand,
            )
        )
        join(session, actor, incident, ids)
