"""The answers of a survey: as bars, and as a list that leaves as a file."""

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from commandcenter.domain.times import date_zh
from commandcenter.domain.watch.survey import share_words
from commandcenter.queries.watch.survey_answers import AnswerLine, SurveyBoard, survey_board
from commandcenter.store.database import Query
from commandcenter.ui.frame.field_words import by_at
from commandcenter.ui.frame.lines_panel import LinesPanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.papers.sheet_output import SheetOutput
from commandcenter.ui.phrases import listed
from commandcenter.ui.watch.risk_output import survey_sheet
from commandcenter.ui.watch.survey_chart import SurveyChart
from commandcenter.ui.watch.survey_form import SurveyForm
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger

CHART_SHARE, LIST_SHARE = 3, 2


class SurveyPanel(LinesPanel[SurveyBoard, AnswerLine]):
    object_name, by_place = "survey_panel", True
    kinds = frozenset({"risk_record", "person", "plan"})

    def __init__(self, seat: Seat, record_id: int, parent: QWidget | None = None) -> None:
        self._record = record_id
        super().__init__(seat, parent)
        self._output = SheetOutput(seat, self)
        self.offer_button("count", self.tr("录入答卷…"), "edit", primary=True)
        self._print = self.ledger.add_button("print", self.tr("印制…"), "print")
        self._print.hide()
        self.chart = SurveyChart()
        self._area = QScrollArea()
        self._area.setAccessibleName(self.tr("调查结果"))
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        inside = QWidget()
        inside.setObjectName("scrolled")
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.chart)
        box.addStretch(1)
        self._area.setWidget(inside)
        self._area.hide()
        self.body.insertWidget(0, self._area, CHART_SHARE)
        self.body.setStretchFactor(self.ledger, LIST_SHARE)

    def make_ledger(self) -> Ledger:
        words = self.tr("还没有录入答卷。可以逐题录入，也可以导入问卷系统导出的文件。")
        return Ledger(self.tr("答卷计数"), self.columns(), "search", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("题目"), stretch=True, cell=self._question),
            self.column(self.tr("选项"), 14, cell=self._option),
            self.column(self.tr("人数"), 4, right=True, cell=lambda line, _: str(line.count)),
            self.column(self.tr("作答"), 4, right=True, cell=lambda line, _: str(line.base)),
            self.column(self.tr("占比"), 4, right=True, cell=self._share),
            self.column(self.tr("反映问题"), 4, cell=self._problem),
        ]

    def query(self) -> Query[SurveyBoard]:
        return self.seat.query(survey_board, self._record, self.seat.clock())

    def show_answer(self, answer: SurveyBoard) -> None:
        super().show_answer(answer)
        self.chart.show_questions(answer.questions)
        self._area.setVisible(bool(answer.questions))
        self._print.setVisible(bool(answer.questions))

    def note(self, board: SurveyBoard) -> str:
        people = self.tr("{n} 人参加").format(n=board.asked) if board.asked is not None else ""
        counted = by_at(board.by, board.at, board.now)
        return listed([date_zh(board.held_at), people, board.category, counted, board.file_name])

    def _question(self, line: AnswerLine, _: SurveyBoard) -> Cell:
        words = self.tr("{n}. {words}").format(n=line.question_no, words=line.question)
        return Cell(words, tip=line.question)

    def _option(self, line: AnswerLine, _: SurveyBoard) -> Cell:
        return Cell(line.option, tip=line.option)

    def _share(self, line: AnswerLine, _: SurveyBoard) -> str:
        return share_words(line.count, line.base)

    def _problem(self, line: AnswerLine, _: SurveyBoard) -> Cell:
        return Cell(self.tr("是") if line.problem else "", "warn")

    def want(self, board: SurveyBoard, key: str) -> None:
        if key == "print":
            self._output.begin(survey_sheet(board.title, self.seat.actor, board.record_id))
        else:
            SurveyForm(self.over, board).begin()
