"""Seven days by twenty-four hours: the counts, and by colour which of them are rare."""

import math
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from commandcenter.domain.watch.rarity import frequency_of
from commandcenter.domain.watch.signal_words import usual_words
from commandcenter.queries.watch.monitor_hours import DAYS, HOURS, HourCell, HourWeek
from commandcenter.ui import look, theme
from commandcenter.ui.look import MEDIUM, Size
from commandcenter.ui.phrases import listed
from commandcenter.ui.watch.rarity_words import rarity_words
from commandcenter.ui.widgets.labels import tip
from commandcenter.ui.widgets.painting import CENTER, RIGHT, focus_ring, write

NOTED = 0.05  # a chance up to here is coloured,
DEEPEST = 1e-5  # and is deepest here
DEEP = 0.62  # share of the full colour, so that the number on it stays readable
GAP = 2


class HoursView(QWidget):
    """Arrow keys walk the cells, Enter opens one.

    Signals:
        cell_clicked: args: the day (date), the hour (int)
    """

    cell_clicked = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hours_view")
        self.setAccessibleName(self.tr("近七天各时段"))
        self._week: HourWeek | None = None
        self._at: tuple[int, int] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_week(self, week: HourWeek) -> None:
        self._week = week
        self._walk(self._at)

    def sizeHint(self) -> QSize:
        return QSize(look.px(900), look.px(380))

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(560), look.px(220))

    def day_words(self, row: int) -> str:
        """周一 11月23日."""
        assert self._week
        at = self._week.first + timedelta(days=row)
        weekday = (
            self.tr("周一"), self.tr("周二"), self.tr("周三"), self.tr("周四"), self.tr("周五"),
            self.tr("周六"), self.tr("周日"),
        )[at.weekday()]  # fmt: skip
        return self.tr("{weekday} {month}月{day}日").format(
            weekday=weekday, month=at.month, day=at.day
        )

    def words_of(self, row: int, hour: int) -> str:
        """周一 11月23日 9–10 时：平时 5.1 件，现 12 件，约 30 天一遇."""
        cell = self._cell(row, hour)
        head = self.tr("{day} {hour}–{next} 时").format(
            day=self.day_words(row), hour=hour, next=hour + 1
        )
        if cell is None:
            return self.tr("{head}：未到").format(head=head)
        words = [usual_words(cell.count, cell.usual)]
        if cell.usual is not None:
            words.append(rarity_words(frequency_of(cell.chance, fewer=cell.fewer)))
        return self.tr("{head}：{words}").format(head=head, words=listed(words))

    def _cell(self, row: int, hour: int) -> HourCell | None:
        return self._week.cells[row][hour] if self._week else None

    def _area(self) -> QRectF:
        px = look.px
        return QRectF(px(104), px(22), self.width() - px(104), self.height() - px(22))

    def _box(self, row: int, hour: int) -> QRectF:
        area, gap = self._area(), look.px(GAP)
        wide, high = area.width() / HOURS, area.height() / DAYS
        return QRectF(area.left() + hour * wide, area.top() + row * high, wide - gap, high - gap)

    def _at_point(self, at: QPointF) -> tuple[int, int] | None:
        area = self._area()
        if not area.contains(at) or self._week is None:
            return None
        hour = int((at.x() - area.left()) / area.width() * HOURS)
        row = int((at.y() - area.top()) / area.height() * DAYS)
        return min(row, DAYS - 1), min(hour, HOURS - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._week is None:
            return
        painter = QPainter(self)
        small = look.font(Size.SMALL)
        for hour in range(HOURS):
            box = self._box(0, hour)
            head = QRectF(box.left(), 0, box.width(), look.px(18))
            write(painter, head, str(hour), small, "text_faint", CENTER)
        for row in range(DAYS):
            box = self._box(row, 0)
            name = QRectF(0, box.top(), look.px(96), box.height())
            ink = "text" if row == DAYS - 1 else "text_dim"
            weight = look.font(Size.SMALL, MEDIUM) if row == DAYS - 1 else small
            write(painter, name, self.day_words(row), weight, ink, RIGHT)
            for hour in range(HOURS):
                self._paint_cell(painter, row, hour)
        if self._at is not None:
            painter.setPen(QPen(theme.color("focus"), look.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._box(*self._at).adjusted(1, 1, -1, -1))
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()))

    def _paint_cell(self, painter: QPainter, row: int, hour: int) -> None:
        box, cell = self._box(row, hour), self._cell(row, hour)
        if cell is None:
            return
        painter.fillRect(box, shade(cell))
        if cell.count:
            ink = "text" if shown(cell) else "text_dim"
            write(painter, box, str(cell.count), look.font(Size.SMALL), ink, CENTER)

    def _walk(self, at: tuple[int, int] | None) -> None:
        self._at = at
        words = self.words_of(*at) if at is not None and self._week else ""
        self.setAccessibleDescription(words)
        self.setToolTip(tip(words))
        there = at is not None and self._cell(*at) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if there else Qt.CursorShape.ArrowCursor)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at_point(event.position())
        if at != self._at:
            self._walk(at)

    def leaveEvent(self, event: object) -> None:
        self._walk(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._walk(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._at_point(event.position())
        if event.button() is Qt.MouseButton.LeftButton and at is not None:
            self._open(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        steps = {
            Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }  # fmt: skip
        if key in steps:
            row, hour = self._at or (DAYS - 1, 0)
            down, right = steps[key] if self._at else (0, 0)
            self._walk((max(0, min(DAYS - 1, row + down)), max(0, min(HOURS - 1, hour + right))))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at is not None:
            self._open(self._at)
        else:
            super().keyPressEvent(event)

    def _open(self, at: tuple[int, int]) -> None:
        if self._week is not None and self._cell(*at) is not None:
            day: date = self._week.first + timedelta(days=at[0])
            self.cell_clicked.emit(day, at[1])


def shown(cell: HourCell) -> bool:
    """Whether its colour says something."""
    return cell.usual is not None and (cell.fewer or cell.chance < NOTED)


def shade(cell: HourCell) -> QColor:
    """Pale where it is as usual; the rarer, the deeper."""
    ground = theme.color("surface_2")
    if not shown(cell):
        return ground
    if cell.fewer:
        return _mixed(ground, theme.color("series_1"), 0.25)
    depth = math.log(NOTED / max(cell.chance, DEEPEST)) / math.log(NOTED / DEEPEST)
    return _mixed(ground, theme.color("series_4"), 0.2 + (DEEP - 0.2) * depth)


def _mixed(ground: QColor, ink: QColor, share: float) -> QColor:
    def part(one: int, other: int) -> int:
        return round(one + (other - one) * share)

    return QColor(
        part(ground.red(), ink.red()), part(ground.green(), ink.green()),
        part(ground.blue(), ink.blue()),
    )  # fmt: skip
