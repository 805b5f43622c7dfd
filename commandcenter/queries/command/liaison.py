"""协调联动 (plan 2.1(2)): what each department was asked, promised and answered; and 会商."""

from collections import defaultdict
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.directive import Standing, Task, standing
from commandcenter.domain.command.liaison import (
    Contact,
    Request,
    contact,
    due,
    require_unanswered,
)
from commandcenter.domain.errors import refusal_of
from commandcenter.domain.incident.incident import require_open as require_live
from commandcenter.domain.org import GROUP_WORDS, Actor
from commandcenter.domain.phrase import word
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.orders import Reminder, reminders_of
from commandcenter.queries.offers import Offer, offer, offer_if, only
from commandcenter.store.plan.late_entry import Late, late_entries
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.command import LiaisonRow
from commandcenter.store.tables.command.consultation import ConsultationRow
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.person import PersonRow

FAR = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class LiaisonLine:
    """`clock`: what is waited for until: what was promised, else what was asked."""

    id: int
    department: str
    request: str
    way: str
    contact: str
    asked_at: datetime
    asked_by: str
    due_at: datetime | None
    promise: str
    promised_at: datetime | None
    promised_for: datetime | None
    answer: str
    answered_at: datetime | None
    answer_by: str
    standing: Contact
    clock: datetime | None
    reminders: tuple[Reminder, ...]
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """A department of the plan. `always`: told in every incident; `asked`: how often."""

    title: str
    words: str  # what it is asked for
    always: bool
    clause: str
    source: str
    asked: int


@dataclass(frozen=True, slots=True)
class LiaisonBoard:
    """`missing`: departments that are always told and have not been asked yet."""

    lines: tuple[LiaisonLine, ...]
    departments: tuple[DepartmentLine, ...]
    missing: tuple[DepartmentLine, ...]
    waiting: int
    overdue: int
    offers: tuple[Offer, ...]
    now: datetime


def liaison_board(
    session: Session, actor: Actor, incident_id: int | None, now: datetime
) -> LiaisonBoard:
    incident = session.get(IncidentRow, incident_id) if incident_id else None
    if incident is None:
        return LiaisonBoard((), (), (), 0, 0, (), now)
    plan = plan_of(session, incident.plan_version_id)
    rights = plan_of(session).rights
    rows = session.scalars(
        select(LiaisonRow).where(LiaisonRow.incident_id == incident.id).order_by(LiaisonRow.id)
    ).all()
    reminders = reminders_of(session, incident.id, "liaison")
    matter = _matter(incident, actor)
    lines = [
        _line(row, reminders.get(row.id, ()), _offers(rights, actor, matter, row), now)
        for row in rows
    ]
    asked = [row.department for row in rows]
    departments = tuple(
        DepartmentLine(d.title, d.words, d.always, d.clause, d.source, asked.count(d.title))
        for d in plan.departments.values()
    )
    live = partial(require_live, incident.state)
    return LiaisonBoard(
        lines=tuple(sorted(lines, key=_urgency)),
        departments=departments,
        missing=tuple(d for d in departments if d.always and not d.asked),
        waiting=sum(line.answered_at is None for line in lines),
        overdue=sum(line.standing is Contact.OVERDUE for line in lines),
        offers=only(offer("ask", rights, actor, Action.LIAISE, matter, live)),
        now=now,
    )


def _matter(incident: IncidentRow, actor: Actor) -> Matter:
    return Matter(districts=frozenset(incident.districts), involved=bool(actor.groups()))


def _request(row: LiaisonRow) -> Request:
    return Request(
        row.department,
        row.asked_at,
        row.due_at,
        row.promised_at,
        row.promised_for,
        row.answered_at,
    )


def _offers(rights: Rights, actor: Actor, matter: Matter, row: LiaisonRow) -> tuple[Offer, ...]:
    """An answered request is done: for anything new the department is asked anew."""
    if row.answered_at is not None:
        return ()
    rule = partial(require_unanswered, _request(row))
    return only(
        *(
            offer(key, rights, actor, Action.LIAISE, matter, rule)
            for key in ("answer", "promise", "remind")
        )
    )


