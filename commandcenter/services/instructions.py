"""Instructions (指令, plan 2.1(1)): given, received, reported back on."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Group
from commandcenter.domain.rights import Action
from commandcenter.services.guard import incident_of, rights, text_of
from commandcenter.store import journal
from commandcenter.store.database import now
from commandcenter.store.tables.instruction import InstructionRow


def give(
    session: Session,
    actor: Actor,
    incident_id: int,
    words: str,
    to_group: Group | None = None,
    to_person: int | None = None,
    deadline_at: datetime | None = None,
) -> int:
    """Give an instruction to a group or a person; return its id."""
    incident = incident_of(session, incident_id)
    if (to_group is None) == (to_person is None):
        raise RuleBroken("指令应下达给一个工作组或一个人。")
    rights(session).require(
        actor, Action.GIVE_INSTRUCTION, group=to_group, district=frozenset(incident.districts)
    )
    at = now(session)
    if deadline_at is not None and deadline_at <= at:
        raise RuleBroken("回报时限应晚于现在。")
    row = InstructionRow(
        incident_id=incident.id,
        text=text_of(words, "指令内容", 1_000),
        to_group=to_group,
        to_person=to_person,
        given_by=actor.name,
        at=at,
        deadline_at=deadline_at,
    )
    session.add(row)
    session.flush()
    _record(session, actor, row, "given")
    return row.id


def receive(session: Session, actor: Actor, instruction_id: int) -> None:
    row = _open(session, actor, instruction_id, Action.RECEIVE_INSTRUCTION)
    if row.received_at is not None:
        raise RuleBroken("指令已由{who}签收。", who=row.received_by)
    row.received_at, row.received_by = now(session), actor.name
    _record(session, actor, row, "received")


def report_back(session: Session, actor: Actor, instruction_id: int, words: str) -> None:
    """Report the result; an instruction that nobody signed for is received by it too."""
    row = _open(session, actor, instruction_id, Action.REPORT_BACK)
    at = now(session)
    if row.received_at is None:
        row.received_at, row.received_by = at, actor.name
    row.report = text_of(words, "回报内容", 2_000)
    row.reported_at, row.reported_by = at, actor.name
    _record(session, actor, row, "reported back")


def _open(session: Session, actor: Actor, instruction_id: int, action: Action) -> InstructionRow:
    row = session.get(InstructionRow, instruction_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的指令。", id=instruction_id)
    rights(session).require(actor, action, group=row.to_group, person_id=row.to_person)
    if row.reported_at is not None:
        raise RuleBroken("指令已由{who}回报。", who=row.reported_by)
    return row


def _record(session: Session, actor: Actor, row: InstructionRow, verb: str) -> None:
    journal.record(
        session, actor, "instruction", row.id, verb, incident=row.incident_id, clause="2.1(1)"
    )
