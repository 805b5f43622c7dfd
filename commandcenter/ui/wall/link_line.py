"""The top line of the wall: whether the data are fresh, whose command it is, and the clock."""

from datetime import datetime

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commandcenter.domain.times import date_zh, local, weekday_zh
from commandcenter.queries.papers.paper_contents import office
from commandcenter.store.database import Query
from commandcenter.ui import look, theme
from commandcenter.ui.frame.live_panel import EVERY_KIND, LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import BOLD, MEDIUM, REGULAR
from commandcenter.ui.wall.frame import OWN_LINE, clock_size
from commandcenter.ui.widgets.clock import Clock
from commandcenter.ui.widgets.fitting import FitLabel
from commandcenter.ui.widgets.heartbeat import Heartbeat
from commandcenter.ui.widgets.labels import PlainLabel

RIGHT = 2  # of left, office, right
TYPE, LOST = 25, 30  # base pixels


class LinkLine(LivePanel[str]):
    """Asks with every change, so “数据截至” is the time of the last answer.

    While the link is lost it turns red in place and says so, once for the whole wall.
    """

    kinds = EVERY_KIND
    ticking = True

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("link_line")
        self.heart = Heartbeat(seat.feed, seat.ticker)
        self.state = FitLabel("", TYPE, ink="text_dim", least=TYPE)
        self.state.set_most(TYPE, REGULAR)
        self.state.setObjectName("link_state")
        self.office = PlainLabel("", TYPE, ink="text_dim")
        self.day = PlainLabel("", TYPE, ink="text_dim")
        self.clock = Clock(seat.ticker, clock_size(), MEDIUM)
        self._row = row = QHBoxLayout()
        sides = [QWidget(), QWidget()]
        for side in sides:
            box = QHBoxLayout(side)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(look.px(16))
        left, right = sides[0].layout(), sides[1].layout()
        assert isinstance(left, QHBoxLayout)
        assert isinstance(right, QHBoxLayout)
        left.addWidget(self.heart)
        left.addWidget(self.state, 1)
        right.addStretch(1)
        right.addWidget(self.day)
        right.addWidget(self.clock)
        row.setContentsMargins(look.px(28), 0, look.px(30), 0)
        row.addWidget(sides[0], 1)
        row.addWidget(self.office, 0, Qt.AlignmentFlag.AlignCenter)
        row.addWidget(sides[1], 1)
        self.body.addLayout(row)
        self._hatch.hide()
        seat.feed.stale.connect(self._on_lost)

    def query(self) -> Query[str]:
        return office

    def show_answer(self, answer: str) -> None:
        self.office.setText(answer)

    @property
    def lost(self) -> bool:
        return self.seat.feed.is_stale

    @Slot(bool)
    def _on_lost(self, lost: bool) -> None:
        ink = "danger_fill_text" if lost else "text_dim"
        for label in (self.state, self.office, self.day, self.clock):
            label.set_ink(ink)
        self.office.setVisible(not lost)  # the sentence has the room
        self._row.setStretch(RIGHT, 0 if lost else 1)
        most = look.far(LOST, OWN_LINE) if lost else TYPE
        self.state.set_most(most, BOLD if lost else REGULAR)
        self.tick(self.seat.clock())
        self.update()

    def tick(self, now: datetime) -> None:
        known = self.seat.known_at()
        time = f"{local(known):%H:%M:%S}"
        if self.lost:
            seconds = max(1, int((now - known).total_seconds()))
            words = self.tr("联络中断　数据截至 {time}，已 {n} 秒未更新，正在重连")
            self.state.setText(words.format(time=time, n=seconds))
        else:
            self.state.setText(self.tr("已连接 · 数据截至 {time}").format(time=time))
        self.day.setText(f"{date_zh(now)} {weekday_zh(now)}")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("danger_fill" if self.lost else "head"))
