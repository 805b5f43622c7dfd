"""A person in full: shown while this is open and kept nowhere."""

from PySide6.QtCore import Qt

from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.store.database import Command, Query
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.look import MEDIUM, Size
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.painting import harmless


class LookForm(Form):
    """Asks first: the look is written into the journal before anything is shown.

    Locking the screen puts it away with all other windows.
    """

    extent = (520, 340)

    def __init__(self, over: Over, subject: int, title: str, explain: str) -> None:
        super().__init__(over, title, self.tr("查看并记录"), explain=explain)
        self._subject = subject
        self._shown = False

    def nothing(self) -> str:
        """What is said where there is nobody to be shown."""
        raise NotImplementedError

    def look(self) -> Command:
        raise NotImplementedError

    def shown(self) -> Query[Complainant]:
        raise NotImplementedError

    def submit(self) -> None:
        if self._shown:
            self.finish()
            return
        self.send(self.look(), self._look)

    def _look(self, _written: object) -> None:
        self.seat.tasks.read(self, self.shown(), self._show, self.refuse, busy=self.busy)

    def _show(self, person: Complainant) -> None:
        self._shown = True
        self.primary.setText(self.tr("看完了，关闭"))
        self.cancel.hide()
        rows = [
            ("name", self.tr("姓名"), person.name),
            ("phone", self.tr("电话"), person.phone),
            ("id", person.id_type or self.tr("证件号码"), person.id_number),
            ("address", self.tr("地址"), person.address),
        ]
        there = [row for row in rows if row[2]]
        for number, (key, label, value) in enumerate(there):
            head = PlainLabel(label, Size.SMALL, ink="text_faint")
            words = PlainLabel(harmless(value), Size.TITLE, MEDIUM)
            words.setObjectName(f"personal_{key}")
            words.setWordWrap(True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.body.insertWidget(2 * number, head)
            self.body.insertWidget(2 * number + 1, words)
        if not there:
            said = PlainLabel(self.nothing())
            said.setObjectName("personal_nothing")
            self.body.insertWidget(0, said)
