"""What waits for a decision or a signature: levels, oral decisions."""

from collections.abc import Iterator

from commandcenter.domain.incident.decided_above import asked_level
from commandcenter.domain.phrase import phrase
from commandcenter.domain.rights import Action
from commandcenter.domain.times import short_zh
from commandcenter.queries.seat.todo_items import Asker, TodoItem, TodoKind
from commandcenter.store.tables.command.command import OralDecisionRow
from commandcenter.store.tables.incident.incident import LevelDecisionRow


def decisions(ask: Asker) -> Iterator[TodoItem]:
    yield from _grade(ask)
    yield from _activation(ask)
    yield from _upper(ask)
    yield from _oral(ask)


def _grade(ask: Asker) -> Iterator[TodoItem]:
    """The newest suggestion: one that came later stands for those before it."""
    waiting = [row for _, row in ask.asked(LevelDecisionRow, "grade_decide")]
    suggestion = max(waiting, key=lambda row: row.id, default=None)
    if suggestion is None:
        return
    graver = suggestion.level.rank <= 2
    action = Action.SIGN_INITIAL_ASSESSMENT if graver else Action.DECIDE_GRADE
    asked = asked_level(ask.incident.grade, suggestion.level)
    if not ask.rights.allows(
        ask.actor, action, district=frozenset(ask.incident.districts), level=asked
    ):
        return
    title = phrase("定级建议：{grade}", grade=suggestion.level.grade_title)
    detail = phrase(
        "{by} {at} · {reason}",
        by=suggestion.by, at=short_zh(suggestion.at, ask.now), reason=suggestion.reason,
    )  # fmt: skip
    yield ask.item(TodoKind.GRADE, suggestion.id, title, detail, suggestion.at)


def _activation(ask: Asker) -> Iterator[TodoItem]:
    """Not while another grade is suggested: the decision on it comes first."""
    grade = ask.incident.grade
    if grade is None or any(ask.open("grade_decide")) or not ask.may(Action.ACTIVATE):
        return
    for each in ask.open("start_response"):
        title = phrase("启动{response}", response=grade.response_title)
        detail = phrase("已定为{grade}，尚未启动响应", grade=grade.grade_title)
        yield ask.item(TodoKind.ACTIVATE, ask.incident.id, title, detail, each.start_at)


def _upper(ask: Asker) -> Iterator[TodoItem]:
    """A request to the upper body that no decision of it has answered."""
    if not ask.may(Action.REGISTER_UPPER_DECISION):
        return
    for _, row in ask.asked(LevelDecisionRow, "grade_upper"):
        title = phrase("报请{grade}，待上级决定", grade=row.level.grade_title)
        detail = phrase(
            "{by} {at} 报请；收到决定后登记机关、文号和时间",
            by=row.by, at=short_zh(row.at, ask.now),
        )  # fmt: skip
        yield ask.item(TodoKind.UPPER, row.id, title, detail, row.at)


def _oral(ask: Asker) -> Iterator[TodoItem]:
    """For the decider alone."""
    for each, row in ask.asked(OralDecisionRow, "oral_signed"):
        if row.decider_id != ask.actor.person_id:
            continue
        detail = phrase(
            "{by} {at} 记录 · {words}",
            by=row.recorded_by, at=short_zh(row.called_at, ask.now), words=row.words,
        )  # fmt: skip
        title = phrase("口头决定待补签：{asked}", asked=row.asked)
        yield ask.item(TodoKind.SIGN_ORAL, row.id, title, detail, row.called_at, each.due_at)
