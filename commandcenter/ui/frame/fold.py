"""Fields that are not needed at once: folded away under a line until they are wanted."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.ui import look
from commandcenter.ui.widgets.buttons import Button, Kind


class Fold(QWidget):
    """`body` takes the fields."""

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

    @Slot(bool)
    def _on_toggled(self, opened: bool) -> None:
        self._inside.setVisible(opened)
        self.button.set_icon("down" if opened else "right")
