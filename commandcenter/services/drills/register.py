"""The register of drills in the bureau's own store: planned, held, and what is mended after it."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.drills.drill import Mode
from commandcenter.domain.drills.register import require_due, require_plan, require_times
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Group
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import rights, text_if_any, text_of
from commandcenter.store import files
from commandcenter.store.database import now
from commandcenter.store.drills.course import drill_of
from commandcenter.store.seat.earlier_act import about
from commandcenter.store.tables.drills.drill_record import DrillMeasureRow, DrillRecordRow

CLAUSE = "6.1"


@dataclass(frozen=True, slots=True)
class Held:
    """How a drill went. `score` and `full` in points, None: nothing was scored.

    `store`, `number` and `head`: where its own store lies, and up to which line.
    """

    title: str
    mode: Mode
    held_at: datetime
    ended_at: datetime
    source: str
    conductor: str
    players: int
    score: float | None
    full: float | None
    findings: str
    store: str = ""
    number: int | None = None
    head: str = ""


@dataclass(frozen=True, slots=True)
class NewMeasure:
    words: str
    group: Group
    due_at: datetime


def plan(session: Session, actor: Actor, title: str, mode: Mode, planned_for: datetime) -> int:
    """Put a drill into the plan of the year; return its id."""
    _require(session, actor)
    at = now(session)
    require_plan(planned_for, at)
    row = _new()
    row.title, row.mode = text_of(title, "演练名称", 80), Mode(mode)
    row.planned_for, row.planned_at, row.planned_by = planned_for, at, actor.name
    session.add(row)
    session.flush()
    book.record(session, actor, "drill_record", row.id, "planned", clause=CLAUSE)
    return row.id


def call_off(session: Session, actor: Actor, record_id: int, why: str) -> None:
    _require(session, actor)
    row = _record(session, record_id)
    if row.held_at is not None or row.called_off_why:
        raise RuleBroken("“{title}”已经举行或者取消。", title=row.title)
    at = now(session)  # asking writes what was changed before: one change says it all
    row.called_off_why = text_of(why, "取消的理由", 200)
    row.called_off_at, row.called_off_by = at, actor.name
    book.record(session, actor, "drill_record", row.id, "called off", clause=CLAUSE)


def record(session: Session, actor: Actor, held: Held, planned: int | None = None) -> int:
    """Enter a drill that was held, one of the plan or another; return its id."""
    _require(session, actor)
    at = now(session)
    require_times(held.held_at, held.ended_at, at)
    if held.players < 0:
        raise RuleBroken("参演人数不能为负数。")
    row = _record(session, planned) if planned else _new()
    if row.held_at is not None or row.called_off_why:
        raise RuleBroken("“{title}”已经登记过结果，或者已取消。", title=row.title)
    row.title, row.mode = text_of(held.title, "演练名称", 80), Mode(held.mode)
    row.held_at, row.ended_at = held.held_at, held.ended_at
    row.source, row.conductor = (
        text_if_any(held.source, "演练来源", 200),
        text_if_any(held.conductor, "导调员", 40),
    )
    row.players = held.players
    row.score, row.full = _tenths(held.score), _tenths(held.full)
    row.findings = text_if_any(held.findings, "存在的问题", 4_000)
    row.store, row.number, row.head = held.store, held.number, held.head
    row.recorded_at, row.recorded_by = at, actor.name
    session.add(row)
    session.flush()
    book.record(session, actor, "drill_record", row.id, "recorded", clause=CLAUSE)
    return row.id


def keep_course(session: Session, actor: Actor, record_id: int, sha256: str) -> None:
    """How the drill went, for its 评估报告: a file that was sent before, by its SHA-256."""
    _require(session, actor)
    row = _record(session, record_id)
    if row.held_at is None:
        raise RuleBroken("“{title}”还没有登记结果。", title=row.title)
    files.require_complete(session, sha256, row.title)
    row.paper = sha256
    book.record(session, actor, "drill_record", row.id, "course kept", clause=CLAUSE)


def measure(session: Session, actor: Actor, record_id: int, new: NewMeasure) -> int:
    """What is to be mended, by which group and when; return its id."""
    _require(session, actor)
    row, at = _record(session, record_id), now(session)
    if row.held_at is None:
        raise RuleBroken("“{title}”还没有登记结果，不能提出整改措施。", title=row.title)
    require_due(new.due_at, at)
    entry = DrillMeasureRow(
        record_id=row.id, words=text_of(new.words, "整改措施", 500), group=Group(new.group),
        due_at=new.due_at, at=at, by=actor.name, done_words="",
    )  # fmt: skip
    session.add(entry)
    book.record(session, actor, "drill_record", row.id, "measure set", clause=CLAUSE)
    return entry.id


def measure_done(session: Session, actor: Actor, measure_id: int, words: str) -> None:
    """By the group that it was given to, or who keeps the register."""
    row = session.get(DrillMeasureRow, measure_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的整改措施。", id=measure_id)
    if rights(session).scope(actor, Action.EDIT_PLAN) is None:
        rights(session).require(actor, Action.WRITE_LOG, group=row.group)
    about(session, "drill_record", row.record_id)
    if row.done_at is not None:
        raise RuleBroken("这项整改措施已经完成。")
    row.done_words = text_of(words, "完成情况", 500)
    row.done_at, row.done_by = now(session), actor.name
    book.record(session, actor, "drill_record", row.record_id, "measure done", clause=CLAUSE)


def _require(session: Session, actor: Actor) -> None:
    if drill_of(session) is not None:
        raise RuleBroken("这里是演练库，演练登记在实战库里。")
    rights(session).require(actor, Action.EDIT_PLAN)


def _record(session: Session, record_id: int) -> DrillRecordRow:
    row = session.get(DrillRecordRow, record_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的演练。", id=record_id)
    return row


def _tenths(points: float | None) -> int | None:
    return None if points is None else round(points * 10)


def _new() -> DrillRecordRow:
    """What is not known of a drill that was not held is empty."""
    words = (
        "title", "planned_by", "called_off_why", "source", "conductor", "findings", "store", "head",
        "paper", "recorded_by",
    )  # fmt: skip
    return DrillRecordRow(**dict.fromkeys(words, ""), players=0)
