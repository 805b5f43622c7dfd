"""Writing and drawing on a painter: always plain text, always cut with an ellipsis."""

import re

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from commandcenter.ui import theme
from commandcenter.ui.texts import said

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter
RING, ROUND = 2.0, 4.0
MAX_CHARS = 500  # of one line: a text of 20,000 characters is not measured to its end


# What is not seen but turns the order of what is: never from outside onto the screen.
UNSEEN = re.compile(r"[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def focus_ring(painter: QPainter, area: QRectF) -> None:
    """Around what is painted and has the focus: within `area`, over what stands there."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("focus"), RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = RING / 2
    painter.drawRoundedRect(area.adjusted(half, half, -half, -half), ROUND, ROUND)
    painter.restore()


def harmless(text: str) -> str:
    """The text without characters that are unseen or that reorder what stands beside them."""
    return UNSEEN.sub("", said(text))


def one_line(text: str) -> str:
    """The text without line breaks and tabs, no longer than any screen is wide."""
    return " ".join(harmless(said(text)[: MAX_CHARS * 2]).split())[:MAX_CHARS]


def width_of(text: str, font: QFont) -> float:
    return QFontMetricsF(font).horizontalAdvance(one_line(text))


def write(
    painter: QPainter,
    box: QRectF,
    text: str,
    font: QFont,
    ink: str,
    align: Qt.AlignmentFlag = LEFT,
) -> float:
    """Write one line into `box`, cut at its right edge; return the width that it took."""
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(one_line(text), Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(font)
    painter.setPen(theme.color(ink))
    painter.drawText(box, align, shown)
    return metrics.horizontalAdvance(shown)


def dot(painter: QPainter, center: QPointF, diameter: float, ink: str) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(ink))
    painter.drawEllipse(center, diameter / 2, diameter / 2)
    painter.restore()


def bar(painter: QPainter, box: QRectF, share: float, ink: str = "bar") -> None:
    """A progress bar: `share` of `box` filled, 0 to 1."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    radius = box.height() / 2
    painter.setBrush(theme.color("track"))
    painter.drawRoundedRect(box, radius, radius)
    if share > 0:
        filled = QRectF(box)
        filled.setWidth(max(box.height(), box.width() * min(1.0, share)))
        painter.setBrush(theme.color(ink))
        painter.drawRoundedRect(filled, radius, radius)
    painter.restore()


def panel_ground(
    painter: QPainter, box: QRectF, radius: float, ground: str, line: str, thick: float = 1.0
) -> None:
    """A rounded ground with an outline inside of `box`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = thick / 2
    painter.setPen(QPen(theme.color(line), thick))
    painter.setBrush(theme.color(ground))
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)
    painter.restore()


def wrap(text: str, font: QFont, width: float, lines: int, indent: float = 0) -> list[str]:
    """Break a text into at most `lines` lines, the last one cut; the first is indented."""
    words = one_line(text)
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    rows: list[str] = []
    layout.beginLayout()
    while len(rows) < lines and (line := layout.createLine()).isValid():
        first = not rows
        line.setLineWidth(max(1.0, width - (indent if first else 0)))
        rest = words[line.textStart() :]
        last = len(rows) == lines - 1
        rows.append(rest if last else rest[: line.textLength()])
    layout.endLayout()
    if len(rows) == lines:
        room = width - (indent if lines == 1 else 0)
        metrics = QFontMetricsF(font)
        rows[-1] = metrics.elidedText(rows[-1], Qt.TextElideMode.ElideRight, max(1.0, room))
    return rows
