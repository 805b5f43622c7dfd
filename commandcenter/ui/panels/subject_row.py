"""One trader in a line: name, how many against what is usual, how rare, four weeks as a chart."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from commandcenter.domain.rarity import Rarity, tell
from commandcenter.queries.monitor_subjects import SubjectTop
from commandcenter.ui import theme
from commandcenter.ui.look import BOLD, MEDIUM, Look, Size
from commandcenter.ui.panels import spark
from commandcenter.ui.panels.painting import RIGHT, write
from commandcenter.ui.phrases import listed, with_note
from commandcenter.ui.rarity_words import INKS, rarity_words, usual_words
from commandcenter.ui.widgets.labels import tip

HEIGHT = 46


class SubjectRow(QWidget):
    """Arrow keys walk the days of the chart, Enter opens the day; without one, the window.

    Signals:
        opened: args: the line (SubjectTop), days before the last one, or None for the window
    """

    opened = Signal(object, object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.line: SubjectTop | None = None
        self._day: int | None = None
        self.setFixedHeight(look.px(HEIGHT))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_line(self, line: SubjectTop) -> None:
        if line == self.line:
            return
        self.line = line
        self.setAccessibleName(
            listed((with_note(line.name, line.district), self._counted(line), self._rarity(line)))
        )
        self._walk(self._day)

    def _counted(self, line: SubjectTop) -> str:
        people = self.tr("{n} 人").format(n=line.people)
        return with_note(usual_words(line.usual, line.count), people)

    def _rarity(self, line: SubjectTop) -> str:
        return rarity_words(tell(line.chance)) if line.usual is not None else ""

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(900), self.look.px(HEIGHT))

    def _chart(self) -> QRectF:
        px, wide = self.look.px, min(self.look.px(300), self.width() * 0.28)
        return QRectF(self.width() - wide - px(8), px(7), wide, self.height() - px(14))

    def _walk(self, day: int | None) -> None:
        self._day = day
        words = ""
        if day is not None and self.line:
            back = len(self.line.counts) - 1 - day
            when = self.tr("最近 24 小时")
            if back:
                when = self.tr("{n} 天前的 24 小时").format(n=back)
            words = self.tr("{when}：{n} 件").format(when=when, n=self.line.counts[day])
        self.setAccessibleDescription(words)
        self.setToolTip(tip(words))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        line = self.line
        if line is None:
            return
        painter, px, look = QPainter(self), self.look.px, self.look
        if self.underMouse():
            painter.fillRect(self.rect(), theme.color("hover"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        chart = self._chart()
        told = tell(line.chance)
        ink = {Rarity.MORE: "mark", Rarity.RARE: "danger"}.get(told.rarity, "series_1")
        spark.paint(painter, chart, line.counts, ink=ink, chosen=self._day)
        high = self.height()
        rare = QRectF(chart.left() - px(136), 0, px(116), high)
        write(painter, rare, self._rarity(line), look.font(), INKS[told.rarity], RIGHT)
        counted = QRectF(rare.left() - px(266), 0, px(250), high)
        write(painter, counted, self._counted(line), look.font(Size.TEXT, MEDIUM), "text", RIGHT)
        name = QRectF(px(8), 0, counted.left() - px(16), high)
        taken = write(painter, name, line.name, look.font(Size.TEXT, BOLD), "text")
        if name.width() - taken > px(60):
            rest = name.adjusted(taken + px(10), 0, 0, 0)
            write(painter, rest, line.district, look.font(Size.SMALL), "text_faint")
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), px(2)))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))

    def _day_at(self, event: QMouseEvent) -> int | None:
        days = len(self.line.counts) if self.line else 0
        return spark.day_at(self._chart(), days, event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if (day := self._day_at(event)) != self._day:
            self._walk(day)

    def leaveEvent(self, event: object) -> None:
        self._walk(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._walk(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and inside:
            self._open(self._day_at(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self.line.counts) - 1 if self.line else 0
        at = last if self._day is None else self._day
        moves = {
            Qt.Key.Key_Left: at - (self._day is not None), Qt.Key.Key_Right: at + 1,
            Qt.Key.Key_Home: 0, Qt.Key.Key_End: last,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in moves:
            self._walk(max(0, min(last, moves[key])))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self._day)
        else:
            super().keyPressEvent(event)

    def _open(self, day: int | None) -> None:
        if self.line is not None:
            back = None if day is None else len(self.line.counts) - 1 - day
            self.opened.emit(self.line, back)
