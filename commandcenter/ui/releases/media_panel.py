"""媒体问答: what the press asks, by when it is answered, and the 口径 the answer follows."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.times import span_zh
from commandcenter.queries.releases.media import PressBoard, PressLine, press_board
from commandcenter.store.database import Query
from commandcenter.ui.frame.field_words import by_at, when, why
from commandcenter.ui.frame.ledger_panel import LedgerPanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.phrases import listed
from commandcenter.ui.releases.media_form import AnswerPress, PressForm
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line, LineAct


class PressPanel(LedgerPanel[PressBoard]):
    """Open questions by their limit, then answers, newest first."""

    kinds = frozenset({"press_question", "release", "incident", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("press_panel")
        self._board: PressBoard | None = None
        self._add = self.ledger.add_button(
            "register", self.tr("登记提问…"), "question", primary=True
        )
        self._add.hide()
        self.ledger.wanted.connect(self._on_wanted)
        self.ledger.acted.connect(self._on_act)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("媒体问答"),
            [
                Column(self.tr("媒体"), 10),
                Column(self.tr("问题"), stretch=True),
                Column(self.tr("提问时间"), 7),
                Column(self.tr("答复"), 16),
                Column(self.tr("依据"), 7),
            ],
            "question",
            self.tr("没有媒体提问。记者来电、来访的问题登记在此，依据已签发的口径限时答复。"),
        )

    def query(self) -> Query[PressBoard]:
        return partial(
            press_board,
            actor=self.seat.actor,
            incident_id=self.incident_id,
            now=self.seat.clock(),
        )

    def show_answer(self, answer: PressBoard) -> None:
        self._board = answer
        self._add.setVisible(answer.registers)
        self._add.forbid(why(answer.registering))
        parts = []
        if answer.waiting:
            parts.append(self.tr("{n} 个待答复").format(n=answer.waiting))
        if answer.overdue:
            parts.append(self.tr("{n} 个已超时限").format(n=answer.overdue))
        if not answer.choices:
            parts.append(self.tr("还没有可以依据的口径"))
        self.ledger.set_note(listed(parts))
        super().show_answer(answer)

    def lines(self, answer: PressBoard) -> list[Line]:
        return [self._line(line, answer) for line in answer.lines]

    def _line(self, line: PressLine, board: PressBoard) -> Line:
        words, ink = self._state(line, board)
        cells = (
            line.outlet,
            Cell(line.question, bold=line.answered_at is None),
            when(line.asked_at, board.now),
            Cell(words, ink),
            line.follows,
        )
        return Line(line.id, cells, self._detail(line, board), self._acts(line, board))

    def _state(self, line: PressLine, board: PressBoard) -> tuple[str, str]:
        if line.answered_at is not None:
            return by_at(line.answered_by, line.answered_at, board.now), "ok"
        if line.due_at is None:
            return self.tr("待答复"), "warn"
        if line.overdue:
            span = span_zh(board.now - line.due_at)
            return self.tr("待答复，已超 {span}").format(span=span), "danger"
        return self.tr("待答复，{time}前").format(time=when(line.due_at, board.now)), "warn"

    def _detail(self, line: PressLine, board: PressBoard) -> tuple[tuple[str, str], ...]:
        now = board.now
        return (
            (self.tr("媒体"), "　".join(part for part in (line.outlet, line.asker) if part)),
            (self.tr("问题"), line.question),
            (self.tr("答复"), line.answer),
            (self.tr("依据"), line.follows),
            (self.tr("答复人"), by_at(line.answered_by, line.answered_at, now)),
            (self.tr("时限"), "" if line.answered_at else when(line.due_at, now)),
            (self.tr("登记"), by_at(line.registered_by, line.asked_at, now)),
        )

    def _acts(self, line: PressLine, board: PressBoard) -> tuple[LineAct, ...]:
        if not board.answers:
            return ()
        none = "" if board.choices else self.tr("须先有已签发的口径或者已发布的内容。")
        refusal = why(board.answering) or none
        if line.answered_at is None:
            return (LineAct("answer", self.tr("答复…"), refusal, primary=True),)
        return (LineAct("amend", self.tr("更正答复…"), refusal),)

    @Slot(str)
    def _on_wanted(self, _: str) -> None:
        if self.incident_id is not None and self._board is not None:
            PressForm(self.seat, self.incident_id, self._board.hours, self.window()).begin()

    @Slot(str, int)
    def _on_act(self, key: str, question_id: int) -> None:
        board = self._board
        lines = board.lines if board else ()
        line = next((x for x in lines if x.id == question_id), None)
        if board is not None and line is not None:
            AnswerPress(self.seat, line, board.choices, self.window()).begin()
