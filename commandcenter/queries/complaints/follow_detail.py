"""One complaint under way: its two clocks, every act of law on it, and what may follow.

The incident's clock and the complaint's own run side by side; neither stops the other.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.abnormal import SIGN_WORDS, Sign
from commandcenter.domain.complaints.handling import (
    MOVES,
    Done,
    Dues,
    HandlingAct,
    Standing,
    in_force,
    standing,
    why_not,
)
from commandcenter.domain.complaints.handling_limits import SOON_DAYS, Due, nearness, soon_end
from commandcenter.domain.complaints.in_time import answered
from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import clauses, headed, phrase, word
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.rights import Action, Matter
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.complaints import ComplaintDetail, complaint_detail
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.queries.offers import Offer
from commandcenter.store.complaints.flags import flags_of
from commandcenter.store.complaints.handling import acts_of
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.complaints.complaint import ComplaintFlagRow, ComplaintRow
from commandcenter.store.tables.complaints.complaint_event import ComplaintEventRow
from commandcenter.store.tables.incident.incident import IncidentComplaintRow, IncidentRow
from commandcenter.store.tables.person import PersonRow


class What(StrEnum):
    """What an entry of a complaint's own timeline tells."""

    REGISTERED = "registered"
    JOINED = "joined"
    LEFT = "left"
    ACT = "act"
    TAKEN_BACK = "taken_back"  # an act that was recorded by mistake
    FLAGGED = "flagged"
    LIFTED = "lifted"


@dataclass(frozen=True, slots=True)
class Entry:
    """`limit`: by when an act had to be done, None where no limit of law was answered by it."""

    at: datetime
    what: What
    act: HandlingAct | None
    by: str
    words: str
    limit: datetime | None = None
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RunningClock:
    """A limit of law that runs; `due_at` None while a test stops it. `law`: which article."""

    title: str
    due_at: datetime | None
    due: Due | None
    law: str
    estimated: bool = False  # over a year whose make-up days nobody has told yet


@dataclass(frozen=True, slots=True)
class IncidentClock:
    """Where the incident that holds it stands; its own time, which stops no citizen's."""

    id: int
    title: str
    state: State
    response: Level | None
    activated_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class OpenFlag:
    id: int
    sign: str
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FollowDetail:
    """`acts`: what the law knows for this kind, each with why it cannot be done now.

    `last`: the record that taking back would take back, 0 for none.
    """

    detail: ComplaintDetail
    state: str
    clocks: tuple[RunningClock, ...]
    incidents: tuple[IncidentClock, ...]
    handler: str
    flags: tuple[OpenFlag, ...]
    entries: tuple[Entry, ...]
    acts: tuple[Offer, ...]
    flag: Offer | None
    last: int
    now: datetime


def follow_detail(
    session: Session, actor: Actor, complaint_id: int, now: datetime
) -> FollowDetail | None:
    """None where it is gone, or of no county that the actor sees."""
    row = session.get(ComplaintRow, complaint_id)
    own = own_districts(session, actor)
    if row is None or (own is not None and row.district not in own):
        return None
    plan, acts = plan_of(session), acts_of(session, [row.id])[row.id]
    held = _held(session, row.id)
    at = standing(row.kind, row.registered_at, acts)
    flags = flags_of(session, [row.id], lifted=True).get(row.id, [])
    handler = session.get(PersonRow, at.handler_id) if at.handler_id else None
    return FollowDetail(
        detail=complaint_detail(session, row.id, actor),
        state=at.words,
        clocks=_clocks(plan, at, now),
        incidents=_incidents(held),
        handler=handler.name if handler else "",
        flags=tuple(
            OpenFlag(f.id, SIGN_WORDS[Sign(f.kind)], f.words, f.by, f.at)
            for f in flags
            if f.lifted_at is None
        ),
        entries=_entries(session, plan, row, acts, held, flags),
        acts=_acts(plan, actor, row, at),
        flag=_flag(plan, actor, row),
        last=at.last.id if at.last else 0,
        now=now,
    )


def _clocks(plan: PlanData, at: Standing, now: datetime) -> tuple[RunningClock, ...]:
    found, dues = [], Dues(plan)
    until = soon_end(now, plan.number(SOON_DAYS))
    for clock in dues.clocks(at):
        item = plan.clocks[clock.code]
        law = word(item.law)
        if item.article:
            law = phrase("{law}第{article}条", law=law, article=item.article)
        near = nearness(clock.due_at, now, until)
        estimated = dues.estimated(at.registered_at, clock.due_at)
        found.append(RunningClock(word(item.title), clock.due_at, near, law, estimated))
    return tuple(found)


Held = Sequence[tuple[IncidentComplaintRow, IncidentRow]]


def _held(session: Session, complaint_id: int) -> Held:
    """The incidents that hold it or held it, in the order of joining."""
    rows = session.execute(
        select(IncidentComplaintRow, IncidentRow)
        .join(IncidentRow, IncidentRow.id == IncidentComplaintRow.incident_id)
        .where(IncidentComplaintRow.complaint_id == complaint_id)
        .order_by(IncidentComplaintRow.id)
    )
    return [(link, incident) for link, incident in rows]


