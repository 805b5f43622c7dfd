"""Complaints join an incident: by hand, by brand when it is registered, and as they come in."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from commandcenter.domain.incident.incident import LIVE, State
from commandcenter.domain.org import Actor
from commandcenter.services import book
from commandcenter.services.complaints import flags
from commandcenter.store import bulk, journal
from commandcenter.store.database import now
from commandcenter.store.incident.counts import settled
from commandcenter.store.incident.family import carriers_of
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentComplaintRow, IncidentRow

PAGE = 5_000


def join(
    session: Session,
    actor: Actor,
    incident: IncidentRow,
    complaint_ids: Iterable[int],
    via: int | None = None,
) -> int:
    """Join those that are not in it yet; one journal line. Returns how many.

    The signs of abnormal clusters are looked for anew, with a line of their own if one changed.
    `via`: the incident by whose merge they come, so that they leave with it again.
    """
    wanted = sorted(set(complaint_ids))
    held = {row.complaint_id for row in _links(session, incident.id, wanted)}
    fresh = [i for i in wanted if i not in held]
    if fresh:
        _write(session, actor, incident, fresh, via)
        flags.look_again(session, actor, incident.id)
    return len(fresh)


def leave(
    session: Session, actor: Actor, incident: IncidentRow, complaint_ids: Iterable[int], why: str
) -> int:
    """Take those out that are in it; one journal line. Returns how many.

    Each complaint keeps its own legal clock: the incident never stopped it.
    """
    rows = list(_links(session, incident.id, sorted(set(complaint_ids))))
    at = now(session)
    for row in rows:
        row.removed_at, row.removed_by, row.removed_why = at, actor.name, why
    if rows:
        book.record(
            session,
            actor,
            "incident_complaint",
            incident.id,
            "left",
            incident=incident.id,
            clause="4.1(6)",
        )
        flags.look_again(session, actor, incident.id)
    return len(rows)


def held_by(session: Session, incident_id: int) -> list[int]:
    """The complaints that are in an incident now."""
    rows = session.scalars(
        select(IncidentComplaintRow.complaint_id).where(
            IncidentComplaintRow.incident_id == incident_id,
            IncidentComplaintRow.removed_at.is_(None),
        )
    )
    return list(rows)


def _links(
    session: Session, incident_id: int, complaint_ids: Sequence[int]
) -> Iterator[IncidentComplaintRow]:
    """The rows that hold these complaints in the incident now."""
    for start in range(0, len(complaint_ids), PAGE):
        yield from session.scalars(
            select(IncidentComplaintRow).where(
                IncidentComplaintRow.incident_id == incident_id,
                IncidentComplaintRow.removed_at.is_(None),
                IncidentComplaintRow.complaint_id.in_(complaint_ids[start : start + PAGE]),
            )
        ).all()


def _write(
    session: Session, actor: Actor, incident: IncidentRow, ids: Sequence[int], via: int | None
) -> None:
    first, at = bulk.next_id(session, IncidentComplaintRow), now(session)
    columns: dict[str, object] = {
        "id": range(first, first + len(ids)),
        "incident_id": incident.id,
        "complaint_id": list(ids),
        "at": at,
        "by": actor.name,
        "removed_at": None,
        "removed_by": None,
        "removed_why": None,
        "via_incident": via,
    }
    bulk.insert_columns(session, IncidentComplaintRow, len(ids), columns)
    facts: dict[str, object] = {"incident": incident.id, "complaints": list(ids)}
    book.record(
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
    """The complaints of an import, from id `first` on, join the live incidents on their brand.

    On the brand of a merged incident they join it and, by way of it, the one that carries it on.
    """
    _join_by_brand(session, actor, ComplaintRow.id >= first, ComplaintRow.batch_id == batch_id)


def join_chosen(session: Session, actor: Actor, complaint_ids: Sequence[int]) -> None:
    """The same for complaints that got another brand."""
    for start in range(0, len(complaint_ids), PAGE):
        page = complaint_ids[start : start + PAGE]
        _join_by_brand(session, actor, ComplaintRow.id.in_(page), settled())


def _join_by_brand(session: Session, actor: Actor, *which: ColumnElement[bool]) -> None:
    branded = session.scalars(
        select(IncidentRow).where(
            IncidentRow.state.in_((*LIVE, State.MERGED)), IncidentRow.brand != ""
        )
    )
    # Live ones first: what joins an incident directly stays when a merge is undone.
    for incident in sorted(branded, key=lambda row: (row.state is State.MERGED, row.id)):
        chain = carriers_of(session, incident)
        if chain[-1].state not in LIVE:
            continue
        ids = session.scalars(
            select(ComplaintRow.id).where(*which, ComplaintRow.brand == incident.brand)
        ).all()
        via = None
        for each in chain:
            join(session, actor, each, ids, via)
            via = each.id
