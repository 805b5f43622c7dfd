"""The clock of a drill: its own time large, its course, and what the conductor does with it."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.domain.drills.drill import DrillState
from commandcenter.queries.drills.board import DrillBoard
from commandcenter.ui import look
from commandcenter.ui.drills.course_line import CourseLine
from commandcenter.ui.drills.drill_words import clock_words, real_span, speed_words
from commandcenter.ui.frame.offered_acts import show_offer
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import PlainLabel

TIME = 38  # base pixels of type
SHOWN_SPEEDS = (1, 5, 20, 60)
PAUSE, RESUME, START, NEXT, END = "pause", "resume", "start", "next_inject", "end"
SPEED = "set_speed"


class ClockCard(Card):
    """Signals:
    wanted: A button was pressed. arg: start, pause, resume, next_inject or end
    speed_wanted: arg: how many times as fast
    """

    wanted = Signal(str)
    speed_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setObjectName("drill_clock_card")
        self.time = PlainLabel("00:00:00", TIME, BOLD, ink="drill_ink")
        self.time.setObjectName("drill_time")
        self.time.setAccessibleName(self.tr("演练时间"))
        self.time.setMinimumWidth(self.time.sizeHint().width())
        self.course = CourseLine()
        self._board: DrillBoard | None = None
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(PlainLabel(self.tr("演练时间"), Size.SMALL, ink="text_dim"))
        left.addWidget(self.time)
        row = QHBoxLayout()
        row.setSpacing(look.px(20))
        row.addLayout(left)
        row.addWidget(self.course, 1)
        self._speed = PlainLabel("", Size.SMALL, ink="drill_ink")
        self._speed.setObjectName("drill_speed")
        self._speed.setAlignment(Qt.AlignmentFlag.AlignRight)
        right = QVBoxLayout()
        right.setSpacing(look.px(4))
        right.addLayout(self._buttons())
        right.addWidget(self._speed)
        row.addLayout(right)
        self.body.addLayout(row)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look.px(6))
        words = {
            START: (self.tr("开始演练"), Kind.DRILL, "activate"),
            PAUSE: (self.tr("暂停"), Kind.PLAIN, "pause"),
            RESUME: (self.tr("继续"), Kind.DRILL, "resume"),
        }
        after = {
            NEXT: (self.tr("下一注入"), Kind.PLAIN, "next_inject"),
            END: (self.tr("结束并评分…"), Kind.DRILL, "score"),
        }
        self.buttons: dict[str, Button] = {}
        self._add(row, words)
        self._speeds = QButtonGroup(self)
        self._speeds.setExclusive(True)
        self.speeds: dict[int, Button] = {}
        for speed in SHOWN_SPEEDS:
            button = Button(f"×{speed}")
            button.setObjectName(f"speed_{speed}")
            button.setCheckable(True)
            button.setProperty("speed", "true")
            self._speeds.addButton(button, speed)
            self.speeds[speed] = button
            row.addWidget(button)
        self._speeds.idClicked.connect(self._on_speed)
        self._add(row, after)
        return row

    def _add(self, row: QHBoxLayout, words: dict[str, tuple[str, Kind, str]]) -> None:
        for key, (text, kind, icon) in words.items():
            button = Button(text, kind, icon=icon)
            button.setObjectName(f"drill_{key}")
            button.clicked.connect(partial(self.wanted.emit, key))
            button.hide()
            self.buttons[key] = button
            row.addWidget(button)

    def show_board(self, board: DrillBoard) -> None:
        self._board = board
        self.course.show_board(board)
        offers = {offer.key: offer for offer in board.offers}
        for key, button in self.buttons.items():
            show_offer(button, offers.get(key))
        shown = board.speed or board.chosen_speed  # before the start: what it will be
        for speed, button in self.speeds.items():
            show_offer(button, offers.get(SPEED))
            button.setChecked(speed == shown and not board.paused)

    def tick(self, now: datetime, real_now: datetime) -> None:
        board = self._board
        if board is None:
            return
        self.time.setText(clock_words(now))
        spent = self.tr("尚未开始")
        if board.real_began_at is not None and board.state is not DrillState.ENDED:
            span = real_span(real_now - board.real_began_at)
            spent = self.tr("实际已用 {span}").format(span=span)
        elif board.state is DrillState.ENDED:
            spent = self.tr("已结束")
        self.course.show_time(now, spent)
        goes = board.state in (DrillState.RUNNING, DrillState.PAUSED)
        self._speed.setText(speed_words(board) if goes else "")

    @Slot(int)
    def _on_speed(self, speed: int) -> None:
        self.speed_wanted.emit(speed)
