"""The foot of the wall: the heartbeat, when it was refreshed, what is masked, whom to ring."""

from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commandcenter.domain.times import local
from commandcenter.queries.seat.seats import Seats
from commandcenter.queries.seat.wall import duty_phone
from commandcenter.queries.watch.watch_state import WatchState
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.live_panel import EVERY_KIND, LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import MEDIUM, Size
from commandcenter.ui.seat.presence import Presence
from commandcenter.ui.watch.watch_words import short_words
from commandcenter.ui.widgets.heartbeat import Heartbeat
from commandcenter.ui.widgets.labels import PlainLabel


class WallFooter(LivePanel[str]):
    """Asks with every change, so “刷新于” is the time of the last answer."""

    kinds = EVERY_KIND
    ticking = True

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("wall_footer")
        self.setFixedHeight(look.px(44))
        self.state = PlainLabel("", Size.SMALL, ink="text_dim")
        self.masked = PlainLabel("", Size.SMALL, ink="text_faint")
        self.phone = PlainLabel("", Size.SMALL, ink="text_dim")
        self.seats = PlainLabel("", Size.SMALL, ink="text_faint")
        self.presence = Presence(seat, self, looks=True)
        self.watch = PlainLabel("", Size.SMALL, MEDIUM, ink="warn")
        self.watch.setObjectName("watch_words")
        self.presence.changed.connect(self._show_seats)
        self.presence.watched.connect(self._show_watch)
        row = QHBoxLayout()
        row.setContentsMargins(look.px(24), 0, look.px(28), look.px(6))
        row.addWidget(Heartbeat(seat.feed, seat.ticker))
        row.addWidget(self.state)
        row.addSpacing(look.px(20))
        row.addWidget(self.watch)
        row.addStretch(1)
        row.addWidget(self.masked)
        row.addStretch(1)
        row.addWidget(self.seats)
        row.addSpacing(look.px(20))
        row.addWidget(self.phone)
        self.masked.setText(self.tr("个人信息已脱敏"))
        self.body.addLayout(row)

    def query(self) -> Query[str]:
        now = self.seat.clock()
        return lambda session: duty_phone(session, now)

    def show_answer(self, answer: str) -> None:
        self.phone.setText(self.tr("值班室 {phone}").format(phone=answer) if answer else "")

    @Slot(object)
    def _show_seats(self, found: Seats) -> None:
        """Small: how many work, and how many have fallen silent."""
        words = self.tr("{n} 席在线").format(n=found.online) if found.lines else ""
        if found.silent:
            silent = self.tr("{n} 席失联").format(n=found.silent)
            words = f"{words} · {silent}"
        self.seats.setText(words)
        self.seats.set_ink("warn" if found.silent else "text_faint")

    @Slot(object)
    def _show_watch(self, state: WatchState) -> None:
        """A room that looks at a quiet wall must know whether anybody watches."""
        self.watch.setText(short_words(state))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.presence.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.presence.stop()

    def tick(self, now: datetime) -> None:
        known = self.seat.known_at()
        stale = self.seat.feed.is_stale
        words = self.tr("数据未更新 · 刷新于") if stale else self.tr("已连接 · 刷新于")
        self.state.setText(f"{words} {local(known):%H:%M:%S}")
