"""One category or county as a small chart of four weeks, with mouse and keys."""

from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from commandcenter.domain.times import date_zh, day_start
from commandcenter.domain.watch.rarity import Rarity, frequency_of
from commandcenter.domain.watch.signal_words import number_words, usual_words
from commandcenter.queries.watch.monitor_days import DayLine
from commandcenter.ui import look, theme
from commandcenter.ui.look import BOLD, MEDIUM, Size
from commandcenter.ui.watch.day_walk import DayWalk
from commandcenter.ui.watch.rarity_words import INKS, rarity_words
from commandcenter.ui.widgets import spark
from commandcenter.ui.widgets.painting import RIGHT, write

WIDTH, HEIGHT = 236, 96


class DayCell(DayWalk):
    """Arrow keys walk the days, Enter opens the day; without a day it opens today.

    Signals:
        day_clicked: args: key of the line, the day (date)
    """

    day_clicked = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: DayLine | None = None
        self._first = date.min
        self._name = ""

    @property
    def key(self) -> str:
        return self._line.key if self._line else ""

    def show_line(self, line: DayLine, name: str, first: date) -> None:
        if (line, name, first) == (self._line, self._name, self._first):
            return
        self._line, self._name, self._first = line, name, first
        told = frequency_of(line.chance, fewer=line.fewer)
        spoken = self.tr("{name}：{usual}，{rarity}")
        self.setAccessibleName(
            spoken.format(
                name=name, usual=usual_words(line.counts[-1], line.usual),
                rarity=rarity_words(told),
            )
        )  # fmt: skip
        self.walk(self._day)

    def words_of(self, day: int) -> str:
        """11月23日（周一）：12 件，平时 3–9 件."""
        assert self._line
        at = self._first + timedelta(days=day)
        weekday = (
            self.tr("周一"), self.tr("周二"), self.tr("周三"), self.tr("周四"), self.tr("周五"),
            self.tr("周六"), self.tr("周日"),
        )[at.weekday()]  # fmt: skip
        words = self.tr("{day}（{weekday}）：{n} 件").format(
            day=date_zh(day_start(at)), weekday=weekday, n=self._line.counts[day]
        )
        if not self._line.high:
            return words
        low, high = (round(part[day]) for part in (self._line.low, self._line.high))
        return self.tr("{count}，平时 {low}–{high} 件").format(count=words, low=low, high=high)

    def sizeHint(self) -> QSize:
        return QSize(look.px(WIDTH), look.px(HEIGHT))

    def days(self) -> int:
        return len(self._line.counts) if self._line else 0

    def chart(self) -> QRectF:
        px = look.px
        top = px(46)
        return QRectF(px(10), top, self.width() - px(20), self.height() - top - px(10))

    def paintEvent(self, event: QPaintEvent) -> None:
        line = self._line
        if line is None:
            return
        painter, px = QPainter(self), look.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "focus" if self.hasFocus() else "line"
        painter.setPen(QPen(theme.color(edge), px(2) if self.hasFocus() else 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(6), px(6))
        told = frequency_of(line.chance, fewer=line.fewer)
        left, wide = px(10), self.width() - px(20)
        now = QRectF(left, px(6), wide, px(20))
        count = str(line.counts[-1])
        taken = write(painter, now, count, look.font(Size.TEXT, BOLD), "text", RIGHT)
        name = QRectF(left, px(6), wide - taken - px(10), px(20))
        write(painter, name, self._name, look.font(Size.TEXT, MEDIUM), "text")
        below = QRectF(left, px(25), wide, px(18))
        usual = self.tr("资料不足三周")
        if line.usual is not None:
            usual = self.tr("平时此时 {n}").format(n=number_words(line.usual))
        taken = write(painter, below, usual, look.font(Size.SMALL), "text_faint", RIGHT)
        if line.usual is not None:
            words = QRectF(left, px(25), wide - taken - px(8), px(18))
            write(painter, words, rarity_words(told), look.font(Size.SMALL), INKS[told.rarity])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        ink = {Rarity.MORE: "mark", Rarity.RARE: "danger"}.get(told.rarity, "series_1")
        spark.paint(
            painter, self.chart(), line.counts, line.low, line.high, ink=ink, chosen=self._day
        )

    def open(self, day: int | None) -> None:
        if self._line is not None:
            last = len(self._line.counts) - 1
            at = self._first + timedelta(days=last if day is None else day)
            self.day_clicked.emit(self._line.key, at)
