"""Counts made by hand between two exports: people on site, registered, waiting, calls."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QSpinBox

from commandcenter.domain.incident.kinds import TOTALS
from commandcenter.queries.command.site import SiteChoices, site_choices
from commandcenter.services.incident.incidents import TALLIES, count_by_hand
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.choice_box import ChoiceBox

MOST = 1_000_000


class TallyForm(Form):
    """The newest count of each kind is the one that is shown: of a place, or of a total that
    somebody told, with its source.
    """

    object_name, kept_as, extent, keeps = "tally_form", "tally", (480, 440), False

    def __init__(self, over: Over, incident_id: int) -> None:
        super().__init__(over, self.tr("报人数"), self.tr("报告"), subject=incident_id)
        self._incident = incident_id
        kinds = [(key, word(text)) for key, text in TALLIES.items()]
        label, first = self.tr("报什么"), ["on_site"]
        self.kind = self.chips("kind", label, kinds, first, single=True, needed=True)
        self.count = QSpinBox()
        self.count.setRange(0, MOST)
        self.add("count", self.tr("数量"), self.count)
        self.place = ChoiceBox()
        self.place.setEditable(True)
        chosen = self.tr("选择，或写出，例：城东店")
        self._where = self.add("place", self.tr("地点"), self.place, chosen)
        self.source = QLineEdit()
        whole = self.tr("谁报的全部数量，例：市卫健委；几处分别报的，先合计再报")
        label = self.tr("来源")
        self._who = self.add("source", label, self.source, whole, needed=self._is_total)
        self.kind.changed.connect(self._ask)
        self._ask()
        query = partial(site_choices, incident_id=incident_id)
        self.seat.tasks.read(self, query, self._show)

    def _show(self, choices: SiteChoices) -> None:
        """What was written meanwhile stays."""
        written = self.place.currentText()
        self.place.addItems([place.label for place in choices.places])
        self.place.setEditText(written)

    def _is_total(self) -> bool:
        return bool(TOTALS.intersection(self.kind.chosen()))

    @Slot()
    def _ask(self) -> None:
        """Of a head count where, of a total who told it."""
        self._where.setVisible(not self._is_total())
        self._who.setVisible(self._is_total())

    def submit(self) -> None:
        [kind] = self.kind.chosen()
        where = self.source.text() if self._is_total() else self.place.currentText()
        self.act(count_by_hand, self._incident, kind, self.count.value(), where)
