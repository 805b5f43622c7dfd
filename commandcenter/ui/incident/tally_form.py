"""Counts made by hand between two exports: people on site, registered, waiting, calls."""

from functools import partial

from PySide6.QtWidgets import QComboBox, QSpinBox

from commandcenter.queries.command.site import SiteChoices, site_choices
from commandcenter.services.incident.incidents import TALLIES, count_by_hand
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.texts import word

MOST = 1_000_000


class TallyForm(Form):
    """The newest count of each kind is the one that is shown."""

    object_name, kept_as, extent, keeps = "tally_form", "tally", (480, 370), False

    def __init__(self, over: Over, incident_id: int) -> None:
        super().__init__(over, self.tr("报人数"), self.tr("报告"), subject=incident_id)
        self._incident = incident_id
        kinds = [(key, word(text)) for key, text in TALLIES.items()]
        label, first = self.tr("报什么"), ["on_site"]
        self.kind = self.chips("kind", label, kinds, first, single=True, needed=True)
        self.count = QSpinBox()
        self.count.setRange(0, MOST)
        self.add("count", self.tr("数量"), self.count)
        self.place = QComboBox()
        self.place.setEditable(True)
        self.add("place", self.tr("地点"), self.place, self.tr("选择，或写出，例：城东店"))
        query = partial(site_choices, incident_id=incident_id)
        self.seat.tasks.read(self, query, self._show)

    def _show(self, choices: SiteChoices) -> None:
        """What was written meanwhile stays."""
        written = self.place.currentText()
        self.place.addItems([place.label for place in choices.places])
        self.place.setEditText(written)

    def submit(self) -> None:
        [kind] = self.kind.chosen()
        self.act(count_by_hand, self._incident, kind, self.count.value(), self.place.currentText())
