"""Who complained, in full: shown while this is open and kept nowhere."""

from functools import partial

from PySide6.QtCore import Qt

from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.queries.complaints.complainant import seen_complainant
from commandcenter.services.complaints.unmask import see_complainant
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.look import MEDIUM, Size
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.painting import harmless


class PersonalData(Form):
    """Asks first: the look is written into the journal before anything is shown.

    Locking the screen puts it away with all other windows.
    """

    object_name, extent = "personal_data", (520, 340)

    def __init__(self, over: Over, complaint_id: int, number: str) -> None:
        super().__init__(
            over,
            self.tr("查看投诉人信息"),
            self.tr("查看并记录"),
            explain=self.tr(
                "登记编号 {number}。查看会记入全程记录（谁、何时、哪一件），仅可用于处置本件。"
            ).format(number=harmless(number)),
        )
        self._complaint = complaint_id
        self._shown = False

    def submit(self) -> None:
        if self._shown:
            self.finish()
            return
        command = partial(see_complainant, actor=self.seat.actor, complaint_id=self._complaint)
        self.send(command, self._look)

    def _look(self, _written: object) -> None:
        query = partial(seen_complainant, actor=self.seat.actor, complaint_id=self._complaint)
        self.seat.tasks.read(self, query, self._show, self.refuse, busy=self.busy)

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
            nothing = self.tr("没有登记投诉人，或者个人信息已依决定删除。")
            said = PlainLabel(nothing)
            said.setObjectName("personal_nothing")
            self.body.insertWidget(0, said)
