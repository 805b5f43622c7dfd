"""The rows behind a number of the risk ledger: records, incidents, warnings, cases."""

from PySide6.QtWidgets import QWidget

from commandcenter.domain.times import date_zh
from commandcenter.domain.watch.risk import Measure, Scope
from commandcenter.queries.watch.risk_rows import RiskRow, risk_rows
from commandcenter.store.database import Query
from commandcenter.ui.frame.lines_panel import LinesPanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.widgets.ledger import Column, Ledger


class RiskRowsPanel(LinesPanel[tuple[RiskRow, ...], RiskRow]):
    object_name, by_place = "risk_rows", True
    kinds = frozenset({"risk_record", "incident", "warning", "case_file", "accountability"})

    def __init__(
        self, seat: Seat, scope: Scope, key: str, measure: Measure, parent: QWidget | None = None
    ) -> None:
        super().__init__(seat, parent)
        self._what = (scope, key, measure)

    def make_ledger(self) -> Ledger:
        return Ledger(self.tr("依据的记录"), self.columns(), "search", self.tr("没有记录。"))

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("日期"), 8, cell=lambda row, _: date_zh(row.at)),
            self.column(self.tr("编号"), 15, cell=lambda row, _: row.number),
            self.column(self.tr("名称"), 11, cell=lambda row, _: row.title),
            self.column(self.tr("情况"), stretch=True, cell=lambda row, _: row.words),
        ]

    def query(self) -> Query[tuple[RiskRow, ...]]:
        return self.seat.query(risk_rows, *self._what, self.seat.clock())

    def note(self, board: tuple[RiskRow, ...]) -> str:
        return self.tr("共 {n} 条").format(n=len(board))
