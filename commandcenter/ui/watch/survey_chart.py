"""The counted answers of a survey as bars: a question, its answers, each with its share."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commandcenter.domain.watch.survey import Counted, Question, share_words
from commandcenter.ui import look, theme
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.phrases import headed, joined, listed, with_note

ROW, GAP, THICK = 26, 12, 12
NAMES = 0.26  # share of the width that the answers' names have


class SurveyChart(QWidget):
    """As high as its questions need; it is given its questions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("survey_chart")
        self.setAccessibleName(self.tr("各题的答卷"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._questions: tuple[Question, ...] = ()

    def show_questions(self, questions: Sequence[Question]) -> None:
        self._questions = tuple(questions)
        self.setAccessibleDescription(joined("\n", map(self._said, self._questions)))
        self.updateGeometry()
        self.update()

    def _said(self, question: Question) -> str:
        return headed(question.words, listed(f"{o.words} {o.count}" for o in question.options))

    def sizeHint(self) -> QSize:
        rows = sum(1 + len(question.options) for question in self._questions)
        gaps = max(0, len(self._questions) - 1)
        return QSize(look.px(480), look.px(ROW) * rows + look.px(GAP) * gaps)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = 0.0
        for question in self._questions:
            top = self._paint_question(painter, question, top) + look.px(GAP)

    def _paint_question(self, painter: QPainter, question: Question, top: float) -> float:
        people = self.tr("{n} 人作答，可多选") if question.many else self.tr("{n} 人作答")
        title = with_note(question.words, people.format(n=question.base))
        painter.setFont(look.font(Size.TEXT, BOLD))
        box = QRectF(0, top, self.width(), look.px(ROW))
        self._text(painter, box, title, "text", Qt.AlignmentFlag.AlignLeft)
        painter.setFont(look.font(Size.SMALL))
        for option in question.options:
            top += look.px(ROW)
            self._paint_option(painter, question, option, top)
        return top + look.px(ROW)

    def _paint_option(
        self, painter: QPainter, question: Question, option: Counted, top: float
    ) -> None:
        names, room = self.width() * NAMES, look.px(110)
        left, height = names + look.px(10), look.px(ROW)
        name = QRectF(0, top, names, height)
        self._text(painter, name, option.words, "text_dim", Qt.AlignmentFlag.AlignRight)
        whole = max(0.0, self.width() - left - room)
        bar = QRectF(left, top + (height - look.px(THICK)) / 2, whole, look.px(THICK))
        painter.fillRect(bar, theme.color("track"))
        bar.setWidth(whole * option.count / question.base if question.base else 0)
        painter.fillRect(bar, theme.color("warn" if option.problem else "accent"))
        said = with_note(f"{option.count}", share_words(option.count, question.base))
        place = QRectF(left + whole + look.px(8), top, room - look.px(8), height)
        self._text(painter, place, said, "text", Qt.AlignmentFlag.AlignLeft)

    def _text(
        self, painter: QPainter, box: QRectF, words: str, ink: str, side: Qt.AlignmentFlag
    ) -> None:
        metrics = QFontMetricsF(painter.font(), self)
        painter.setPen(theme.color(ink))
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
