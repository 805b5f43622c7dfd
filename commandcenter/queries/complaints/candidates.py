"""Complaints that could join an incident: not in it yet, on its brand, its traders, or by words."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import ComplaintLine, complaint_page
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.store.complaints.word_index import asked_words, holding
from commandcenter.store.incident.counts import belonging, settled
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.incident.incident import (
    IncidentComplaintRow,
    IncidentPlaceRow,
    IncidentRow,
)

MOST = 2_000  # found at most; narrower words find the rest
LOOK_BACK = timedelta(days=180)


class Near(StrEnum):
    """By what a complaint is like those of the incident."""

    BRAND = "brand"
    SUBJECT = "subject"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Candidates:
    """Newest first. `more`: there are further ones beyond MOST. `ids`: of all that were found."""

    brand: str
    lines: tuple[ComplaintLine, ...]
    ids: tuple[int, ...]
    more: bool


def candidates(
    session: Session,
    actor: Actor,
    incident_id: int,
    now: datetime,
    near: Near = Near.BRAND,
    words: str = "",
    limit: int = 200,
) -> Candidates:
    """`words` narrow the choice; without a brand, a trader or words nothing is found."""
    incident = session.get_one(IncidentRow, incident_id)
    which = _which(incident, near, words)
    if which is None:
        return Candidates(incident.brand, (), (), False)
    here = select(IncidentComplaintRow.complaint_id).where(
        IncidentComplaintRow.incident_id == incident.id, IncidentComplaintRow.removed_at.is_(None)
    )
    own = own_districts(session, actor)
    found = (
        select(ComplaintRow.id)
        .where(which, settled(), ComplaintRow.id.not_in(here))
        .where(ComplaintRow.registered_at >= now - LOOK_BACK)
        .where(ComplaintRow.district.in_(own) if own is not None else true())
        .order_by(ComplaintRow.registered_at.desc(), ComplaintRow.id.desc())
        .limit(MOST + 1)
    )
    for word in asked_words(words):
        found = found.where(holding(session, word))
    ids = session.scalars(found).all()
    return Candidates(
        brand=incident.brand,
        lines=_lines(session, tuple(ids[:limit])),
        ids=tuple(ids[:MOST]),
        more=len(ids) > MOST,
    )


def _lines(session: Session, ids: tuple[int, ...]) -> tuple[ComplaintLine, ...]:
    if not ids:  # a filter without ids is no filter
        return ()
    return complaint_page(session, ComplaintFilter(ids=ids), limit=len(ids)).lines


def _which(incident: IncidentRow, near: Near, words: str) -> ColumnElement[bool] | None:
    match near:
        case Near.BRAND if incident.brand:
            return ComplaintRow.brand == incident.brand
        case Near.SUBJECT:
            placed = select(IncidentPlaceRow.subject_id).where(
                IncidentPlaceRow.incident_id == incident.id,
                IncidentPlaceRow.subject_id.is_not(None),
            )
            named = select(ComplaintRow.subject_id).where(
                belonging(incident.id), ComplaintRow.subject_id.is_not(None)
            )
            return or_(ComplaintRow.subject_id.in_(placed), ComplaintRow.subject_id.in_(named))
        case Near.WORDS if asked_words(words):
            return true()
    return None
