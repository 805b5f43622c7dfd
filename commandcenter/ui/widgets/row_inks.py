"""Colours that mean something stay readable, and stay themselves, on the ground of a chosen row.

A row that asks for an act has a coloured edge at its left, chosen or not.
"""

from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from commandcenter.ui import look, theme
from commandcenter.ui.widgets.line_model import EDGE, INK, Index

# The inks of a card are too faint on the selection; tests/ui/test_theme.py holds these.
CHOSEN_INKS = {
    "ok": "ok_soft_text",
    "warn": "warn_soft_text",
    "danger": "danger_soft_text",
    "accent": "accent_soft_text",
    "link": "accent_soft_text",
}
EDGE_WIDTH = 4


class RowInks(QStyledItemDelegate):
    """For a table whose model names the ink of a cell under the role INK, and under EDGE the
    colour of the left edge of a row that wants an act.
    """

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        ink = CHOSEN_INKS.get(index.data(INK) or "", "selection_text")
        option.palette.setColor(QPalette.ColorRole.HighlightedText, theme.color(ink))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if (edge := index.data(EDGE)) and _stands_first(option.widget, index.column()):
            strip = option.rect.adjusted(0, 1, 0, -1)
            strip.setWidth(look.px(EDGE_WIDTH))
            painter.fillRect(strip, theme.color(edge))


def _stands_first(view: QWidget, column: int) -> bool:
    """Columns are moved and hidden; the edge stays at the left."""
    if not isinstance(view, QTableView):
        return column == 0
    head = view.horizontalHeader()
    return not any(
        not head.isSectionHidden(head.logicalIndex(place))
        for place in range(head.visualIndex(column))
    )
