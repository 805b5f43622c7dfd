"""What the duty officer does first: the act with its number to ring and what is read aloud."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.duty import NO_NUMBER, caller_name, caller_phone
from commandcenter.domain.org import Actor, Role
from commandcenter.domain.reports.report import UNDER_CHECK
from commandcenter.queries.command.command import PersonLine, command_picture
from commandcenter.queries.command.duty_room import shown_words
from commandcenter.queries.command.next_steps import (
    NextStep,
    NextSteps,
    first_to_do,
    next_steps,
)
from commandcenter.queries.reports.reports import phone_text
from commandcenter.store.people import on_duty
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.duty_log import CallUpRow, DutyLogRow
from commandcenter.store.tables.incident.incident import IncidentRow

CLOCKS = 5


@dataclass(frozen=True, slots=True)
class Number:
    """Whom to ring, and where; `number` "" where the bureau has entered none."""

    name: str
    post: str
    number: str


@dataclass(frozen=True, slots=True)
class Caller:
    """来电: who told the duty room of it. `phone` "": 未留号码."""

    entry_id: int
    name: str
    unit: str
    phone: str
    words: str
    told: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Rung:
    """叫应: who was rung about the incident or is to be; `at` None: not yet. `number`: where."""

    person: str
    post: str
    number: str
    at: datetime | None
    answered: bool
    answer: str


@dataclass(frozen=True, slots=True)
class DutyFirstAct:
    """`title`: of the incident. `aloud`: label and words of each element to read. `clocks`: what
    runs, the next first.
    """

    title: str
    steps: NextSteps
    first: NextStep | None
    ring: Number | None
    aloud: tuple[tuple[str, str], ...]
    clocks: tuple[NextStep, ...]
    caller: Caller | None
    rung: tuple[Rung, ...]


def duty_first(session: Session, actor: Actor, incident_id: int, now: datetime) -> DutyFirstAct:
    steps = next_steps(session, actor, incident_id, now)
    first = first_to_do(steps.open)
    clocks = [step for step in steps.open if step.due_at is not None]
    return DutyFirstAct(
        title=session.get_one(IncidentRow, incident_id).title,
        steps=steps,
        first=first,
        ring=_ring(session, incident_id, first, now) if first else None,
        aloud=_aloud(session, incident_id, first, now) if first else (),
        clocks=tuple(clocks[:CLOCKS]),
        caller=_caller(session, actor, incident_id),
        rung=_rung(session, incident_id, now),
    )


def _ring(session: Session, incident_id: int, step: NextStep, now: datetime) -> Number | None:
    """带班领导 for the first call; of whom is reported to by telephone its duty room."""
    match step.code:
        case "ring_lead":
            person = on_duty(session, now, Role.LEAD_DUTY)
            if person is None:
                return None
            return Number(person.name, person.post, person.mobile or person.phone)
        case "report_phone":
            incident = session.get_one(IncidentRow, incident_id)
            known = plan_of(session, incident.plan_version_id).addressees
            to = known.get(step.about.rpartition("/")[2])
            return Number(step.title.removeprefix("电话报告"), "", to.phone if to else "")
    return None


def _aloud(
    session: Session, incident_id: int, step: NextStep, now: datetime
) -> tuple[tuple[str, str], ...]:
    """Of a telephone report its elements, of another act what the plan says of it."""
    if step.form == "phone_report":
        text = phone_text(session, incident_id, None, now)
        return tuple((e.label, e.text or UNDER_CHECK) for e in text.elements)
    incident = session.get_one(IncidentRow, incident_id)
    said = [("事件", incident.title), ("情况", incident.summary or UNDER_CHECK)]
    return (*said, ("要求", step.detail)) if step.detail else tuple(said)


def _caller(session: Session, actor: Actor, incident_id: int) -> Caller | None:
    """The first call that became the incident."""
    row = session.scalars(
        select(DutyLogRow)
        .where(DutyLogRow.incident_id == incident_id, DutyLogRow.kind == "call_in")
        .order_by(DutyLogRow.id)
        .limit(1)
    ).first()
    if row is None:
        return None
    shown = partial(shown_words, plan_of(session).rights, actor)
    return Caller(
        entry_id=row.id,
        name=caller_name(row.unit, row.name),
        unit=" ".join(part for part in (row.unit, row.post) if part),
        phone=row.phone if row.phone == NO_NUMBER else caller_phone(row.unit, row.phone),
        words=shown(row.text),
        told=shown(row.told),
        at=row.happened_at,
        by=row.by,
    )


def _rung(session: Session, incident_id: int, now: datetime) -> tuple[Rung, ...]:
    """Not reached first, then who is still to be called, then those who answered."""
    rows = session.scalars(
        select(CallUpRow)
        .where(CallUpRow.incident_id == incident_id)
        .order_by(CallUpRow.rung_at, CallUpRow.id)
    )
    last = {row.person: row for row in rows}
    wanted = {person.name: person for person in _to_call(session, incident_id, now)}
    known = {person.name: person for person in _command(session, incident_id, now)}
    found = []
    for name in dict.fromkeys([*last, *wanted]):
        row, person = last.get(name), known.get(name)
        found.append(
            Rung(
                name,
                person.post if person else "",
                person.phone if person else "",
                row.rung_at if row else None,
                bool(row and row.answered),
                row.answer if row else "",
            )
        )
    return tuple(sorted(found, key=_urgency))


def _urgency(rung: Rung) -> tuple[int, float]:
    return (1 if rung.at is None else 2 if rung.answered else 0), -(
        rung.at.timestamp() if rung.at else 0
    )


def _command(session: Session, incident_id: int, now: datetime) -> list[PersonLine]:
    picture = command_picture(session, incident_id, now)
    leaders = (line.leader for line in picture.groups)
    people = (picture.lead_duty, picture.commander, *picture.deputies, *leaders)
    return [person for person in people if person is not None]


def _to_call(session: Session, incident_id: int, now: datetime) -> list[PersonLine]:
    """带班领导; once there is a response the commander and the heads of the groups, until they
    have signed in.
    """
    incident = session.get_one(IncidentRow, incident_id)
    picture = command_picture(session, incident_id, now)
    wanted = [picture.lead_duty]
    if incident.response is not None:
        wanted += [picture.commander, *(line.leader for line in picture.groups)]
    return [person for person in wanted if person is not None and not person.present]
