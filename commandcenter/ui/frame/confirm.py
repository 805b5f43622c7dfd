"""Asks before what cannot be undone, and names what will follow."""

from PySide6.QtWidgets import QWidget

from commandcenter.store.database import Command
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.widgets.labels import PlainLabel


class Confirm(Form):
    """The button says what is done; `consequence` what follows from it."""

    def __init__(
        self,
        seat: Seat,
        title: str,
        primary: str,
        consequence: str,
        command: Command,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(seat, title, primary, parent, size=(480, 220))
        self.setObjectName("confirm")
        self._command = command
        words = PlainLabel(consequence)
        words.setObjectName("consequence")
        words.setWordWrap(True)
        self.body.addWidget(words)
        self.body.addStretch(1)

    def submit(self) -> None:
        self.send(self._command)
