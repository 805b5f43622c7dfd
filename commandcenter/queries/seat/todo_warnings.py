"""What waits on the 预警 page, of no incident: signals, drafts to sign, measures, promises."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor, Role
from commandcenter.domain.phrase import joined, listed, phrase, word
from commandcenter.domain.releases.release import RELEASE_STATE_WORDS, ReleaseState
from commandcenter.domain.releases.release_acts import ReleaseAct
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.times import short_zh
from commandcenter.domain.watch.triage import STATE_WORDS
from commandcenter.domain.watch.warning import WarningState
from commandcenter.domain.watch.warning_items import StepState
from commandcenter.queries.seat.todo_items import TodoItem, TodoKind
from commandcenter.queries.watch.signals import signals_waiting
from commandcenter.queries.watch.warnings import label_of, returned_words
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.read_once import read_once
from commandcenter.store.releases.release_gate import (
    refusal,
    releases_on_the_way,
    standing,
    steps_of,
)
from commandcenter.store.tables.releases.release import ReleaseRow
from commandcenter.store.tables.watch.warning import TraderTalkRow, WarningRow, WarningStepRow
from commandcenter.store.tables.watch.watch import SignalRow
from commandcenter.store.watch.signal_rows import counted_words
from commandcenter.store.watch.warning_basis import open_talks_of, unsettled_talks

if TYPE_CHECKING:
    from commandcenter.store.tables.watch.warning_act import WarningActRow


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
        title = phrase("监测提示{state}：{title}", state=STATE_WORDS[row.state], title=row.title)
        detail = joined(" · ", (counted_words(row), word(row.words)))
        yield TodoItem(TodoKind.TRIAGE, row.id, 0, title, detail, row.state_at, None)


def _standing(session: Session) -> Mapping[WarningRow, Sequence[WarningStepRow]]:
    """Drafts and what is in force, oldest first, with the open measures by their limits."""
    states = (WarningState.DRAFT, WarningState.ISSUED)
    step, open_ = WarningStepRow, WarningStepRow.state == StepState.OPEN
    wanted = (
        select(WarningRow, step)
        .outerjoin(step, and_(step.warning_id == WarningRow.id, open_))
        .where(WarningRow.state.in_(states))
        .order_by(WarningRow.id, step.deadline_at, step.position)
    )
    rows = read_once(session, "standing warnings", lambda: session.execute(wanted).all())
    found: dict[WarningRow, list[WarningStepRow]] = {row: [] for row, _ in rows}
    for row, measure in rows:
        if measure is not None:
            found[row].append(measure)
    return found


def _acts_of(session: Session, ids: Sequence[int]) -> "dict[int, list[WarningActRow]]":
    # no start reads it
    from commandcenter.store.tables.watch.warning_act import WarningActRow

    found = defaultdict(list)
    wanted = select(WarningActRow).where(WarningActRow.warning_id.in_(ids))
    for act in session.scalars(wanted.order_by(WarningActRow.id)):
        found[act.warning_id].append(act)
    return found


def _drafts(session: Session, actor: Actor, now: datetime) -> Iterator[TodoItem]:
    """To be signed by who may, or put right by who wrote it."""
    rights = plan_of(session).rights
    rows = [row for row in _standing(session) if row.state is WarningState.DRAFT]
    done = _acts_of(session, [row.id for row in rows]) if rows else {}
    for row in rows:
        acts = done.get(row.id, [])
        back, since = returned_words(acts), acts[-1].at if acts else row.drafted_at
        matter = Matter(districts=frozenset(row.districts), level=row.level)
        drafted = _drafted(row, now)
        if back and row.drafter_id == actor.person_id:
            title = phrase("预警退回修改：{title}", title=row.title)
            yield TodoItem(TodoKind.AMEND_WARNING, row.id, 0, title, back, since, None)
        elif not back and rights.refusal(actor, Action.ISSUE_WARNING, matter) is None:
            title = phrase("{warning}待签发：{title}", warning=label_of(row), title=row.title)
            yield TodoItem(TodoKind.SIGN_WARNING, row.id, 0, title, drafted, since, None)


def _drafted(row: WarningRow | ReleaseRow, now: datetime) -> str:
    return phrase("{by} {at} 起草", by=row.drafted_by, at=short_zh(row.drafted_at, now))


NEXT_ACT = {
    ReleaseState.LEGAL: ReleaseAct.LEGAL,
    ReleaseState.SECRECY: ReleaseAct.SECRECY,
    ReleaseState.APPROVAL: ReleaseAct.APPROVE,
    ReleaseState.APPROVED: ReleaseAct.TELL,
}


def _notices(session: Session, actor: Actor, now: datetime) -> Iterator[TodoItem]:
    """Consumer notices, each for who may pass its next gate."""
    rights = plan_of(session).rights
    rows = [row for row in releases_on_the_way(session) if row.warning_id is not None]
    steps = steps_of(session, [row.id for row in rows]) if rows else ()
    for row in rows:
        at = standing(session, row, steps=[s for s in steps if s.release_id == row.id])
        act = NEXT_ACT[row.state]
        if refusal(rights, actor, at, act) is None and row.warning_id is not None:
            title = phrase(
                "消费警示{state}：{title}", state=RELEASE_STATE_WORDS[row.state], title=row.title
            )
            detail, since = _drafted(row, now), at.steps[-1].at
            yield TodoItem(TodoKind.NOTICE, row.warning_id, 0, title, detail, since, row.due_at)


def _measures(session: Session, actor: Actor, now: datetime) -> Iterator[TodoItem]:
    """Of each warning in force the measure that is due next, and promises that came due."""
    rights = plan_of(session).rights
    rows = [
        row
        for row in _standing(session)
        if row.state is WarningState.ISSUED
        and rights.allows(actor, Action.TRIAGE_SIGNAL, district=frozenset(row.districts))
    ]
    if not rows:
        return
    steps = _standing(session)
    talks = open_talks_of(session, [row.id for row in rows])
    for row in rows:
        yield from _next_measure(row, steps[row])
        about = joined(" ", (label_of(row), row.title))  # all that came due as one thing
        yield from _come_due(TodoKind.PROMISE, row.id, about, talks[row.id], now)


def _next_measure(row: WarningRow, steps: Sequence[WarningStepRow]) -> Iterator[TodoItem]:
    if not steps:
        return
    first = steps[0]
    more = phrase("另有 {n} 项", n=len(steps) - 1) if len(steps) > 1 else ""
    title = phrase("预警措施：{what}", what=listed((word(first.title), more)))
    since = row.issued_at or row.drafted_at
    yield TodoItem(
        TodoKind.WARNING_STEP, row.id, 0, title, joined(" ", (label_of(row), row.title)), since,
        first.deadline_at,
    )  # fmt: skip


def _promises_before_warnings(session: Session, actor: Actor, now: datetime) -> Iterator[TodoItem]:
    """Of talks about a signal that became no warning."""
    rights = plan_of(session).rights
    of_signals: defaultdict[int, list[TraderTalkRow]] = defaultdict(list)
    signals: dict[int, SignalRow] = {}
    for talk, signal in unsettled_talks(session):
        if talk.warning_id is None and signal is not None and signal.warning_id is None:
            signals[signal.id] = signal
            of_signals[signal.id].append(talk)
    for number, talks in sorted(of_signals.items()):
        signal = signals[number]
        matter = Matter(districts=frozenset(signal.districts))
        if rights.refusal(actor, Action.TRIAGE_SIGNAL, matter) is None:
            about = phrase("监测提示 {title}", title=signal.title)
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
    more = phrase("另有 {n} 项", n=len(due) - 1) if len(due) > 1 else ""
    title = phrase("核对经营者承诺：{what}", what=listed((due[0].promised, more)))
    first = due[0]
    yield TodoItem(kind, number, 0, title, about, first.talked_at, first.promised_until)
