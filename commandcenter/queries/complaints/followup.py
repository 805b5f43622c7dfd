"""投诉办理: the complaints of an incident, where each stands by the law, and by when the next act.

An incident stops no limit of law: each complaint has its own clock (令121), and what the
national 12315 platform says prevails.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.abnormal import SIGN_WORDS, Sign
from commandcenter.domain.complaints.complaint import ComplaintKind, mask_name
from commandcenter.domain.complaints.handling import HandlingState, state_words
from commandcenter.domain.complaints.handling_limits import Due
from commandcenter.domain.incident.counts import Counts
from commandcenter.domain.incident.incident import require_open
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action, Matter
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.follow_order import FollowOrder, in_order
from commandcenter.queries.complaints.follow_rows import (
    Light,
    left_of,
    light_rows,
    own_districts,
)
from commandcenter.queries.complaints.form_choices import making
from commandcenter.queries.offers import Offer, offer, offer_if, only
from commandcenter.store.complaints.flags import flags_of
from commandcenter.store.complaints.handling import among
from commandcenter.store.complaints.word_index import asked_words
from commandcenter.store.incident.counts import incident_counts
from commandcenter.store.moment import counted, moment
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.complaints.complainant import ComplainantRow
from commandcenter.store.tables.complaints.complaint import (
    ComplaintHandlingRow,
    ComplaintRow,
    SubjectRow,
)
from commandcenter.store.tables.incident.incident import IncidentComplaintRow, IncidentRow
from commandcenter.store.tables.person import PersonRow

NOBODY = 0  # as a filter: given to nobody
PAGE = 200


@dataclass(frozen=True, slots=True)
class FollowFilter:
    """Which of an incident's complaints; `left`: those that were taken out of it."""

    state: HandlingState | None = None
    due: Due | None = None
    handler: int | None = None
    district: str = ""
    flagged: bool = False
    left: bool = False
    words: str = ""  # in number, title, text or trader


@dataclass(frozen=True, slots=True)
class Left:
    """When, by whom and why a complaint was taken out of the incident."""

    at: datetime
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class FollowLine:
    """A complaint as a line; `clock` in words, `complainant` masked, `signs` of its flags."""

    row: Light
    number: str
    state: str
    title: str
    subject: str
    district: str
    complainant: str
    amount_cents: int | None
    clock: str
    handler: str
    signs: tuple[str, ...]
    left: Left | None
    amount_words: str = ""  # of an amount that is no exact number

    @property
    def id(self) -> int:
        return self.row.id


@dataclass(frozen=True, slots=True)
class FollowSums:
    """Over all that are in the incident now, whatever is filtered."""

    counts: Counts
    soon: int
    late: int
    flagged: int
    left: int
    waiting: int  # neither accepted nor declined nor decided on
    accepted: int
    declined: int
    ended: int  # mediation ended
    closed: int
    recovered_cents: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter, and how many complaints have it."""

    key: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A page. `all`: every complaint that matches, in the order of the lines.

    `offers`: `handle` and `flag` them, make `forms` of them, let them `join` the incident or
    leave it.
    """

    lines: tuple[FollowLine, ...]
    all: tuple[Light, ...]
    sums: FollowSums
    handlers: tuple[Choice, ...]
    districts: tuple[Choice, ...]
    offers: tuple[Offer, ...]
    now: datetime

    def offer(self, key: str) -> Offer | None:
        return next((offer for offer in self.offers if offer.key == key), None)


def follow_up(
    session: Session,
    actor: Actor,
    incident_id: int | None,
    now: datetime,
    chosen: FollowFilter | None = None,
    limit: int = PAGE,
    offset: int = 0,
    order: FollowOrder | None = None,
) -> FollowUp:
    """Nearest limit first, the finished last; or in another order.

    A county sees its own complaints only.
    """
    incident = session.get(IncidentRow, incident_id) if incident_id else None
    if incident is None:
        return _nothing(now)
    chosen = chosen or FollowFilter()
    own = own_districts(session, actor)
    here = light_rows(session, incident.id, now, own)
    gone = light_rows(session, incident.id, now, own, left=True)
    links = left_of(session, incident.id) if chosen.left else {}
    left_at = {number: link.removed_at for number, link in links.items()}
    matching = _matching(session, gone if chosen.left else here, chosen)
    matching = in_order(session, matching, order, left_at)
    return FollowUp(
        lines=_lines(session, matching[offset : offset + limit], links),
        all=tuple(matching),
        sums=_sums(session, incident.id, now, here, len(gone), own),
        handlers=_handlers(session, here),
        districts=_districts(session, here),
        offers=_offers(session, actor, incident),
        now=now,
    )


def _offers(session: Session, actor: Actor, incident: IncidentRow) -> tuple[Offer, ...]:
    """Whether each complaint may be handled or flagged is asked of it alone."""
    rights = plan_of(session).rights
    places = Matter(districts=frozenset(incident.districts), involved=bool(actor.groups()))
    still_open = partial(require_open, incident.state)
    return only(
        offer_if(rights.scope(actor, Action.HANDLE_COMPLAINT) is not None, "handle"),
        offer_if(rights.scope(actor, Action.FLAG_COMPLAINT) is not None, "flag"),
        making(session, actor),
        offer("join", rights, actor, Action.REGISTER_INCIDENT, places, still_open),
    )


