"""Liaison (plan 2.1(2)): a department is asked, promises, answers, and is reminded."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.command.directive import require_deadline, require_past, require_unmoved
from commandcenter.domain.command.liaison import (
    Request,
    require_promise_ahead,
    require_unanswered,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import require_open as require_live
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.command.reminders import remind as keep_reminder
from commandcenter.services.guard import (
    carried_incident,
    incident_of,
    require_for,
    text_if_any,
    text_of,
)
from commandcenter.store.database import now
from commandcenter.store.tables.command.command import LiaisonRow


@dataclass(frozen=True, slots=True)
class NewRequest:
    """`contact`: name and telephone there; `asked_at` None: now."""

    request: str
    way: str
    contact: str = ""
    due_at: datetime | None = None
    asked_at: datetime | None = None


def ask(
    session: Session, actor: Actor, incident_id: int, departments: Sequence[str], new: NewRequest
) -> list[int]:
    """Register that departments were told and asked; a row for each. Return their ids."""
    incident = incident_of(session, incident_id)
    require_for(session, actor, Action.LIAISE, incident)
    require_live(incident.state)
    named = list(dict.fromkeys(text_of(name, "部门", 60) for name in departments))
    if not named:
        raise RuleBroken("请选择联系的部门。")
    at = now(session)
    asked_at = new.asked_at or at
    require_past(asked_at, at, "联系时间")
    require_deadline(new.due_at, at)
    ids = []
    for name in named:
        row = LiaisonRow(
            incident_id=incident.id,
            department=name,
            request=text_of(new.request, "请求事项", 2_000),
            way=text_of(new.way, "联系方式", 40),
            contact=text_if_any(new.contact, "对方联系人和电话", 120),
            asked_at=asked_at,
            asked_by=actor.name,
            due_at=new.due_at,
        )
        session.add(row)
        session.flush()
        _record(session, actor, row, "asked")
        ids.append(row.id)
    return ids


def note_promise(
    session: Session,
    actor: Actor,
    liaison_id: int,
    words: str,
    promised_for: datetime | None,
    seen: tuple[str, datetime | None] | None = None,
) -> None:
    """What they promised, and by when; a later promise takes the place of the earlier.

    `seen`: the earlier one on the screen, in words ("" none) and by when.
    """
    row = _open(session, actor, liaison_id)
    if seen is not None:
        require_unmoved(seen, (row.promise or "", row.promised_for), "对方答应的事项")
    require_promise_ahead(promised_for, now(session))
    row.promise = text_of(words, "答应的事项", 1_000)
    row.promised_at, row.promised_for = now(session), promised_for
    _record(session, actor, row, "promised")


def note_answer(session: Session, actor: Actor, liaison_id: int, words: str) -> None:
    """What they answered or did. It ends the request: for anything new they are asked anew."""
    row = _open(session, actor, liaison_id)
    row.answer = text_of(words, "答复", 2_000)
    row.answered_at, row.answer_by = now(session), actor.name
    _record(session, actor, row, "answered")


def remind(session: Session, actor: Actor, liaison_id: int, words: str) -> int:
    row = _open(session, actor, liaison_id)
    return keep_reminder(session, actor, row.incident_id, "liaison", row.id, words, "2.1(2)")


def _open(session: Session, actor: Actor, liaison_id: int) -> LiaisonRow:
    row = session.get(LiaisonRow, liaison_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的联络事项。", id=liaison_id)
    require_for(session, actor, Action.LIAISE, carried_incident(session, row.incident_id))
    require_unanswered(
        Request(
            row.department,
            row.asked_at,
            row.due_at,
            row.promised_at,
            row.promised_for,
            row.answered_at,
        )
    )
    return row


def _record(session: Session, actor: Actor, row: LiaisonRow, verb: str) -> None:
    book.record(session, actor, "liaison", row.id, verb, incident=row.incident_id, clause="2.1(2)")
