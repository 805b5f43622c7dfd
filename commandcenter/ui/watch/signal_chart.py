"""The course of a signal's stream as bars, what is usual as a line; a bar opens its rows."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from commandcenter.domain.times import local
from commandcenter.queries.watch.signal_course import Bin
from commandcenter.ui import look, theme
from commandcenter.ui.look import Size
from commandcenter.ui.widgets.labels import tip
from commandcenter.ui.widgets.painting import CENTER, write

HEIGHT = 132
LABELS = 6  # at most, below the bars


class SignalChart(QWidget):
    """The arrow keys go from bar to bar, Enter opens one.

    Signals:
        opened: A bar was clicked. arg: its Bin
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bins: tuple[Bin, ...] = ()
        self._usual: float | None = None
        self._hourly = False
        self._at = -1  # the bar under the mouse or of the keys
        self.setObjectName("signal_chart")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_course(self, bins: Sequence[Bin], usual: float | None, hourly: bool) -> None:
        self._bins, self._usual, self._hourly = tuple(bins), usual, hourly
        total = sum(each.count for each in bins)
        template = self.tr("投诉走势，{n} 个时段共 {total} 件")
        self.setAccessibleName(template.format(n=len(bins), total=total))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look.px(360), look.px(HEIGHT))

    def _area(self) -> QRectF:
        px = look.px
        below = look.line(Size.SMALL) + px(4)
        return QRectF(self.rect()).adjusted(0, look.line(Size.SMALL) + px(2), 0, -below)

    def _top(self) -> float:
        return max([each.count for each in self._bins] + [self._usual or 0, 1.0])

    def _box(self, number: int) -> QRectF:
        area = self._area()
        wide = area.width() / max(1, len(self._bins))
        high = area.height() * self._bins[number].count / self._top()
        gap = min(look.px(2), wide * 0.15)
        left = area.left() + number * wide
        return QRectF(left + gap, area.bottom() - high, wide - 2 * gap, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bins:
            return
        painter = QPainter(self)
        area = self._area()
        for number, each in enumerate(self._bins):
            box = self._box(number)
            if number == self._at:
                painter.fillRect(self._column(number), theme.color("hover"))
            painter.fillRect(box, theme.color("bar" if each.inside else "band_line"))
            if each.count and (each.inside or number == self._at):
                above = QRectF(box.center().x() - 20, box.top() - 16, 40, 15)
                write(painter, above, str(each.count), look.font(11), "text_dim", CENTER)
        painter.setPen(theme.color("line_strong"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        self._paint_usual(painter, area)
        self._paint_labels(painter, area)
        if self.hasFocus() and 0 <= self._at < len(self._bins):
            painter.setPen(QPen(theme.color("focus"), look.px(2)))
            painter.drawRect(self._column(self._at).adjusted(1, 1, -1, -1))

    def _column(self, number: int) -> QRectF:
        area = self._area()
        wide = area.width() / len(self._bins)
        return QRectF(area.left() + number * wide, 0, wide, area.bottom())

    def _paint_usual(self, painter: QPainter, area: QRectF) -> None:
        if self._usual is None:
            return
        y = area.bottom() - area.height() * self._usual / self._top()
        painter.setPen(QPen(theme.color("mark"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))

    def _paint_labels(self, painter: QPainter, area: QRectF) -> None:
        step = max(1, -(-len(self._bins) // LABELS))
        wide = area.width() / len(self._bins)
        font, line = look.font(11), look.line(Size.SMALL)
        for number in range(len(self._bins) - 1, -1, -step):
            middle = area.left() + (number + 0.5) * wide
            left = min(max(middle - 40, area.left()), area.right() - 80)
            place = QRectF(left, area.bottom() + look.px(3), 80, line)
            write(painter, place, self._moment(self._bins[number]), font, "axis", CENTER)

    def _moment(self, each: Bin) -> str:
        at = local(each.start)
        return f"{at:%H:%M}" if self._hourly else f"{at.month}-{at.day}"

    def _number_at(self, x: float) -> int:
        area = self._area()
        number = int((x - area.left()) / (area.width() / max(1, len(self._bins))))
        return number if 0 <= number < len(self._bins) else -1

    def _go(self, number: int) -> None:
        self._at = number
        words = ""
        if 0 <= number < len(self._bins):
            each = self._bins[number]
            words = self.tr("{time}：{n} 件").format(time=self._moment(each), n=each.count)
        self.setToolTip(tip(words))
        self.update()

    def _open(self) -> None:
        if 0 <= self._at < len(self._bins) and self._bins[self._at].count:
            self.opened.emit(self._bins[self._at])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position().x())
        if number != self._at:
            self._go(number)
            shape = Qt.CursorShape.PointingHandCursor
            clickable = number >= 0 and bool(self._bins[number].count)
            self.setCursor(shape if clickable else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(self._number_at(event.position().x()))
        self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._go(min(max(self._at + step, 0), len(self._bins) - 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._at < 0 and self._bins:
            self._go(len(self._bins) - 1)
