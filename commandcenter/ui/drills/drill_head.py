"""The line over every page of a drill's seat: which drill, that it is one, and the real time."""

import time
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from commandcenter.domain.drills.drill import (
    KIND_WORDS,
    MARK,
    MODE_WORDS,
    STATE_WORDS,
    STORE_WORDS,
    DrillState,
    InjectKind,
    InjectState,
)
from commandcenter.queries.drills.board import DrillBoard, drill_board
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.desk.bare_frame import DRILL_HEAD
from commandcenter.ui.desk.plain_background import Ground
from commandcenter.ui.drills.drill_words import clock_words, minutes
from commandcenter.ui.frame.live_panel import EVERY_KIND, LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.phrases import dotted, headed
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel
from commandcenter.ui.widgets.tag import Tag

AGAIN_S = 10  # the score goes on with the time alone


class DrillHead(LivePanel[DrillBoard]):
    """Keeps the board fresh and tells the rest of the desk what it says.

    Signals:
        told: A new answer. arg: DrillBoard
        waiting: How many injects wait for an answer of this player. arg: the number
    """

    kinds = EVERY_KIND
    ticking = True
    rests = True
    told = Signal(object)
    waiting = Signal(int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("drill_head")
        self.board: DrillBoard | None = None
        self._asked_at = self._again_s = 0.0  # when it was answered, and asked again
        self._known: frozenset[int] | None = None  # the injects that this player was told of
        mark = seat.drill
        assert mark is not None
        self._bar = Ground("head", Qt.Edge.BottomEdge)
        self._bar.setFixedHeight(look.px(DRILL_HEAD))
        self.body.addWidget(self._bar)
        self._title = ElidedLabel(mark.title, Size.HEAD, BOLD)
        self._title.setObjectName("drill_title")
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._line = ElidedLabel("", Size.SMALL, ink="text_dim")
        self._line.setObjectName("drill_line")
        self._people = PlainLabel("", Size.SMALL, ink="text_dim")
        self._people.setObjectName("drill_people")
        self._real = PlainLabel("", Size.TITLE, ink="text_faint")
        self._real.setObjectName("real_time")
        self._lay_out()
        self._say(word(MODE_WORDS[mark.mode]))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(look.px(18), 0, look.px(16), 0)
        row.setSpacing(look.px(12))
        row.addWidget(Tag(word(MARK), "drill", "drill_text", size=Size.TITLE, weight=BOLD))
        row.addWidget(self._title)
        row.addWidget(self._line, 1)
        row.addWidget(self._people)
        row.addWidget(self._real)

    def _say(self, *parts: str) -> None:
        self._line.setText(dotted((*parts, word(STORE_WORDS))))

    def query(self) -> Query[DrillBoard]:
        return self.seat.query(drill_board)

    def show_answer(self, answer: DrillBoard) -> None:
        self.board, self._asked_at = answer, time.monotonic()
        self._again_s = self._asked_at
        self._title.setText(answer.mark.title)
        state = "" if answer.state is DrillState.RUNNING else word(STATE_WORDS[answer.state])
        self._say(state, word(MODE_WORDS[answer.mark.mode]), answer.source)
        words = self.tr("导调 {who} · 参演 {n} 人")
        self._people.setText(words.format(who=answer.conductor, n=answer.players))
        self.told.emit(answer)
        self._tell_player(answer)

    def _tell_player(self, board: DrillBoard) -> None:
        """What comes to a player who looks at another page is told there; complaints come alone."""
        if board.sees_all:
            return
        mine = [line for line in board.injects if line.kind is not InjectKind.COMPLAINTS]
        for line in mine:
            if self._known is not None and line.id not in self._known:
                kind, limit = word(KIND_WORDS[line.kind]), self.tr("（{n} 分钟内应答）")
                within = limit.format(n=minutes(line.limit)) if line.limit else ""
                self.seat.notices.info(headed(kind, f"{line.title}{within}"))
        self._known = frozenset(line.id for line in mine)
        self.waiting.emit(sum(line.state is InjectState.OPEN for line in mine))

    def real_now(self) -> datetime:
        """By the real clock, as the database had it when it answered."""
        assert self.board
        return self.board.real_now + timedelta(seconds=time.monotonic() - self._asked_at)

    def tick(self, now: datetime) -> None:
        if self.board is None:
            return
        real = clock_words(self.real_now())
        self._real.setText(self.tr("实际 {time}").format(time=real))
        if time.monotonic() - self._again_s > AGAIN_S:
            self._again_s = time.monotonic()
            self._ask_soon()  # a slow answer is waited for, not asked for anew
