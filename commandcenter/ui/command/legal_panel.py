"""法律问答: what was asked, what was answered and on what ground; earlier answers are found."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from commandcenter.domain.times import span_zh
from commandcenter.queries.command.legal import LegalBoard, QuestionLine, legal_board
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.command.legal_form import AnswerForm, QuestionForm
from commandcenter.ui.frame.field_words import by_at, when, why
from commandcenter.ui.frame.ledger_panel import LedgerPanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line, LineAct

HERE, EVERYWHERE = "here", "everywhere"


class LegalPanel(LedgerPanel[LegalBoard]):
    """Open questions by their limit, then answers; words narrow them down."""

    kinds = frozenset({"legal_question", "incident", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("legal_panel")
        self._board: LegalBoard | None = None
        self._where = self.ledger.set_filter(
            [(HERE, self.tr("本事件")), (EVERYWHERE, self.tr("全部事件"))]
        )
        self.search = QLineEdit()
        self.search.setObjectName("legal_search")
        self.search.setPlaceholderText(self.tr("在问题、答复和依据中查找"))
        self.search.setAccessibleName(self.tr("查找法律问答"))
        self.search.setClearButtonEnabled(True)
        self.search.setFont(look.font())
        self.search.setFixedWidth(look.px(260))
        self.search.textChanged.connect(self._on_words)
        self.ledger.heading.addWidget(self.search)
        self._ask = self.ledger.add_button(
            "ask_legal", self.tr("提出问题…"), "question", primary=True
        )
        self.ledger.filtered.connect(self._on_words)
        self.ledger.wanted.connect(self._on_wanted)
        self.ledger.acted.connect(self._on_act)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("法律问答"),
            [
                Column(self.tr("问题"), stretch=True),
                Column(self.tr("提出"), 11),
                Column(self.tr("提出时间"), 7),
                Column(self.tr("答复"), 12),
            ],
            "legal",
            self.tr("没有法律问题。处置中拿不准的，提出后由法律咨询组限时答复。"),
        )

    def query(self) -> Query[LegalBoard]:
        return partial(
            legal_board,
            actor=self.seat.actor,
            incident_id=self.incident_id,
            now=self.seat.clock(),
            words=self.search.text(),
            everywhere=self._where.key == EVERYWHERE,
        )

    @Slot(str)
    def _on_words(self, _: str) -> None:
        self._ask_soon()

    def show_answer(self, answer: LegalBoard) -> None:
        self._board = answer
        self._ask.setVisible(answer.asks)
        self._ask.forbid(why(answer.closed))
        parts = []
        if answer.waiting:
            parts.append(self.tr("{n} 个待答复").format(n=answer.waiting))
        if answer.overdue:
            parts.append(self.tr("{n} 个已超时限").format(n=answer.overdue))
        self.ledger.set_note(" · ".join(parts))
        super().show_answer(answer)

    def lines(self, answer: LegalBoard) -> list[Line]:
        return [self._line(line, answer) for line in answer.lines]

    def _line(self, line: QuestionLine, board: LegalBoard) -> Line:
        words, ink = self._state(line, board.now)
        cells = (
            Cell(line.question, bold=line.answered_at is None),
            f"{line.asked_from} {line.asked_by}",
            when(line.asked_at, board.now),
            Cell(words, ink),
        )
        return Line(line.id, cells, self._detail(line, board.now), self._acts(line, board))

    def _state(self, line: QuestionLine, now: datetime) -> tuple[str, str]:
        if line.answered_at is not None:
            return by_at(line.answered_by, line.answered_at, now), "ok"
        if line.due_at is None:
            return self.tr("待答复"), "warn"
        if line.overdue:
            span = span_zh(now - line.due_at)
            return self.tr("待答复，已超 {span}").format(span=span), "danger"
        return self.tr("待答复，{time}前").format(time=when(line.due_at, now)), "warn"

    def _detail(self, line: QuestionLine, now: datetime) -> tuple[tuple[str, str], ...]:
        elsewhere = line.incident if line.incident_id != self.incident_id else ""
        return (
            (self.tr("问题"), line.question),
            (self.tr("答复"), line.answer),
            (self.tr("依据"), line.basis),
            (self.tr("答复人"), by_at(line.answered_by, line.answered_at, now)),
            (self.tr("提出"), f"{line.asked_from} {by_at(line.asked_by, line.asked_at, now)}"),
            (self.tr("时限"), "" if line.answered_at else when(line.due_at, now)),
            (self.tr("所属事件"), elsewhere),
        )

    def _acts(self, line: QuestionLine, board: LegalBoard) -> tuple[LineAct, ...]:
        if board.refusal is not None or line.incident_id != self.incident_id:
            return ()
        closed = why(board.closed)
        if line.answered_at is None:
            return (LineAct("answer", self.tr("答复…"), closed, primary=True),)
        return (LineAct("amend_answer", self.tr("更正答复…"), closed),)

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        if self.incident_id is not None and self._board is not None:
            QuestionForm(self.seat, self.incident_id, self._board.usual, self.window()).begin()

    @Slot(str, int)
    def _on_act(self, key: str, question_id: int) -> None:
        lines = self._board.lines if self._board else ()
        line = next((x for x in lines if x.id == question_id), None)
        if line is not None:
            AnswerForm(self.seat, line, self.window()).begin()
