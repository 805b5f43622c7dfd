"""叫应: what is due and who is to be rung about it, and who was rung, when, and answered."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.duty import OpenItem, OpenKind
from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.org import Actor, Group, Role, leader_zh
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.ring_line import ring_line
from commandcenter.queries.offers import Offer, offer_if, only
from commandcenter.store.command import open_list
from commandcenter.store.incident.all_incidents import all_incidents
from commandcenter.store.people import Posts, on_duty, posts
from commandcenter.store.plan.late_entry import Late, late_entries
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.reports.report_receivers import contact_for
from commandcenter.store.tables.command.command import DirectiveRow, LiaisonRow, OralDecisionRow
from commandcenter.store.tables.command.duty_log import CallUpRow
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.person import PersonRow
from commandcenter.store.tables.reports.report import ReportRow

LIMIT = 300
AHEAD_KINDS = frozenset({OpenKind.CALL, OpenKind.CALL_UP})  # they have no limit of their own


@dataclass(frozen=True, slots=True)
class CallUpLine:
    """Of a mobile number only the ends are kept. `entered`: where that was clearly later (补记)."""

    id: int
    about: str
    incident_id: int | None
    incident: str
    person: str
    number: str
    rung_at: datetime
    entered: datetime | None
    answered: bool
    answer: str
    by: str


@dataclass(frozen=True, slots=True)
class Target:
    """Who is to be rung: a machine rings nobody, and the program never the commander."""

    person_id: int | None
    name: str
    post: str
    number: str


@dataclass(frozen=True, slots=True)
class DueItem:
    """Something past its limit. `target` None: nobody is known; its number is for who rings alone.
    `last`: the last call about it.
    """

    item: OpenItem
    incident: str
    target: Target | None
    last: CallUpLine | None
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class CallUps:
    due: tuple[DueItem, ...]  # not answered about since it was due, then by limit
    lines: tuple[CallUpLine, ...]  # newest first
    waiting: int  # due, and nobody has answered yet
    now: datetime


def call_ups(session: Session, actor: Actor, now: datetime) -> CallUps:
    """All of the city; for who sees one county only, those of its incidents and their own."""
    rights = plan_of(session).rights
    titles = _titles(all_incidents(session), rights, actor)
    newest = select(CallUpRow).order_by(CallUpRow.rung_at.desc(), CallUpRow.id.desc())
    rows = [
        row
        for row in session.scalars(newest.limit(LIMIT))
        if row.incident_id in titles or (row.incident_id is None and _sees(rights, actor, row))
    ]
    late = late_entries(session)
    lines = tuple(_line(row, titles, late) for row in rows)
    by_subject: dict[tuple[str, int | None], CallUpLine] = {}
    for row, line in zip(rows, lines, strict=True):
        by_subject.setdefault((row.kind, row.subject), line)
    items = [
        item
        for item in open_list.of_duty(session, now)
        if item.due_at is not None and item.due_at <= now and item.kind not in AHEAD_KINDS
        if item.incident in titles
    ]
    read = _read_at_once(session, items)
    items = [item for item in items if not _is_grey(session, item)]
    ask = _Ask(session, rights, actor, posts(session, now), now, read)
    due = [_due(ask, item, titles, by_subject) for item in items]
    due.sort(key=lambda d: (bool(d.last and d.last.answered), d.item.due_at or now))
    waiting = sum(not (d.last and d.last.answered) for d in due)
    return CallUps(tuple(due), lines, waiting, now)


def _titles(rows: Sequence[IncidentRow], rights: Rights, actor: Actor) -> dict[int, str]:
    """The incidents whose calls the actor sees, with their names."""
    return {
        row.id: row.title
        for row in rows
        if rights.allows(actor, Action.SEE_PICTURE, district=frozenset(row.districts))
    }


def _sees(rights: Rights, actor: Actor, row: CallUpRow) -> bool:
    return row.by_id == actor.person_id or rights.allows(actor, Action.SEE_PICTURE)


def _line(row: CallUpRow, titles: dict[int, str], late: Late) -> CallUpLine:
    return CallUpLine(
        id=row.id,
        about=row.about,
        incident_id=row.incident_id,
        incident=titles.get(row.incident_id or 0, ""),
        person=row.person,
        number=row.number,
        rung_at=row.rung_at,
        entered=late(row.rung_at, row.at),
        answered=row.answered,
        answer=row.answer,
        by=row.by,
    )


@dataclass(frozen=True, slots=True)
class _Ask:
    """`read`: the rows behind the items, held here so that each is found without asking again."""

    session: Session
    rights: Rights
    actor: Actor
    posts: Posts
    now: datetime
    read: tuple[object, ...]


BEHIND: dict[OpenKind, Any] = {
    OpenKind.TASK: ObligationRow,
    OpenKind.INSTRUCTION: InstructionRow,
    OpenKind.DIRECTIVE: DirectiveRow,
    OpenKind.ORAL: OralDecisionRow,
    OpenKind.LIAISON: LiaisonRow,
    OpenKind.REPORT: ReportRow,
}


def _read_at_once(session: Session, items: Sequence[OpenItem]) -> tuple[object, ...]:
    """A table at once: of the tasks alone there may be hundreds."""
    found: list[object] = []
    for kind, row in BEHIND.items():
        if ids := [item.id for item in items if item.kind is kind]:
            found += session.scalars(select(row).where(row.id.in_(ids)))
    return tuple(found)


def _is_grey(session: Session, item: OpenItem) -> bool:
    """待核实: its clock runs, but nobody is late with it."""
    if item.kind is not OpenKind.TASK:
        return False
    return session.get_one(ObligationRow, item.id).state is ObligationState.GREY


def _due(
    ask: _Ask,
    item: OpenItem,
    titles: dict[int, str],
    calls: dict[tuple[str, int | None], CallUpLine],
) -> DueItem:
    last = calls.get((item.kind.value, item.id))
    # A call is noted to the minute: in the minute of the limit it is about this one.
    limit = item.due_at.replace(second=0, microsecond=0) if item.due_at else None
    if last is not None and limit is not None and last.rung_at < limit:
        last = None  # they were rung before it was late
    incident = ask.session.get_one(IncidentRow, item.incident)
    matter = Matter(districts=frozenset(incident.districts))
    rings = ask.rights.scope(ask.actor, Action.CALL_UP) is not None
    target = _target(ask, item)
    if target is not None and not rings:
        target = replace(target, number="")
    refusal = ask.rights.refusal(ask.actor, Action.CALL_UP, matter)
    ring = offer_if((rings and target is not None) or refusal is None, "call_up", refusal)
    return DueItem(item, titles.get(item.incident or 0, ""), target, last, only(ring))


def _target(ask: _Ask, item: OpenItem) -> Target | None:
    """Whose thing it is: its person, else the lead of its group, else 带班领导."""
    session, now = ask.session, ask.now
    match item.kind:
        case OpenKind.TASK:
            task = session.get_one(ObligationRow, item.id)
            return _person(session, task.assigned_to) or _leader(ask.posts, task.group)
        case OpenKind.INSTRUCTION:
            given = session.get_one(InstructionRow, item.id)
            return _person(session, given.to_person) or _leader(ask.posts, given.to_group)
        case OpenKind.DIRECTIVE:
            paper = session.get_one(DirectiveRow, item.id)
            return _person(session, paper.to_person) or _leader(ask.posts, paper.group)
        case OpenKind.ORAL:
            return _person(session, session.get_one(OralDecisionRow, item.id).decider_id)
        case OpenKind.LIAISON:
            liaison = session.get_one(LiaisonRow, item.id)
            return Target(None, liaison.department, "", liaison.contact)
        case OpenKind.PRESS:
            return _leader(ask.posts, Group.OPINION)
        case _:
            report = session.get(ReportRow, item.id)
            district = report.district if report else None
            ring = contact_for(session, now, district)
            lead = on_duty(session, now, Role.LEAD_DUTY)
            person_id = lead.id if lead and district is None else None
            return Target(person_id, ring.name, ring.post, ring.number) if ring else None


def _person(session: Session, person_id: int | None) -> Target | None:
    row = session.get(PersonRow, person_id) if person_id else None
    return Target(row.id, row.name, row.post, row.mobile or row.phone) if row else None


def _leader(held: Posts, group: Group | None) -> Target | None:
    row = held.leader(group) if group else None
    if row is None or group is None:
        return None
    return Target(row.id, row.name, leader_zh(group), row.mobile or row.phone)


@dataclass(frozen=True, slots=True)
class LeadToRing:
    """叫应带班领导 about an incident: who is to be rung now, "" where there is nobody."""

    about: str
    incident_id: int | None
    name: str
    number: str


def lead_to_ring(session: Session, obligation_id: int, now: datetime) -> LeadToRing:
    row = session.get_one(ObligationRow, obligation_id)
    line = ring_line(session, row.incident_id, now)
    name, number = (line.now.name, line.now.number) if line else ("", "")
    return LeadToRing(row.title, row.incident_id, name, number)


@dataclass(frozen=True, slots=True)
class Reachable:
    """Somebody of the bureau who can be rung, with the number to ring."""

    id: int
    name: str
    where: str
    number: str


def reachable(session: Session, actor: Actor, now: datetime) -> tuple[Reachable, ...]:
    """For who may ring; nobody else is given numbers."""
    rights = plan_of(session).rights
    if rights.scope(actor, Action.CALL_UP) is None:
        return ()
    rows = session.scalars(select(PersonRow).where(PersonRow.active).order_by(PersonRow.id))
    return tuple(
        Reachable(row.id, row.name, row.post, row.mobile or row.phone)
        for row in rows
        if row.mobile or row.phone
    )
