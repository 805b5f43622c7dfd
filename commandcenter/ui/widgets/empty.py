"""What stands where there is nothing yet: what will appear here, and what to do."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from commandcenter.ui import icons, look
from commandcenter.ui.look import Size
from commandcenter.ui.widgets.labels import PlainLabel


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

    def _draw(self) -> None:
        size = look.px(30)
        self._picture.setPixmap(
            icons.pixmap(self._icon, "text_faint", size, self.devicePixelRatioF())
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw()
