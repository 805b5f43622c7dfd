"""What waits in the ways of reports, releases and the press."""

from collections.abc import Iterator

from sqlalchemy import select

from commandcenter.domain.release import RELEASE_KIND_WORDS, ReleaseKind, ReleaseState
from commandcenter.domain.rights import Action
from commandcenter.domain.times import hhmm
from commandcenter.queries.todo_items import Asker, TodoItem, TodoKind
from commandcenter.queries.todo_reports import report_items
from commandcenter.store.tables.release import PressQuestionRow, ReleaseRow

# What the release waits for, who may do it, and in which words.
GATE = {
    ReleaseState.LEGAL: (TodoKind.CHECK_RELEASE, Action.CHECK_RELEASE, "待合法性审核"),
    ReleaseState.SECRECY: (TodoKind.CHECK_RELEASE, Action.CHECK_SECRECY, "待保密审查"),
    ReleaseState.APPROVAL: (TodoKind.APPROVE_RELEASE, Action.APPROVE_RELEASE, "待签发"),
    ReleaseState.APPROVED: (TodoKind.PUBLISH_RELEASE, Action.PUBLISH_RELEASE, "已签发，待发布"),
}


def papers(ask: Asker) -> Iterator[TodoItem]:
    yield from report_items(ask)
    yield from _releases(ask)
    yield from _press(ask)


def _releases(ask: Asker) -> Iterator[TodoItem]:
    rows = ask.session.scalars(
        select(ReleaseRow).where(
            ReleaseRow.incident_id == ask.incident.id, ReleaseRow.state.in_(GATE)
        )
    )
    for row in rows:
        kind, action, words = GATE[row.state]
        if row.kind is ReleaseKind.LINE and row.state is ReleaseState.APPROVED:
            continue  # internal wording ends with its signature
        if ask.may(action, author_id=row.drafter_id):
            title = f"{RELEASE_KIND_WORDS[row.kind]}{words}"
            detail = f"{row.title} · {row.drafted_by} {hhmm(row.drafted_at)} 起草"
            yield ask.item(kind, row.id, title, detail, row.drafted_at, row.due_at)


def _press(ask: Asker) -> Iterator[TodoItem]:
    if not ask.may(Action.DRAFT_RELEASE):
        return
    rows = ask.session.scalars(
        select(PressQuestionRow).where(
            PressQuestionRow.incident_id == ask.incident.id,
            PressQuestionRow.answered_at.is_(None),
        )
    )
    for row in rows:
        title = f"{row.outlet}：{row.question}"
        detail = f"{row.asker} {hhmm(row.asked_at)} 提问"
        yield ask.item(TodoKind.PRESS, row.id, title, detail, row.asked_at, row.due_at)
