"""What may be added while the database is away, as plain data: log lines, notes, calls, evidence.

Never a decision: those are taken on what is known now. A key of the seat's own goes with
each, so that a thing whose answer was lost is not added a second time.
"""

import dataclasses
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import phrases
from commandcenter.late import late
from commandcenter.store import journal
from commandcenter.store.database import now
from commandcenter.store.seat.outbox import Addition
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.seat.delivery import DeliveryRow

if TYPE_CHECKING:
    from commandcenter.services.command import callups, duty, evidence, obligations, running_log
else:  # loaded with the first thing that is added
    callups = late("services.command.callups")
    duty = late("services.command.duty")
    evidence = late("services.command.evidence")
    obligations = late("services.command.obligations")
    running_log = late("services.command.running_log")

Body = Mapping[str, object]


class Added(StrEnum):
    LOG_LINE = "log_line"
    NOTE = "note"
    DUTY_ENTRY = "duty_entry"
    CALL_UP = "call_up"
    EVIDENCE = "evidence"


ADDED_WORDS: dict[Added, str] = phrases(
    {
        Added.LOG_LINE: "动态",
        Added.NOTE: "任务备注",
        Added.DUTY_ENTRY: "值班日志",
        Added.CALL_UP: "叫应记录",
        Added.EVIDENCE: "证据",
    }
)


def log_line(incident_id: int, words: str) -> Body:
    return {"incident_id": incident_id, "words": words}


def note(obligation_id: int, words: str) -> Body:
    return {"obligation_id": obligation_id, "words": words}


def duty_entry(new: "duty.NewEntry") -> Body:
    return {"new": plain(new)}


def call_up(new: "callups.NewCallUp") -> Body:
    return {"new": plain(new)}


def piece(incident_id: int, piece: "evidence.Piece") -> Body:
    return {"incident_id": incident_id, "piece": plain(piece)}


def add(session: Session, actor: Actor, addition: Addition) -> int:
    """Add it unless its key is here already; return the id of what was added, then or now.

    Raises RuleBroken where the service does, and for a key that another person used.
    """
    known = session.get(DeliveryRow, addition.key)
    if known is not None:
        if known.login != actor.login:
            raise RuleBroken("这一条已由他人提交，请重新填写。")
        subject = select(JournalLineRow.subject).where(JournalLineRow.number == known.line)
        return session.scalars(subject).one()
    session.add(
        DeliveryRow(
            key=addition.key,
            kind=addition.kind,
            login=actor.login,
            line=journal.latest(session) + 1,  # the pen is held: nobody else writes the next
            claimed_at=addition.claimed_at,
            at=now(session),
        )
    )
    session.flush()
    return SERVICES[Added(addition.kind)](session, actor, addition.body)


def _log_line(session: Session, actor: Actor, body: Body) -> int:
    return running_log.write_line(session, actor, _id(body["incident_id"]), str(body["words"]))


def _note(session: Session, actor: Actor, body: Body) -> int:
    about = _id(_about_the_book(session, body)["obligation_id"])
    obligations.note(session, actor, about, str(body["words"]))
    return about


def _duty_entry(session: Session, actor: Actor, body: Body) -> int:
    return duty.write_entry(session, actor, rich(duty.NewEntry, body["new"]))


def _call_up(session: Session, actor: Actor, body: Body) -> int:
    return callups.record(session, actor, rich(callups.NewCallUp, body["new"]))


def _piece(session: Session, actor: Actor, body: Body) -> int:
    piece = body["piece"]
    assert isinstance(piece, Mapping)
    new = rich(evidence.Piece, _about_the_book(session, piece))
    return evidence.add(session, actor, _id(body["incident_id"]), new)


def _about_the_book(session: Session, body: Body) -> Body:
    """What an earlier version kept on this machine is about a step: about what became of it."""
    step = body.get("step_id")
    if step is None:
        return body
    return {**body, "obligation_id": obligations.of_step(session, _id(step))}


SERVICES: dict[Added, Callable[[Session, Actor, Body], int]] = {
    Added.LOG_LINE: _log_line,
    Added.NOTE: _note,
    Added.DUTY_ENTRY: _duty_entry,
    Added.CALL_UP: _call_up,
    Added.EVIDENCE: _piece,
}


def _id(value: object) -> int:
    assert isinstance(value, int)
    return value


def plain(value: Any) -> Any:
    """A dataclass of the services as JSON knows it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    return value.value if isinstance(value, StrEnum) else value


def rich(kind: Any, value: Any) -> Any:
    """What `plain` made, as the dataclass that it was.

    A field that an older program did not have keeps its default.
    """
    if isinstance(kind, UnionType):
        return None if value is None else rich(_other_than_none(kind), value)
    if get_origin(kind) is tuple:
        return tuple(rich(get_args(kind)[0], part) for part in value)
    if dataclasses.is_dataclass(kind):
        types = get_type_hints(kind)
        return kind(**{n: rich(types[n], v) for n, v in value.items() if n in types})  # type: ignore[operator]  # a class, not an instance
    if kind is datetime:
        return datetime.fromisoformat(value)
    return kind(value) if issubclass(kind, StrEnum) else value


def _other_than_none(kind: UnionType) -> Any:
    [other] = [part for part in get_args(kind) if part is not NoneType]
    return other
