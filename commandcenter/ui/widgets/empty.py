"""What stands where there is nothing yet: what will appear here, and what to do."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSpacerItem, QVBoxLayout, QWidget

from commandcenter.ui import icons, look
from commandcenter.ui.look import Size
from commandcenter.ui.widgets.labels import PlainLabel

PICTURE = 30
LOWEST = 96  # below the top: of a page that is scrolled the middle may be out of sight


class Empty(QWidget):
    """An icon, a sentence, and perhaps a hint under it: in the middle, in a high one above it."""

    def __init__(self, icon: str, text: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._picture = QLabel()
        self._text = PlainLabel(text, Size.TEXT, ink="text_dim")
        self._hint = PlainLabel(hint, Size.SMALL, ink="text_faint")
        box = QVBoxLayout(self)
        box.setSpacing(look.px(6))
        self._above = QSpacerItem(0, 0)
        box.addItem(self._above)
        for label in (self._picture, self._text, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(label)
        box.addStretch(1)
        for label in (self._text, self._hint):
            label.setWordWrap(True)
        self._hint.setVisible(bool(hint))
        self._draw()

    def set_text(self, text: str, hint: str = "") -> None:
        self._text.setText(text)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        if self.isVisible():
            self._fit()

    def minimumSizeHint(self) -> QSize:
        """Its words whole, in as many lines as they take."""
        least = super().minimumSizeHint()
        return QSize(least.width(), max(least.height(), self._least_height(self.width())))

    def _least_height(self, width: int) -> int:
        box = self.layout()
        if box is None:
            return 0
        around = box.contentsMargins()
        words = self._text.heightForWidth(width - around.left() - around.right())
        return words + around.top() + around.bottom()

    def _fit(self) -> None:
        """Where it is low the words come first, then the hint."""
        box = self.layout()
        assert box is not None
        around = box.contentsMargins()
        wide = self.width() - around.left() - around.right()
        room = self.height() - around.top() - around.bottom() - self._text.heightForWidth(wide)
        hint = self._hint.heightForWidth(wide) if self._hint.text() else 0
        fits = True
        for part, high in ((self._hint, hint), (self._picture, look.px(PICTURE))):
            fits = fits and high + box.spacing() <= room
            shown = fits and high > 0
            room -= (high + box.spacing()) * shown
            part.setVisible(shown)
        self._above.changeSize(0, min(look.px(LOWEST), max(0, room) * 2 // 5))
        box.invalidate()

    def _draw(self) -> None:
        size = look.px(PICTURE)
        self._picture.setPixmap(
            icons.pixmap(self._icon, "text_faint", size, self.devicePixelRatioF())
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._least_height(event.size().width()) != self._least_height(event.oldSize().width()):
            self.updateGeometry()
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw()
