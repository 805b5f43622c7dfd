"""The duty room on one page: who is on duty, the log with what is open, and the roster's holes."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.duty import (
    DUTY_ROLES,
    SHIFT_HOURS,
    Flaw,
    LogKind,
    Turn,
    caller_name,
    caller_phone,
    flaws,
    hide_mobiles,
    require_not_begun,
    require_unsettled,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import require_open as require_live
from commandcenter.domain.org import Actor, Group, Role
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.tallies import TallyLine, tally_lines
from commandcenter.queries.offers import Offer, broken, offer, offer_if, only
from commandcenter.store.people import groups_of, holders
from commandcenter.store.plan.late_entry import Late, late_entries
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.duty_log import DutyLogRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.person import DutyRow, PersonRow

LOG_LIMIT = 500
ROSTER_DAYS = 14


@dataclass(frozen=True, slots=True)
class Post:
    """A post of the duty room now: its holder by the roster, and who comes next.

    `mobile` "" for who may not ring the holder. `until`: the end of the turn.
    """

    role: Role
    person_id: int | None
    name: str
    title: str
    phone: str
    mobile: str
    until: datetime | None
    next_name: str
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class DutyNow:
    posts: tuple[Post, ...]  # 带班领导, 值班员
    offers: tuple[Offer, ...]
    now: datetime


def duty_now(session: Session, actor: Actor, now: datetime) -> DutyNow:
    rights = plan_of(session).rights
    rings = rights.scope(actor, Action.CALL_UP) is not None
    where, turns = Matter(districts=actor.districts()), _turns(session, now)
    return DutyNow(
        posts=tuple(_post(turns, role, now, with_mobile=rings) for role in DUTY_ROLES),
        offers=only(
            offer("call", rights, actor, Action.DUTY_LOG, Matter()),
            offer("register", rights, actor, Action.REGISTER_INCIDENT, where),
            offer("call_up", rights, actor, Action.CALL_UP, where),
        ),
        now=now,
    )


Turns = Sequence[tuple[DutyRow, PersonRow]]


def _turns(session: Session, now: datetime) -> Turns:
    """Those that run and those to come, the last first."""
    rows = session.execute(
        select(DutyRow, PersonRow)
        .join(PersonRow, PersonRow.id == DutyRow.person_id)
        .where(DutyRow.ends_at > now)
        .order_by(DutyRow.starts_at.desc(), DutyRow.id.desc())
    )
    return [(turn, person) for turn, person in rows]


def _post(turns: Turns, role: Role, now: datetime, *, with_mobile: bool) -> Post:
    rows = [(turn, person) for turn, person in turns if turn.role is role]
    here = next(((d, p) for d, p in rows if d.starts_at <= now), None)
    coming = [(d, p) for d, p in rows if d.starts_at > now]
    following = coming[-1] if coming else None
    return Post(
        role=role,
        person_id=here[1].id if here else None,
        name=here[1].name if here else "",
        title=here[1].post if here else "",
        phone=here[1].phone if here else "",
        mobile=here[1].mobile if here and with_mobile else "",
        until=here[0].ends_at if here else None,
        next_name=following[1].name if following else "",
        next_at=following[0].starts_at if following else None,
    )


@dataclass(frozen=True, slots=True)
class DutyDesk:
    """What stands beside the log: the posts, and what was counted by hand in an incident."""

    room: DutyNow
    tallies: tuple[TallyLine, ...]
    offers: tuple[Offer, ...]


def duty_desk(session: Session, actor: Actor, incident_id: int | None, now: datetime) -> DutyDesk:
    room = duty_now(session, actor, now)
    if incident_id is None:
        return DutyDesk(room, (), room.offers)
    counts = plan_of(session).rights.scope(actor, Action.WRITE_LOG) is not None
    live = partial(require_live, session.get_one(IncidentRow, incident_id).state)
    count = offer_if(counts, "count", broken(live))
    return DutyDesk(room, tally_lines(session, incident_id, now), only(*room.offers, count))


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A call or a note. A citizen who called stands there covered, as who complained does.

    `entered`: where it was entered clearly later (补记).
    """

    id: int
    kind: LogKind
    happened_at: datetime
    entered: datetime | None
    unit: str
    name: str
    post: str
    phone: str
    text: str
    told: str
    incident_id: int | None
    incident: str
    at: datetime
    by: str
    follow: bool
    closed_at: datetime | None
    closed_by: str
    closed_words: str
    offers: tuple[Offer, ...]

    @property
    def open(self) -> bool:
        return self.follow and self.closed_at is None


@dataclass(frozen=True, slots=True)
class DutyLog:
    """Newest first, open ones before; `refusal`: why the actor reads none of it."""

    lines: tuple[LogEntry, ...]
    open: int
    refusal: RuleBroken | None
    now: datetime


def duty_log(session: Session, actor: Actor, now: datetime, *, only_open: bool = False) -> DutyLog:
    rights = plan_of(session).rights
    refusal = rights.refusal(actor, Action.SEE_PICTURE, Matter())
    if refusal is not None:
        return DutyLog((), 0, refusal, now)
    still_open = and_(DutyLogRow.follow, DutyLogRow.closed_at.is_(None))
    wanted = select(DutyLogRow, IncidentRow).outerjoin(
        IncidentRow, IncidentRow.id == DutyLogRow.incident_id
    )
    if only_open:
        wanted = wanted.where(still_open)
    rows = session.execute(
        wanted.order_by(
            still_open.desc(), DutyLogRow.happened_at.desc(), DutyLogRow.id.desc()
        ).limit(LOG_LIMIT)
    )
    late = late_entries(session)
    lines = tuple(_entry(rights, actor, row, incident, late) for row, incident in rows)
    return DutyLog(lines, sum(line.open for line in lines), None, now)


