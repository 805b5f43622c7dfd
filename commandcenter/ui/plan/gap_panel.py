"""The gap book on the 预案 page: what the plan did not say, and which version says it now."""

from PySide6.QtWidgets import QWidget

from commandcenter.domain.plan.plan_gap import GAP_WORDS, GapState
from commandcenter.queries.plan.gaps import GapBoard, GapLine, gap_board
from commandcenter.store.database import Query
from commandcenter.ui.frame.field_words import by_at
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.phrases import with_note
from commandcenter.ui.plan.gap_form import GapAnswer, GapForm
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

INKS = {
    GapState.OPEN: "warn",
    GapState.TAKEN_UP: "",
    GapState.AMENDED: "ok",
    GapState.DECLINED: "text_dim",
}


class GapPanel(LinesPanel[GapBoard, GapLine]):
    """`incident_id`: what a new gap is put to at first."""

    object_name = "gap_panel"
    kinds = frozenset({"plan_gap", "plan", "plan_revision", "person", "incident"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.offer_button("file_gap", self.tr("登记缺口…"), "edit", primary=True)

    def make_ledger(self) -> Ledger:
        words = self.tr("还没有登记过缺口。处置中预案没写到、写得不合用的，记在这里，供修订预案。")
        return Ledger(self.tr("预案缺口"), self.columns(), "plan", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("状态"), 5, cell=self._state),
            self.column(self.tr("条款"), 5, cell=self._clause),
            self.column(self.tr("预案没写到"), stretch=True, cell=lambda line, _: line.missing),
            self.column(self.tr("修订"), 9, cell=lambda line, _: line.version or line.revision),
            self.column(self.tr("登记"), 11, cell=lambda x, b: by_at(x.filed_by, x.at, b.now)),
            self.column(self.tr("答复"), 11, cell=self._answered),
        ]

    def query(self) -> Query[GapBoard]:
        return self.seat.query(gap_board, self.seat.clock())

    def note(self, board: GapBoard) -> str:
        return self.tr("待答复 {n} 项").format(n=board.waiting) if board.waiting else ""

    def _state(self, line: GapLine, _: GapBoard) -> Cell:
        words, bold = word(GAP_WORDS[line.state]), line.state is GapState.OPEN
        return Cell(words, INKS[line.state], bold=bold)

    def _clause(self, line: GapLine, _: GapBoard) -> Cell:
        return Cell(line.clause, "link") if line.clause else Cell(self.tr("无"), "text_dim")

    def _answered(self, line: GapLine, board: GapBoard) -> str:
        return by_at(line.answered_by, line.answered_at, board.now)

    def detail(self, line: GapLine, board: GapBoard) -> Detail:
        clause = f"{line.clause}　{line.clause_title}" if line.clause else self.tr("无")
        filed = by_at(with_note(line.filed_by, line.filed_from), line.at, board.now)
        state = "" if line.state is GapState.OPEN else word(GAP_WORDS[line.state])
        return (
            (self.tr("条款"), clause),
            (self.tr("预案没写到"), line.missing),
            (self.tr("实际怎样做的"), line.done_instead),
            (self.tr("事件"), line.incident),
            (self.tr("登记"), filed),
            (self.tr("处理"), state),
            (self.tr("答复"), line.answer),
            (self.tr("列入的修订"), line.revision),
            (self.tr("写入的版本"), line.version),
            (self.tr("答复人"), self._answered(line, board)),
        )

    def acts(self, line: GapLine, board: GapBoard) -> tuple[LineAct, ...]:
        return line_acts(line.offers, {"answer": self.tr("答复…")})

    def want(self, board: GapBoard, key: str) -> None:
        GapForm(self.over, board, self.incident_id).begin()

    def act(self, board: GapBoard, key: str, line: GapLine) -> None:
        GapAnswer(self.over, line).begin()