def _nothing(now: datetime) -> FollowUp:
    sums = FollowSums(Counts(0, 0, 0, 0, 0), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    return FollowUp((), (), sums, (), (), (), now)


def _matching(session: Session, rows: Sequence[Light], chosen: FollowFilter) -> list[Light]:
    worded = _with_words(session, [row.id for row in rows], asked_words(chosen.words))
    return [
        row
        for row in rows
        if (chosen.state is None or row.state is chosen.state)
        and (chosen.due is None or row.due is chosen.due)
        and (chosen.handler is None or (row.handler_id or NOBODY) == chosen.handler)
        and (not chosen.district or row.district == chosen.district)
        and (not chosen.flagged or row.flagged)
        and (worded is None or row.id in worded)
    ]


def _with_words(session: Session, ids: Sequence[int], words: list[str]) -> set[int] | None:
    """Those with all the words; None when none are asked for."""
    if not words:
        return None
    found = (
        select(ComplaintRow.id)
        .outerjoin(SubjectRow, SubjectRow.id == ComplaintRow.subject_id)
        .where(among(ComplaintRow.__table__.c.id, ids))
    )
    columns = (ComplaintRow.number, ComplaintRow.title, ComplaintRow.text, SubjectRow.name)
    for word in words:
        found = found.where(or_(*(c.contains(word, autoescape=True) for c in columns)))
    return set(session.scalars(found))


def _lines(
    session: Session, rows: Sequence[Light], links: Mapping[int, IncidentComplaintRow]
) -> tuple[FollowLine, ...]:
    read, flags = _texts(session, rows), flags_of(session, [row.id for row in rows])
    clocks = plan_of(session).clocks
    lines = []
    for row in rows:
        number, title, cents, subject, district, name, handler, protected, said = read[row.id]
        secret = protected or row.kind is ComplaintKind.REPORT
        signs = dict.fromkeys(SIGN_WORDS[Sign(flag.kind)] for flag in flags.get(row.id, ()))
        lines.append(
            FollowLine(
                row, number, state_words(row.kind, row.state), title, subject or "",
                district or "", "" if secret else mask_name(name or ""), cents,
                clocks[row.clock].title if row.clock else "", handler or "", tuple(signs),
                _left(links.get(row.id)), said,
            )
        )  # fmt: skip
    return tuple(lines)


def _left(link: IncidentComplaintRow | None) -> Left | None:
    if link is None or link.removed_at is None:
        return None
    return Left(link.removed_at, link.removed_by or "", link.removed_why or "")


def _texts(session: Session, rows: Sequence[Light]) -> dict[int, list[Any]]:
    c = ComplaintRow.__table__.c
    found = session.execute(
        select(
            c.id, c.number, c.title, c.amount_cents, SubjectRow.name, DistrictRow.name,
            ComplainantRow.name, PersonRow.name, c.reporter_protected, c.amount_words,
        )
        .outerjoin(SubjectRow, SubjectRow.id == c.subject_id)
        .outerjoin(DistrictRow, DistrictRow.code == c.district)
        .outerjoin(ComplainantRow, ComplainantRow.complaint_id == c.id)
        .outerjoin(ComplaintHandlingRow, ComplaintHandlingRow.complaint_id == c.id)
        .outerjoin(PersonRow, PersonRow.id == ComplaintHandlingRow.handler_id)
        .where(among(c.id, [row.id for row in rows]))
    )  # fmt: skip
    return {number: rest for number, *rest in found}


def _sums(
    session: Session,
    incident_id: int,
    now: datetime,
    here: Sequence[Light],
    gone: int,
    own: frozenset[str] | None,
) -> FollowSums:
    h, m = ComplaintHandlingRow.__table__.c, moment(session, now)
    accepted, declined, ended, closed, cents = session.execute(
        select(
            func.count(h.accepted_at), func.count(h.declined_at),
            func.count(h.mediation_ended_at), func.count(h.closed_at), func.sum(h.recovered_cents),
        )
        .join(ComplaintRow, ComplaintRow.id == h.complaint_id)
        .where(counted(m, incident_id, own))
    ).one()  # fmt: skip
    near = Counter(row.due for row in here)
    return FollowSums(
        counts=incident_counts(session, m, incident_id, own),
        soon=near[Due.SOON],
        late=near[Due.LATE],
        flagged=sum(row.flagged for row in here),
        left=gone,
        waiting=sum(row.state is HandlingState.REGISTERED for row in here),
        accepted=accepted,
        declined=declined,
        ended=ended,
        closed=closed,
        recovered_cents=int(cents or 0),
    )


def _handlers(session: Session, here: Sequence[Light]) -> tuple[Choice, ...]:
    counts = Counter(row.handler_id or NOBODY for row in here)
    names = select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(counts))
    found = session.execute(names.order_by(PersonRow.name, PersonRow.id)).all()
    people = [Choice(str(number), name, counts[number]) for number, name in found]
    return (Choice(str(NOBODY), "", counts[NOBODY]), *people)


def _districts(session: Session, here: Sequence[Light]) -> tuple[Choice, ...]:
    counts = Counter(row.district for row in here)
    names = select(DistrictRow.code, DistrictRow.name).where(DistrictRow.code.in_(counts))
    return tuple(
        Choice(code, name, counts[code])
        for code, name in session.execute(names.order_by(DistrictRow.code)).all()
    )
