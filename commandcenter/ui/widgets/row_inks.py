"""Colours that mean something stay readable, and stay themselves, on the ground of a chosen row."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from commandcenter.ui import theme
from commandcenter.ui.widgets.line_model import INK, Index

# The inks of a card are too faint on the selection; tests/ui/test_theme.py holds these.
CHOSEN_INKS = {
    "ok": "ok_soft_text",
    "warn": "warn_soft_text",
    "danger": "danger_soft_text",
    "accent": "accent_soft_text",
    "link": "accent_soft_text",
}


class RowInks(QStyledItemDelegate):
    """For a table whose model names the ink of a cell under the role INK."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        ink = CHOSEN_INKS.get(index.data(INK) or "", "selection_text")
        option.palette.setColor(QPalette.ColorRole.HighlightedText, theme.color(ink))
