"""Columns are widened for English words as far as a table has room, and give way where it lacks."""

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from commandcenter.ui import texts
from commandcenter.ui.widgets.column_room import LEFT, Wish, shared
from commandcenter.ui.widgets.ledger import Column, Ledger, Line

WORDS = ("State of handling", "In progress at the county", "Something that has the rest")
NARROW = 120


class Nothing(QTranslator):
    def translate(self, context, source, disambiguation=None, n=-1):
        return None

    def isEmpty(self):
        return False


@pytest.fixture
def english(themed):
    translator = Nothing()
    QApplication.installTranslator(translator)
    texts.translate(True)
    yield
    texts.translate(False)
    QApplication.removeTranslator(translator)


def table_of(qtbot, width):
    head, cell, rest = WORDS
    columns = [Column(head, 4), Column("No.", 4), Column(rest, stretch=True)]
    ledger = Ledger("list", columns, "log", "Nothing")
    qtbot.addWidget(ledger)
    ledger.resize(width, 400)
    ledger.show()
    ledger.show_lines([Line(1, (cell, "1", rest))])
    QApplication.processEvents()
    return ledger.table


def widths(table):
    return [table.columnWidth(column) for column in range(2)]


def test_a_chinese_screen_keeps_the_widths_that_were_set(themed, qtbot):
    first, second = widths(table_of(qtbot, 1_200))
    assert first == second


def test_on_a_chinese_screen_what_was_set_wider_than_its_words_gives_way(themed, qtbot):
    """With room all have what was set; without, the table is not scrolled for nothing."""
    columns = [*(Column(f"第{n}", 12) for n in range(3)), Column("内容", stretch=True)]
    ledger = Ledger("list", columns, "log", "Nothing")
    qtbot.addWidget(ledger)
    ledger.show()
    ledger.show_lines([Line(1, ("甲", "乙", "丙", "内容" * 40))])
    table, wide = ledger.table, set()
    for width in (1_400, 700):
        ledger.resize(width, 400)
        qtbot.waitUntil(lambda: table.columnWidth(3) >= LEFT)
        qtbot.waitUntil(lambda: not table.horizontalScrollBar().maximum())
        wide.add(table.columnWidth(0))
    narrow, full = sorted(wide)
    assert narrow < full


def test_a_column_is_widened_for_its_words(english, qtbot):
    first, second = widths(table_of(qtbot, 1_200))
    assert first > second


def test_nothing_is_widened_where_there_is_no_room(english, qtbot):
    table = table_of(qtbot, NARROW)
    model, metrics = table.model(), table.fontMetrics()
    cells = [str(model.index(0, column).data()) for column in range(2)]
    wanted = [metrics.horizontalAdvance(words) for words in cells]
    first, second = widths(table)
    assert first < wanted[0]
    assert second > wanted[1]


def test_what_was_set_wider_than_its_words_gives_way():
    wishes = {0: Wish(80, 120), 1: Wish(120, 60), 2: Wish(50, 60)}
    assert shared(wishes, 300) == {0: 120, 1: 120, 2: 60}
    assert shared(wishes, 260) == {0: 120, 1: 80, 2: 60}
    assert shared(wishes, 220) == {0: 100, 1: 60, 2: 60}
    assert shared(wishes, 100) == {0: 80, 1: 60, 2: 50}


def test_a_width_that_a_person_drew_stays(english, qtbot):
    table = table_of(qtbot, 1_200)
    table.horizontalHeader().resizeSection(0, 77)
    table.model().modelReset.emit()
    QApplication.processEvents()
    assert table.columnWidth(0) == 77
