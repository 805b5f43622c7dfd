"""The rows of a 病例通报 behind a mark or a bar: which school, hospital or interval, how many."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from commandcenter.domain.figures_shown import shown_as
from commandcenter.domain.incident.case_report import Part
from commandcenter.domain.moments import span_of
from commandcenter.queries.incident.case_rows import CaseLine, CaseList, CasesWanted, case_rows
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.as_of import cases_as_of
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import Size
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.list_export import ViewExport


class CaseSheet(LivePanel[CaseList]):
    """Signals:
    report_wanted: A new 病例通报 is to be entered.
    """

    kinds = frozenset({"case_report", "tally", "incident"})
    report_wanted = Signal()

    def __init__(
        self, seat: Seat, incident_id: int, wanted: CasesWanted, parent: QWidget | None = None
    ) -> None:
        super().__init__(seat, parent)
        self._incident, self._wanted = incident_id, wanted
        self.said = PlainLabel("", Size.TEXT)
        self.said.setObjectName("cases_said")
        self.said.setWordWrap(True)
        rule = PlainLabel(word(shown_as("cases").meaning), Size.SMALL, ink="text_dim")
        rule.setWordWrap(True)
        self.tree = QTreeWidget()
        self.tree.setObjectName("cases")
        self.tree.setAccessibleName(self.tr("病例分布"))
        self.tree.setRootIsDecorated(False)
        self.tree.setProperty("plain", "true")
        self.tree.setFont(look.font())
        self.tree.setHeaderLabels([self.tr("名称"), self.tr("县区"), self.tr("人数")])
        self.tree.header().setFont(look.font(Size.SMALL))
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for part in (self.said, rule):
            self.body.addWidget(part)
        self.body.addWidget(self.tree, 1)
        self._add_buttons()

    def _add_buttons(self) -> None:
        more = Button(self.tr("病例通报…"), Kind.SECONDARY)
        more.clicked.connect(self.report_wanted)
        row = QHBoxLayout()
        row.addWidget(more)
        row.addStretch(1)
        row.addWidget(ViewExport(self.tree))
        self.body.addLayout(row)

    def query(self) -> Query[CaseList]:
        now = self.seat.clock()
        return partial(case_rows, incident_id=self._incident, wanted=self._wanted, now=now)

    def show_answer(self, answer: CaseList) -> None:
        said = cases_as_of(answer.picture, answer.now) if answer.picture else ""
        words = self.tr("{n} 人。{said}")
        self.said.setText(words.format(n=answer.total, said=said))
        self.tree.clear()
        for line in answer.lines:
            item = [self._name(line, answer), line.district, f"{line.number:,}"]
            self.tree.addTopLevelItem(QTreeWidgetItem(item))

    def _name(self, line: CaseLine, answer: CaseList) -> str:
        if line.start is not None and line.end is not None:
            return self.tr("{span} 发病").format(span=span_of(line.start, line.end, answer.now))
        if line.part is Part.SITE and not line.number:
            return self.tr("{name}（同源供餐）").format(name=line.label)
        return line.label
