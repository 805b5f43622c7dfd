"""What the duty officer does first: the act with its number to ring and what is read aloud."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.duty import caller_name, caller_phone
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.domain.reports.report import UNDER_CHECK
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.command import PersonLine, command_picture
from commandcenter.queries.command.duty_room import shown_words
from commandcenter.queries.command.next_steps import (
    NextStep,
    NextSteps,
    first_to_do,
    next_steps,
)
from commandcenter.queries.command.ring_line import (
    Number,
    RingLine,
    Tried,
    missed_about,
    ring_line,
)
from commandcenter.queries.reports.reports import phone_text
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.duty_log import CallUpRow, DutyLogRow
from commandcenter.store.tables.incident.incident import IncidentRow

CLOCKS = 5


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
    """叫应: who was rung about the incident or is to be. `number`: where. `missed`: when they did
    not answer; `answered_at` None: not yet, or they were rung again since, in vain.
    """

    person: str
    post: str
    number: str
    missed: tuple[datetime, ...]
    answered_at: datetime | None
    answer: str
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class DutyFirstAct:
    """`title`: of the incident. `ring`: who is rung now, `then` who if they do not answer (None:
    again), `tried` who did not. `aloud`: label and words of each element to read. `clocks`: what
    runs, the next first.
    """

    title: str
    steps: NextSteps
    first: NextStep | None
    ring: Number | None
    then: Number | None
    tried: tuple[Tried, ...]
    aloud: tuple[tuple[str, str], ...]
    clocks: tuple[NextStep, ...]
    caller: Caller | None
    rung: tuple[Rung, ...]


def duty_first(session: Session, actor: Actor, incident_id: int, now: datetime) -> DutyFirstAct:
    steps = next_steps(session, actor, incident_id, now)
    first = first_to_do(steps.open)
    clocks = [step for step in steps.open if step.due_at is not None]
    ring = _ring(session, incident_id, first, now) if first else None
    return DutyFirstAct(
        title=session.get_one(IncidentRow, incident_id).title,
        steps=steps,
        first=first,
        ring=ring.now if ring else None,
        then=ring.then if ring else None,
        tried=ring.tried if ring else (),
        aloud=_aloud(session, incident_id, first, now) if first else (),
        clocks=tuple(clocks[:CLOCKS]),
        caller=_caller(session, actor, incident_id),
        rung=_rung(session, incident_id, now),
    )


def _ring(session: Session, incident_id: int, step: NextStep, now: datetime) -> RingLine | None:
    """带班领导 for the first call; of whom is reported to by telephone its duty room."""
    match step.code:
        case "ring_lead":
            return ring_line(session, incident_id, now)
        case "report_phone":
            incident = session.get_one(IncidentRow, incident_id)
            known = plan_of(session, incident.plan_version_id).addressees
            to = known.get(step.about.rpartition("/")[2])
            room = Number(word(step.title.removeprefix("电话报告")), "", to.phone if to else "")
            return RingLine(room, None, missed_about(session, incident_id, step.id))
    return None


def _aloud(
    session: Session, incident_id: int, step: NextStep, now: datetime
) -> tuple[tuple[str, str], ...]:
    """Of a telephone report the five elements (plan 4.1(1)), of another act what the plan says."""
    incident = session.get_one(IncidentRow, incident_id)
    if step.form == "phone_report":
        contents = plan_of(session, incident.plan_version_id).report_elements
        text = phone_text(session, incident_id, None, now)
        five = (e for e in text.elements if contents[e.code].five)
        return tuple((e.label, e.text or UNDER_CHECK) for e in five)
    said: list[tuple[str, str]] = [
        (word("事件"), incident.title),
        (word("情况"), incident.summary or UNDER_CHECK),
    ]
    return (*said, (word("要求"), word(step.detail))) if step.detail else tuple(said)


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
        phone=caller_phone(row.unit, row.phone),
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
    ).all()
    calls: dict[str, list[CallUpRow]] = {}
    for row in rows:
        calls.setdefault(row.person, []).append(row)
    wanted = {person.name: person for person in _to_call(session, incident_id, now)}
    known = {person.name: person for person in _command(session, incident_id, now)}
    names = dict.fromkeys([*calls, *wanted])
    return tuple(sorted((_of(n, calls.get(n, []), known.get(n)) for n in names), key=_urgency))


def _of(name: str, calls: Sequence[CallUpRow], person: PersonLine | None) -> Rung:
    last = calls[-1] if calls else None
    answered = last if last is not None and last.answered else None
    return Rung(
        person=name,
        post=person.post if person else "",
        number=person.phone if person else "",
        missed=tuple(row.rung_at for row in calls if not row.answered),
        answered_at=answered.rung_at if answered else None,
        answer=answered.answer if answered else "",
        person_id=person.id if person else last.person_id if last else None,
    )


def _urgency(rung: Rung) -> tuple[int, float]:
    if rung.answered_at is not None:
        return 2, -rung.answered_at.timestamp()
    return (0, -rung.missed[-1].timestamp()) if rung.missed else (1, 0.0)


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
