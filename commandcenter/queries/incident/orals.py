"""电话请示记录: what was decided by telephone, whether it is signed, and who may decide what."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken, refusal_of
from commandcenter.domain.incident.incident import (
    State,
    require_endable,
    require_gradable,
    require_open,
    require_responding,
    require_startable,
)
from commandcenter.domain.incident.oral import NEEDS, SIGNED, Matter
from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor, Role
from commandcenter.domain.plan.due_words import Due
from commandcenter.domain.plan.plan_items import ResponseItem
from commandcenter.domain.releases.release_authority import graver
from commandcenter.domain.rights import Action, Rights
from commandcenter.domain.rights import Matter as About
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.grading import grade_sheet
from commandcenter.queries.incident.situation import open_suggestion
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.store.people import actors_of, holders
from commandcenter.store.plan.late_entry import Late, late_entries
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.read_once import rows_of_incident
from commandcenter.store.tables.command.command import OralDecisionRow
from commandcenter.store.tables.incident.incident import IncidentRow

OF_RESPONSE = frozenset({Matter.ACTIVATE, Matter.RAISE, Matter.LOWER})
DECIDERS = (Role.COMMANDER, Role.DEPUTY, Role.COUNTY)


@dataclass(frozen=True, slots=True)
class OralLine:
    """One call. `overdue`: not signed within the limit; `signed_late`: signed after it.

    `entered`: where it was entered clearly later (补记).
    """

    id: int
    matter: Matter
    level: Level | None
    asked: str
    words: str
    called_at: datetime
    entered: datetime | None
    decider: str
    witness: str
    recorded_by: str
    at: datetime
    due_at: datetime
    signed_at: datetime | None
    disputed_at: datetime | None
    disputed_why: str
    pending: bool
    overdue: bool
    signed_late: bool
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class OralBoard:
    """Unsigned ones first, by their limit."""

    lines: tuple[OralLine, ...]
    pending: int
    overdue: int
    offers: tuple[Offer, ...]
    now: datetime


def oral_board(session: Session, actor: Actor, incident_id: int | None, now: datetime) -> OralBoard:
    incident = session.get(IncidentRow, incident_id) if incident_id else None
    rights = plan_of(session).rights
    rows = session.scalars(
        select(OralDecisionRow)
        .where(OralDecisionRow.incident_id == incident_id)
        .order_by(OralDecisionRow.id.desc())
    )
    late = late_entries(session)
    lines = sorted((_line(row, rights, actor, now, late) for row in rows), key=_order)
    return OralBoard(
        lines=tuple(lines),
        pending=sum(line.pending for line in lines),
        overdue=sum(line.overdue for line in lines),
        offers=only(_recording(rights, actor, incident)),
        now=now,
    )


def oral_line(session: Session, actor: Actor, oral_id: int, now: datetime) -> OralLine:
    """One record of a call, in whatever incident."""
    row = session.get_one(OralDecisionRow, oral_id)
    board = oral_board(session, actor, row.incident_id, now)
    return next(line for line in board.lines if line.id == oral_id)


def _line(
    row: OralDecisionRow, rights: Rights, actor: Actor, now: datetime, late: Late
) -> OralLine:
    pending = row.signed_at is None and row.disputed_at is None
    return OralLine(
        id=row.id,
        matter=Matter(row.matter),
        level=row.level,
        asked=row.asked,
        words=row.words,
        called_at=row.called_at,
        entered=late(row.called_at, row.at),
        decider=row.decider,
        witness=row.witness,
        recorded_by=row.recorded_by,
        at=row.at,
        due_at=row.due_at,
        signed_at=row.signed_at,
        disputed_at=row.disputed_at,
        disputed_why=row.disputed_why or "",
        pending=pending,
        overdue=pending and row.due_at < now,
        signed_late=row.signed_at is not None and row.signed_at > row.due_at,
        offers=_signing(row.decider_id, rights, actor) if pending else (),
    )


def _signing(decider: int, rights: Rights, actor: Actor) -> tuple[Offer, ...]:
    """Only the decider is offered them: nobody else may."""
    if decider != actor.person_id:
        return ()
    refused = rights.refusal(actor, Action.SIGN_ORAL_DECISION, About(person_id=decider))
    return Offer("sign_oral", refused), Offer("dispute_oral", refused)


def _order(line: OralLine) -> tuple[bool, float, int]:
    return not line.pending, line.due_at.timestamp() if line.pending else 0.0, -line.id


def _recording(rights: Rights, actor: Actor, incident: IncidentRow | None) -> Offer | None:
    key, action = "record_call", Action.REGISTER_ORAL_DECISION
    if incident is None:
        return offer(key, rights, actor, action, About(), shut=RuleBroken("请先选择事件。"))
    about = About(districts=frozenset(incident.districts))
    return offer(key, rights, actor, action, about, partial(require_open, incident.state))


@dataclass(frozen=True, slots=True)
class PendingOral:
    """What is still unsigned in an incident: how many, and the nearest limit."""

    count: int
    due_at: datetime
    overdue: bool


def pending_oral(session: Session, incident_id: int, now: datetime) -> PendingOral | None:
    due = sorted(
        row.due_at
        for row in rows_of_incident(session, OralDecisionRow, incident_id)
        if row.signed_at is None and row.disputed_at is None
    )
    return PendingOral(len(due), due[0], due[0] < now) if due else None


@dataclass(frozen=True, slots=True)
class UnsignedOral:
    """The one of an incident's unsigned calls that is told beside its level.

    `of_response`: the level of response itself stands on this call.
    """

    matter: Matter
    of_response: bool
    due_at: datetime


def unsigned_oral(session: Session, incident_id: int) -> UnsignedOral | None:
    """What the response stands on first, then the nearest limit."""
    rows = session.execute(
        select(OralDecisionRow.matter, OralDecisionRow.due_at).where(
            OralDecisionRow.incident_id == incident_id,
            OralDecisionRow.signed_at.is_(None),
            OralDecisionRow.disputed_at.is_(None),
        )
    )
    found = (UnsignedOral(Matter(m), Matter(m) in OF_RESPONSE, due) for m, due in rows)
    return min(found, key=lambda oral: (not oral.of_response, oral.due_at), default=None)


@dataclass(frozen=True, slots=True)
class Decider:
    """Who could have been on the telephone. `refusals`: why they may not decide a matter there."""

    id: int
    name: str
    post: str
    refusals: Mapping[tuple[Matter, Level | None], RuleBroken]


@dataclass(frozen=True, slots=True)
class OralChoices:
    """What the form of a 电话请示记录 offers. `closed`: why a matter cannot be decided now."""

    incident_id: int
    title: str
    state: State
    grade: Level | None
    response: Level | None
    suggestion_id: int | None
    suggested: Level | None
    deciders: tuple[Decider, ...]
    closed: Mapping[Matter, RuleBroken]
    responses: Mapping[Level, ResponseItem]
    record: dict[str, Any]  # the facts of this moment, to be kept with the act
    usual: Due  # within which it must be signed, as the plan writes it
    now: datetime


def oral_choices(session: Session, actor: Actor, incident_id: int, now: datetime) -> OralChoices:
    incident = session.get_one(IncidentRow, incident_id)
    plan = plan_of(session, incident.plan_version_id)
    waiting = open_suggestion(session, incident_id)
    return OralChoices(
        incident_id=incident_id,
        title=incident.title,
        state=incident.state,
        grade=incident.grade,
        response=incident.response,
        suggestion_id=waiting.id if waiting else None,
        suggested=waiting.level if waiting else None,
        deciders=_deciders(session, actor, incident, now),
        closed=_closed(incident),
        responses=plan.responses,
        record=grade_sheet(session, incident_id, now).record,
        usual=plan.limit_of(SIGNED, graver(incident.grade, incident.response)),
        now=now,
    )


def _deciders(
    session: Session, actor: Actor, incident: IncidentRow, now: datetime
) -> tuple[Decider, ...]:
    """In the order of their posts; not the recorder, who would sign at once."""
    rights, where = plan_of(session).rights, frozenset(incident.districts)
    people = {
        person.id: person
        for role in DECIDERS
        for person in holders(session, now, role)
        if person.id != actor.person_id
    }
    found = []
    deciders = actors_of(session, people.values(), now)
    for person, decider in zip(people.values(), deciders, strict=True):
        refusals = {
            (matter, level): broken
            for matter, action in NEEDS.items()
            for level in (*Level, None)
            if (broken := rights.refusal(decider, action, _about(matter, level, where)))
        }
        own = About(person_id=person.id)
        if rights.refusal(decider, Action.SIGN_ORAL_DECISION, own) is None:
            found.append(Decider(person.id, person.name, person.post, refusals))
    return tuple(found)


def _about(matter: Matter, level: Level | None, where: frozenset[str]) -> About:
    """As services.incident.oral asks it: a release has another author than who approves."""
    if matter is Matter.RELEASE:
        return About(districts=where, author_id=0)
    return About(districts=where, level=level)


def _closed(incident: IncidentRow) -> dict[Matter, RuleBroken]:
    """By the rules that the acts themselves ask."""
    state = incident.state
    rules: dict[Matter, Callable[[], object]] = {
        Matter.GRADE: lambda: require_gradable(state),
        Matter.ACTIVATE: lambda: require_startable(state, incident.grade),
        Matter.RAISE: lambda: require_responding(state),
        Matter.LOWER: lambda: require_responding(state),
        Matter.END: lambda: require_endable(state, incident.response),
    }
    found = {matter: refusal_of(rule) for matter, rule in rules.items()}
    return {matter: broken for matter, broken in found.items() if broken}
