"""What waits for a decision or a signature: levels, oral decisions, closing."""

from collections.abc import Iterator

from commandcenter.domain.incident.decided_above import asked_level
from commandcenter.domain.incident.incident import State
from commandcenter.domain.rights import Action
from commandcenter.domain.times import short_zh
from commandcenter.queries.incident.situation import open_suggestion
from commandcenter.queries.seat.todo_after import after
from commandcenter.queries.seat.todo_items import Asker, TodoItem, TodoKind
from commandcenter.store.incident.grade_steps import newest_on_grade
from commandcenter.store.tables.command.command import OralDecisionRow


def decisions(ask: Asker) -> Iterator[TodoItem]:
    yield from _grade(ask)
    yield from _activation(ask)
    yield from _upper(ask)
    yield from _oral(ask)
    yield from after(ask)


def _grade(ask: Asker) -> Iterator[TodoItem]:
    suggestion = open_suggestion(ask.session, ask.incident.id)
    if suggestion is None:
        return
    graver = suggestion.level.rank <= 2
    action = Action.SIGN_INITIAL_ASSESSMENT if graver else Action.DECIDE_GRADE
    asked = asked_level(ask.incident.grade, suggestion.level)
    if not ask.rights.allows(
        ask.actor, action, district=frozenset(ask.incident.districts), level=asked
    ):
        return
    title = f"定级建议：{suggestion.level.grade_title}"
    detail = f"{suggestion.by} {short_zh(suggestion.at, ask.now)} · {suggestion.reason}"
    yield ask.item(TodoKind.GRADE, suggestion.id, title, detail, suggestion.at)


def _activation(ask: Asker) -> Iterator[TodoItem]:
    row = ask.incident
    waits = row.state is State.ASSESSING and row.grade is not None
    if not waits or open_suggestion(ask.session, row.id) or not ask.may(Action.ACTIVATE):
        return
    assert row.grade is not None
    title = f"启动{row.grade.response_title}"
    detail = f"已定为{row.grade.grade_title}，尚未启动响应"
    yield ask.item(TodoKind.ACTIVATE, row.id, title, detail, row.verified_at or row.received_at)


def _upper(ask: Asker) -> Iterator[TodoItem]:
    """A request to the upper body that no decision of it has answered."""
    newest = newest_on_grade(ask.session, ask.incident.id)
    if newest is None or newest.step != "request" or not ask.may(Action.REGISTER_UPPER_DECISION):
        return
    title = f"报请{newest.level.grade_title}，待上级决定"
    detail = f"{newest.by} {short_zh(newest.at, ask.now)} 报请；收到决定后登记机关、文号和时间"
    yield ask.item(TodoKind.UPPER, newest.id, title, detail, newest.at)


def _oral(ask: Asker) -> Iterator[TodoItem]:
    """For the decider alone."""
    for row in ask.rows.of(OralDecisionRow):
        waits = row.signed_at is None and row.disputed_at is None
        if not waits or row.decider_id != ask.actor.person_id:
            continue
        detail = f"{row.recorded_by} {short_zh(row.called_at, ask.now)} 记录 · {row.words}"
        title = f"口头决定待补签：{row.asked}"
        yield ask.item(TodoKind.SIGN_ORAL, row.id, title, detail, row.called_at, row.due_at)
