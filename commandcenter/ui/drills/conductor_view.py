"""The conductor's desk: the clock over all, what was put to the players, their answers, the score.

An observer sees the same, and may only write notes.
"""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.domain.drills.drill import DrillState
from commandcenter.queries.drills.board import DrillBoard
from commandcenter.ui import look
from commandcenter.ui.drills.answer_card import AnswerCard
from commandcenter.ui.drills.clock_card import ClockCard
from commandcenter.ui.drills.inject_card import InjectCard
from commandcenter.ui.drills.score_card import ScoreCard
from commandcenter.ui.frame.offered_acts import show_offer
from commandcenter.ui.look import Size
from commandcenter.ui.widgets.buttons import Button, Kind

ADD, NOTE, NOTES, PAST = "add_inject", "note", "notes", "past"
REPORT = "report"


class ConductorView(QWidget):
    """Signals:
    wanted: A button of the cards was pressed. arg: add_inject, note, notes, past or report
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("conductor_view")
        self.clock = ClockCard()
        self.injects = InjectCard()
        self.answers = AnswerCard()
        self.score = ScoreCard()
        self.buttons: dict[str, Button] = {}
        self._add_links()
        right = QVBoxLayout()
        right.setSpacing(look.px(10))
        right.addWidget(self.answers, 10)
        right.addWidget(self.score, 9)
        below = QHBoxLayout()
        below.setSpacing(look.px(12))
        below.addWidget(self.injects, 9)
        below.addLayout(right, 16)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(10))
        box.addWidget(self.clock)
        box.addLayout(below, 1)

    def _add_links(self) -> None:
        for key, words, card in (
            (ADD, self.tr("加注入…"), self.injects),
            (NOTE, self.tr("记一笔…"), self.injects),
            (NOTES, self.tr("观察记录"), self.score),
            (PAST, self.tr("与原事件对照"), self.score),
            (REPORT, self.tr("评估报告…"), self.score),
        ):
            button = Button(words, Kind.LINK, size=Size.SMALL)
            button.setObjectName(f"drill_{key}")
            button.clicked.connect(lambda _=False, k=key: self.wanted.emit(k))
            card.heading.insertWidget(card.heading.indexOf(card.note), button)
            self.buttons[key] = button

    def show_board(self, board: DrillBoard) -> None:
        for part in (self.clock, self.injects, self.answers, self.score):
            part.show_board(board)
        offers = {offer.key: offer for offer in board.offers}
        for key in (ADD, NOTE):
            show_offer(self.buttons[key], offers.get(key))
        self.buttons[NOTES].setText(self.tr("观察记录 {n}").format(n=len(board.notes)))
        self.buttons[NOTES].setVisible(bool(board.notes))
        self.buttons[PAST].setVisible(bool(board.past))
        self.buttons[REPORT].setVisible(board.state is DrillState.ENDED)

    def tick(self, now: datetime, real_now: datetime) -> None:
        self.clock.tick(now, real_now)
        self.injects.tick(now)
