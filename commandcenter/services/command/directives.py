"""批示 (plan 2.1(2)): registered word for word, assigned, chased, told back upward."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.command.directive import (
    Task,
    chase_refusal,
    require_after,
    require_deadline,
    require_done,
    require_open,
    require_past,
    require_receivable,
    require_unmoved,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import require_open as require_live
from commandcenter.domain.org import Actor, Group
from commandcenter.domain.rights import Action, Matter
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.command.reminders import remind as keep_reminder
from commandcenter.services.guard import (
    carried_incident,
    incident_of,
    person_in_service,
    rights,
    text_if_any,
    text_of,
)
from commandcenter.store.database import now
from commandcenter.store.tables.command.command import DirectiveRow

WHAT = "批示"


@dataclass(frozen=True, slots=True)
class NewDirective:
    """`from_person` may be an organ; `words` are the direction as it was written."""

    from_person: str
    from_post: str
    document: str
    words: str
    directed_at: datetime
    group: Group | None = None
    to_person: int | None = None
    due_at: datetime | None = None


def register(session: Session, actor: Actor, incident_id: int, new: NewDirective) -> int:
    """Register a 批示 and give it to a group or a person; return its id."""
    incident = incident_of(session, incident_id)
    rights(session).require(actor, Action.REGISTER_PAPER)
    require_live(incident.state)
    at = now(session)
    require_past(new.directed_at, at, "批示时间")
    row = DirectiveRow(
        incident_id=incident.id,
        from_person=text_of(new.from_person, "批示人", 60),
        from_post=text_if_any(new.from_post, "职务", 60),
        document=text_of(new.document, "批示所在的文件", 120),
        words=text_of(new.words, "批示原文", 4_000),
        directed_at=new.directed_at,
        registered_at=at,
        registered_by=actor.name,
    )
    _assign(session, row, new.group, new.to_person, new.due_at)
    session.add(row)
    session.flush()
    _record(session, actor, row, "registered")
    return row.id


def assign(
    session: Session,
    actor: Actor,
    directive_id: int,
    group: Group | None,
    to_person: int | None,
    due_at: datetime | None,
    seen: tuple[Group | None, int | None, datetime | None] | None = None,
) -> None:
    """Give it to others, or by another time; who had it signed for it, the new one has not.

    `seen`: to whom and by when it was given as shown to the actor.
    """
    row = _row(session, directive_id)
    rights(session).require(actor, Action.REGISTER_PAPER)
    carried_incident(session, row.incident_id)
    require_open(_task(row), WHAT)
    if seen is not None:
        require_unmoved(seen, (row.group, row.to_person, row.due_at), "批示的承办")
    before = row.group, row.to_person
    _assign(session, row, group, to_person, due_at)
    if before != (group, to_person):
        row.received_at = row.received_by = None
    _record(session, actor, row, "assigned")


def receive(session: Session, actor: Actor, directive_id: int) -> None:
    row = _addressed_row(session, actor, directive_id, Action.RECEIVE_INSTRUCTION)
    require_receivable(_task(row), WHAT)
    row.received_at, row.received_by = now(session), actor.name
    _record(session, actor, row, "received")


def report_result(session: Session, actor: Actor, directive_id: int, words: str) -> None:
    """Who carried it out says with what result; that signs for it too."""
    row = _addressed_row(session, actor, directive_id, Action.REPORT_BACK)
    require_open(_task(row), WHAT)
    at = now(session)
    if row.received_at is None:
        row.received_at, row.received_by = at, actor.name
    row.result = text_of(words, "办理结果", 4_000)
    row.done_at, row.done_by = at, actor.name
    _record(session, actor, row, "reported back")


def report_upward(
    session: Session, actor: Actor, directive_id: int, way: str, told_at: datetime
) -> None:
    """The result was told to who directed it: how and when. Nothing changes it after that."""
    row = _row(session, directive_id)
    rights(session).require(actor, Action.REGISTER_PAPER)
    carried_incident(session, row.incident_id)
    require_done(_task(row))
    assert row.done_at is not None
    require_past(told_at, now(session), "回告时间")
    # The form knows minutes only: the minute in which it was done is not before it.
    done = row.done_at.replace(second=0, microsecond=0)
    require_after(told_at, done, now(session), "回告时间", "办理时间")
    row.reported_at, row.reported_by = told_at, actor.name
    row.reported_way = text_of(way, "回告方式", 60)
    _record(session, actor, row, "told back")


def remind(session: Session, actor: Actor, directive_id: int, words: str) -> int:
    """催办: by the office that registers it, or by who may give instructions to its group."""
    row = _row(session, directive_id)
    matter = Matter(group=row.group, person_id=row.to_person)
    if refused := chase_refusal(rights(session), actor, matter, Action.REGISTER_PAPER):
        raise refused
    carried_incident(session, row.incident_id)
    require_open(_task(row), WHAT)
    return keep_reminder(session, actor, row.incident_id, "directive", row.id, words, "2.1(2)")


def _assign(
    session: Session,
    row: DirectiveRow,
    group: Group | None,
    to_person: int | None,
    due_at: datetime | None,
) -> None:
    if (group is None) == (to_person is None):
        raise RuleBroken("批示应交给一个工作组或一个人承办。")
    if to_person is not None:
        person_in_service(session, to_person)
    if due_at != row.due_at:
        require_deadline(due_at, now(session))
    row.group, row.to_person, row.due_at = group, to_person, due_at


def _row(session: Session, directive_id: int) -> DirectiveRow:
    row = session.get(DirectiveRow, directive_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的批示。", id=directive_id)
    return row


def _addressed_row(
    session: Session, actor: Actor, directive_id: int, action: Action
) -> DirectiveRow:
    row = _row(session, directive_id)
    rights(session).require(actor, action, group=row.group, person_id=row.to_person)
    carried_incident(session, row.incident_id)
    return row


def _task(row: DirectiveRow) -> Task:
    return Task(
        row.registered_at,
        row.due_at,
        row.received_at,
        row.received_by or "",
        row.done_at,
        row.done_by or "",
        row.reported_at,
    )


def _record(session: Session, actor: Actor, row: DirectiveRow, verb: str) -> None:
    book.record(
        session, actor, "directive", row.id, verb, incident=row.incident_id, clause="2.1(2)"
    )
