"""What stands where there is nothing yet: what will appear here, and what to do."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from commandcenter.ui import icons, look
from commandcenter.ui.look import Size
from commandcenter.ui.widgets.labels import PlainLabel

PICTURE = 30


class Empty(QWidget):
    """An icon, a sentence, and perhaps a hint under it, in the middle."""

    def __init__(self, icon: str, text: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._picture = QLabel()
        self._text = PlainLabel(text, Size.TEXT, ink="text_dim")
        self._hint = PlainLabel(hint, Size.SMALL, ink="text_faint")
        box = QVBoxLayout(self)
        box.setSpacing(look.px(6))
        box.addStretch(2)
        for label in (self._picture, self._text, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(label)
        box.addStretch(3)
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

    def _fit(self) -> None:
        """Where it is low the words come first, then the hint."""
        box = self.layout()
        assert box is not None
        around = box.contentsMargins()
        wide = self.width() - around.left() - around.right()
        room = self.height() - around.top() - around.bottom() - self._text.heightForWidth(wide)
        hint = self._hint.heightForWidth(wide) if self._hint.text() else 0
        for part, high in ((self._hint, hint), (self._picture, look.px(PICTURE))):
            room -= high + box.spacing()
            part.setVisible(room >= 0 and high > 0)

    def _draw(self) -> None:
        size = look.px(PICTURE)
        self._picture.setPixmap(
            icons.pixmap(self._icon, "text_faint", size, self.devicePixelRatioF())
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw()
