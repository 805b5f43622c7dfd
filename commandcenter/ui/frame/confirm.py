"""Asks before what cannot be undone, and names what will follow."""

from PySide6.QtWidgets import QWidget

from commandcenter.store.database import Command
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.widgets.labels import PlainLabel


class Confirm(Form):
    """The button says what is done; `consequence` what follows from it."""

    object_name, extent = "confirm", (480, 220)

    def __init__(
        self,
        over: Over | Seat,
        title: str,
        primary: str,
        consequence: str,
        command: Command,
        parent: QWidget | None = None,  # with a seat; goes as Form's
    ) -> None:
        super().__init__(over, title, primary, parent)
        self._command = command
        words = PlainLabel(consequence)
        words.setObjectName("consequence")
        words.setWordWrap(True)
        self.body.addWidget(words)

    def submit(self) -> None:
        self.send(self._command)
