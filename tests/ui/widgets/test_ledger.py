"""A ledger: its lines, the chosen one in full, and what can be done to it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from commandcenter.ui import theme
from commandcenter.ui.picture import picture_of
from commandcenter.ui.widgets.buttons import Button
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line, LineAct

COLUMNS = [Column("时间", 4), Column("内容", stretch=True), Column("人数", 3, right=True)]


def line(number, words="到场", acts=()):
    return Line(
        number, (f"10:4{number}", Cell(words, ink="danger", bold=True), "60"),
        detail=(("内容", words), ("备注", "")), acts=acts,
    )  # fmt: skip


@pytest.fixture
def ledger(qtbot):
    ledger = Ledger("现场", COLUMNS, "site", "还没有报告")
    qtbot.addWidget(ledger)
    ledger.resize(900, 400)
    ledger.show()
    return ledger


def details(ledger):
    return [label.text() for label in ledger.detail.findChildren(PlainLabel) if label.isVisible()]


def test_the_first_line_is_shown_in_full_without_what_is_empty(ledger, qtbot):
    ledger.show_lines([line(1), line(2)])
    assert ledger.chosen_id == 1
    qtbot.waitUntil(lambda: details(ledger) == ["内容", "到场"])


def test_a_picture_of_what_was_shown_just_now_has_the_chosen_line_in_full(ledger, qtbot):
    """The layouts wait for the loop's next turn; a picture that did not had nothing there."""
    qtbot.waitExposed(ledger)
    ledger.show_lines([line(1), line(2)])
    assert picture_of(ledger, ".png")
    shown = [label for label in ledger.detail.findChildren(PlainLabel) if label.isVisible()]
    assert [label.text() for label in shown] == ["内容", "到场"]
    places = [label.geometry() for label in shown]
    assert places[0].bottom() < places[1].top()
    assert all(place.width() > 200 for place in places)


def test_lines_that_come_have_all_the_height_at_once(ledger, qtbot):
    """Qt may not tell layouts that are just being laid out: half of it stayed empty."""
    qtbot.waitExposed(ledger)
    ledger.show_lines([line(1), line(2)])
    assert ledger.height() - ledger.detail.geometry().bottom() < 2
    assert ledger.detail.height() > ledger.height() / 2


def test_the_chosen_line_stays_chosen_when_others_come_before_it(ledger, qtbot):
    ledger.show_lines([line(1), line(2)])
    assert ledger.choose(2)
    ledger.show_lines([line(3), line(1), line(2, "到场，围观增多")])
    assert ledger.chosen_id == 2
    qtbot.waitUntil(lambda: details(ledger) == ["内容", "到场，围观增多"])


def test_a_line_that_is_gone_gives_its_place_to_the_first(ledger):
    ledger.show_lines([line(1), line(2)])
    ledger.choose(2)
    ledger.show_lines([line(1)])
    assert ledger.chosen_id == 1


def test_a_refused_act_is_shown_with_its_reason_and_the_other_tells_its_line(ledger, qtbot):
    acts = (LineAct("answer", "答复", primary=True), LineAct("close", "了结", refusal="尚未答复。"))
    ledger.show_lines([line(1), line(2, acts=acts)])
    ledger.choose(2)
    close = ledger.findChild(Button, "act_close")
    assert not close.isEnabled()
    assert "尚未答复。" in close.toolTip()
    with qtbot.waitSignal(ledger.acted) as acted:
        qtbot.mouseClick(ledger.findChild(Button, "act_answer"), Qt.MouseButton.LeftButton)
    assert acted.args == ["answer", 2]


def test_enter_opens_the_line_and_an_empty_ledger_says_what_will_come(ledger, qtbot):
    assert ledger.empty.isVisible()
    assert not ledger.table.isVisible()
    ledger.show_lines([line(1), line(2)])
    assert not ledger.empty.isVisible()
    ledger.table.setFocus()
    qtbot.keyClick(ledger.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(ledger.opened) as opened:
        qtbot.keyClick(ledger.table, Qt.Key.Key_Return)
    assert opened.args == [2]


def test_words_from_outside_are_plain_text_everywhere(ledger):
    hostile = "<b>重</b><img src='x'>"
    ledger.show_lines([line(1, hostile)])
    label = ledger.detail.findChildren(PlainLabel)[1]
    assert label.text() == hostile
    assert label.textFormat() is Qt.TextFormat.PlainText
    tooltip = ledger.model.data(ledger.model.index(0, 1), Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tooltip


def test_the_model_of_a_ledger_is_a_proper_one(ledger):
    QAbstractItemModelTester(
        ledger.model, QAbstractItemModelTester.FailureReportingMode.Fatal, ledger
    )
    ledger.show_lines([line(1), line(2)])
    ledger.show_lines([line(2), line(1)])
    ledger.show_lines([])


def test_buttons_and_filters_of_the_heading_tell_their_key(ledger, qtbot):
    new = ledger.add_button("new", "报告…")
    filters = ledger.set_filter([("all", "全部"), ("open", "未办")])
    with qtbot.waitSignal(ledger.wanted) as wanted:
        qtbot.mouseClick(new, Qt.MouseButton.LeftButton)
    assert wanted.args == ["new"]
    with qtbot.waitSignal(ledger.filtered) as filtered:
        qtbot.mouseClick(filters.findChildren(Button)[1], Qt.MouseButton.LeftButton)
    assert filtered.args == ["open"]


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("focused", [True, False])
def test_a_chosen_line_keeps_the_colours_that_mean_something(ledger, qtbot, themed, name, focused):
    theme.apply(themed, name)
    ledger.show_lines([line(1), line(2)])
    if focused:
        ledger.table.setFocus()
    chosen, number, other = (0, 1), (0, 2), (1, 1)
    qtbot.waitUntil(lambda: painted(ledger, *chosen, "selection"))
    assert painted(ledger, *chosen, "danger_soft_text")
    assert painted(ledger, *number, "selection_text")
    assert not painted(ledger, *number, "danger_soft_text")
    assert painted(ledger, *other, "danger")
    theme.apply(themed, "light")


def painted(ledger, row, column, ink):
    """Whether a cell has a point of that colour of the theme."""
    box = ledger.table.visualRect(ledger.model.index(row, column))
    image = ledger.table.viewport().grab(box).toImage()
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return any(image.pixel(x, y) == theme.color(ink).rgb() for x, y in points)
