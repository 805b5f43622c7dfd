"""The people or claims behind a figure: a row each, the rule in words, and the total."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from commandcenter.domain.figures_shown import Opens, shown_as
from commandcenter.domain.times import short_zh
from commandcenter.queries.incident.figure_rows import FigureLine, FigureRows, figure_rows
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.field_words import when
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import enumerated
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.list_export import TreeLine, ViewExport

OF_PLACES = (Opens.TRADERS, Opens.COUNTIES)


class FigureSheet(LivePanel[FigureRows]):
    """Of the moment that the figure was of: what comes later is not in it.

    Signals:
        complaints_wanted: arg: ids of the complaints of a row
    """

    kinds = frozenset()
    complaints_wanted = Signal(object)

    def __init__(
        self, seat: Seat, incident_id: int, code: str, at: datetime, parent: QWidget | None = None
    ) -> None:
        super().__init__(seat, parent)
        self._incident, self._code, self._at = incident_id, code, at
        self._shown, self._lines = shown_as(code), list[FigureLine]()
        self.rule = PlainLabel(word(self._shown.meaning), Size.SMALL, ink="text_dim")
        self.rule.setWordWrap(True)
        self.rule.setObjectName("figure_rule")
        self.total = PlainLabel("", Size.SMALL)
        self.total.setObjectName("figure_total")
        self.tree = QTreeWidget()
        self.tree.setObjectName("figure_rows")
        self.tree.setAccessibleName(word(self._shown.title))
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setProperty("plain", "true")
        self.tree.setFont(look.font())
        self.tree.setHeaderLabels([title for title, _ in self._columns()])
        self.tree.header().setFont(look.font(Size.SMALL))
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.tree.itemActivated.connect(self._on_activated)
        self.body.addWidget(self.rule)
        self.body.addWidget(self.tree, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.total, 1)
        foot.addWidget(ViewExport(self.tree))
        self.body.addLayout(foot)

    @property
    def money(self) -> bool:
        return self._shown.opens is Opens.CLAIMS

    def _columns(self) -> list[tuple[str, str]]:
        """Title and key, the amount where it is in sight."""
        if self._shown.opens in OF_PLACES:
            return self._columns_of_places()
        who = [(self.tr("消费者"), "who")]
        amount = [(self.tr("计入金额（元）") if self.money else self.tr("金额（元）"), "cents")]
        rest = [(self.tr("件数"), "count"), (self.tr("首次"), "first"), (self.tr("最近"), "last"),
                (self.tr("被投诉主体"), "subjects"), (self.tr("区县"), "districts")]  # fmt: skip
        return [*who, *amount, *rest]

    def _columns_of_places(self) -> list[tuple[str, str]]:
        """Of a trader or a county nobody's name stands there, and no amount."""
        whose = [(self.tr("被投诉主体"), "subjects"), (self.tr("区县"), "districts")]
        if self._shown.opens is Opens.COUNTIES:
            whose = whose[1:]
        times = [(self.tr("首次"), "first"), (self.tr("最近"), "last")]
        return [*whose, (self.tr("件数"), "count"), *times]

    def query(self) -> Query[FigureRows]:
        return partial(
            figure_rows,
            actor=self.seat.actor,
            incident_id=self._incident,
            code=self._code,
            at=self._at,
        )

    def show_answer(self, answer: FigureRows) -> None:
        if answer.hours:
            self.rule.setText(word(shown_as(self._code, answer.hours).meaning))
        self.tree.clear()
        self._lines, now = list(answer.lines), self.seat.clock()
        self.tree.addTopLevelItems([TreeLine(self._cells(line, now)) for line in answer.lines])
        self.total.setText(self._total_words(answer))

    def _cells(self, line: FigureLine, now: datetime) -> list[str]:
        named = self.tr("举报人（不显示）") if line.reporter else line.who
        cells = {
            "who": named or self.tr("未留姓名"),
            "cents": f"{line.cents / 100:,.2f}" if line.cents is not None else "–",
            "count": str(len(line.complaints)),
            "first": when(line.first_at, now) if line.first_at else "–",
            "last": when(line.last_at, now) if line.last_at else "–",
            "subjects": enumerated(line.subjects),
            "districts": enumerated(line.districts),
        }
        return [cells[key] for _, key in self._columns()]

    def _total_words(self, answer: FigureRows) -> str:
        unit = word(self._shown.unit)
        whole = f"{answer.number / 100:,.2f}" if self.money else f"{answer.number:,}"
        said = self.tr("合计 {whole} {unit}，{n} 行 · 截至 {time}").format(
            whole=whole, unit=unit, n=f"{len(answer.lines):,}",
            time=short_zh(answer.at, self.seat.clock()),
        )  # fmt: skip
        if not answer.hidden:
            return said
        rest = f"{answer.hidden / 100:,.2f}" if self.money else f"{answer.hidden:,}"
        return self.tr("{said}；其中 {rest} {unit} 在其他县区，不列出").format(
            said=said, rest=rest, unit=unit
        )

    @Slot(QTreeWidgetItem, int)
    def _on_activated(self, item: QTreeWidgetItem, _column: int) -> None:
        line = self._lines[self.tree.indexOfTopLevelItem(item)]
        self.complaints_wanted.emit(line.complaints)
