"""What waits on the way of a release, each thing for who may do it now; opinion, the press."""

from collections.abc import Iterator
from datetime import datetime

from commandcenter.domain.command.obligation import Obligation
from commandcenter.domain.org import Group
from commandcenter.domain.phrase import enumerated, headed, phrase, word
from commandcenter.domain.releases.release import RELEASE_KIND_WORDS, ReleaseKind, ReleaseState
from commandcenter.domain.releases.release_acts import ReleaseAct
from commandcenter.domain.rights import Action
from commandcenter.domain.times import short_zh
from commandcenter.queries.seat.todo_items import Asker, TodoItem, TodoKind
from commandcenter.store.releases.release_about import about
from commandcenter.store.releases.release_basis import Basis
from commandcenter.store.releases.release_gate import Standing, refusal, standing
from commandcenter.store.tables.command.site import OpinionRow
from commandcenter.store.tables.releases.release import (
    PressQuestionRow,
    ReleaseCheckRow,
    ReleaseRow,
)

# What is to be done with a paper, whose kind is put in.
BACK = word("{paper}退回修改")
LEGALITY = word("{paper}待合法性审核")
SECRECY = word("{paper}待保密审查")
AUTHORITY = word("{paper}待登记上级授权")
SIGNATURE = word("{paper}待签发")
UNTOLD = word("{paper}已签发，待告知{receivers}")
UNPUBLISHED = word("{paper}已签发，待发布")


def release_items(ask: Asker) -> Iterator[TodoItem]:
    waiting = list(ask.asked(ReleaseRow, "release_gate"))
    words = about(ask.session, Basis(ask.incident)) if waiting else ""
    for each, row in waiting:
        steps = [step for step in ask.rows.of(ReleaseCheckRow) if step.release_id == row.id]
        yield from _waiting(ask, each, standing(ask.session, row, words, steps))


def _waiting(ask: Asker, each: Obligation, at: Standing) -> Iterator[TodoItem]:
    last = at.steps[-1]
    match at.row.state:
        case ReleaseState.DRAFT if not last.passed and _may(ask, at, ReleaseAct.EDIT):
            why = headed(last.by, last.words)
            yield _item(ask, each, at, TodoKind.AMEND_RELEASE, BACK, detail=why)
        case ReleaseState.LEGAL if _may(ask, at, ReleaseAct.LEGAL):
            yield _item(ask, each, at, TodoKind.CHECK_RELEASE, LEGALITY, _legal_due(ask, at))
        case ReleaseState.SECRECY if _may(ask, at, ReleaseAct.SECRECY):
            yield _item(ask, each, at, TodoKind.CHECK_RELEASE, SECRECY)
        case ReleaseState.APPROVAL if at.lacks_document:
            if _may(ask, at, ReleaseAct.AUTHORISE):
                yield _item(ask, each, at, TodoKind.AMEND_RELEASE, AUTHORITY)
        case ReleaseState.APPROVAL if _may(ask, at, ReleaseAct.APPROVE):
            yield _item(ask, each, at, TodoKind.APPROVE_RELEASE, SIGNATURE)
        case ReleaseState.APPROVED if at.row.kind is not ReleaseKind.LINE:
            if _may(ask, at, ReleaseAct.TELL):
                words = UNTOLD if at.untold else UNPUBLISHED
                yield _item(ask, each, at, TodoKind.PUBLISH_RELEASE, words)


def _may(ask: Asker, at: Standing, act: ReleaseAct) -> bool:
    return refusal(ask.rights, ask.actor, at, act) is None


def _legal_due(ask: Asker, at: Standing) -> datetime | None:
    """The check of the last submission has its own limit."""
    own = {f"{ReleaseCheckRow.__tablename__}:{step.id}" for step in at.steps}
    due = [row.due_at for row in ask.open("legal_check") if row.about in own and row.due_at]
    return max(due, default=None)


def _item(
    ask: Asker,
    each: Obligation,
    at: Standing,
    kind: TodoKind,
    words: str,
    due: datetime | None = None,
    detail: str = "",
) -> TodoItem:
    row = at.row
    drafted = phrase(
        "{title} · {by} {at} 起草",
        title=row.title, by=row.drafted_by, at=short_zh(row.drafted_at, ask.now),
    )  # fmt: skip
    limits = [limit for limit in (due, each.due_at) if limit is not None]
    return ask.item(
        kind,
        row.id,
        words.format(paper=RELEASE_KIND_WORDS[row.kind], receivers=enumerated(at.untold)),
        detail or drafted,
        at.steps[-1].at,
        min(limits, default=None),
    )


def opinion_items(ask: Asker) -> Iterator[TodoItem]:
    """All that waits as one thing, for 舆情监测组; a false claim is named."""
    if Group.OPINION not in ask.actor.groups() or not ask.may(Action.WATCH_OPINION):
        return
    waiting = list(ask.asked(OpinionRow, "opinion_answer", "false_claims"))
    if not waiting:
        return
    rows = [row for _, row in waiting]
    rows.sort(key=lambda row: (not row.false_claim, row.found_at, row.id))
    since = min(row.found_at for row in rows)
    false = sum(row.false_claim for row in rows)
    title = phrase("舆情 {n} 条待处理", n=len(rows))
    if false:
        title = phrase("舆情 {n} 条待处理，其中不实信息 {false} 条", n=len(rows), false=false)
    due = min((each.due_at for each, _ in waiting if each.due_at), default=None)
    detail = headed(rows[0].source, rows[0].title)
    yield ask.item(TodoKind.OPINION, rows[0].id, title, detail, since, due)


def press_items(ask: Asker) -> Iterator[TodoItem]:
    if not ask.may(Action.DRAFT_RELEASE):
        return
    for each, row in ask.asked(PressQuestionRow, "press_answer"):
        title = headed(row.outlet, row.question)
        asked = short_zh(row.asked_at, ask.now)
        detail = phrase("{at} 提问", at=asked)
        if row.asker:
            detail = phrase("{by} {at} 提问", by=row.asker, at=asked)
        yield ask.item(TodoKind.PRESS, row.id, title, detail, row.asked_at, each.due_at)
