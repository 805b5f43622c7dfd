"""Buttons beside each other, and below each other where they have no room."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.ui import look

GAP = 6


class ButtonRows(QVBoxLayout):
    """`most` beside each other; at the `right` of their rows or at the left."""

    def __init__(self, *, most: int = 99, right: bool = False) -> None:
        super().__init__()
        self.setSpacing(look.px(GAP))
        self._most, self._right = most, right

    def lay(self, buttons: Sequence[QWidget], room: int) -> None:
        """In as many rows as they need; the buttons stay whose they are."""
        while (item := self.takeAt(0)) is not None:
            if isinstance(row := item.layout(), QHBoxLayout):
                while row.count():
                    row.takeAt(0)
                row.deleteLater()
        for those in self._rows(buttons, room):
            row = QHBoxLayout()
            row.setSpacing(look.px(GAP))
            for button in those:
                row.addWidget(button)
            row.insertStretch(0 if self._right else len(those), 1)
            self.addLayout(row)

    def _rows(self, buttons: Sequence[QWidget], room: int) -> list[list[QWidget]]:
        rows: list[list[QWidget]] = []
        left = 0
        for button in buttons:
            button.ensurePolished()  # before it is seen first it would ask for too little
            wide = 0 if _is_put_away(button) else button.sizeHint().width() + look.px(GAP)
            if not rows or len(rows[-1]) == self._most or wide > left:
                rows.append([])
                left = room + look.px(GAP)
            rows[-1].append(button)
            left -= wide
        return rows


def _is_put_away(button: QWidget) -> bool:
    """Not one that is only not shown yet."""
    return button.isHidden() and button.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
