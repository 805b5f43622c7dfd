"""A tile with one big number."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commandcenter.ui import look
from commandcenter.ui.look import BOLD, MEDIUM, Size
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel


class Figure(Card):
    """What is counted, the number, and beside it its unit and what else must be said.

    A `pressable` one opens the rows behind the number: see `Card.pressed`.
    """

    def __init__(
        self, name: str, parent: QWidget | None = None, *, pressable: bool = False
    ) -> None:
        super().__init__("", "", parent, pressable=pressable)
        self._name = ElidedLabel(name, Size.SMALL, ink="text_dim")
        self._value = PlainLabel("–", Size.FIGURE, MEDIUM if look.is_wall() else BOLD)
        self._value.setFixedHeight(round(look.size(Size.FIGURE) * 1.25))
        self._unit = ElidedLabel("", Size.SMALL, ink="text_dim")
        self._unit.setFixedHeight(self._value.height() - look.size(Size.FIGURE) // 7)
        self._unit.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        row.addWidget(self._value)
        row.addWidget(self._unit, 1, Qt.AlignmentFlag.AlignTop)
        self.body.setSpacing(0)
        self.body.addWidget(self._name)
        self.body.addLayout(row)
        self.setAccessibleName(name)

    def set_figure(self, value: str, unit: str = "", ink: str = "text") -> None:
        """`unit` with all that stands beside: “件 · 近 1 时 +50”."""
        self._value.setText(value)
        self._value.set_ink(ink)
        self._unit.setText(unit)
        self.setAccessibleName(f"{self._name.text()} {value} {unit}".strip())

    def set_name(self, name: str) -> None:
        self._name.setText(name)

    def value(self) -> str:
        return self._value.text()

    def unit(self) -> str:
        return self._unit.text()
