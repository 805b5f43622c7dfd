"""A tile with one big number."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commandcenter.ui import look
from commandcenter.ui.look import BOLD, MEDIUM, Size
from commandcenter.ui.phrases import dotted
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel

WALL_NAME, WALL_BESIDE = 26, 23  # base pixels


class Figure(Card):
    """What is counted, the number, and beside it its unit and what else must be said.

    A `pressable` one opens the rows behind the number: see `Card.pressed`. `size`: of the number.
    On the wall what else must be said stands at the right of the name, so that it is never cut.
    """

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        *,
        pressable: bool = False,
        size: Size | float = Size.FIGURE,
    ) -> None:
        super().__init__("", "", parent, pressable=pressable)
        self.wall = look.is_wall()  # what it is made for, it stays
        small: Size | float = WALL_NAME if self.wall else Size.SMALL
        self._said = self._short = ""
        self._name = ElidedLabel(name, small, ink="text_dim")
        self._beside = PlainLabel("", WALL_BESIDE, ink="text_faint")
        self._value = PlainLabel("–", size, MEDIUM if self.wall else BOLD)
        self._value.setFixedHeight(round(look.size(size) * 1.25))
        self._unit = ElidedLabel("", small, ink="text_dim")
        self._unit.setFixedHeight(self._value.height() - look.size(size) // 7)
        self._unit.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        row.addWidget(self._value)
        row.addWidget(self._unit, 1, Qt.AlignmentFlag.AlignTop)
        self.body.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(look.px(8))
        head.addWidget(self._name, 1)
        head.addWidget(self._beside)
        self.body.addLayout(head)
        self.body.addLayout(row)
        self.setAccessibleName(name)

    def set_figure(self, value: str, unit: str = "", ink: str = "text", beside: str = "") -> None:
        """`unit` and what stands `beside`: 件, 近 1 时 +50."""
        self._said = dotted((unit, beside))
        self._short = beside
        self._value.setText(value)
        self._value.set_ink(ink)
        self._fit_words(unit)
        self._beside.setText(beside if self.wall else "")
        self._beside.setVisible(self.wall and bool(beside))
        self.setAccessibleName(f"{self._name.text()} {value} {self._said}".strip())

    def _fit_words(self, unit: str) -> None:
        """On the desk both beside the number; where there is no room for them what is said."""
        self._unit.setText(unit if self.wall else self._said)
        if not self.wall and self._short and self._unit.is_cut():
            self._unit.setText(self._short)
            self._unit.set_tip(self._said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.wall:
            self._fit_words("")

    def set_name(self, name: str) -> None:
        self._name.setText(name)

    def value(self) -> str:
        return self._value.text()

    def unit(self) -> str:
        """With what stands beside: 件 · 近 1 时 +50."""
        return self._said
