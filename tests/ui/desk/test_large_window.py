"""A large screen gives its room to what has use for it: steps and log, not boxes of white."""

import pytest
from PySide6.QtCore import QPoint, QRect

from commandcenter.ui.desk.docks import COMMAND, COMMAND_MOST, STEPS
from tests.stories.conftest import demo_folder, tell, windows  # noqa: F401


def place(desk, widget):
    return QRect(widget.mapTo(desk, QPoint(0, 0)), widget.size())


@pytest.mark.parametrize("size", [(2560, 1440), (3840, 2160)])
def test_a_tall_window_has_the_log_below_what_waits_and_the_tasks_their_room(windows, tell, size):  # noqa: F811
    desk = windows.desk(tell("D0 10:46").db, "chenyu", size=size)
    page = desk.pages.incident.overview
    todo, log, steps = (place(desk, part) for part in (page.todo, page.log, page.next))
    assert log.top() > todo.bottom()
    assert log.right() < steps.left()
    assert steps.height() > page.height() / 2
    desk.show_panels()
    windows.settle(desk)
    docks = desk.pages.incident.docks.docks
    assert docks[COMMAND].height() <= COMMAND_MOST + 4
    assert docks[STEPS].height() > 1.5 * docks[COMMAND].height()


def test_a_lower_window_has_the_log_below_what_is_next_and_it_comes_back(windows, tell):  # noqa: F811
    desk = windows.desk(tell("D0 10:46").db, "chenyu", size=(2560, 1440))
    page = desk.pages.incident.overview
    for size, left in (((1600, 1000), False), ((2560, 1440), True)):
        desk.resize(*size)
        windows.settle(desk)
        log, steps = place(desk, page.log), place(desk, page.next)
        assert (log.right() < steps.left()) is left
        assert log.height() >= 90
