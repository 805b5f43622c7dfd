"""The duty room's log (值班日志, plan 2.2(1)): calls and notes, and what follows from them."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.command.directive import require_past
from commandcenter.domain.command.duty import LogKind, require_caller, require_unsettled
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import incident_of, rights, text_if_any, text_of
from commandcenter.services.incident.incidents import NewIncident, register
from commandcenter.store.database import now
from commandcenter.store.tables.command.duty_log import DutyLogRow


@dataclass(frozen=True, slots=True)
class NewEntry:
    """`told`: who else was told, and when; `follow`: something is still to be done about it."""

    kind: LogKind
    text: str
    happened_at: datetime | None = None
    unit: str = ""
    name: str = ""
    post: str = ""
    phone: str = ""
    told: str = ""
    incident_id: int | None = None
    follow: bool = False


def write_entry(session: Session, actor: Actor, new: NewEntry) -> int:
    """Write into the log; its words are never changed. Return its id."""
    rights(session).require(actor, Action.DUTY_LOG)
    require_caller(new.kind, new.unit, new.name)
    if new.incident_id is not None:
        incident_of(session, new.incident_id)
    at = now(session)
    happened_at = new.happened_at or at
    require_past(happened_at, at, "通话时间" if new.kind is not LogKind.NOTE else "时间")
    row = DutyLogRow(
        kind=new.kind.value,
        happened_at=happened_at,
        unit=text_if_any(new.unit, "单位", 60),
        name=text_if_any(new.name, "姓名", 40),
        post=text_if_any(new.post, "职务", 40),
        phone=text_if_any(new.phone, "电话", 40),
        text=text_of(new.text, "内容", 4_000),
        told=text_if_any(new.told, "已告知", 500),
        incident_id=new.incident_id,
        at=at,
        by=actor.name,
        by_id=actor.person_id or None,
        follow=new.follow,
    )
    session.add(row)
    session.flush()
    _record(session, actor, row, "written")
    return row.id


def settle(session: Session, actor: Actor, entry_id: int, words: str) -> None:
    """What was still to be done about it has been done: how."""
    row = _row(session, entry_id)
    rights(session).require(actor, Action.DUTY_LOG)
    require_unsettled(row.closed_by or "", row.closed_words or "")
    row.follow = True
    row.closed_words = text_of(words, "办结情况", 500)
    row.closed_at, row.closed_by = now(session), actor.name
    _record(session, actor, row, "settled")


def link(session: Session, actor: Actor, entry_id: int, incident_id: int) -> None:
    """The call became an incident, or is about one: it settles what was open about it."""
    row = _row(session, entry_id)
    rights(session).require(actor, Action.DUTY_LOG)
    incident_of(session, incident_id)
    if row.incident_id is not None and row.incident_id != incident_id:
        raise RuleBroken("这个来电已归入另一事件。")
    _link(session, actor, row, incident_id)


def _link(session: Session, actor: Actor, row: DutyLogRow, incident_id: int) -> None:
    row.incident_id = incident_id
    if row.follow and row.closed_at is None:
        row.closed_at, row.closed_by = now(session), actor.name
        row.closed_words = word("已登记为事件")
    _record(session, actor, row, "linked")


def register_incident(session: Session, actor: Actor, entry_id: int, new: NewIncident) -> int:
    """接报登记 from a call, by whoever may register one: the incident, and the entry linked to it.

    Return the incident's id.
    """
    row = _row(session, entry_id)
    if row.incident_id is not None:
        raise RuleBroken("这个来电已归入另一事件。")
    incident = register(session, actor, new)
    _link(session, actor, row, incident)
    return incident


def register_with_call(session: Session, actor: Actor, new: NewIncident, call: NewEntry) -> int:
    """接报登记 with the call it came by: who called and from where, what was said, who was told.

    The call is kept in the log as the incident's own, in the same act. Return the incident's id.
    """
    incident = register(session, actor, new)
    write_entry(session, actor, replace(call, incident_id=incident))
    return incident


def _row(session: Session, entry_id: int) -> DutyLogRow:
    row = session.get(DutyLogRow, entry_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的值班日志。", id=entry_id)
    return row


def _record(session: Session, actor: Actor, row: DutyLogRow, verb: str) -> None:
    book.record(session, actor, "duty_log", row.id, verb, incident=row.incident_id, clause="2.2(1)")
