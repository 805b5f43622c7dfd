"""Inspections and surveys (plan 3.1(2), (3)): entered, read from files, corrected, looked at again.

A number of a system comes in once: when it comes again it corrects what is here, and what
is the same leaves no trace.
"""

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from itertools import islice
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.domain.times import local
from commandcenter.domain.watch.risk import (
    RECORD_CLAUSES,
    RECORD_WORDS,
    NewRecord,
    require_record,
)
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.aftermath.recovery import require_seen
from commandcenter.services.complaints.refused_rows import HELD
from commandcenter.services.guard import rights, storable, text_of
from commandcenter.services.watch import inspections
from commandcenter.services.watch.known_trader import trader
from commandcenter.store import bulk
from commandcenter.store.database import Database, now
from commandcenter.store.tables.watch.inspection import RiskFindingRow
from commandcenter.store.tables.watch.risk import RiskRecordRow

CHUNK = 200  # records a transaction: the pen is held shortly
LIMITS = {"title": 80, "number": 60, "system": 40, "subject_name": 120, "category": 40,
          "officers": 120, "findings": 2_000}  # fmt: skip
ELSEWHERE = text("SELECT rights.record_elsewhere(:kind, :system, :number)")
LAST = text("SELECT rights.last_record(:kind, :year)")
KEPT = tuple(f.name for f in fields(NewRecord))


@dataclass(frozen=True, slots=True)
class Refused:
    """A record of a file that was not taken; `place`: which one, from 0."""

    place: int
    number: str
    why: str


@dataclass(frozen=True, slots=True)
class TakenRecords:
    entered: int = 0
    corrected: int = 0
    same: int = 0
    refused: tuple[Refused, ...] = ()

    def __add__(self, other: "TakenRecords") -> "TakenRecords":
        return TakenRecords(
            self.entered + other.entered,
            self.corrected + other.corrected,
            self.same + other.same,
            self.refused + other.refused,
        )


def enter(session: Session, actor: Actor, new: NewRecord) -> int:
    """Enter one by hand; return its id. Raises RuleBroken for a number that is here already."""
    new = _checked(session, actor, new)
    if not new.number:
        new = replace(new, number=_own_number(session, new))
    if _existing(session, new) is not None:
        raise RuleBroken(
            "{kind}编号“{number}”已经登记过，要改请用“更正”。",
            kind=RECORD_WORDS[new.kind],
            number=new.number,
        )
    return _store(session, actor, new, "")


def correct(session: Session, actor: Actor, record_id: int, new: NewRecord, seen: int) -> None:
    """Correct one by hand. Its kind, system and number stay. `seen`: the version on the screen."""
    row = _row(session, record_id)
    require_seen(row.version, seen)
    _require(session, actor, row.district)
    new = replace(new, kind=row.kind, system=row.system, number=row.number)
    new = _checked(session, actor, new)
    if not _change(session, actor, row, new, row.file_name):
        raise RuleBroken("没有改动任何内容。")


def follow_up(session: Session, actor: Actor, record_id: int, words: str) -> None:
    """What the second look showed; once, and its line is no longer late."""
    row = _row(session, record_id)
    _require(session, actor, row.district)
    if row.follow_up_at is None:
        raise RuleBroken("这条记录没有定复查日期。")
    if row.followed_at is not None:
        raise RuleBroken("{who}已登记复查结果。", who=row.followed_by)
    if _has_tasks(session, row.id):
        raise RuleBroken("发现的问题已列为整改任务，请逐项登记复查；全部通过即办结。")
    said, at = text_of(words, "复查结果", 500), now(session)
    row.followed_words, row.followed_at, row.followed_by = said, at, actor.name
    _record(session, actor, row, "followed up")


def take_in(
    db: Database,
    actor: Actor,
    records: Iterable[NewRecord],
    file_name: str,
    on_progress: Callable[[int], None] = lambda done: None,
) -> TakenRecords:
    """Take in what a file has, some at a time; what was taken stays when it is cut short.

    The same file again enters nothing twice. A record that may not be taken is refused alone.
    """
    found, stream, done = TakenRecords(), iter(records), 0
    while chunk := list(islice(stream, CHUNK)):
        with db.write() as session:
            found += _take_chunk(session, actor, chunk, file_name, done)
        done += len(chunk)
        on_progress(done)
    return found


def _take_chunk(
    session: Session, actor: Actor, chunk: list[NewRecord], file_name: str, first: int
) -> TakenRecords:
    if rights(session).scope(actor, Action.KEEP_RISK) is None:
        _require(session, actor, None)
    found = TakenRecords()
    for place, record in enumerate(chunk, first):
        try:
            found += _take_one(session, actor, record, file_name)
        except RuleBroken as broken:
            found += TakenRecords(refused=(Refused(place, record.number, str(broken)),))
    return found


