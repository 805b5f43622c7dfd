"""法律问答: what was asked, what was answered and on what ground; earlier answers are found."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from commandcenter.domain.times import span_zh
from commandcenter.queries.command.legal import LegalBoard, QuestionLine, legal_board
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.command.legal_form import AnswerForm, QuestionForm
from commandcenter.ui.frame.field_words import by_at, when
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.phrases import dotted
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

HERE, EVERYWHERE = "here", "everywhere"


class LegalPanel(LinesPanel[LegalBoard, QuestionLine]):
    """Open questions by their limit, then answers; words narrow them down."""

    object_name = "legal_panel"
    kinds = frozenset({"legal_question", "incident", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
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
        self.offer_button("ask_legal", self.tr("提出问题…"), "question", primary=True)
        self.ledger.filtered.connect(self._on_words)

    def make_ledger(self) -> Ledger:
        words = self.tr("没有法律问题。处置中拿不准的，提出后由法律咨询组限时答复。")
        return Ledger(self.tr("法律问答"), self.columns(), "legal", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("问题"), stretch=True, cell=self._question),
            self.column(self.tr("提出"), 11, cell=lambda x, _: f"{x.asked_from} {x.asked_by}"),
            self.column(self.tr("提出时间"), 7, cell=lambda x, b: when(x.asked_at, b.now)),
            self.column(self.tr("答复"), 12, cell=self._state),
        ]

    def query(self) -> Query[LegalBoard]:
        everywhere = self._where.key == EVERYWHERE
        return self.asked(legal_board, self.search.text(), everywhere=everywhere)

    @Slot(str)
    def _on_words(self, _: str) -> None:
        self._ask_soon()

    def note(self, board: LegalBoard) -> str:
        parts = []
        if board.waiting:
            parts.append(self.tr("{n} 个待答复").format(n=board.waiting))
        if board.overdue:
            parts.append(self.tr("{n} 个已超时限").format(n=board.overdue))
        return dotted(parts)

    def _question(self, line: QuestionLine, _: LegalBoard) -> Cell:
        return Cell(line.question, bold=line.answered_at is None)

    def _state(self, line: QuestionLine, board: LegalBoard) -> Cell:
        if line.answered_at is not None:
            return Cell(by_at(line.answered_by, line.answered_at, board.now), "ok")
        if line.due_at is None:
            return Cell(self.tr("待答复"), "warn")
        if line.overdue:
            span = span_zh(board.now - line.due_at)
            return Cell(self.tr("待答复，已超 {span}").format(span=span), "danger")
        words = self.tr("待答复，{time}前").format(time=when(line.due_at, board.now))
        return Cell(words, "warn")

    def detail(self, line: QuestionLine, board: LegalBoard) -> Detail:
        now, elsewhere = board.now, line.incident if line.incident_id != self.incident_id else ""
        return (
            (self.tr("问题"), line.question),
            (self.tr("答复"), line.answer),
            (self.tr("依据"), line.basis),
            (self.tr("答复人"), by_at(line.answered_by, line.answered_at, now)),
            (self.tr("更正"), by_at(line.corrected_by, line.corrected_at, now)),
            (self.tr("提出"), f"{line.asked_from} {by_at(line.asked_by, line.asked_at, now)}"),
            (self.tr("时限"), "" if line.answered_at else when(line.due_at, now)),
            (self.tr("所属事件"), elsewhere),
        )

    def acts(self, line: QuestionLine, board: LegalBoard) -> tuple[LineAct, ...]:
        words = {"answer": self.tr("答复…"), "amend_answer": self.tr("更正答复…")}
        return line_acts(line.offers, words, primary=frozenset({"answer"}))

    def want(self, board: LegalBoard, key: str) -> None:
        if self.incident_id is not None:
            QuestionForm(self.over, self.incident_id, board.usual).begin()

    def act(self, board: LegalBoard, key: str, line: QuestionLine) -> None:
        AnswerForm(self.over, line).begin()
