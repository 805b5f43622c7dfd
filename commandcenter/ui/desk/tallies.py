"""The hand counts behind a number: who reported what, where and when."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTreeWidget, QWidget

from commandcenter.domain.figures_shown import NEWEST, TOLD, shown_as, told_as_whole
from commandcenter.domain.incident.facts import CHECKING
from commandcenter.queries.incident.tallies import TallyLine, tally_lines
from commandcenter.services.incident.incidents import TALLIES
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.field_words import when
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import Size
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.list_export import TreeLine, ViewExport


class TallySheet(LivePanel[tuple[TallyLine, ...]]):
    """Signals:
    report_wanted: A new count is to be reported.
    cases_wanted: A 病例通报 is to be entered.
    """

    kinds = frozenset({"tally", "fact", "site_report"})
    report_wanted = Signal()
    cases_wanted = Signal()

    def __init__(
        self,
        seat: Seat,
        incident_id: int,
        code: str = "",
        parent: QWidget | None = None,
        *,
        has_cases: bool = False,
    ) -> None:
        """`code`: of a figure that is told as a total, whose words are listed; else all counts.
        `has_cases`: of an incident with 病例通报.
        """
        super().__init__(seat, parent)
        self._incident, self._code = incident_id, code
        total = told_as_whole(code)
        self.tree = QTreeWidget()
        self.tree.setObjectName("tallies")
        self.tree.setAccessibleName(self.tr("现场报数"))
        self.tree.setRootIsDecorated(False)
        self.tree.setProperty("plain", "true")
        self.tree.setFont(look.font())
        self.tree.setHeaderLabels(
            [
                self.tr("时间"),
                self.tr("项目"),
                self.tr("数量"),
                self.tr("计入"),
                self.tr("来源") if total else self.tr("地点"),
                self.tr("报告人"),
            ]
        )
        self.tree.header().setFont(look.font(Size.SMALL))
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        rule = PlainLabel(word(TOLD if total else NEWEST), Size.SMALL, ink="text_dim")
        rule.setWordWrap(True)
        self.body.addWidget(rule)
        self.body.addWidget(self.tree, 1)
        self._add_buttons(has_cases)

    def _add_buttons(self, has_cases: bool) -> None:
        row = QHBoxLayout()
        more = Button(self.tr("报人数…"), Kind.SECONDARY)
        more.clicked.connect(self.report_wanted)
        row.addWidget(more)
        if has_cases:
            cases = Button(self.tr("病例通报…"), Kind.SECONDARY)
            cases.setObjectName("report_cases")
            cases.clicked.connect(self.cases_wanted)
            row.addWidget(cases)
        row.addStretch(1)
        row.addWidget(ViewExport(self.tree))
        self.body.addLayout(row)

    def query(self) -> Query[tuple[TallyLine, ...]]:
        return partial(
            tally_lines, incident_id=self._incident, now=self.seat.clock(), code=self._code
        )

    def show_answer(self, answer: tuple[TallyLine, ...]) -> None:
        self.tree.clear()
        now = self.seat.clock()
        for line in answer:
            what = word(TALLIES[line.kind] if line.kind in TALLIES else shown_as(line.kind).title)
            value = word(CHECKING) if line.value is None else f"{line.value:,}"
            counted = self.tr("计入") if line.summed else ""
            columns = [
                when(line.at, now),
                what,
                value,
                counted,
                line.place,
                line.by,
            ]
            self.tree.addTopLevelItem(TreeLine(columns))
