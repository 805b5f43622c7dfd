"""Rows and pairs of words in a narrow window."""

import pytest
from PySide6.QtGui import QFontMetricsF

from commandcenter.queries.watch.monitor_subjects import SubjectTop
from commandcenter.ui.watch import subject_row
from commandcenter.ui.watch.signal_detail import Lines
from commandcenter.ui.watch.subject_row import SubjectRow
from commandcenter.ui.widgets.labels import PlainLabel

NAME = "悦力工场健身（城东店）"
PAIRS = [("期间", "11月23日14:01至11月24日07:40"), ("县区", "城西区"), ("类别", "餐饮和住宿")]


@pytest.mark.parametrize("width", [560, 790, 1180])
def test_the_name_of_a_trader_is_whole_in_any_window(qtbot, monkeypatch, width):
    written = {}

    def write(painter, box, text, font, *others):
        written[text] = (box, QFontMetricsF(font).horizontalAdvance(text))
        return write_there(painter, box, text, font, *others)

    write_there = subject_row.write
    monkeypatch.setattr(subject_row, "write", write)
    row = SubjectRow()
    qtbot.addWidget(row)
    row.resize(width, row.height())
    row.show_line(SubjectTop(1, NAME, "城东区", 89, 80, 0.1, 1e-9, (0,) * 27 + (89,)))
    row.grab()
    box, wide = written[NAME]
    assert wide <= box.width()
    [counted] = [box for text, (box, _) in written.items() if "89" in text]
    assert not counted.intersects(box)


def rows_of(lines):
    return {label.text(): label.parentWidget().y() for label in lines.findChildren(PlainLabel)}


def test_pairs_stand_in_one_column_where_two_have_no_room(qtbot):
    lines = Lines(2)
    qtbot.addWidget(lines)
    lines.resize(700, 200)
    lines.show_pairs(PAIRS)
    lines.show()
    qtbot.waitUntil(lambda: rows_of(lines)["类别"] > 0)
    assert rows_of(lines)["期间"] == rows_of(lines)["县区"]
    lines.resize(400, 200)
    qtbot.waitUntil(lambda: rows_of(lines)["县区"] > rows_of(lines)["期间"])
    lines.resize(700, 200)
    qtbot.waitUntil(lambda: rows_of(lines)["县区"] == rows_of(lines)["期间"])
