"""A list leaves the program as it is shown: the same words, the time they hold for, no formulas."""

import csv
from datetime import datetime
from io import BytesIO

import openpyxl
import pytest
from PySide6.QtWidgets import QTreeWidget

from commandcenter.domain.phrase import phrase
from commandcenter.domain.times import from_local, minute_zh, short_zh
from commandcenter.queries.seat.todo_items import TodoItem, TodoKind
from commandcenter.ui.frame.due_cell import due_cell
from commandcenter.ui.frame.field_words import by_at, dated, when
from commandcenter.ui.frame.ledger_panel import LedgerPanel
from commandcenter.ui.frame.line_order import whole_words
from commandcenter.ui.seat.todo_card import TodoCard
from commandcenter.ui.widgets.buttons import Button
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line
from commandcenter.ui.widgets.list_export import TreeLine, table_of

COLUMNS = [Column("时间", 4), Column("内容", stretch=True)]
SAID = ("门口聚集35人", "=cmd|'/c calc'!A1", "+86 1", "-1+2", "@SUM(A1)")


class Panel(LedgerPanel[tuple[str, ...]]):
    kinds = frozenset({"log"})

    def make_ledger(self):
        return Ledger("值班日志", COLUMNS, "site", "还没有")

    def query(self):
        return lambda session: SAID

    def lines(self, answer):
        return [Line(n, (f"10:4{n}", Cell(words, "warn"))) for n, words in enumerate(answer)]


@pytest.fixture
def panel(qtbot, seat):
    panel = Panel(seat)
    qtbot.addWidget(panel)
    panel.resize(900, 400)
    panel.show()
    qtbot.waitUntil(lambda: len(panel.ledger.lines) == len(SAID))
    return panel


def exported(qtbot, panel, target):
    panel.ledger.export.export_to(panel.as_of, target)
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: target.stat().st_size > 0)
    return target.read_bytes()


def test_a_list_is_exported_as_it_is_shown_with_its_time(panel, qtbot, tmp_path):
    data = exported(qtbot, panel, tmp_path / "log.csv").decode("utf-8-sig")
    as_of, header, *rows = csv.reader(data.splitlines())
    assert as_of == [f"数据截至：{minute_zh(panel.as_of)}"]
    assert header == ["时间", "内容"]
    assert [row[1].lstrip("'") for row in rows] == list(SAID)
    assert not [row[1] for row in rows if row[1][0] in "=+-@"]


def test_a_workbook_of_a_list_holds_no_formula(panel, qtbot, tmp_path):
    book = openpyxl.load_workbook(BytesIO(exported(qtbot, panel, tmp_path / "log.xlsx")))
    cells = [row[1] for row in book.active.iter_rows(min_row=3)]
    assert [cell.value for cell in cells] == list(SAID)
    assert {cell.data_type for cell in cells} == {"s"}


def test_the_button_asks_where_to_and_proposes_the_lists_name(panel, qtbot):
    button = panel.ledger.findChild(Button, "export_list")
    assert button.isVisible()
    button.click()
    asked = panel.window().findChild(object, "save_as")
    proposed = asked.selectedFiles()[0]
    assert proposed.rpartition("/")[2].startswith("值班日志20")
    assert proposed.endswith(".xlsx")
    asked.reject()


def test_an_empty_list_offers_nothing_and_one_of_no_panel_has_no_button(panel, qtbot):
    panel.ledger.show_lines(())
    assert not panel.ledger.export.isEnabled()
    alone = Ledger("现场", COLUMNS, "site", "还没有")
    qtbot.addWidget(alone)
    alone.show()
    assert not alone.export.isVisible()


class MomentPanel(Panel):
    """One line, of the day before and by a person of another year."""

    def lines(self, answer):
        now = from_local(2027, 1, 2, 9)
        last_year = from_local(2026, 12, 3, 11)
        yesterday = from_local(2027, 1, 1, 11)
        return [
            Line(1, (when(yesterday, now), by_at("马骁", yesterday, now))),
            Line(2, (when(last_year, now), by_at("马骁", last_year, now))),
        ]


def test_an_exported_list_names_whole_days(qtbot, seat, tmp_path):
    panel = MomentPanel(seat)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitUntil(lambda: len(panel.ledger.lines) == 2)
    data = exported(qtbot, panel, tmp_path / "moments.csv").decode("utf-8-sig")
    assert list(csv.reader(data.splitlines()))[2:] == [
        ["2027-01-01 11:00:00", "2027-01-01T11:00:00+08:00", "马骁 2027年1月1日 11:00"],
        ["2026-12-03 11:00:00", "2026-12-03T11:00:00+08:00", "马骁 2026年12月3日 11:00"],
    ]
    book = openpyxl.load_workbook(BytesIO(exported(qtbot, panel, tmp_path / "moments.xlsx")))
    assert book.active["A3"].value == datetime(2027, 1, 1, 11)


def test_a_tree_a_limit_and_a_card_leave_with_whole_days(qtbot):
    now, yesterday = from_local(2027, 1, 2, 9), from_local(2027, 1, 1, 11)
    tree = QTreeWidget()
    qtbot.addWidget(tree)
    tree.setHeaderLabels(["时间", "办结"])
    tree.addTopLevelItem(TreeLine([when(yesterday, now), dated("{time} 办结", yesterday, now)]))
    assert tree.topLevelItem(0).text(1) == "昨日 11:00 办结"
    assert table_of(tree)[1] == [(yesterday, "2027年1月1日 11:00 办结")]
    for done in (True, False):
        assert whole_words(due_cell(yesterday, now, done=done).words) == yesterday
    detail = phrase("{by} {at} 起草", by="马骁", at=short_zh(yesterday, now))
    item = TodoItem(TodoKind.GRADE, 1, 1, "定级", detail, yesterday, None)
    card = TodoCard(item, now)
    qtbot.addWidget(card)
    assert "马骁 2027年1月1日 11:00 起草" in card.cells()
