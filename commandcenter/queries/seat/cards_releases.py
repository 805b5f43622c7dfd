"""What waits on the way of a release, each thing for who may do it now; opinion, the press."""

from collections.abc import Iterator
from datetime import datetime

from commandcenter.domain.command.obligation import Obligation
from commandcenter.domain.org import Group
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
            why = f"{last.by}：{last.words}"
            yield _item(ask, each, at, TodoKind.AMEND_RELEASE, "退回修改", detail=why)
        case ReleaseState.LEGAL if _may(ask, at, ReleaseAct.LEGAL):
            yield _item(ask, each, at, TodoKind.CHECK_RELEASE, "待合法性审核", _legal_due(ask, at))
        case ReleaseState.SECRECY if _may(ask, at, ReleaseAct.SECRECY):
            yield _item(ask, each, at, TodoKind.CHECK_RELEASE, "待保密审查")
        case ReleaseState.APPROVAL if at.lacks_document:
            if _may(ask, at, ReleaseAct.AUTHORISE):
                yield _item(ask, each, at, TodoKind.AMEND_RELEASE, "待登记上级授权")
        case ReleaseState.APPROVAL if _may(ask, at, ReleaseAct.APPROVE):
            yield _item(ask, each, at, TodoKind.APPROVE_RELEASE, "待签发")
        case ReleaseState.APPROVED if at.row.kind is not ReleaseKind.LINE:
            if _may(ask, at, ReleaseAct.TELL):
                words = f"待告知{'、'.join(at.untold)}" if at.untold else "待发布"
                yield _item(ask, each, at, TodoKind.PUBLISH_RELEASE, f"已签发，{words}")


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
    drafted = f"{row.title} · {row.drafted_by} {short_zh(row.drafted_at, ask.now)} 起草"
    limits = [limit for limit in (due, each.due_at) if limit is not None]
    return ask.item(
        kind,
        row.id,
        f"{RELEASE_KIND_WORDS[row.kind]}{words}",
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
    title = f"舆情 {len(rows)} 条待处理" + (f"，其中不实信息 {false} 条" if false else "")
    due = min((each.due_at for each, _ in waiting if each.due_at), default=None)
    detail = f"{rows[0].source}：{rows[0].title}"
    yield ask.item(TodoKind.OPINION, rows[0].id, title, detail, since, due)


def press_items(ask: Asker) -> Iterator[TodoItem]:
    if not ask.may(Action.DRAFT_RELEASE):
        return
    for each, row in ask.asked(PressQuestionRow, "press_answer"):
        title = f"{row.outlet}：{row.question}"
        detail = f"{row.asker} {short_zh(row.asked_at, ask.now)} 提问".strip()
        yield ask.item(TodoKind.PRESS, row.id, title, detail, row.asked_at, each.due_at)
