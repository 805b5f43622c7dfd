"""What a complaint is linked with in the other system, or was until a person took it apart."""

from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import Source
from commandcenter.domain.complaints.cross_links import require_free
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action, Matter
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, Rule, offer
from commandcenter.store.complaints.links import link_of, parted_link_of
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.complaints.complaint import ComplaintHandlingRow, ComplaintRow
from commandcenter.store.tables.complaints.complaint_link import ComplaintLinkRow


@dataclass(frozen=True, slots=True)
class LinkedLine:
    """The record of the same matter in the other system. `apart`: taking them apart."""

    link_id: int
    id: int
    number: str
    source: Source
    similarity: float
    apart: Offer | None


@dataclass(frozen=True, slots=True)
class PartedLine:
    """Who took it apart from which record, when and why. `together`: putting them together."""

    link_id: int
    id: int
    number: str
    source: Source
    at: datetime
    by: str
    why: str
    together: Offer | None


def linked_line(session: Session, row: ComplaintRow, actor: Actor | None) -> LinkedLine | None:
    link = link_of(session, row.id)
    other = _other(session, row, link, actor) if link else None
    if link is None or other is None:
        return None
    apart = _judging(session, "apart", row, other, actor)
    return LinkedLine(link.id, other.id, other.number, other.source, link.similarity, apart)


def parted_line(session: Session, row: ComplaintRow, actor: Actor | None) -> PartedLine | None:
    link = parted_link_of(session, row.id)
    other = _other(session, row, link, actor) if link else None
    if link is None or link.undone_at is None or other is None:
        return None
    free = partial(require_free, linked=link_of(session, other.id) is not None)
    return PartedLine(
        link.id, other.id, other.number, other.source,
        link.undone_at, link.undone_by or "", link.undone_why or "",
        _judging(session, "together", row, other, actor, free),
    )  # fmt: skip


def _other(
    session: Session, row: ComplaintRow, link: ComplaintLinkRow, actor: Actor | None
) -> ComplaintRow | None:
    """A complaint beside a report of the same person would show who reported."""
    other = session.get_one(
        ComplaintRow, link.second_id if link.first_id == row.id else link.first_id
    )
    if row.hides_reporter == other.hides_reporter:
        return other
    secret = row if row.hides_reporter else other
    matter = matter_of(secret, session.get(ComplaintHandlingRow, secret.id))
    may = actor and not plan_of(session).rights.refusal(actor, Action.SEE_REPORTER, matter)
    return other if may else None


def _judging(
    session: Session,
    key: str,
    row: ComplaintRow,
    other: ComplaintRow,
    actor: Actor | None,
    *rules: Rule,
) -> Offer | None:
    places = frozenset(place for place in (row.district, other.district) if place)
    matter, rights = Matter(districts=places), plan_of(session).rights
    return offer(key, rights, actor, Action.FLAG_COMPLAINT, matter, *rules) if actor else None


def matter_of(row: ComplaintRow, handling: ComplaintHandlingRow | None) -> Matter:
    return Matter(
        districts=frozenset({row.district} if row.district else ()),
        person_id=handling.handler_id if handling else None,
    )
