"""A row that is pressed as a whole: its words, its tag and the room between them."""

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QEnterEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from commandcenter.ui import look, theme


class PressRow(QWidget):
    """Presses `button`, which stands in it, and tells nothing itself.

    What takes the mouse for itself, as an open field does, keeps it.
    """

    def __init__(self, button: QAbstractButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._button = button
        self._under = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # or the release is not told

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if inside and event.button() is Qt.MouseButton.LeftButton and self._button.isEnabled():
            self._button.setFocus(Qt.FocusReason.MouseFocusReason)
            self._button.click()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._show_under(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show_under(False)

    def _show_under(self, under: bool) -> None:
        self._under = under and self._button.isEnabled()
        if self._under:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._under:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("hover"))
        painter.drawRoundedRect(QRectF(self.rect()), look.px(6), look.px(6))


def open_by_press(event: QMouseEvent, shut: QWidget, tick: QAbstractButton) -> None:
    """A press on a field that `tick` opens does that, and goes there. For who holds both: what is
    shut hands the press on."""
    if not shut.isEnabled() and shut.geometry().contains(event.position().toPoint()):
        tick.click()
        shut.setFocus(Qt.FocusReason.MouseFocusReason)
