"""Buttons of the five kinds that the style sheet knows, and a row of which one is chosen."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStyleOptionButton,
    QToolTip,
    QWidget,
)

from commandcenter.ui import icons, look, theme
from commandcenter.ui.look import Size
from commandcenter.ui.widgets.key_signs import show_signs, with_signs
from commandcenter.ui.widgets.labels import tip


class Kind(StrEnum):
    PRIMARY = "primary"  # one in a view
    SECONDARY = "secondary"
    PLAIN = ""
    QUIET = "quiet"
    LINK = "link"  # a clause, a source: opens something to read
    DANGER = "danger"  # what cannot be undone
    DRILL = "drill"  # what moves a drill


ICON_INKS = {
    Kind.PRIMARY: "accent_text",
    Kind.SECONDARY: "link",
    Kind.LINK: "link",
    Kind.DANGER: "danger_fill_text",
    Kind.DRILL: "drill_text",
}

FILLED = (Kind.PRIMARY, Kind.DANGER, Kind.DRILL)


ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class EnterButton(QPushButton):
    """Pressed by Enter as by Space wherever it stands: Qt's own is so in a dialog only.

    A key that is held down presses once: the form that it opened may be gone by then. An “&” in
    its words is one: Qt would take it for the sign of a key, and not show it.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setShortcut(QKeySequence())

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setShortcut(QKeySequence())

    def sizeHint(self) -> QSize:
        return with_signs(self, super().sizeHint())

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        show_signs(option)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in ENTER or event.modifiers() & HELD:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


class Button(EnterButton):
    """A button of one kind. Without a text it shows its icon only: then it needs `tip_text`.

    One that is forbidden says why when it is pressed.
    """

    def __init__(
        self,
        text: str = "",
        kind: Kind = Kind.PLAIN,
        parent: QWidget | None = None,
        *,
        icon: str = "",
        tip_text: str = "",
        size: Size | float = Size.TEXT,
    ) -> None:
        super().__init__(text, parent)
        self._kind, self._icon = kind, icon
        self.setProperty("kind", kind.value)
        self.setFont(look.font(size))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if tip_text:
            self.setToolTip(tip(tip_text))
            self.setAccessibleName(text or tip_text)
        if icon:
            height = round(look.size(size) * 1.25)
            self.setIconSize(QSize(height, height))
            self._draw()

    @property
    def icon_name(self) -> str:
        return self._icon

    def set_icon(self, icon: str) -> None:
        if icon != self._icon:
            self._icon = icon
            self._draw()

    def forbid(self, reason: str) -> None:
        """Show it disabled with the reason; an empty reason allows it again."""
        self.setEnabled(not reason)
        self.setToolTip(tip(reason))
        self.removeEventFilter(self)
        if reason:
            self.installEventFilter(self)  # only it sees what is pressed on a disabled button

    def _draw(self) -> None:
        self.setIcon(icons.load(self._icon, ICON_INKS.get(self._kind, "text_dim")))

    def paintEvent(self, event: QPaintEvent) -> None:
        """On a filled one the edge alone says too little of the focus."""
        super().paintEvent(event)
        if self.hasFocus() and self._kind in FILLED:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color(ICON_INKS[self._kind]), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5), 3, 3)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.MouseButtonPress and not self.isEnabled()
        if pressed and isinstance(event, QMouseEvent):
            QToolTip.showText(event.globalPosition().toPoint(), self.toolTip(), self)
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._icon:
            self._draw()


class Segments(QWidget):
    """A row of words of which exactly one is chosen.

    Signals:
        chosen: Another one was chosen by the user. arg: its key
    """

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`choices` are (key, word); the first is chosen."""
        super().__init__(parent)
        self._keys = [key for key, _ in choices]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(2))
        for number, (_, word) in enumerate(choices):
            button = Button(word, Kind.QUIET, size=Size.SMALL)
            button.setCheckable(True)
            self._group.addButton(button, number)
            row.addWidget(button)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self._on_clicked)

    @property
    def key(self) -> str:
        return self._keys[self._group.checkedId()]

    def choose(self, key: str) -> None:
        """Choose without telling: the program's own choice."""
        self._group.button(self._keys.index(key)).setChecked(True)

    def set_word(self, key: str, word: str) -> None:
        self._group.button(self._keys.index(key)).setText(word)

    def offer(self, key: str, offered: bool) -> None:
        """Show or hide one of the words."""
        self._group.button(self._keys.index(key)).setVisible(offered)

    @Slot(int)
    def _on_clicked(self, number: int) -> None:
        self.chosen.emit(self._keys[number])
