"""A tile with one big number."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commandcenter.ui import look
from commandcenter.ui.look import BOLD, MEDIUM, Size
from commandcenter.ui.phrases import dotted
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.fitting import FitLabel, fitting
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel
from commandcenter.ui.widgets.painting import width_of

WALL_NAME, WALL_BESIDE = 26, 23  # base pixels
LEAST = 22


class Figure(Card):
    """What is counted, the number, and beside it its unit and what else must be said.

    A `pressable` one opens the rows behind the number: see `Card.pressed`. `size`: of the number.
    On the wall what else must be said stands at the right of the name or, where that has no room
    for it, of the unit; where neither has, it is left out. The words are as large as fit whole.
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
        self._said = self._short = ""
        self._name, self._unit = self._words(name), self._words("")
        self._beside = PlainLabel("", WALL_BESIDE, ink="text_faint")
        self._value = PlainLabel("–", size, MEDIUM if self.wall else BOLD)
        self._value.setFixedHeight(round(look.size(size) * 1.25))
        self._unit.setFixedHeight(self._value.height() - look.size(size) // 7)
        self._unit.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self._size = float(
            look.PIXELS[look.current().kind][size] if isinstance(size, Size) else size
        )
        self.body.setSpacing(0)
        self._lay_out_rows()
        self.setAccessibleName(name)

    def _words(self, words: str) -> ElidedLabel:
        if self.wall:
            return FitLabel(words, WALL_NAME, ink="text_dim", least=LEAST)
        return ElidedLabel(words, Size.SMALL, ink="text_dim")

    def _lay_out_rows(self) -> None:
        self._head, self._row = QHBoxLayout(), QHBoxLayout()
        self._row.setSpacing(look.px(8))
        self._row.addWidget(self._value)
        self._row.addWidget(self._unit, 1, Qt.AlignmentFlag.AlignTop)
        self._head.setSpacing(look.px(8))
        self._head.addWidget(self._name, 1)
        self._head.addWidget(self._beside)
        self.body.addLayout(self._head)
        self.body.addLayout(self._row)
        if self.wall:
            self.outer.setContentsMargins(look.pad(), look.px(8), look.pad(), look.px(10))
            self._name.setFixedHeight(look.size(1.2 * look.far(WALL_NAME)))
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
            self._beside.setAlignment(align)
            self._beside.setContentsMargins(0, 0, 0, look.size(WALL_BESIDE) // 4)

    def set_figure(self, value: str, unit: str = "", ink: str = "text", beside: str = "") -> None:
        """`unit` and what stands `beside`: 件, 近 1 时 +50."""
        self._said = dotted((unit, beside))
        self._short = beside
        self._value.setText(value)
        self._value.set_ink(ink)
        self._fit_value()
        self._fit_words(unit)
        self._beside.setText(beside if self.wall else "")
        self._place_beside()
        self.setAccessibleName(f"{self._name.text()} {value} {self._said}".strip())

    def _fit_value(self) -> None:
        """A word that stands for a number is longer in other languages: on the wall it is smaller
        rather than cut.
        """
        if not self.wall:
            return
        beside = width_of(self._unit.text(), look.font(LEAST)) + look.px(8)
        room = self.width() - 2 * look.pad() - beside
        size = fitting(self._value.text(), room, self._size, MEDIUM, LEAST)
        self._value.setFont(look.font(size, MEDIUM))

    def _fit_words(self, unit: str) -> None:
        """On the desk both beside the number; where there is no room for them what is said."""
        self._unit.setText(unit if self.wall else self._said)
        if not self.wall and self._short and self._unit.is_cut():
            self._unit.setText(self._short)
            self._unit.set_tip(self._said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.wall:
            self._fit_value()
            self._place_beside()
        else:
            self._fit_words("")

    def _place_beside(self) -> None:
        """At the right of the name, else of the unit, else nowhere; never so that one is cut."""
        if not self.wall:
            self._beside.hide()
            return
        room = self.width() - 2 * look.pad()
        taken = self._beside.sizeHint().width() + look.px(8)
        numbers = self._value.sizeHint().width() + self._unit.sizeHint().width() + look.px(8)
        for row, wide in ((self._head, self._name.sizeHint().width()), (self._row, numbers)):
            if wide + taken <= room:
                row.addWidget(self._beside)
                self._beside.setVisible(bool(self._beside.text()))
                return
        self._beside.hide()

    def set_name(self, name: str) -> None:
        if name != self._name.text():  # a wall says it each second
            self._name.setText(name)
            self._place_beside()

    def value(self) -> str:
        return self._value.text()

    def unit(self) -> str:
        """With what stands beside: 件 · 近 1 时 +50."""
        return self._said
