"""A field of words of which several, or one, can be chosen by a click, Enter or Space."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QSizePolicy,
    QStyleOptionButton,
    QToolTip,
    QWidget,
)

from commandcenter.ui import look
from commandcenter.ui.look import Size
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import tip

NARROW = 80
BESIDE = 32  # margins and edges of a button


class Chip(Button):
    """A word that is longer than the field is wide ends with an ellipsis, and is in the tooltip."""

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(min(least.width(), look.px(NARROW)), least.height())

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        room = self.width() - look.px(BESIDE)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        option.text = shown.replace("&", "&&")

    def is_cut(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self.text()) > self.width() - look.px(BESIDE)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and not self.toolTip() and self.is_cut():
            QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), tip(self.text()), self)
            return True
        return super().event(event)


class Chips(QWidget):
    """`choices` are (key, word), laid out in rows of `columns`, or of fewer where words are long.

    Signals:
        changed: Something else is chosen.
    """

    changed = Signal()

    def __init__(
        self,
        choices: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
        *,
        columns: int = 4,
        single: bool = False,
    ) -> None:
        super().__init__(parent)
        self._columns = self._laid = columns
        self._placed = False  # until it has a width of its own
        self._single = single
        self._group = QButtonGroup(self)
        self._group.setExclusive(single)
        self._group.idToggled.connect(self._on_toggled)
        self._keys: list[str] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(look.px(6))
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._grid.removeWidget(button)
            button.deleteLater()
        self._keys = [key for key, _ in choices]
        for number, (key, word) in enumerate(choices):
            button = Chip(word, Kind.PLAIN, size=Size.TEXT)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setObjectName(f"chip_{key}")
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self._group.addButton(button, number)
        self._lay(self._fitting())
        if self._group.buttons():
            self.setFocusProxy(self._group.buttons()[0])

    def _fitting(self) -> int:
        """As many columns as have room for the longest word."""
        if not self._placed:
            return self._columns
        gap = self._grid.horizontalSpacing()
        wide = max((b.sizeHint().width() for b in self._group.buttons()), default=1)
        return max(1, min(self._columns, (self.width() + gap) // (wide + gap)))

    def _lay(self, columns: int) -> None:
        for number, button in enumerate(self._group.buttons()):
            self._grid.addWidget(button, number // columns, number % columns)
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._laid = columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._placed = True
        if self._fitting() != self._laid:
            self._lay(self._fitting())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, where several may be chosen: Qt goes by them only where one is, but takes the
        others out of the way of Tab."""
        steps = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._laid, Qt.Key.Key_Down: self._laid,
        }  # fmt: skip
        step = steps.get(Qt.Key(event.key()), 0)
        buttons = self._group.buttons()
        at = next((n for n, button in enumerate(buttons) if button.hasFocus()), None)
        if at is None or not step or self._single:
            super().keyPressEvent(event)
            return
        ahead = range(at + step, len(buttons) if step > 0 else -1, step)
        found = next((n for n in ahead if buttons[n].isEnabled()), at)
        buttons[found].setFocus(Qt.FocusReason.TabFocusReason)

    def choose(self, *keys: str) -> None:
        for number, key in enumerate(self._keys):
            self._group.button(number).setChecked(key in keys)

    def chosen(self) -> tuple[str, ...]:
        return tuple(k for n, k in enumerate(self._keys) if self._group.button(n).isChecked())

    def chosen_words(self) -> str:
        return "、".join(b.text() for b in self._group.buttons() if b.isChecked())

    def allow(self, key: str, reason: str) -> None:
        """Show the choice `key` disabled with the reason; "" allows it."""
        button = self._group.button(self._keys.index(key))
        assert isinstance(button, Button)
        button.forbid(reason)

    @Slot(int, bool)
    def _on_toggled(self, number: int, checked: bool) -> None:
        if checked or not self._single:
            self.changed.emit()
