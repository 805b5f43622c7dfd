"""What comes and goes on the wall has its place kept: nothing else moves by a pixel for it."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from commandcenter.queries.incident.live import WaitingDecision, WaitingDecisions
from commandcenter.queries.reports.pending import PendingDecision
from commandcenter.ui import look
from commandcenter.ui.wall.wall_window import WallWindow
from commandcenter.ui.widgets.far_rows import FarRow, FarRows
from tests.ui.alarms.made import NOW, line
from tests.ui.wall.several import poisoning
from tests.ui.wall.test_room_alarms import room  # noqa: F401  fixture

LONG = "关于对某健身服务有限公司三家门店采取行政强制措施并报请市人民政府批准的请示"
ALARM = line(1, title="现场处置组没有组长", kind="leaderless", room=True)


def still(wall, *but):
    """Where all stands that is seen, but what is within some."""
    found = {}
    for widget in wall.findChildren(QWidget):
        inside = any(widget is each or each.isAncestorOf(widget) for each in but)
        if widget.isVisible() and not inside:
            found[id(widget)] = QRect(widget.mapTo(wall, QPoint(0, 0)), widget.size())
    return found


def waits(*texts):
    decisions = tuple(WaitingDecision(1, None, PendingDecision(text, NOW)) for text in texts)
    return WaitingDecisions(decisions, live=1)


@pytest.fixture(params=["quiet", "one", "two"])
def story(request, tell):
    story = tell("D0 08:40" if request.param == "quiet" else "D0 10:46")
    if request.param == "two":
        poisoning(story)
    return story


@pytest.mark.lot(3)
@pytest.mark.parametrize("back", [look.FAR, look.FAR_MOST])
def test_nothing_moves_for_decisions_an_alarm_or_a_lost_link(windows, story, room, back):  # noqa: F811
    wall: WallWindow = windows.wall(story.db, view=look.wall(1920, back))
    room(story, wall)
    windows.qtbot.waitUntil(lambda: wall.room.line is None)
    windows.settle(wall)
    own = (wall.room.inside, wall.veil)
    wall.waiting.show_answer(waits())
    before = still(wall, *own)
    for texts in (("提请审批",), ("提请审批", "定级建议：较大（Ⅲ级），待决定", LONG), (LONG,), ()):
        wall.waiting.show_answer(waits(*texts))
        windows.qtbot.wait(30)
        assert still(wall, *own) == before, texts
    room(story, wall, ALARM)
    windows.qtbot.waitUntil(lambda: wall.room.line is not None)
    windows.qtbot.wait(30)
    assert still(wall, *own) == before
    sides = [w for w in wall.top.findChildren(QWidget) if type(w) is QWidget]  # paint nothing
    top = (wall.top.office, wall.top.state)
    assert {wall.top.clock, wall.top.day, wall.top.heart} <= set(wall.top.findChildren(QWidget))
    before = still(wall, *own, *top)
    for side in sides:
        before.pop(id(side), None)
    wall.top.seat.feed.stale.emit(True)
    windows.qtbot.wait(30)
    assert wall.veil.isVisible()
    after = still(wall, *own, *top)
    assert {key: after[key] for key in before} == before
    assert wall.top.height() == round(wall._plan.link_line[3])


def test_an_alarm_changes_the_size_of_no_decision(windows, tell):
    wall = windows.wall(tell("D0 10:46").db)
    view = wall.waiting.view
    for texts in (("提请审批",), (LONG,)):
        wall.waiting.show_answer(waits(*texts))
        sizes = []
        for there in (True, False):
            view.leave_right(there)
            sizes.append(view._size)
        assert sizes[0] == sizes[1]
    wall.waiting.show_answer(waits("情况通报（送审稿）待签发", "定级建议：较大（Ⅲ级），待决定"))
    view.leave_right(True)
    assert (view.shown(), view._more(view.shown())) == (1, "还有 1 项")
    view.leave_right(False)
    assert (view.shown(), view._more(view.shown())) == (2, "")


def test_rows_that_are_too_long_take_two_lines_and_none_is_cut(themed):
    with look.using(look.wall(1920, look.FAR)):
        rows = FarRows(29, 531, 400, None)

        def nothing(painter, box):
            """No mark."""

        short = rows.placed(FarRow("核实接报", "34 分后", nothing, beside="现场处置组"))
        assert (short.titles, short.beside, short.one_line) == (("核实接报",), True, True)
        long = rows.placed(FarRow("书面首报报市委市政府总值班室", "逾期 56 分", nothing))
        assert ("".join(long.titles), long.lines) == ("书面首报报市委市政府总值班室", 2)
        place = FarRow("每小时报告现场情况", "58 分后", nothing, beside="城东店", kept=True)
        assert rows.placed(place).beside  # else nobody knows which of three it is
