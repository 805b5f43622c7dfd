"""Instructions (指令, plan 2.1(1)): given, received, chased, reported back on."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.command.directive import (
    Task,
    chase_refusal,
    require_deadline,
    require_open,
    require_receivable,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import require_open as require_live
from commandcenter.domain.org import Actor, Group
from commandcenter.domain.rights import Action, Matter
from commandcenter.services import book
from commandcenter.services.command.reminders import remind as keep_reminder
from commandcenter.services.guard import (
    carried_incident,
    incident_of,
    person_in_service,
    rights,
    text_of,
)
from commandcenter.store.database import now
from commandcenter.store.people import groups_of
from commandcenter.store.tables.command.instruction import InstructionRow

WHAT = "指令"


def give(
    session: Session,
    actor: Actor,
    incident_id: int,
    words: str,
    to_group: Group | None = None,
    to_person: int | None = None,
    deadline_at: datetime | None = None,
    *,
    agreed_in: int | None = None,
) -> int:
    """Give an instruction to a group or a person; return its id. `agreed_in`: the 会商."""
    incident = incident_of(session, incident_id)
    if (to_group is None) == (to_person is None):
        raise RuleBroken("指令应下达给一个工作组或一个人。")
    require_live(incident.state)
    group = to_group or _group_of(session, actor, to_person)
    rights(session).require(
        actor, Action.GIVE_INSTRUCTION, group=group, district=frozenset(incident.districts)
    )
    at = now(session)
    require_deadline(deadline_at, at)
    row = InstructionRow(
        incident_id=incident.id,
        text=text_of(words, "指令内容", 1_000),
        to_group=to_group,
        to_person=to_person,
        given_by=actor.name,
        at=at,
        deadline_at=deadline_at,
        consultation_id=agreed_in,
    )
    session.add(row)
    session.flush()
    _record(session, actor, row, "given")
    return row.id


def give_to_all(
    session: Session,
    actor: Actor,
    incident_id: int,
    words: str,
    groups: Sequence[Group] = (),
    people: Sequence[int] = (),
    deadline_at: datetime | None = None,
) -> list[int]:
    """The same to several: each signs for it and reports back on it for themselves."""
    if not groups and not people:
        raise RuleBroken("请选择指令下达给谁。")
    to_groups = [
        give(session, actor, incident_id, words, group, deadline_at=deadline_at)
        for group in dict.fromkeys(groups)
    ]
    to_people = [
        give(session, actor, incident_id, words, to_person=person, deadline_at=deadline_at)
        for person in dict.fromkeys(people)
    ]
    return to_groups + to_people


def receive(session: Session, actor: Actor, instruction_id: int) -> None:
    row = _addressed_row(session, actor, instruction_id, Action.RECEIVE_INSTRUCTION)
    require_receivable(_task(row), WHAT)
    row.received_at, row.received_by = now(session), actor.name
    _record(session, actor, row, "received")


def report_back(session: Session, actor: Actor, instruction_id: int, words: str) -> None:
    """Report the result; an instruction that nobody signed for is received by it too."""
    row = _addressed_row(session, actor, instruction_id, Action.REPORT_BACK)
    require_open(_task(row), WHAT)
    at = now(session)
    if row.received_at is None:
        row.received_at, row.received_by = at, actor.name
    row.report = text_of(words, "回报内容", 2_000)
    row.reported_at, row.reported_by = at, actor.name
    _record(session, actor, row, "reported back")


def remind(session: Session, actor: Actor, instruction_id: int, words: str) -> int:
    """催办: by who may give it, or by the office that keeps what the command has ordered."""
    row = _row(session, instruction_id)
    incident = carried_incident(session, row.incident_id)
    group = row.to_group or _group_of(session, actor, row.to_person)
    matter = Matter(group=group, districts=frozenset(incident.districts))
    if refused := chase_refusal(rights(session), actor, matter, Action.GIVE_INSTRUCTION):
        raise refused
    require_open(_task(row), WHAT)
    return keep_reminder(session, actor, row.incident_id, "instruction", row.id, words)


def _row(session: Session, instruction_id: int) -> InstructionRow:
    row = session.get(InstructionRow, instruction_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的指令。", id=instruction_id)
    return row


def _addressed_row(
    session: Session, actor: Actor, instruction_id: int, action: Action
) -> InstructionRow:
    row = _row(session, instruction_id)
    rights(session).require(actor, action, group=row.to_group, person_id=row.to_person)
    carried_incident(session, row.incident_id)
    return row


def _task(row: InstructionRow) -> Task:
    return Task(
        row.at,
        row.deadline_at,
        row.received_at,
        row.received_by,
        row.reported_at,
        row.reported_by,
    )


def _group_of(session: Session, actor: Actor, person_id: int | None) -> Group | None:
    """The group of who is still in service. Raises RuleBroken."""
    if person_id is None:
        return None
    person_in_service(session, person_id)
    return groups_of(session, actor, now(session)).get(person_id)


def _record(session: Session, actor: Actor, row: InstructionRow, verb: str) -> None:
    book.record(
        session, actor, "instruction", row.id, verb, incident=row.incident_id, clause="2.1(1)"
    )
