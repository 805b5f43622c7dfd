"""What waits on the way of a release, each thing for who may do it now; opinion, the press."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from commandcenter.domain.command.opinion import OpinionState
from commandcenter.domain.org import Group
from commandcenter.domain.releases.media import OTHER_ANSWERS
from commandcenter.domain.releases.release import RELEASE_KIND_WORDS, ReleaseKind, ReleaseState
from commandcenter.domain.releases.release_acts import ReleaseAct
from commandcenter.domain.rights import Action
from commandcenter.domain.times import short_zh
from commandcenter.queries.seat.todo_items import Asker, TodoItem, TodoKind
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.releases.release_basis import Basis
from commandcenter.store.releases.release_facts import about
from commandcenter.store.releases.release_gate import Standing, refusal, standing
from commandcenter.store.tables.command.site import OpinionRow
from commandcenter.store.tables.releases.release import (
    PressQuestionRow,
    ReleaseCheckRow,
    ReleaseRow,
)

LEGAL_MINUTES = "legal_check_minutes"
OVER = (ReleaseState.PUBLISHED, ReleaseState.WITHDRAWN)


def release_items(ask: Asker) -> Iterator[TodoItem]:
    rows = [row for row in ask.rows.of(ReleaseRow) if row.state not in OVER]
    words = about(ask.session, Basis(ask.incident)) if rows else ""
    for row in rows:
        steps = [step for step in ask.rows.of(ReleaseCheckRow) if step.release_id == row.id]
        yield from _waiting(ask, standing(ask.session, row, words, steps))


def _waiting(ask: Asker, at: Standing) -> Iterator[TodoItem]:
    last = at.steps[-1]
    match at.row.state:
        case ReleaseState.DRAFT if not last.passed and _may(ask, at, ReleaseAct.EDIT):
            why = f"{last.by}：{last.words}"
            yield _item(ask, at, TodoKind.AMEND_RELEASE, "退回修改", detail=why)
        case ReleaseState.LEGAL if _may(ask, at, ReleaseAct.LEGAL):
            minutes = plan_of(ask.session, ask.incident.plan_version_id).number(LEGAL_MINUTES)
            due = last.at + timedelta(minutes=minutes)
            yield _item(ask, at, TodoKind.CHECK_RELEASE, "待合法性审核", due)
        case ReleaseState.SECRECY if _may(ask, at, ReleaseAct.SECRECY):
            yield _item(ask, at, TodoKind.CHECK_RELEASE, "待保密审查")
        case ReleaseState.APPROVAL if at.lacks_document:
            if _may(ask, at, ReleaseAct.AUTHORISE):
                yield _item(ask, at, TodoKind.AMEND_RELEASE, "待登记上级授权")
        case ReleaseState.APPROVAL if _may(ask, at, ReleaseAct.APPROVE):
            yield _item(ask, at, TodoKind.APPROVE_RELEASE, "待签发")
        case ReleaseState.APPROVED if at.row.kind is not ReleaseKind.LINE:
            if _may(ask, at, ReleaseAct.TELL):
                words = f"待告知{'、'.join(at.untold)}" if at.untold else "待发布"
                yield _item(ask, at, TodoKind.PUBLISH_RELEASE, f"已签发，{words}")


def _may(ask: Asker, at: Standing, act: ReleaseAct) -> bool:
    return refusal(ask.rights, ask.actor, at, act) is None


def _item(
    ask: Asker,
    at: Standing,
    kind: TodoKind,
    words: str,
    due: datetime | None = None,
    detail: str = "",
) -> TodoItem:
    row = at.row
    drafted = f"{row.title} · {row.drafted_by} {short_zh(row.drafted_at, ask.now)} 起草"
    limits = [limit for limit in (due, row.due_at) if limit is not None]
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
    rows = [row for row in ask.rows.of(OpinionRow) if row.state == OpinionState.OPEN.value]
    rows.sort(key=lambda row: (not row.false_claim, row.found_at, row.id))
    if not rows:
        return
    plan = plan_of(ask.session, ask.incident.plan_version_id)
    since = min(row.found_at for row in rows)
    false = sum(row.false_claim for row in rows)
    title = f"舆情 {len(rows)} 条待处理" + (f"，其中不实信息 {false} 条" if false else "")
    due = since + timedelta(hours=plan.number(OTHER_ANSWERS))
    detail = f"{rows[0].source}：{rows[0].title}"
    yield ask.item(TodoKind.OPINION, rows[0].id, title, detail, since, due)


def press_items(ask: Asker) -> Iterator[TodoItem]:
    if not ask.may(Action.DRAFT_RELEASE):
        return
    for row in ask.rows.of(PressQuestionRow):
        if row.answered_at is not None:
            continue
        title = f"{row.outlet}：{row.question}"
        detail = f"{row.asker} {short_zh(row.asked_at, ask.now)} 提问".strip()
        yield ask.item(TodoKind.PRESS, row.id, title, detail, row.asked_at, row.due_at)
