"""媒体问答: what the press asks, by when it is answered, and the 口径 the answer follows."""

from PySide6.QtWidgets import QWidget

from commandcenter.domain.times import span_zh
from commandcenter.queries.releases.media import PressBoard, PressLine, press_board
from commandcenter.store.database import Query
from commandcenter.ui.frame.field_words import by_at, when
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.phrases import joined, listed
from commandcenter.ui.releases.media_form import AnswerPress, PressForm
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct


class PressPanel(LinesPanel[PressBoard, PressLine]):
    """Open questions by their limit, then answers, newest first."""

    object_name = "press_panel"
    kinds = frozenset({"press_question", "release", "incident", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.offer_button("register", self.tr("登记提问…"), "question", primary=True)

    def make_ledger(self) -> Ledger:
        words = self.tr("没有媒体提问。记者来电、来访的问题登记在此，依据已签发的口径限时答复。")
        return Ledger(self.tr("媒体问答"), self.columns(), "question", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("媒体"), 10, cell=lambda line, _: line.outlet),
            self.column(self.tr("问题"), stretch=True, cell=self._question),
            self.column(self.tr("提问时间"), 7, cell=lambda x, b: when(x.asked_at, b.now)),
            self.column(self.tr("答复"), 16, cell=self._state),
            self.column(self.tr("依据"), 7, cell=lambda line, _: line.follows),
        ]

    def query(self) -> Query[PressBoard]:
        return self.asked(press_board)

    def note(self, board: PressBoard) -> str:
        parts = []
        if board.waiting:
            parts.append(self.tr("{n} 个待答复").format(n=board.waiting))
        if board.overdue:
            parts.append(self.tr("{n} 个已超时限").format(n=board.overdue))
        if not board.choices:
            parts.append(self.tr("还没有可以依据的口径"))
        return listed(parts)

    def _question(self, line: PressLine, _: PressBoard) -> Cell:
        return Cell(line.question, bold=line.answered_at is None)

    def _state(self, line: PressLine, board: PressBoard) -> Cell:
        if line.answered_at is not None:
            return Cell(by_at(line.answered_by, line.answered_at, board.now), "ok")
        if line.due_at is None:
            return Cell(self.tr("待答复"), "warn")
        if line.overdue:
            span = span_zh(board.now - line.due_at)
            return Cell(self.tr("待答复，已超 {span}").format(span=span), "danger")
        words = self.tr("待答复，{time}前").format(time=when(line.due_at, board.now))
        return Cell(words, "warn")

    def detail(self, line: PressLine, board: PressBoard) -> Detail:
        now = board.now
        return (
            (self.tr("媒体"), joined("　", (part for part in (line.outlet, line.asker) if part))),
            (self.tr("问题"), line.question),
            (self.tr("答复"), line.answer),
            (self.tr("依据"), line.follows),
            (self.tr("答复人"), by_at(line.answered_by, line.answered_at, now)),
            (self.tr("更正"), by_at(line.corrected_by, line.corrected_at, now)),
            (self.tr("时限"), "" if line.answered_at else when(line.due_at, now)),
            (self.tr("登记"), by_at(line.registered_by, line.asked_at, now)),
        )

    def acts(self, line: PressLine, board: PressBoard) -> tuple[LineAct, ...]:
        words = {"answer": self.tr("答复…"), "amend": self.tr("更正答复…")}
        return line_acts(line.offers, words, primary=frozenset({"answer"}))

    def want(self, board: PressBoard, key: str) -> None:
        if self.incident_id is not None:
            PressForm(self.over, self.incident_id, board.usual).begin()

    def act(self, board: PressBoard, key: str, line: PressLine) -> None:
        AnswerPress(self.over, line, board.choices).begin()
