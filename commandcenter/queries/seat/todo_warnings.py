"""What waits on the 预警 page, of no incident: signals, drafts to sign, measures, promises."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.checklist import StepState
from commandcenter.domain.org import Actor, Role
from commandcenter.domain.releases.release import RELEASE_STATE_WORDS, ReleaseState
from commandcenter.domain.releases.release_acts import ReleaseAct
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.times import short_zh
from commandcenter.domain.watch.signal_words import usual_words
from commandcenter.domain.watch.triage import STATE_WORDS
from commandcenter.domain.watch.warning import WarningState
from commandcenter.queries.seat.todo_items import TodoItem, TodoKind
from commandcenter.queries.watch.signals import signals_waiting
from commandcenter.queries.watch.warnings import label_of, returned_words
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.releases.release_gate import refusal, standing
from commandcenter.store.tables.releases.release import ReleaseRow
from commandcenter.store.tables.watch.warning import (
    TraderTalkRow,
    WarningActRow,
    WarningRow,
    WarningStepRow,
)
from commandcenter.store.tables.watch.watch import SignalRow
from commandcenter.store.watch.warning_basis import UNSETTLED, open_talks


def warning_items(session: Session, actor: Actor, now: datetime) -> list[TodoItem]:
    """Who decides is asked for signatures only; who works, for the rest."""
    works = not (actor.has(Role.COMMANDER) or actor.has(Role.DEPUTY))
    items = [*_drafts(session, actor, now), *_notices(session, actor, now)]
    if works:
        items += [*_signals(session, actor), *_measures(session, actor, now)]
        items += _promises_before_warnings(session, actor, now)
    return items


def _signals(session: Session, actor: Actor) -> Iterator[TodoItem]:
    for row in signals_waiting(session, actor):
        title = f"监测提示{STATE_WORDS[row.state]}：{row.title}"
        detail = f"{usual_words(row.observed, row.expected)} · {row.words}"
        yield TodoItem(TodoKind.TRIAGE, row.id, 0, title, detail, row.state_at, None)


def _drafts(session: Session, actor: Actor, now: datetime) -> Iterator[TodoItem]:
    """To be signed by who may, or put right by who wrote it."""
    rights = plan_of(session).rights
    rows = session.scalars(
        select(WarningRow).where(WarningRow.state == WarningState.DRAFT).order_by(WarningRow.id)
    )
    for row in rows:
        acts = session.scalars(
            select(WarningActRow)
            .where(WarningActRow.warning_id == row.id)
            .order_by(WarningActRow.id)
        ).all()
        back, since = returned_words(acts), acts[-1].at if acts else row.drafted_at
        matter = Matter(districts=frozenset(row.districts), level=row.level)
        drafted = f"{row.drafted_by} {short_zh(row.drafted_at, now)} 起草"
        if back and row.drafter_id == actor.person_id:
            title = f"预警退回修改：{row.title}"
            yield TodoItem(TodoKind.AMEND_WARNING, row.id, 0, title, back, since, None)
        elif not back and rights.refusal(actor, Action.ISSUE_WARNING, matter) is None:
            title = f"{label_of(row)}待签发：{row.title}"
            yield TodoItem(TodoKind.SIGN_WARNING, row.id, 0, title, drafted, since, None)


NEXT_ACT = {
    ReleaseState.LEGAL: ReleaseAct.LEGAL,
    ReleaseState.SECRECY: ReleaseAct.SECRECY,
    ReleaseState.APPROVAL: ReleaseAct.APPROVE,
    ReleaseState.APPROVED: ReleaseAct.TELL,
}


def _notices(session: Session, actor: Actor, now: datetime) -> Iterator[TodoItem]:
    """Consumer notices, each for who may pass its next gate."""
    rights = plan_of(session).rights
    rows = session.scalars(
        select(ReleaseRow)
        .where(ReleaseRow.warning_id.is_not(None), ReleaseRow.state.in_(NEXT_ACT))
        .order_by(ReleaseRow.id)
    )
    for row in rows:
        at = standing(session, row)
        act = NEXT_ACT[row.state]
        if refusal(rights, actor, at, act) is None and row.warning_id is not None:
            title = f"消费警示{RELEASE_STATE_WORDS[row.state]}：{row.title}"
            detail = f"{row.drafted_by} {short_zh(row.drafted_at, now)} 起草"
            since = at.steps[-1].at
            yield TodoItem(TodoKind.NOTICE, row.warning_id, 0, title, detail, since, row.due_at)


def _measures(session: Session, actor: Actor, now: datetime) -> Iterator[TodoItem]:
    """Of each warning in force the measure that is due next, and promises that came due."""
    rights = plan_of(session).rights
    rows = session.scalars(
        select(WarningRow).where(WarningRow.state == WarningState.ISSUED).order_by(WarningRow.id)
    )
    for row in rows:
        matter = Matter(districts=frozenset(row.districts))
        if rights.refusal(actor, Action.TRIAGE_SIGNAL, matter) is not None:
            continue
        yield from _next_measure(session, row)
        yield from _promises(session, row, now)


def _next_measure(session: Session, row: WarningRow) -> Iterator[TodoItem]:
    steps = session.scalars(
        select(WarningStepRow)
        .where(WarningStepRow.warning_id == row.id, WarningStepRow.state == StepState.OPEN)
        .order_by(WarningStepRow.deadline_at, WarningStepRow.position)
    ).all()
    if not steps:
        return
    first = steps[0]
    more = f"，另有 {len(steps) - 1} 项" if len(steps) > 1 else ""
    title = f"预警措施：{first.title}{more}"
    since = row.issued_at or row.drafted_at
    yield TodoItem(
        TodoKind.WARNING_STEP, row.id, 0, title, f"{label_of(row)} {row.title}", since,
        first.deadline_at,
    )  # fmt: skip


def _promises(session: Session, row: WarningRow, now: datetime) -> Iterator[TodoItem]:
    """All that came due as one thing."""
    about = f"{label_of(row)} {row.title}"
    yield from _come_due(TodoKind.PROMISE, row.id, about, open_talks(session, row), now)


def _promises_before_warnings(session: Session, actor: Actor, now: datetime) -> Iterator[TodoItem]:
    """Of talks about a signal that became no warning."""
    rights = plan_of(session).rights
    rows = session.execute(
        select(SignalRow, TraderTalkRow)
        .join(TraderTalkRow, TraderTalkRow.signal_id == SignalRow.id)
        .where(SignalRow.warning_id.is_(None), TraderTalkRow.warning_id.is_(None), UNSETTLED)
        .order_by(SignalRow.id, TraderTalkRow.id)
    ).all()
    for signal, group in groupby(rows, key=lambda row: row[0]):
        matter = Matter(districts=frozenset(signal.districts))
        if rights.refusal(actor, Action.TRIAGE_SIGNAL, matter) is None:
            talks = [talk for _, talk in group]
            about = f"监测提示 {signal.title}"
            yield from _come_due(TodoKind.SIGNAL_PROMISE, signal.id, about, talks, now)


def _come_due(
    kind: TodoKind, number: int, about: str, talks: Iterable[TraderTalkRow], now: datetime
) -> Iterator[TodoItem]:
    due = [
        talk
        for talk in talks
        if talk.kept is None and talk.promised_until is not None and talk.promised_until <= now
    ]
    if not due:
        return
    more = f"，另有 {len(due) - 1} 项" if len(due) > 1 else ""
    title = f"核对经营者承诺：{due[0].promised}{more}"
    first = due[0]
    yield TodoItem(kind, number, 0, title, about, first.talked_at, first.promised_until)
