"""A tiny column chart: a count a day, what is usual behind it, the last day marked."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from commandcenter.ui import theme

HEADROOM = 1.08


def highest(counts: Sequence[int], high: Sequence[float]) -> float:
    return max(1.0, max(counts, default=0), max(high, default=0.0)) * HEADROOM


def day_at(box: QRectF, days: int, x: float) -> int | None:
    """Which column is at `x`."""
    if not box.left() <= x < box.right() or not days:
        return None
    return min(days - 1, int((x - box.left()) / box.width() * days))


def paint(
    painter: QPainter,
    box: QRectF,
    counts: Sequence[int],
    low: Sequence[float] = (),
    high: Sequence[float] = (),
    *,
    ink: str = "series_1",
    chosen: int | None = None,
) -> None:
    """The last column in `ink`, the others pale; `chosen` has a veil behind it."""
    if not counts:
        return
    top, step = highest(counts, high), box.width() / len(counts)

    def y(count: float) -> float:
        return box.bottom() - count / top * box.height()

    if chosen is not None:
        veil = theme.color("text")
        veil.setAlphaF(0.10)
        painter.fillRect(QRectF(box.left() + chosen * step, box.top(), step, box.height()), veil)
    if high:
        _band(painter, box, step, [y(n) for n in low], [y(n) for n in high])
    gap = 1.0 if step >= 4 else 0.0
    pale = theme.color("series_1")
    pale.setAlphaF(0.55)
    for number, count in enumerate(counts):
        last = number == len(counts) - 1
        bar = QRectF(box.left() + number * step, y(count), step - gap, box.bottom() - y(count))
        painter.fillRect(bar, theme.color(ink) if last else pale)
    painter.setPen(QPen(theme.color("line_strong"), 1))
    base = round(box.bottom()) + 0.5
    painter.drawLine(QPointF(box.left(), base), QPointF(box.right(), base))


def _band(
    painter: QPainter, box: QRectF, step: float, low: Sequence[float], high: Sequence[float]
) -> None:
    """In steps, as each day has its own."""
    corners = [QPointF(box.left() + (n + side) * step, y) for n, y in enumerate(high)
               for side in (0, 1)]  # fmt: skip
    corners += [
        QPointF(box.left() + (n + side) * step, low[n])
        for n in reversed(range(len(low)))
        for side in (1, 0)
    ]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("band"))
    painter.drawPolygon(QPolygonF(corners))
