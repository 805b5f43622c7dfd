"""A card: a heading with a note at its right, and a body."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.ui import look, theme
from commandcenter.ui.look import BOLD, MEDIUM, Size
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel


class Card(QFrame):
    """A rounded ground. Without a title it has no heading row.

    `body` is the layout for the contents; `heading` the row with title and note,
    to which buttons may be added at the right. A `pressable` card can be clicked, and
    pressed by Enter and Space.

    Signals:
        pressed: The card was clicked or pressed by key.
    """

    pressed = Signal()

    def __init__(
        self,
        title: str = "",
        note: str = "",
        parent: QWidget | None = None,
        *,
        ground: str = "surface",
        pressable: bool = False,
    ) -> None:
        super().__init__(parent)
        self._ground = ground
        self._under = False
        self._pressable = pressable
        if pressable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.heading = QHBoxLayout()
        self.body = QVBoxLayout()
        self.title = PlainLabel(title, Size.TITLE, MEDIUM if look.is_wall() else BOLD)
        self.note = ElidedLabel(note, Size.SMALL, ink="text_faint", spare=True)
        self._lay_out(bool(title))
        self.setAccessibleName(title)

    def _lay_out(self, titled: bool) -> None:
        px = look.px
        self.outer = outer = QVBoxLayout(self)
        outer.setContentsMargins(look.pad(), px(10), look.pad(), px(12))
        outer.setSpacing(px(8))
        self.body.setSpacing(px(6))
        self.heading.setSpacing(px(12))
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.note.setAlignment(align)
        if titled:
            self.heading.addWidget(self.title)
            self.heading.addWidget(self.note, 1)
            outer.addLayout(self.heading)
        else:
            # Never shown without a parent: that would be a window that takes the focus.
            for label in (self.title, self.note):
                label.setParent(self)
                label.hide()
        outer.addLayout(self.body, 1)

    def fill(self) -> None:
        """What is in it reaches to its edges: a list, a page."""
        self.outer.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(0)

    def heading_height(self) -> int:
        """From the top edge to the body."""
        return look.px(18) + look.line(Size.TITLE)

    def set_title(self, title: str) -> None:
        self.title.setText(title)
        self.setAccessibleName(title)

    def set_note(self, note: str) -> None:
        self.note.setText(note)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._under = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._under = False
        self.update()
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if self._pressable and inside and event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if self._pressable and event.key() in keys:
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self._pressable and self.hasFocus()
        width = 2.0 if focus else 1.0
        area = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        radius = look.px(8)
        ground = "hover" if self._pressable and self._under else self._ground
        painter.setPen(QPen(theme.color("focus" if focus else "card_line"), width))
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(area, radius, radius)