def _incidents(held: Held) -> tuple[IncidentClock, ...]:
    """Where it is now, the last joined first."""
    rows = [incident for link, incident in reversed(held) if link.removed_at is None]
    return tuple(
        IncidentClock(r.id, r.title, r.state, r.response, r.activated_at, r.ended_at) for r in rows
    )


def _acts(plan: PlanData, actor: Actor, row: ComplaintRow, at: Standing) -> tuple[Offer, ...]:
    """As services.complaints.handling asks it: the right in the complaint's county, then
    the law.
    """
    if plan.rights.scope(actor, Action.HANDLE_COMPLAINT) is None:
        return ()
    refusal = plan.rights.refusal(actor, Action.HANDLE_COMPLAINT, _matter(row))
    known = [act for act in HandlingAct if act in MOVES[row.kind]]
    return tuple(
        Offer(act.value, refusal or why_not(at, act)) for act in (*known, HandlingAct.UNDO)
    )


def _flag(plan: PlanData, actor: Actor, row: ComplaintRow) -> Offer | None:
    if plan.rights.scope(actor, Action.FLAG_COMPLAINT) is None:
        return None
    return Offer("flag", plan.rights.refusal(actor, Action.FLAG_COMPLAINT, _matter(row)))


def _matter(row: ComplaintRow) -> Matter:
    return Matter(districts=frozenset({row.district} if row.district else ()))


def _entries(
    session: Session,
    plan: PlanData,
    row: ComplaintRow,
    acts: Sequence[Done],
    held: Held,
    flags: Sequence[ComplaintFlagRow],
) -> tuple[Entry, ...]:
    """By the time at which it was done."""
    entries = [
        Entry(row.registered_at, What.REGISTERED, None, "", ""),
        *_links(held),
        *_done(session, plan, row, acts),
        *_flagged(flags),
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.at, entry.recorded_at or entry.at)))


def _links(held: Held) -> Iterator[Entry]:
    for link, incident in held:
        title = incident.title
        yield Entry(link.at, What.JOINED, None, link.by, title)
        if link.removed_at:
            words = headed(title, link.removed_why or "")
            yield Entry(link.removed_at, What.LEFT, None, link.removed_by or "", words)


def _done(
    session: Session, plan: PlanData, row: ComplaintRow, acts: Sequence[Done]
) -> Iterator[Entry]:
    """The acts as recorded, those that were taken back too; with the limit that each answered."""
    events = session.scalars(
        select(ComplaintEventRow)
        .where(ComplaintEventRow.complaint_id == row.id)
        .order_by(ComplaintEventRow.id)
    ).all()
    dues = Dues(plan)
    standing_acts = {act.id for act in in_force(acts)}
    names = _names(session, [e.handler_id for e in events if e.handler_id])
    for number, (event, act) in enumerate(zip(events, acts, strict=True)):
        if act.act is HandlingAct.UNDO:
            yield Entry(event.at, What.ACT, act.act, event.by, event.words)
            continue
        before = standing(row.kind, row.registered_at, acts[:number])
        words = names.get(event.handler_id or 0, "") or _event_words(event)
        kept = What.ACT if act.id in standing_acts else What.TAKEN_BACK
        clock = answered(dues, before, act)
        limit = clock.due_at if clock else None
        yield Entry(act.done_on, kept, act.act, event.by, words, limit, event.at)


def _event_words(event: ComplaintEventRow) -> str:
    parts = [event.words]
    if event.approved_by:
        parts.append(phrase("批准人：{name}", name=event.approved_by))
    if event.recovered_cents:
        parts.append(phrase("挽回 {yuan:,.2f} 元", yuan=event.recovered_cents / 100))
    return clauses(parts)


def _names(session: Session, people: Collection[int]) -> dict[int, str]:
    found = select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(people))
    return dict(session.execute(found).all()) if people else {}


def _flagged(flags: Sequence[ComplaintFlagRow]) -> Iterator[Entry]:
    for flag in flags:
        sign = SIGN_WORDS[Sign(flag.kind)]
        yield Entry(flag.at, What.FLAGGED, None, flag.by, headed(sign, flag.words))
        if flag.lifted_at:
            words = headed(sign, flag.lifted_why or "")
            yield Entry(flag.lifted_at, What.LIFTED, None, flag.lifted_by or "", words)


def last_records(session: Session, complaint_ids: Sequence[int]) -> list[int]:
    """The records that taking back would take back now, of those that have one."""
    last = (in_force(acts) for acts in acts_of(session, complaint_ids).values())
    return sorted(kept[-1].id for kept in last if kept)


def open_flags(session: Session, complaint_ids: Sequence[int]) -> list[int]:
    """The flags that could be lifted now."""
    return sorted(row.id for rows in flags_of(session, complaint_ids).values() for row in rows)
