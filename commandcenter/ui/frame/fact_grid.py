"""Pairs of a name and a value in a grid: the facts beside which something is decided."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from commandcenter.ui import look
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel


class Facts(Card):
    """Set anew with each answer; `columns` pairs beside each other."""

    def __init__(self, parent: QWidget | None = None, columns: int = 3) -> None:
        super().__init__("", "", parent, ground="surface_2")
        self.setObjectName("facts")
        self._columns = columns
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.px(20))
        self._grid.setVerticalSpacing(look.px(6))
        self.body.addLayout(self._grid)

    def set_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for number, (name, value) in enumerate(facts):
            row, column = divmod(number, self._columns)
            box = 2 * row
            self._grid.addWidget(PlainLabel(name, Size.SMALL, ink="text_dim"), box, column)
            value_label = ElidedLabel(value, Size.TEXT, BOLD, lines=2)
            value_label.setWordWrap(True)
            self._grid.addWidget(value_label, box + 1, column)
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 1)
