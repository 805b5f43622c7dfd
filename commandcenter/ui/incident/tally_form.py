"""Counts made by hand between two exports: people on site, registered, waiting, calls."""

from functools import partial

from PySide6.QtWidgets import QSpinBox, QWidget

from commandcenter.services.incident.incidents import TALLIES, count_by_hand
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.texts import word

MOST = 1_000_000


class TallyForm(Form):
    """The newest count of each kind is the one that is shown."""

    def __init__(self, seat: Seat, incident_id: int, parent: QWidget | None = None) -> None:
        super().__init__(
            seat,
            self.tr("报人数"),
            self.tr("报告"),
            parent,
            size=(480, 350),
            form="tally",
            subject=incident_id,
            keeps=False,
        )
        self.setObjectName("tally_form")
        self._incident = incident_id
        kinds = [(key, word(text)) for key, text in TALLIES.items()]
        self.kind = Chips(kinds, columns=4, single=True)
        self.kind.choose("on_site")
        self.add("kind", self.tr("报什么"), self.kind, needed=True)
        self.count = QSpinBox()
        self.count.setRange(0, MOST)
        self.add("count", self.tr("数量"), self.count)
        self.place = self.line("place", self.tr("地点"), hint=self.tr("例：城东店"))
        self.body.addStretch(1)

    def submit(self) -> None:
        self.send(
            partial(
                count_by_hand,
                actor=self.seat.actor,
                incident_id=self._incident,
                kind=self.kind.chosen()[0],
                value=self.count.value(),
                place=self.place.text(),
            )
        )