def _entry(
    rights: Rights, actor: Actor, row: DutyLogRow, incident: IncidentRow | None, late: Late
) -> LogEntry:
    shown = partial(shown_words, rights, actor)
    return LogEntry(
        id=row.id,
        kind=LogKind(row.kind),
        happened_at=row.happened_at,
        entered=late(row.happened_at, row.at),
        unit=row.unit,
        name=caller_name(row.unit, row.name),
        post=row.post,
        phone=caller_phone(row.unit, row.phone),
        text=shown(row.text),
        told=shown(row.told),
        incident_id=row.incident_id,
        incident=incident.title if incident else "",
        at=row.at,
        by=row.by,
        follow=row.follow,
        closed_at=row.closed_at,
        closed_by=row.closed_by or "",
        closed_words=row.closed_words or "",
        offers=_offers(rights, actor, row, incident.districts if incident else ()),
    )


def shown_words(rights: Rights, actor: Actor, words: str) -> str:
    """What an entry says, without the mobile numbers for who does not keep the log."""
    return words if rights.allows(actor, Action.DUTY_LOG) else hide_mobiles(words)


def _offers(
    rights: Rights, actor: Actor, row: DutyLogRow, districts: Sequence[str]
) -> tuple[Offer, ...]:
    asks = (rights, actor, Action.DUTY_LOG, Matter())
    matter = Matter(districts=frozenset(districts))
    covered = "*" in caller_name(row.unit, row.name) + caller_phone(row.unit, row.phone)
    rule = partial(require_unsettled, row.closed_by or "", row.closed_words or "")
    call = row.kind == LogKind.CALL_IN.value and row.incident_id is None
    registers = rights.scope(actor, Action.REGISTER_INCIDENT) is not None
    return only(
        offer_if(call and registers, "register"),  # where, is told by the form
        offer("link", *asks) if row.incident_id is None else None,
        offer("settle", *asks, rule) if row.follow else None,
        offer("see", rights, actor, Action.SEE_PERSONAL_DATA, matter) if covered else None,
    )


@dataclass(frozen=True, slots=True)
class TurnLine:
    """A turn, or a flaw of the roster (`id` negative: a line of its own, nothing to change)."""

    id: int
    role: Role
    person_id: int | None
    name: str
    phone: str
    starts_at: datetime
    ends_at: datetime
    now_on: bool
    flaw: Flaw | None
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class RosterPerson:
    id: int
    name: str
    post: str
    role: Role


@dataclass(frozen=True, slots=True)
class Roster:
    """From the turns that run now on, with what is wrong between them, in the order of time."""

    lines: tuple[TurnLine, ...]
    gaps: int
    overlaps: int
    people: tuple[RosterPerson, ...]  # who holds one of the roles of the duty room
    hours: Mapping[Role, int]  # how long a turn is, as the bureau has set it
    offers: tuple[Offer, ...]
    until: datetime
    now: datetime


def roster(session: Session, actor: Actor, now: datetime, days: int = ROSTER_DAYS) -> Roster:
    """Gaps are looked for as far as the roster reaches, and at least for two days."""
    plan = plan_of(session)
    rights = plan.rights
    rows = session.execute(
        select(DutyRow, PersonRow)
        .join(PersonRow, PersonRow.id == DutyRow.person_id)
        .where(DutyRow.ends_at > now, DutyRow.starts_at < now + timedelta(days=days))
        .order_by(DutyRow.starts_at, DutyRow.role.desc(), DutyRow.id)
    ).all()
    turns = [Turn(d.role, d.person_id, d.starts_at, d.ends_at, d.id) for d, _ in rows]
    reach = max((turn.ends_at for turn in turns), default=now)
    until = min(max(reach, now + timedelta(days=2)), now + timedelta(days=days))
    found = flaws(turns, now, until)
    groups = groups_of(session, actor, now)
    lines = [_turn(rights, actor, d, p, groups.get(p.id), now) for d, p in rows]
    makes = rights.scope(actor, Action.MAKE_ROSTER) is not None
    lines += [_flaw(number, flaw, fills=makes) for number, flaw in enumerate(found, start=1)]
    return Roster(
        lines=tuple(sorted(lines, key=lambda t: (t.starts_at, t.role.value, t.id))),
        gaps=sum(flaw.gap for flaw in found),
        overlaps=sum(not flaw.gap for flaw in found),
        people=tuple(
            RosterPerson(p.id, p.name, p.post, role)
            for role in DUTY_ROLES
            for p in holders(session, now, role)
        ),
        hours={role: plan.number(code) for role, code in SHIFT_HOURS.items()},
        offers=only(offer_if(makes, "add")),
        until=until,
        now=now,
    )


def _turn(
    rights: Rights,
    actor: Actor,
    row: DutyRow,
    person: PersonRow,
    group: Group | None,
    now: datetime,
) -> TurnLine:
    asks = (rights, actor, Action.MAKE_ROSTER, Matter(group=group, person_id=person.id))
    running = row.starts_at <= now
    return TurnLine(
        id=row.id,
        role=row.role,
        person_id=person.id,
        name=person.name,
        phone=person.phone,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        now_on=running,
        flaw=None,
        offers=only(
            offer("change", *asks),
            offer("drop", *asks, partial(require_not_begun, row.starts_at, now)),
        ),
    )


def _flaw(number: int, flaw: Flaw, *, fills: bool) -> TurnLine:
    return TurnLine(
        id=-number,
        role=flaw.role,
        person_id=None,
        name="",
        phone="",
        starts_at=flaw.starts_at,
        ends_at=flaw.ends_at,
        now_on=False,
        flaw=flaw,
        offers=only(offer_if(fills and flaw.gap, "fill")),
    )
