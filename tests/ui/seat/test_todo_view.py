"""待我处理 and 待决事项: what waits, for whom, and which button does what."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from commandcenter.queries.incident.situation import PendingDecision
from commandcenter.queries.seat.todo import TodoItem, TodoKind
from commandcenter.ui.reports.pending_view import PendingView
from commandcenter.ui.seat.todo_card import TodoCard
from commandcenter.ui.seat.todo_view import TodoView
from commandcenter.ui.widgets.labels import ElidedLabel
from tests.ui import scenario_a


@pytest.fixture
def view(desk, show):
    view = TodoView()
    view.set_items(scenario_a.todo_items(), scenario_a.NOW)
    return show(view, 290, 640)


def card(view, name):
    return view.findChild(TodoCard, f"todo_{name}")


@pytest.mark.parametrize(
    ("name", "action", "kind", "subject"),
    [
        ("sign_report_3", "sign", "sign_report", 3),
        ("sign_report_3", "return", "sign_report", 3),
        ("grade_1", "decide", "grade", 1),
        ("instruction_7", "report", "instruction", 7),
        ("step_1", "do", "step", 1),
    ],
)
def test_a_button_tells_what_is_to_be_done_with_what(qtbot, view, name, action, kind, subject):
    button = card(view, name).findChild(QPushButton, f"act_{action}")
    with qtbot.waitSignal(view.acted) as acted:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert acted.args == [kind, subject, action]


@pytest.mark.parametrize("kind", list(TodoKind))
def test_every_kind_of_work_has_its_buttons(desk, show, kind):
    item = TodoItem(kind, 9, 1, "题目", "", scenario_a.NOW, None)
    view = TodoView()
    view.set_items((item,), scenario_a.NOW)
    show(view, 290, 200)
    assert view.findChildren(QPushButton)


def test_the_most_urgent_card_is_on_top(view):
    tops = [c.mapTo(view, c.rect().topLeft()).y() for c in view.findChildren(TodoCard)]
    assert tops == sorted(tops)
    assert view.findChild(QLabel, "todo_title").text() == "待我处理（4）"


def test_the_time_left_runs_on_and_turns_into_late(view):
    time = card(view, "sign_report_3").findChild(QLabel, "todo_time")
    assert time.text() == "19 分钟后"
    view.tick(scenario_a.at(11, 8))
    assert time.text() == "逾期 3 分"
    assert time.property("ink") == "danger"
    waiting = card(view, "grade_1").findChild(QLabel, "todo_time")
    assert waiting.text() == "已等 33 分"


def test_a_card_stays_while_others_go(qtbot, view):
    kept = card(view, "instruction_7")
    items = scenario_a.todo_items()
    view.set_items((items[2], items[3]), scenario_a.NOW)
    assert card(view, "instruction_7") is kept
    qtbot.waitUntil(lambda: len(view.findChildren(TodoCard)) == 2)


def test_cards_stand_beside_each_other_on_a_wide_page(qtbot, view):
    view.resize(1100, 500)
    qtbot.waitUntil(lambda: card(view, "sign_report_3").y() == card(view, "instruction_7").y())
    assert card(view, "step_1").y() > card(view, "grade_1").y()


def test_nothing_to_do_says_so(desk, show, picture):
    view = TodoView()
    view.set_items((), None)
    picture(show(view, 290, 300), "todo_empty")
    assert view.findChild(QLabel, "todo_title").text() == "待我处理"


def test_hostile_titles_are_shown_as_they_are(desk, show, picture, plain_labels):
    item = replace(scenario_a.todo_items()[0], title=scenario_a.LONG, detail=scenario_a.LONG)
    view = TodoView()
    view.set_items((item,), scenario_a.NOW)
    picture(show(view, 290, 300), "todo_hostile")
    assert plain_labels(view)
    assert card(view, "sign_report_3").height() < 260


def test_a_picture_of_what_is_to_do(desk, show, picture):
    view = TodoView()
    view.set_items(scenario_a.todo_items(), scenario_a.NOW)
    picture(show(view, 310, 660), "todo_desk")
    cut = [label.text() for label in view.findChildren(ElidedLabel) if label.is_cut()]
    assert cut == []


def test_no_pending_decision_is_said_in_the_same_place(look, show):
    view = PendingView()
    view.set_pending(scenario_a.situation().pending)
    show(view, 1920, 56)
    assert view.accessibleName() == "待决事项：情况通报（送审稿）待签发"
    before = view.geometry()
    view.set_pending(())
    assert view.isVisible()
    assert view.geometry() == before
    assert view.accessibleName() == "待决事项：无"


def test_a_long_decision_leaves_room_for_the_others(wall, show, picture):
    decisions = [
        PendingDecision(text, scenario_a.NOW)
        for text in (scenario_a.LONG, "启动响应待签发", "首报（送审稿）待签发")
    ]
    view = PendingView()
    view.set_pending(decisions)
    picture(show(view, 1920, 56), "pending_hostile")
    assert view.accessibleName().endswith("启动响应待签发；首报（送审稿）待签发")


def test_a_picture_of_the_pending_decisions(wall, show, picture):
    view = PendingView()
    view.set_pending(
        [*scenario_a.situation().pending, PendingDecision("启动响应待签发", scenario_a.NOW)]
    )
    picture(show(view, 1920, 56), "pending_wall")
