"""One trader in a line: name, how many against what is usual, how rare, four weeks as a chart."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from commandcenter.domain.watch.rarity import Rarity, frequency_of
from commandcenter.domain.watch.signal_words import usual_words
from commandcenter.queries.watch.monitor_subjects import SubjectTop
from commandcenter.ui import look, theme
from commandcenter.ui.look import BOLD, MEDIUM, Size
from commandcenter.ui.phrases import listed, with_note
from commandcenter.ui.watch.day_walk import DayWalk
from commandcenter.ui.watch.rarity_words import INKS, rarity_words
from commandcenter.ui.widgets import spark
from commandcenter.ui.widgets.painting import RIGHT, write

HEIGHT = 46
RARE = 156  # wide enough for “once in about 300 days”
COUNTED, NAMED = 250, 200  # the least for a name beside the numbers


class SubjectRow(DayWalk):
    """Arrow keys walk the days of the chart, Enter opens the day; without one, the window.

    Signals:
        opened: args: the line (SubjectTop), days before the last one, or None for the window
    """

    opened = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line: SubjectTop | None = None
        self.setFixedHeight(look.px(HEIGHT))

    def show_line(self, line: SubjectTop) -> None:
        if line == self.line:
            return
        self.line = line
        self.setAccessibleName(
            listed((with_note(line.name, line.district), self._counted(line), self._rarity(line)))
        )
        self.walk(self._day)

    def _counted(self, line: SubjectTop) -> str:
        people = self.tr("{n} 人").format(n=line.people)
        return with_note(usual_words(line.count, line.usual), people)

    def _rarity(self, line: SubjectTop) -> str:
        return rarity_words(frequency_of(line.chance)) if line.usual is not None else ""

    def sizeHint(self) -> QSize:
        return QSize(look.px(900), look.px(HEIGHT))

    def days(self) -> int:
        return len(self.line.counts) if self.line else 0

    def chart(self) -> QRectF:
        px, wide = look.px, min(look.px(300), self.width() * 0.28)
        return QRectF(self.width() - wide - px(8), px(7), wide, self.height() - px(14))

    def words_of(self, day: int) -> str:
        """3 天前的 24 小时：2 件."""
        assert self.line
        back = self.days() - 1 - day
        when = self.tr("{n} 天前的 24 小时").format(n=back) if back else self.tr("最近 24 小时")
        return self.tr("{when}：{n} 件").format(when=when, n=self.line.counts[day])

    def paintEvent(self, event: QPaintEvent) -> None:
        line = self.line
        if line is None:
            return
        painter, px = QPainter(self), look.px
        if self.underMouse():
            painter.fillRect(self.rect(), theme.color("hover"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        chart = self.chart()
        told = frequency_of(line.chance)
        ink = {Rarity.MORE: "mark", Rarity.RARE: "danger"}.get(told.rarity, "series_1")
        spark.paint(painter, chart, line.counts, ink=ink, chosen=self._day)
        high = self.height()
        rare = QRectF(chart.left() - px(20 + RARE), 0, px(RARE), high)
        write(painter, rare, self._rarity(line), look.font(), INKS[told.rarity], RIGHT)
        self._write_words(painter, QRectF(px(8), 0, rare.left() - px(24), high))
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), px(2)))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))

    def _write_words(self, painter: QPainter, room: QRectF) -> None:
        """Name and numbers beside each other; where the name had no room so, under each other."""
        line, px = self.line, look.px
        assert line
        bold = look.font(Size.TEXT, BOLD)
        if room.width() < px(NAMED + COUNTED):
            half = (room.height() - px(8)) / 2
            upper = QRectF(room.left(), px(4), room.width(), half)
            write(painter, upper, line.name, bold, "text")
            lower = upper.translated(0, half)
            write(painter, lower, self._counted(line), look.font(Size.SMALL), "text_dim")
            return
        counted = room.adjusted(room.width() - px(COUNTED), 0, 0, 0)
        write(painter, counted, self._counted(line), look.font(Size.TEXT, MEDIUM), "text", RIGHT)
        name = room.adjusted(0, 0, -px(COUNTED + 16), 0)
        taken = write(painter, name, line.name, bold, "text")
        if name.width() - taken > px(60):
            rest = name.adjusted(taken + px(10), 0, 0, 0)
            write(painter, rest, line.district, look.font(Size.SMALL), "text_faint")

    def open(self, day: int | None) -> None:
        if self.line is not None:
            back = None if day is None else len(self.line.counts) - 1 - day
            self.opened.emit(self.line, back)
