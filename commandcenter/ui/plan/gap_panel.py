"""The gap book and the counties' own rules: the last two tabs of the 预案 page."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.plan.plan_gap import GAP_WORDS, GapState
from commandcenter.queries.plan.gaps import (
    GapBoard,
    GapLine,
    RulesBoard,
    RulesLine,
    gap_board,
    rules_board,
)
from commandcenter.store.database import Query
from commandcenter.ui.frame.field_words import by_at, why
from commandcenter.ui.frame.ledger_panel import LedgerPanel
from commandcenter.ui.frame.offered_acts import line_acts, show_offer
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.phrases import enumerated, with_note
from commandcenter.ui.plan.gap_form import GapAnswer, GapForm, RulesForm
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line

INKS = {
    GapState.OPEN: "warn",
    GapState.TAKEN_UP: "",
    GapState.AMENDED: "ok",
    GapState.DECLINED: "text_dim",
}


class GapPanel(LedgerPanel[GapBoard]):
    """`incident_id`: what a new gap is put to at first."""

    kinds = frozenset({"plan_gap", "plan", "person", "incident"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("gap_panel")
        self._board: GapBoard | None = None
        self._file = self.ledger.add_button("file_gap", self.tr("登记缺口…"), "edit", primary=True)
        self._file.hide()
        self.ledger.wanted.connect(self._on_wanted)
        self.ledger.acted.connect(self._on_act)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("预案缺口"),
            [
                Column(self.tr("状态"), 5),
                Column(self.tr("条款"), 5),
                Column(self.tr("预案没写到"), stretch=True),
                Column(self.tr("登记"), 14),
                Column(self.tr("答复"), 14),
            ],
            "plan",
            self.tr("还没有登记过缺口。处置中预案没写到、写得不合用的，记在这里，供修订预案。"),
        )

    def query(self) -> Query[GapBoard]:
        return partial(gap_board, actor=self.seat.actor, now=self.seat.clock())

    def show_answer(self, answer: GapBoard) -> None:
        self._board = answer
        show_offer(self._file, answer.filing)
        note = self.tr("待答复 {n} 项").format(n=answer.waiting) if answer.waiting else ""
        self.ledger.set_note(note)
        super().show_answer(answer)

    def lines(self, answer: GapBoard) -> list[Line]:
        return [self._line(line, answer) for line in answer.lines]

    def _line(self, line: GapLine, board: GapBoard) -> Line:
        now, none = board.now, self.tr("无")
        filed = by_at(with_note(line.filed_by, line.filed_from), line.at, now)
        answered = by_at(line.answered_by, line.answered_at, now)
        state = word(GAP_WORDS[line.state])
        cells = (
            Cell(state, INKS[line.state], bold=line.state is GapState.OPEN),
            Cell(line.clause or none, "link" if line.clause else "text_dim"),
            line.missing,
            by_at(line.filed_by, line.at, now),
            answered,
        )
        detail = (
            (self.tr("条款"), f"{line.clause}　{line.clause_title}" if line.clause else none),
            (self.tr("预案没写到"), line.missing),
            (self.tr("实际怎样做的"), line.done_instead),
            (self.tr("事件"), line.incident),
            (self.tr("登记"), filed),
            (self.tr("处理"), "" if line.state is GapState.OPEN else state),
            (self.tr("答复"), line.answer),
            (self.tr("答复人"), answered),
        )
        offers = (line.answering,) if line.answering else ()
        return Line(line.id, cells, detail, line_acts(offers, {"answer": self.tr("答复…")}))

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        if self._board is not None:
            form = GapForm(self.seat, self._board, self.incident_id, self.window())
            form.begin()

    @Slot(str, int)
    def _on_act(self, key: str, gap_id: int) -> None:
        lines = self._board.lines if self._board else ()
        line = next((each for each in lines if each.id == gap_id), None)
        if line is not None:
            GapAnswer(self.seat, line, self.window()).begin()


class RulesPanel(LedgerPanel[RulesBoard]):
    """实施细则 by county, and who has filed none."""

    kinds = frozenset({"county_rules", "plan", "person", "city"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("rules_panel")
        self._board: RulesBoard | None = None
        words = self.tr("备案细则…")
        self._file = self.ledger.add_button("file_rules", words, "edit", primary=True)
        self._file.hide()
        self.ledger.wanted.connect(self._on_wanted)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("县区实施细则"),
            [
                Column(self.tr("县区"), 6),
                Column(self.tr("细则"), stretch=True),
                Column(self.tr("施行日期"), 8),
                Column(self.tr("备案"), 12),
            ],
            "paper",
            self.tr("还没有县区备案实施细则。"),
        )

    def query(self) -> Query[RulesBoard]:
        return partial(rules_board, actor=self.seat.actor, now=self.seat.clock())

    def show_answer(self, answer: RulesBoard) -> None:
        self._board = answer
        self._file.setVisible(answer.files)
        self._file.forbid(why(answer.filing))
        names = enumerated(answer.missing)
        self.ledger.set_note(self.tr("尚未备案：{names}").format(names=names) if names else "")
        super().show_answer(answer)

    def lines(self, answer: RulesBoard) -> list[Line]:
        return [self._line(line, answer) for line in answer.lines]

    def _line(self, line: RulesLine, board: RulesBoard) -> Line:
        day = f"{line.adopted_on:%Y-%m-%d}"
        filed = by_at(line.filed_by, line.at, board.now)
        detail = (
            (self.tr("县区"), line.county),
            (self.tr("细则名称"), line.title),
            (self.tr("施行日期"), day),
            (self.tr("主要内容"), line.words),
            (self.tr("备案"), filed),
        )
        return Line(line.id, (line.county, line.title, day, filed), detail)

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        if self._board is not None:
            RulesForm(self.seat, self._board, self.window()).begin()
