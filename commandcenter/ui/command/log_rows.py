"""How a line of the log is painted: beside each other on the wall, running on at the desk."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from commandcenter.domain.moments import Moments
from commandcenter.domain.times import hhmm
from commandcenter.queries.command.running_log import LogLine
from commandcenter.ui import icons, look, theme
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.widgets.line_model import LINE
from commandcenter.ui.widgets.painting import width_of, wrap, write

DESK_LINES, WALL_LINES = 4, 2
Index = QModelIndex | QPersistentModelIndex


class LogDelegate(QStyledItemDelegate):
    """Time, office in bold, then the text, which runs on under both."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def _time_width(self) -> float:
        return width_of("00:00", look.font(Size.SMALL)) + look.px(10)

    def words_of(self, line: LogLine) -> str:
        """What reached the database later than it was written says so."""
        if line.claimed_at is None:
            return line.dated_text
        late = self.tr("{text}（{time} 写下，恢复连接后补录）")
        written = Moments(line.at, named=True).short(line.claimed_at)
        return late.replace("{time}", written).replace("{text}", line.dated_text)

    def _rows(self, line: LogLine, width: float) -> tuple[float, list[str]]:
        """How far the first row is indented behind the office, and the rows of the text."""
        office = width_of(line.office, look.font(Size.SMALL, BOLD)) + look.px(6)
        indent = min(office, width * 0.6)
        return indent, wrap(self.words_of(line), look.font(Size.SMALL), width, DESK_LINES, indent)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width() - self._time_width() - look.px(26)
        _, rows = self._rows(index.data(LINE), width)
        return QSize(0, len(rows) * look.line(Size.SMALL) + look.px(9))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: LogLine = index.data(LINE)
        box = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.color("hover"))
        painter.setPen(theme.color("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        pitch, px = look.line(Size.SMALL), look.px
        row = QRectF(box.left() + px(4), box.top() + px(4), box.width(), pitch)
        write(painter, row, hhmm(line.at), look.font(Size.SMALL), "text_faint")
        row.setLeft(row.left() + self._time_width())
        row.setWidth(box.width() - self._time_width() - px(26))
        self._paint_text(painter, row, line)
        if line.on_wall:
            self._paint_mark(painter, box)

    def _paint_text(self, painter: QPainter, row: QRectF, line: LogLine) -> None:
        indent, rows = self._rows(line, row.width())
        office = QRectF(row)
        office.setWidth(indent)
        write(painter, office, line.office, look.font(Size.SMALL, BOLD), "text")
        for number, text in enumerate(rows):
            place = row.adjusted(indent if number == 0 else 0, 0, look.px(2), 0)
            write(painter, place, text, look.font(Size.SMALL), "text")
            row.translate(0, row.height())

    def _paint_mark(self, painter: QPainter, box: QRectF) -> None:
        """A small sign on the lines that the wall shows."""
        size = look.px(13)
        ratio = painter.device().devicePixelRatio()
        mark = icons.pixmap("wall", "text_faint", size, ratio)
        painter.drawPixmap(
            round(box.right() - size - look.px(4)), round(box.top() + look.px(7)), mark
        )


class LogBoard(QWidget):
    """The newest lines for the wall, as many as have room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[LogLine, ...] = ()
        self.setObjectName("log_board")

    def show_lines(self, lines: Sequence[LogLine]) -> None:
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self.setAccessibleName(lines[0].text if lines else "")
            self.update()

    def _columns(self) -> tuple[float, float]:
        """Where the office and where the text start."""
        small = look.font(Size.SMALL)
        time = width_of("00:00", small) + look.px(16)
        offices = [width_of(line.office, small) for line in self._lines]
        office = min(max(offices, default=0.0), self.width() * 0.3)
        return time, time + office + look.px(16)

    def shown(self) -> list[tuple[LogLine, list[str]]]:
        """The lines that have room; a long one takes a second row where there is one."""
        room = int(self.height() // self._pitch())
        text = self.width() - self._columns()[1]
        found: list[tuple[LogLine, list[str]]] = []
        for line in self._lines:
            if room <= 0:
                break
            rows = wrap(line.dated_text, look.font(Size.SMALL), text, min(WALL_LINES, room))
            room -= len(rows)
            found.append((line, rows))
        return found

    def _pitch(self) -> float:
        return look.size(Size.SMALL) * 1.55

    def sizeHint(self) -> QSize:
        return QSize(look.px(400), round(self._pitch() * 5))

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(200), round(self._pitch()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        small = look.font(Size.SMALL)
        office, text = self._columns()
        box = QRectF(0, 0, self.width(), self._pitch())
        for line, rows in self.shown():
            write(painter, box, hhmm(line.at), small, "text_faint")
            place = box.adjusted(office, 0, text - self.width(), 0)
            write(painter, place, line.office, small, "text_dim")
            for row in rows:
                write(painter, box.adjusted(text, 0, 1, 0), row, small, "text")
                box.translate(0, box.height())
