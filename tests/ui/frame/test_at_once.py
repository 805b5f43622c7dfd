"""What of a window's first picture is out of sight is made after it."""

import pytest
from PySide6.QtWidgets import QWidget

from commandcenter.queries.command.next_steps import NextStep, NextSteps
from commandcenter.queries.seat.todo import TodoItem, TodoKind
from commandcenter.ui.command.next_steps_panel import NextStepsPanel, StepRow
from commandcenter.ui.frame.at_once import AtOnce, after_picture
from commandcenter.ui.seat.todo_card import TodoCard
from commandcenter.ui.seat.todo_view import TodoView
from tests.ui import scenario_a

pytestmark = pytest.mark.lot(2)  # the screens are the same on both databases
ITEMS = [TodoItem(TodoKind.STEP, n, 1, f"第{n}件", "", scenario_a.NOW, None) for n in range(12)]


@pytest.fixture
def window(qtbot, seat):
    """Not painted until `window.picture` says so."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 300)
    window.show()
    window.picture = AtOnce(window, seat.tasks, lambda: False)
    return window


def cards(view):
    return [card.item.title for card in view.findChildren(TodoCard) if not card.isHidden()]


def test_cards_out_of_sight_come_after_the_picture(qtbot, window):
    view = TodoView(window)
    view.resize(300, 250)
    view.set_items(ITEMS, scenario_a.NOW)
    first = cards(view)
    assert 0 < len(first) < len(ITEMS)
    assert first == [item.title for item in ITEMS[: len(first)]]
    assert view.title.text() == f"待我处理（{len(ITEMS)}）"
    window.picture._show()
    qtbot.waitUntil(lambda: cards(view) == [item.title for item in ITEMS])


def test_what_is_answered_anew_before_the_picture_counts(qtbot, window):
    view = TodoView(window)
    view.set_items(ITEMS, scenario_a.NOW)
    view.set_items(ITEMS[3:], scenario_a.NOW)
    window.picture._show()
    qtbot.waitUntil(lambda: cards(view) == [item.title for item in ITEMS[3:]])
    view.set_items(ITEMS[:2], scenario_a.NOW)
    assert cards(view) == ["第0件", "第1件"]


def test_lines_out_of_sight_come_after_the_picture(qtbot, window, seat):
    panel = NextStepsPanel(seat, window)
    panel.resize(300, 250)
    now = scenario_a.NOW
    steps = tuple(
        NextStep(n, f"第{n}件", "", "某人", "", False, now, False, False, "", False, now)
        for n in range(30)
    )
    panel.show_answer(NextSteps(1, steps, (), 0, 30, 0, 0, None, None, None, part=False, now=now))
    assert 0 < len(panel.findChildren(StepRow)) < len(steps)
    window.picture._show()
    qtbot.waitUntil(lambda: len(panel.findChildren(StepRow)) >= len(steps))
    assert [row.step.title for row in panel._rows[: len(steps)]] == [s.title for s in steps]


def test_once_it_is_painted_all_is_made_at_once(qtbot, window):
    window.picture._show()
    qtbot.waitUntil(window.updatesEnabled)
    view = TodoView(window)
    assert not after_picture(view, view.update)
    view.set_items(ITEMS, scenario_a.NOW)
    assert len(cards(view)) == len(ITEMS)
