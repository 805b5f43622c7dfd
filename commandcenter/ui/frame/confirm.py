"""Asks before what cannot be undone, and names what will follow."""

from commandcenter.store.database import Command
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.widgets.labels import PlainLabel


class Confirm(Form):
    """The button says what is done; `consequence` what follows from it."""

    object_name, extent = "confirm", (480, 220)

    def __init__(
        self, over: Over, title: str, primary: str, consequence: str, command: Command
    ) -> None:
        super().__init__(over, title, primary)
        self._command = command
        words = PlainLabel(consequence)
        words.setObjectName("consequence")
        words.setWordWrap(True)
        self.body.addWidget(words)

    def submit(self) -> None:
        self.send(self._command)
