"""The rows behind a number of the risk ledger: records, incidents, warnings, cases."""

from functools import partial

from PySide6.QtWidgets import QWidget

from commandcenter.domain.times import date_zh
from commandcenter.domain.watch.risk import Measure, Scope
from commandcenter.queries.watch.risk_rows import RiskRow, risk_rows
from commandcenter.store.database import Query
from commandcenter.ui.frame.ledger_panel import LedgerPanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.widgets.ledger import Column, Ledger, Line


class RiskRowsPanel(LedgerPanel[tuple[RiskRow, ...]]):
    kinds = frozenset({"risk_record", "incident", "warning", "case_file", "accountability"})

    def __init__(
        self, seat: Seat, scope: Scope, key: str, measure: Measure, parent: QWidget | None = None
    ) -> None:
        super().__init__(seat, parent)
        self.setObjectName("risk_rows")
        self._what = (scope, key, measure)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("依据的记录"),
            [
                Column(self.tr("日期"), 8),
                Column(self.tr("编号"), 15),
                Column(self.tr("名称"), 11),
                Column(self.tr("情况"), stretch=True),
            ],
            "search",
            self.tr("没有记录。"),
        )

    def query(self) -> Query[tuple[RiskRow, ...]]:
        scope, key, measure = self._what
        return partial(
            risk_rows,
            actor=self.seat.actor,
            scope=scope,
            key=key,
            measure=measure,
            now=self.seat.clock(),
        )

    def show_answer(self, answer: tuple[RiskRow, ...]) -> None:
        self.ledger.set_note(self.tr("共 {n} 条").format(n=len(answer)))
        super().show_answer(answer)

    def lines(self, answer: tuple[RiskRow, ...]) -> list[Line]:
        return [
            Line(number, (date_zh(row.at), row.number, row.title, row.words))
            for number, row in enumerate(answer)
        ]
