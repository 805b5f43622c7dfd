"""How many alarms came in each ten minutes of a shift, beside what a seat can take."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from commandcenter.domain.times import hhmm
from commandcenter.queries.alarms.statistics import Rate, ShiftStatistics
from commandcenter.ui import look, theme
from commandcenter.ui.look import Size
from commandcenter.ui.widgets.painting import LEFT, RIGHT, write

HIGH, FOOT, EDGE = 132, 20, 34  # base pixels: in all, for the times below, for the numbers


class RateBars(QWidget):
    """A bar each ten minutes; those above the figure stand out, and say their number too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rates: Sequence[Rate] = ()
        self._quiet = self._upset = 0
        self.setObjectName("alarm_rates")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_shift(self, shift: ShiftStatistics) -> None:
        self._rates, self._quiet, self._upset = shift.rates, shift.quiet, shift.upset
        words = self.tr(
            "每 10 分钟告警数：最多 {n} 条；平时不宜超过 {quiet} 条，事件发生后 {upset} 条"
        )
        most = max((rate.count for rate in shift.rates), default=0)
        self.setAccessibleName(words.format(n=most, quiet=shift.quiet, upset=shift.upset))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look.px(400), look.px(HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = max([self._upset, *(rate.count for rate in self._rates)], default=1) * 1.15 or 1.0
        edge, foot = look.px(EDGE), look.px(FOOT)
        area = QRectF(edge, 4, self.width() - 2 * edge, self.height() - foot - 4)
        self._paint_bars(painter, area, top)
        self._paint_figure(painter, area, top, self._quiet, "text_faint")
        self._paint_figure(painter, area, top, self._upset, "warn")
        painter.setPen(QPen(theme.color("line_strong"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        self._paint_times(painter, area, foot)

    def _paint_bars(self, painter: QPainter, area: QRectF, top: float) -> None:
        wide = area.width() / max(1, len(self._rates))
        font, half = look.font(11), look.px(12)
        for place, rate in enumerate(self._rates):
            if not rate.count:
                continue
            high = area.height() * rate.count / top
            box = QRectF(area.left() + place * wide, area.bottom() - high, max(2.0, wide - 1), high)
            painter.fillRect(box, theme.color("danger" if rate.over else "accent"))
            if rate.over:
                above = QRectF(box.left() - half, box.top() - 15, 2 * half, 14)
                write(painter, above, str(rate.count), font, "danger", Qt.AlignmentFlag.AlignCenter)

    def _paint_figure(
        self, painter: QPainter, area: QRectF, top: float, figure: int, ink: str
    ) -> None:
        y = area.bottom() - area.height() * figure / top
        painter.setPen(QPen(theme.color(ink), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        box = QRectF(0, y - 8, area.left() - 4, 16)
        write(painter, box, str(figure), look.font(11), ink, RIGHT)

    def _paint_times(self, painter: QPainter, area: QRectF, foot: float) -> None:
        if not self._rates:
            return
        font = look.font(Size.SMALL)
        below = QRectF(area.left(), area.bottom() + 2, area.width(), foot - 2)
        write(painter, below, hhmm(self._rates[0].since), font, "text_faint", LEFT)
        write(painter, below, hhmm(self._rates[-1].since), font, "text_faint", RIGHT)