def _take_one(session: Session, actor: Actor, record: NewRecord, file_name: str) -> TakenRecords:
    text_of(record.number, "编号", LIMITS["number"])
    row = _existing(session, record)
    if row is not None:
        _require(session, actor, row.district)
    new = _checked(session, actor, record)
    if row is None:
        _store(session, actor, new, file_name)
        return TakenRecords(entered=1)
    changed = _change(session, actor, row, new, file_name)
    return TakenRecords(corrected=1) if changed else TakenRecords(same=1)


def _require(session: Session, actor: Actor, district: str | None) -> None:
    """A record of no county is the city's: a county may not write it, nor make it its own."""
    rights(session).require(actor, Action.KEEP_RISK, district=district)


def _checked(session: Session, actor: Actor, new: NewRecord) -> NewRecord:
    """The record as it may be stored. Raises RuleBroken for what cannot be, or may not."""
    _require(session, actor, new.district)
    texts: dict[str, Any] = {name: storable(getattr(new, name)).strip() for name in LIMITS}
    new = replace(new, **texts)
    text_of(new.title, "名称", LIMITS["title"])
    for name, most in LIMITS.items():
        if len(getattr(new, name)) > most:
            raise RuleBroken("内容超过 {most} 字，请缩短。", most=most)
    require_record(new, now(session))
    return new


def _existing(session: Session, new: NewRecord) -> RiskRecordRow | None:
    return session.scalars(
        select(RiskRecordRow).where(
            RiskRecordRow.kind == new.kind,
            RiskRecordRow.system == new.system.strip(),
            RiskRecordRow.number == new.number.strip(),
        )
    ).first()


def _row(session: Session, record_id: int) -> RiskRecordRow:
    row = session.get(RiskRecordRow, record_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的巡查、调查记录。", id=record_id)
    return row


def _has_tasks(session: Session, record_id: int) -> bool:
    """What was found is looked at again task by task."""
    row = RiskFindingRow
    open_ones = select(row.id).where(
        row.risk_record_id == record_id, row.closed_at.is_(None), row.dropped_at.is_(None)
    )
    return session.scalars(open_ones).first() is not None


def _own_number(session: Session, new: NewRecord) -> str:
    """2026-0007: the next of the year among those entered here, by whom ever."""
    in_year = local(now(session)).year
    year = f"{in_year}-"
    mine = (
        RiskRecordRow.kind == new.kind,
        RiskRecordRow.system == "",
        RiskRecordRow.number.startswith(year, autoescape=True),
    )
    used = set(session.scalars(select(RiskRecordRow.number).where(*mine)))
    number = session.scalars(select(func.count()).select_from(RiskRecordRow).where(*mine)).one()
    if _hides(session):
        last = session.scalar(LAST, {"kind": new.kind.value, "year": in_year})
        number = max(number, last or 0)
    while f"{year}{number + 1:04}" in used:
        number += 1
    return f"{year}{number + 1:04}"


def _hides(session: Session) -> bool:
    """Whether others may have entered what this login does not see."""
    return bulk.guarded(session, RiskRecordRow.__tablename__)


def _store(session: Session, actor: Actor, new: NewRecord, file_name: str) -> int:
    asked = {"kind": new.kind.value, "system": new.system, "number": new.number}
    if _hides(session) and session.scalar(ELSEWHERE, asked):
        raise RuleBroken(HELD)
    row = RiskRecordRow(
        **_values(new),
        subject_id=_subject(session, actor, new),
        file_name=file_name,
        at=now(session),
        by=actor.name,
    )
    session.add(row)
    session.flush()
    _record(session, actor, row, "entered")
    inspections.settle_results(session, actor, row)
    return row.id


def _asks_again(row: RiskRecordRow, new: NewRecord) -> bool:
    """Whether another day is named, after what was registered of the following up."""
    day, followed = new.follow_up_at, row.followed_at
    return day is not None and followed is not None and followed < day != row.follow_up_at


def _change(
    session: Session, actor: Actor, row: RiskRecordRow, new: NewRecord, file_name: str
) -> bool:
    """Whether anything is other than it was. A later day of following up asks again."""
    values = _values(new)
    if all(getattr(row, name) == value for name, value in values.items()):
        return False
    # First: what is asked below writes what was changed before; a day moves with its correction.
    row.corrected_at, row.corrected_by = now(session), actor.name
    if _asks_again(row, new):
        row.followed_at, row.followed_words, row.followed_by = None, "", ""
    for name, value in values.items():
        setattr(row, name, value)
    row.subject_id = _subject(session, actor, new)
    row.file_name = file_name
    session.flush()
    _record(session, actor, row, "corrected")
    inspections.settle_results(session, actor, row)
    return True


def _values(new: NewRecord) -> dict[str, Any]:
    return {name: getattr(new, name) for name in KEPT}


def _subject(session: Session, actor: Actor, new: NewRecord) -> int | None:
    source = new.kind.value
    return trader(session, actor, new.subject_name, new.credit_code, new.district, source)


def _record(session: Session, actor: Actor, row: RiskRecordRow, verb: str) -> None:
    book.record(session, actor, "risk_record", row.id, verb, clause=RECORD_CLAUSES[row.kind])
