"""What an inspection found, as tasks (plan 3.1(2)): set, looked at again until it passes."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Group
from commandcenter.domain.phrase import word
from commandcenter.domain.rights import Action
from commandcenter.domain.watch.inspection import (
    NewFinding,
    finding_state,
    require_check,
    require_open_finding,
    require_to_come,
)
from commandcenter.domain.watch.risk import RecordKind, RecordResult
from commandcenter.services import book
from commandcenter.services.guard import rights, text_of
from commandcenter.services.watch.inspections import require_doer
from commandcenter.store.database import now
from commandcenter.store.tables.watch.inspection import RiskFindingCheckRow, RiskFindingRow
from commandcenter.store.tables.watch.risk import RiskRecordRow

CLAUSE = "3.1(2)"
ALL_PASSED = word("整改任务全部复查通过")


def set_task(session: Session, actor: Actor, record_id: int, new: NewFinding) -> int:
    """Of an inspection that found something; return its id."""
    record = _record_of(session, record_id)
    _require(session, actor, record)
    if record.kind is not RecordKind.INSPECTION or record.result is RecordResult.CLEAN:
        raise RuleBroken("只有发现问题或者无法联系的市场巡查，才能下达整改任务。")
    at = now(session)
    require_to_come("复查的日期", new.due_at, at)
    require_doer(session, new.whom)
    row = RiskFindingRow(
        risk_record_id=record.id,
        words=text_of(new.words, "要整改的问题", 300),
        group=Group(new.whom.group) if new.whom.group else None,
        person_id=new.whom.person_id,
        district=new.whom.district,
        due_at=new.due_at,
        at=at,
        by=actor.name,
    )
    session.add(row)
    session.flush()
    _write(session, actor, row, "set")
    return row.id


def check(
    session: Session,
    actor: Actor,
    finding_id: int,
    words: str,
    next_due_at: datetime | None,
    *,
    passed: bool,
) -> None:
    """复查: it passed and is closed, or is looked at once more by a date."""
    row, record = _open_one(session, actor, finding_id)
    at = now(session)
    require_check(passed=passed, next_due_at=next_due_at, now=at)
    said = text_of(words, "复查的情况", 500)
    session.add(RiskFindingCheckRow(
        finding_id=row.id, passed=passed, words=said, next_due_at=next_due_at, at=at, by=actor.name
    ))  # fmt: skip
    session.flush()
    if next_due_at is not None:
        row.due_at = next_due_at
    else:
        row.closed_at, row.closed_by = at, actor.name
    _write(session, actor, row, "closed" if passed else "checked")
    if passed:
        _follow(session, actor, record)


def drop(session: Session, actor: Actor, finding_id: int, why: str) -> None:
    """It was set by mistake, or twice."""
    row, _ = _open_one(session, actor, finding_id)
    said, at = text_of(why, "撤销的理由", 200), now(session)
    row.dropped_why, row.dropped_at, row.dropped_by = said, at, actor.name
    _write(session, actor, row, "dropped")


def _follow(session: Session, actor: Actor, record: RiskRecordRow) -> None:
    """When the last task of an inspection is closed, its own second look is done by that."""
    row = RiskFindingRow
    left = session.scalars(
        select(row.id).where(
            row.risk_record_id == record.id, row.closed_at.is_(None), row.dropped_at.is_(None)
        )
    ).first()
    if left is None and record.follow_up_at is not None and record.followed_at is None:
        at = now(session)
        record.followed_words = ALL_PASSED
        record.followed_at, record.followed_by = at, actor.name
        book.record(session, actor, "risk_record", record.id, "followed up", clause=CLAUSE)


def _open_one(
    session: Session, actor: Actor, finding_id: int
) -> tuple[RiskFindingRow, RiskRecordRow]:
    row = session.get(RiskFindingRow, finding_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的整改任务。", id=finding_id)
    record = _record_of(session, row.risk_record_id)
    _require(session, actor, record)
    require_open_finding(finding_state(row.closed_at, row.dropped_at, row.due_at, now(session)))
    return row, record


def _record_of(session: Session, record_id: int) -> RiskRecordRow:
    record = session.get(RiskRecordRow, record_id)
    if record is None:
        raise RuleBroken("没有编号为 {id} 的巡查、调查记录。", id=record_id)
    return record


def _require(session: Session, actor: Actor, record: RiskRecordRow) -> None:
    own = frozenset({record.district}) if record.district else None
    rights(session).require(actor, Action.KEEP_RISK, district=own)


def _write(session: Session, actor: Actor, row: RiskFindingRow, verb: str) -> None:
    book.record(session, actor, "risk_finding", row.id, verb, clause=CLAUSE)
