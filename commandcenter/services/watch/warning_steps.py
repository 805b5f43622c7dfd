"""The measures of a warning (3.2(2)): laid out by its level, planned again at an adjustment.

What is done stays done; an open measure takes the new level's limit from the adjustment; what
the level does not ask for is dropped and says why. A person closes, opens and drops them.
"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.domain.rights import Action
from commandcenter.domain.times import dated_zh
from commandcenter.domain.watch.warning import LEVEL_WORDS, WarningState
from commandcenter.domain.watch.warning_items import StepState, WarningMeasure, measures_for
from commandcenter.services import book
from commandcenter.services.guard import rights, text_of
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.watch.warning import WarningRow, WarningStepRow
from commandcenter.store.watch.warning_basis import warning_of

KIND = "warning_step"
WORDS = 1_000


def lay_out(session: Session, warning: WarningRow, at: datetime) -> None:
    """The measures of the level appear, with their limits from `at`."""
    for position, measure in enumerate(_planned(session, warning), 1):
        session.add(_new_row(warning, measure, position, at))


def plan_again(session: Session, warning: WarningRow, at: datetime) -> None:
    """The list of another level."""
    rows = {row.code: row for row in _rows(session, warning.id)}
    planned = _planned(session, warning)
    for position, measure in enumerate(planned, 1):
        row = rows.pop(measure.code, None)
        if row is None:
            session.add(_new_row(warning, measure, position, at))
            continue
        row.position = position
        # What somebody said does not apply stays so; what only the level had left out comes back.
        if row.state is StepState.OPEN or (row.state is StepState.DROPPED and not row.done_by):
            row.state, row.words = StepState.OPEN, ""
            row.done_by, row.done_at = "", None
            row.deadline_at = _deadline(warning, measure, at)
    for row in rows.values():
        if row.state is StepState.OPEN:
            row.state = StepState.DROPPED
            row.words = f"调整为{LEVEL_WORDS[warning.level]}，该级别不设此项"


def wind_up(session: Session, warning: WarningRow) -> None:
    """What is open ends with the warning."""
    for row in _rows(session, warning.id):
        if row.state is StepState.OPEN:
            row.state, row.words = StepState.DROPPED, word("预警已解除，不再办理")


def complete(
    session: Session, actor: Actor, step_id: int, words: str, seen: int | None = None
) -> None:
    """办结, saying what was done. Raises RuleBroken if somebody did it before: who, and when."""
    row = _own(session, actor, step_id, seen)
    _require_open(row)
    finish(session, actor, row, text_of(words, "办理情况", WORDS))
    _record(session, actor, row, "completed")


def finish(session: Session, actor: Actor, row: WarningStepRow, words: str) -> None:
    """It is done; the journal line is the caller's."""
    row.state, row.words = StepState.DONE, words
    row.done_by, row.done_at = actor.name, now(session)


def reopen(
    session: Session, actor: Actor, step_id: int, reason: str, seen: int | None = None
) -> None:
    row = _own(session, actor, step_id, seen)
    if row.state is StepState.OPEN:
        raise RuleBroken("“{title}”尚未办结，无需恢复。", title=word(row.title))
    row.words = text_of(reason, "恢复的原因", WORDS)
    row.state, row.done_by, row.done_at = StepState.OPEN, "", None
    _record(session, actor, row, "reopened")


def drop(
    session: Session, actor: Actor, step_id: int, reason: str, seen: int | None = None
) -> None:
    """不适用: it is not to be done here, and why."""
    row = _own(session, actor, step_id, seen)
    _require_open(row)
    at = now(session)  # asking writes what was changed before: one change says it all
    row.state, row.words = StepState.DROPPED, text_of(reason, "不办理的理由", WORDS)
    row.done_by, row.done_at = actor.name, at
    _record(session, actor, row, "dropped")


def open_talk(session: Session, warning_id: int) -> WarningStepRow | None:
    """The measure that a talk with the trader fulfils, while it is open."""
    talks = [m.code for m in plan_of(session).warning_measures.values() if m.talk]
    return session.scalars(
        select(WarningStepRow).where(
            WarningStepRow.warning_id == warning_id,
            WarningStepRow.code.in_(talks),
            WarningStepRow.state == StepState.OPEN,
        )
    ).first()


def published(session: Session, actor: Actor, warning_id: int, words: str) -> None:
    """Its consumer notice went out: the measure that asks for it is done, while it is open."""
    notices = [m.code for m in plan_of(session).warning_measures.values() if m.notice]
    rows = session.scalars(
        select(WarningStepRow).where(
            WarningStepRow.warning_id == warning_id,
            WarningStepRow.code.in_(notices),
            WarningStepRow.state == StepState.OPEN,
        )
    ).all()
    for row in rows:
        finish(session, actor, row, words)
        _record(session, actor, row, "completed")


def _own(session: Session, actor: Actor, step_id: int, seen: int | None) -> WarningStepRow:
    """A measure of a warning in force, which is the actor's to carry out."""
    row = session.get(WarningStepRow, step_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的措施。", id=step_id)
    warning = warning_of(session, row.warning_id)
    rights(session).require(actor, Action.TRIAGE_SIGNAL, district=frozenset(warning.districts))
    if warning.state is not WarningState.ISSUED:
        raise RuleBroken("该预警已不在生效中，措施不再办理。")
    if seen is not None and seen != row.version:
        raise _done_meanwhile(row)
    return row


def _done_meanwhile(row: WarningStepRow) -> RuleBroken:
    if row.done_at is None:
        return RuleBroken("“{title}”刚刚有改动，请核对后再办理。", title=word(row.title))
    return RuleBroken(
        "“{title}”{who} {time} 已先办理，请核对后再办理。",
        title=word(row.title),
        who=row.done_by,
        time=dated_zh(row.done_at),
    )


def _require_open(row: WarningStepRow) -> None:
    if row.state is StepState.DONE and row.done_at is not None:
        raise RuleBroken(
            "“{title}”已办结（{who} {time}）。",
            title=word(row.title),
            who=row.done_by,
            time=dated_zh(row.done_at),
        )
    if row.state is StepState.DROPPED:
        raise RuleBroken("“{title}”已不在清单中。", title=word(row.title))


def _planned(session: Session, warning: WarningRow) -> tuple[WarningMeasure, ...]:
    return measures_for(plan_of(session).warning_measures.values(), warning.level)


def _rows(session: Session, warning_id: int) -> list[WarningStepRow]:
    rows = session.scalars(
        select(WarningStepRow)
        .where(WarningStepRow.warning_id == warning_id)
        .order_by(WarningStepRow.id)
    )
    return list(rows)


def _new_row(
    warning: WarningRow, measure: WarningMeasure, position: int, at: datetime
) -> WarningStepRow:
    return WarningStepRow(
        warning_id=warning.id,
        code=measure.code,
        title=measure.title,
        detail=measure.detail,
        clause=measure.clause,
        basis=measure.source,
        position=position,
        deadline_at=_deadline(warning, measure, at),
        state=StepState.OPEN,
    )


def _deadline(warning: WarningRow, measure: WarningMeasure, at: datetime) -> datetime:
    return at + timedelta(minutes=measure.due[warning.level])


def _record(session: Session, actor: Actor, row: WarningStepRow, verb: str) -> None:
    book.record(session, actor, KIND, row.id, verb, clause=row.clause)