def _line(
    row: LiaisonRow, reminders: tuple[Reminder, ...], offers: tuple[Offer, ...], now: datetime
) -> LiaisonLine:
    request = _request(row)
    return LiaisonLine(
        id=row.id,
        department=word(row.department),
        request=row.request,
        way=word(row.way),
        contact=row.contact,
        asked_at=row.asked_at,
        asked_by=row.asked_by,
        due_at=row.due_at,
        promise=row.promise or "",
        promised_at=row.promised_at,
        promised_for=row.promised_for,
        answer=row.answer or "",
        answered_at=row.answered_at,
        answer_by=row.answer_by or "",
        standing=contact(request, now),
        clock=due(request),
        reminders=reminders,
        offers=offers,
    )


def _urgency(line: LiaisonLine) -> tuple[int, float, int]:
    if line.answered_at is not None:
        return list(Contact).index(line.standing), 0, -line.id
    late = line.standing is Contact.OVERDUE
    return (0 if late else 1), (line.clock or FAR).timestamp(), line.id


@dataclass(frozen=True, slots=True)
class AgreedLine:
    """议定事项, and how the 指令 that it is stands."""

    to: str
    words: str
    due_at: datetime | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class ConsultationLine:
    """`entered`: where it was entered clearly later (补记)."""

    id: int
    held_at: datetime
    entered: datetime | None
    place: str
    chair: str
    members: tuple[str, ...]
    question: str
    opinions: str
    conclusion: str
    recorded_by: str
    at: datetime
    agreed: tuple[AgreedLine, ...]
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Consultations:
    """Newest first."""

    lines: tuple[ConsultationLine, ...]
    offers: tuple[Offer, ...]
    now: datetime


def consultations(
    session: Session, actor: Actor, incident_id: int | None, now: datetime
) -> Consultations:
    incident = session.get(IncidentRow, incident_id) if incident_id else None
    if incident is None:
        return Consultations((), (), now)
    rows = session.scalars(
        select(ConsultationRow)
        .where(ConsultationRow.incident_id == incident.id)
        .order_by(ConsultationRow.held_at.desc(), ConsultationRow.id.desc())
    )
    rights, live = plan_of(session).rights, partial(require_live, incident.state)
    matter, late = _matter(incident, actor), late_entries(session)
    gives = rights.scope(actor, Action.GIVE_INSTRUCTION) is not None
    agree = only(offer_if(gives, "agree", refusal_of(live)))
    agreed = agreed_by_sitting(session, incident.id, now)
    return Consultations(
        lines=tuple(_consultation(row, late, agreed.get(row.id, ()), agree) for row in rows),
        offers=only(offer("record", rights, actor, Action.CONSULT, matter, live)),
        now=now,
    )


def agreed_by_sitting(
    session: Session, incident_id: int, now: datetime
) -> dict[int, tuple[AgreedLine, ...]]:
    """What was agreed, by the id of the 会商, in the order in which it was ordered."""
    rows = session.execute(
        select(InstructionRow, PersonRow.name)
        .outerjoin(PersonRow, PersonRow.id == InstructionRow.to_person)
        .where(
            InstructionRow.incident_id == incident_id, InstructionRow.consultation_id.is_not(None)
        )
        .order_by(InstructionRow.id)
    )
    found = defaultdict[int, list[AgreedLine]](list)
    for row, name in rows:
        to = GROUP_WORDS[row.to_group] if row.to_group else name or ""
        task = Task(
            row.at, row.deadline_at, row.received_at, row.received_by, row.reported_at,
            row.reported_by,
        )  # fmt: skip
        line = AgreedLine(to, row.text, row.deadline_at, standing(task, now))
        found[row.consultation_id or 0].append(line)
    return {number: tuple(lines) for number, lines in found.items()}


def _consultation(
    row: ConsultationRow, late: Late, agreed: tuple[AgreedLine, ...], offers: tuple[Offer, ...]
) -> ConsultationLine:
    return ConsultationLine(
        id=row.id,
        held_at=row.held_at,
        entered=late(row.held_at, row.at),
        place=row.place,
        chair=row.chair,
        members=tuple(row.members),
        question=row.question,
        opinions=row.opinions,
        conclusion=row.conclusion,
        recorded_by=row.recorded_by,
        at=row.at,
        agreed=agreed,
        offers=offers,
    )
