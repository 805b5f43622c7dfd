"""The last line of the wall: the newest of the log, what is masked, who watches, whom to ring."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commandcenter.domain.times import local
from commandcenter.queries.incident.live import WallNews, wall_news
from commandcenter.queries.seat.seats import Seats
from commandcenter.queries.seat.wall import duty_phone
from commandcenter.queries.watch.watch_state import WatchState
from commandcenter.store.database import Query
from commandcenter.ui import look, theme
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.view_panel import AGAIN_S
from commandcenter.ui.look import MEDIUM
from commandcenter.ui.seat.presence import Presence
from commandcenter.ui.watch.watch_words import short_words
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel
from commandcenter.ui.widgets.tag import LevelTag

NEWS, SMALL = 27, 22  # base pixels


class WallFooter(LivePanel[tuple[WallNews, str]]):
    """`discreet` (接待模式): only a line that visitors may read."""

    kinds = frozenset({"log", "incident", "duty", "person", "handover", "bureau"})
    again_s = AGAIN_S

    def __init__(
        self, seat: Seat, parent: QWidget | None = None, *, discreet: bool = False
    ) -> None:
        super().__init__(seat, parent)
        self._discreet = discreet
        self.setObjectName("wall_footer")
        self.time = PlainLabel("", NEWS, ink="text_dim")
        self.tag = LevelTag("", None, size=20)
        self.news = ElidedLabel("", NEWS)
        self.news.setObjectName("wall_news")
        self.masked = PlainLabel("", SMALL, ink="text_faint")
        self.phone = PlainLabel("", SMALL, ink="text_dim")
        self.seats = PlainLabel("", SMALL, ink="text_faint")
        self.presence = Presence(seat, self, looks=True)
        self.watch = PlainLabel("", SMALL, MEDIUM, ink="warn")
        self.watch.setObjectName("watch_words")
        self.presence.changed.connect(self._show_seats)
        self.presence.watched.connect(self._show_watch)
        row = QHBoxLayout()
        row.setContentsMargins(look.px(30), 0, look.px(30), 0)
        row.setSpacing(look.px(16))
        row.addWidget(self.time)
        row.addWidget(self.tag)
        row.addWidget(self.news, 1)
        for label in (self.watch, self.seats, self.phone, self.masked):
            row.addWidget(label)
        self.tag.hide()
        self.masked.setText(self.tr("个人信息已脱敏"))
        self.body.addLayout(row)

    def query(self) -> Query[tuple[WallNews, str]]:
        now, discreet = self.seat.clock(), self._discreet
        return lambda session: (
            wall_news(session, for_visitors=discreet),
            duty_phone(session, now),
        )

    def show_answer(self, answer: tuple[WallNews, str]) -> None:
        news, phone = answer
        self.phone.setText(self.tr("值班室 {phone}").format(phone=phone) if phone else "")
        line = news.line
        self.time.setText(f"{local(line.at):%H:%M}" if line else "")
        words = line.dated_text if line else ""
        if words and news.name:
            words = self.tr("{name}：{text}").format(name=news.name, text=words)
        self.news.setText(words)
        self.tag.setVisible(news.several and line is not None)
        level = news.level
        self.tag.set_level(level, level.sign if level else self.tr("未定级"))

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

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("head"))
