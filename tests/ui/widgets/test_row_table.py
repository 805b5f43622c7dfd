"""What people know from a spreadsheet, of every list: sorted, left out, copied, added up, kept."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from commandcenter.ui.frame.line_order import MomentWords
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line

COLUMNS = [
    Column("时间", 6),
    Column("内容", stretch=True),
    Column("金额（元）", 6, right=True, adds=True),
]
BEGIN = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def line(number, words, sum_, minutes=0):
    at = BEGIN + timedelta(minutes=minutes)
    return Line(number, (MomentWords.of(f"{at:%H:%M}", at), Cell(words), sum_), (("内容", words),))


LINES = [
    line(1, "退费", "1,200", 30),
    line(2, "=HYPERLINK(1)", "80", 10),
    line(3, "停业\n两家", "", 20),
]


class Window(QWidget):
    """Keeps the columns as the desk's window does."""

    def __init__(self, settings):
        super().__init__()
        self.settings = settings
        self.ledger = Ledger("资金", COLUMNS, "site", "还没有")
        QVBoxLayout(self).addWidget(self.ledger)
        self.resize(1100, 500)


@pytest.fixture
def settings(tmp_path):
    return QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def opened(qtbot, settings):
    windows = []

    def opened():
        window = Window(settings)
        windows.append(window)
        qtbot.addWidget(window)
        window.ledger.show_lines(LINES)
        with qtbot.waitExposed(window):
            window.show()
        return window.ledger

    return opened


@pytest.fixture
def ledger(opened):
    return opened()


def ids(ledger):
    return [line.id for line in ledger.lines]


def press_head(qtbot, ledger, column):
    head = ledger.table.head
    left = head.sectionViewportPosition(column)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(left + 20, 8))


def test_a_press_on_a_head_orders_a_second_turns_and_a_third_gives_it_back(ledger, qtbot):
    ledger.choose(3)
    for expected in ([2, 3, 1], [1, 3, 2], [1, 2, 3]):
        press_head(qtbot, ledger, 0)
        assert ids(ledger) == expected
        assert ledger.chosen_id == 3
        assert ledger.table.currentIndex().row() == expected.index(3)
    press_head(qtbot, ledger, 2)
    assert ids(ledger) == [2, 1, 3]


def test_the_order_holds_for_what_comes_later(ledger, qtbot):
    press_head(qtbot, ledger, 0)
    ledger.show_lines([*LINES, line(4, "新到", "5", 15)])
    assert ids(ledger) == [2, 4, 3, 1]


def test_fields_below_the_heads_leave_out_what_is_not_wanted(ledger, qtbot):
    ledger.set_note("共 3 笔")
    ledger.table.setFocus()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(ledger.table, "l", keys)
    fields = [f for f in ledger.table.head.findChildren(QLineEdit) if f.isVisible()]
    assert len(fields) == 3
    rows = ledger.table.viewport().geometry()
    for field in fields:
        place = field.mapTo(ledger.table, QPoint())
        assert field.height() > 15
        assert place.y() + field.height() <= rows.top() + 1
    assert fields[0].hasFocus()
    qtbot.keyClicks(fields[2], ">100")
    assert ids(ledger) == [1]
    assert ledger.chosen_id == 1
    assert ledger.findChild(QLabel, "ledger_note").text() == "筛选出 1 行，共 3 行 · 共 3 笔"
    fields[1].insert("没有的")
    assert ids(ledger) == []
    assert ledger.table.isVisible(), "the fields stay to be changed"
    assert not ledger.empty.isVisible()
    assert ledger.choose(2), "who is led to a line sees it"
    assert ids(ledger) == [1, 2, 3]
    ledger.table.toggle_fields()
    assert not ledger.table.head.has_fields


