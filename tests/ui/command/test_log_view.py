"""The log: newest on top, a line written is never lost, the wall shows what has room."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QMenu

from commandcenter.ui.command.log_rows import LogBoard
from commandcenter.ui.command.log_view import LogView
from commandcenter.ui.widgets.painting import wrap
from tests.ui import scenario_a


@pytest.fixture
def view(desk, show):
    view = LogView(may_show=True)
    view.set_lines(scenario_a.log_lines())
    return show(view, 300, 320)


def field(view):
    return view.findChild(QLineEdit, "log_input")


def test_enter_sends_the_line_and_keeps_it_until_it_is_stored(qtbot, view):
    qtbot.keyClicks(field(view), "  on site  ")
    with qtbot.waitSignal(view.write) as sent:
        qtbot.keyClick(field(view), Qt.Key.Key_Return)
    assert sent.args == ["on site"]
    assert field(view).text() == "  on site  "
    with qtbot.assertNotEmitted(view.write):
        qtbot.keyClick(field(view), Qt.Key.Key_Return)
    view.input.accepted()
    assert field(view).text() == ""


def test_a_refused_line_stays_with_the_reason_under_it(qtbot, view):
    field(view).setText("已设登记点")
    qtbot.keyClick(field(view), Qt.Key.Key_Return)
    view.input.refused("事件已归档，不能再记动态。")
    reason = view.findChild(QLabel, "log_refused")
    assert reason.isVisible()
    assert reason.text() == "事件已归档，不能再记动态。"
    assert field(view).text() == "已设登记点"
    with qtbot.waitSignal(view.write):
        qtbot.keyClick(field(view), Qt.Key.Key_Return)


def test_the_reason_goes_when_the_words_are_changed(qtbot, view):
    view.input.refused("不行。")
    qtbot.keyClicks(field(view), "x")
    assert not view.findChild(QLabel, "log_refused").isVisible()


def test_nothing_is_sent_for_blanks_and_what_is_too_long_is_sent_whole_to_be_refused(qtbot, view):
    field(view).setText("   ")
    with qtbot.assertNotEmitted(view.write):
        qtbot.keyClick(field(view), Qt.Key.Key_Return)
    field(view).setText("长" * 2_000)
    with qtbot.waitSignal(view.write) as sent:
        qtbot.keyClick(field(view), Qt.Key.Key_Return)
    assert sent.args == ["长" * 2_000]
    view.input.refused("内容超过 500 字。")
    assert field(view).text() == "长" * 2_000


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)")
def test_a_line_is_put_on_the_wall_and_taken_off_from_its_menu(qtbot, view):
    lines = view.findChild(QListView, "log_lines")
    for row, words, shown in ((0, "从大屏撤下", False), (4, "上屏", True)):
        index = lines.model().index(row, 0)
        lines.scrollTo(index)
        lines.customContextMenuRequested.emit(lines.visualRect(index).center())
        (entry,) = view.findChild(QMenu, "log_menu").actions()
        assert entry.text() == words
        with qtbot.waitSignal(view.wall_toggled) as toggled:
            entry.trigger()
        assert toggled.args == [5 - row, shown]
    view.findChild(QMenu, "log_menu").close()


def test_who_may_not_choose_for_the_wall_has_no_menu(desk, show):
    view = LogView()
    view.set_lines(scenario_a.log_lines())
    show(view, 300, 320)
    lines = view.findChild(QListView, "log_lines")
    lines.customContextMenuRequested.emit(lines.visualRect(lines.model().index(0, 0)).center())
    assert not view.findChild(QMenu, "log_menu").isVisible()


def test_the_wall_shows_the_newest_lines_that_have_room(wall, show):
    view = LogView()
    view.set_lines(scenario_a.log_lines()[:4])
    show(view, 616, 260)
    shown = view.findChild(LogBoard, "log_board").shown()
    assert [line.id for line, _ in shown] == [5, 4, 3, 2]
    assert view.note.text() == "由综合协调组选登"


def test_an_empty_log_says_what_will_be_here(look, show, picture):
    view = LogView()
    view.set_lines(())
    picture(show(view, 320, 220), "log_empty")


def test_a_hostile_line_is_painted_as_it_is(look, show, picture, plain_labels):
    line = replace(scenario_a.log_lines()[0], text=scenario_a.LONG, office=scenario_a.HOSTILE)
    view = LogView()
    view.set_lines((line,))
    picture(show(view, 320, 320), "log_hostile")
    assert plain_labels(view)


def test_a_wrapped_text_loses_nothing_before_its_last_line(desk):
    font = desk.font()
    text = "与体育、信访部门会商会员转接方案，统一口径后由舆情监测组对外答复"
    rows = wrap(text, font, 200, 9, 60)
    assert "".join(rows) == text
    assert len(wrap(text, font, 200, 2, 60)) == 2
    assert wrap(text, font, 200, 2, 60)[-1].endswith("…")
    assert wrap("", font, 200, 2) == [""]


@pytest.mark.parametrize(("kind", "width", "height"), [("desk", 300, 300), ("wall", 616, 184)])
def test_a_picture_of_the_log(request, show, picture, kind, width, height):
    request.getfixturevalue(kind)
    view = LogView()
    lines = scenario_a.log_lines()
    view.set_lines([line for line in lines if line.on_wall or kind == "desk"])
    picture(show(view, width, height), f"log_{kind}")
