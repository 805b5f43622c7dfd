"""Fields that are not needed at once: folded away under a line until they are wanted."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.ui import look
from commandcenter.ui.widgets.buttons import Button, Kind


class Fold(QWidget):
    """`body` takes the fields. Opened, it makes its window larger by what it shows, as far as the
    screen has room; closed, smaller again.
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = Button(title, Kind.LINK, icon="right")
        self.button.setObjectName("fold")
        self.button.setCheckable(True)
        self.button.setAutoDefault(False)
        self.button.toggled.connect(self._on_toggled)
        self._inside = QWidget()
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(0, look.px(6), 0, 0)
        self.body.setSpacing(look.px(14))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.button)
        box.addWidget(self._inside)
        self._inside.hide()
        self._grown = 0

    @Slot(bool)
    def _on_toggled(self, opened: bool) -> None:
        self._inside.setVisible(opened)
        self.button.set_icon("down" if opened else "right")
        self._grow(opened)

    def _grow(self, opened: bool) -> None:
        window = self.window()
        if window is self or not window.isVisible():
            return
        if opened:
            room = window.screen().availableSize().height() - look.px(60) - window.height()
            self._grown = max(0, min(room, self._inside.sizeHint().height()))
            window.resize(window.width(), window.height() + self._grown)
        else:
            window.resize(window.width(), window.height() - self._grown)
            self._grown = 0