def test_rows_are_copied_with_their_heads_as_text_and_as_a_table(ledger, qtbot):
    ledger.table.setFocus()
    ledger.table.selectAll()
    qtbot.keyClick(ledger.table, "c", Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().split("\n") == [
        "时间\t内容\t金额（元）",
        "02:30\t退费\t1,200",
        "02:10\t'=HYPERLINK(1)\t80",
        "02:20\t停业 两家\t",
    ]
    assert "<th>金额（元）</th>" in data.html()
    assert data.html().count("<tr>") == 4


def test_words_from_outside_stay_words_in_the_html(ledger):
    ledger.show_lines([line(1, "<b>重</b><img src=x>", "1")])
    ledger.table.selectAll()
    ledger.table.copy_rows()
    html = QGuiApplication.clipboard().mimeData().html()
    assert "<img" not in html
    assert "&lt;img" in html


def test_one_cell_is_copied_bare(ledger):
    ledger.table.copy_cell(ledger.model.index(0, 2))
    data = QGuiApplication.clipboard().mimeData()
    assert (data.text(), data.hasHtml()) == ("1,200", False)


def test_what_is_chosen_is_counted_and_added_up(ledger, qtbot):
    assert not ledger.foot.isVisible()
    ledger.table.setFocus()
    qtbot.keyClick(ledger.table, "a", Qt.KeyboardModifier.ControlModifier)
    assert ledger.foot.isVisible()
    assert ledger.table.told_words() == "已选 3 行 · 金额（元）合计 1,280"
    ledger.show_lines([*LINES, line(4, "新到", "5", 15)])
    assert ledger.table.told_words().startswith("已选 3 行"), "they stay chosen"
    ledger.table.choose_row(0)
    assert not ledger.foot.isVisible()


def drag(qtbot, head, start, end):
    y = 8
    qtbot.mousePress(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(start, y))
    qtbot.mouseMove(head.viewport(), QPoint((start + end) // 2, y))
    qtbot.mouseMove(head.viewport(), QPoint(end, y))
    qtbot.mouseRelease(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(end, y))


def test_columns_are_kept_as_a_person_left_them_and_given_back(opened, qtbot):
    ledger = opened()
    head, before = ledger.table.head, ledger.table.columnWidth(0)
    border = head.sectionViewportPosition(0) + head.sectionSize(0) - 1
    drag(qtbot, head, border, border + 60)
    assert ledger.table.columnWidth(0) == before + 60
    last = head.sectionViewportPosition(2) + 20
    drag(qtbot, head, last, 10)
    assert ledger.table.shown_columns() == [2, 0, 1]
    actions = {action.text(): action for action in head.menu().actions()}
    actions["内容"].setChecked(False)
    assert ledger.table.shown_columns() == [2, 0]
    again = opened()
    assert again.table.shown_columns() == [2, 0]
    assert again.table.columnWidth(0) == before + 60
    again.table.head.first_wanted.emit()
    assert again.table.shown_columns() == [0, 1, 2]
    assert again.table.columnWidth(0) == before
    assert opened().table.shown_columns() == [0, 1, 2]


def test_what_the_program_leaves_out_is_not_kept_as_the_persons_choice(opened):
    ledger = opened()
    ledger.table.setColumnHidden(2, True)  # for want of room
    assert "金额（元）" not in [action.text() for action in ledger.table.head.menu().actions()]
    actions = {action.text(): action for action in ledger.table.head.menu().actions()}
    actions["时间"].setChecked(False)
    assert ledger.table.shown_columns() == [1]
    again = opened()
    assert again.table.shown_columns() == [1, 2]
    again.table.setColumnHidden(0, False)  # there is room, but a person has put it away
    assert again.table.shown_columns() == [1, 2]


@pytest.mark.parametrize("kept", ["", "x", "[]", '{"order": [0, 1], "widths": [], "away": []}'])
def test_what_was_kept_of_other_columns_is_not_taken(opened, settings, kept):
    key = next(iter(kept_keys(opened(), settings)))
    settings.setValue(key, kept)
    assert opened().table.shown_columns() == [0, 1, 2]


def kept_keys(ledger, settings):
    actions = {action.text(): action for action in ledger.table.head.menu().actions()}
    actions["内容"].setChecked(False)
    return settings.allKeys()


def test_one_column_always_stays(ledger):
    head = ledger.table.head
    for action in head.menu().actions()[:2]:
        action.setChecked(False)
    last = next(action for action in head.menu().actions() if action.text() == "金额（元）")
    assert not last.isEnabled()


def test_a_file_holds_what_is_shown(ledger, qtbot):
    press_head(qtbot, ledger, 0)
    ledger._on_wanted(2, ">1")
    heads, rows = ledger._shown_table()
    assert heads == [column.title for column in COLUMNS]
    assert [row[2] for row in rows] == ["80", "1,200"]
