"""Labels for text from anywhere: always plain text, cut with an ellipsis, never markup."""

import html
import math
import re

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QWidget

from commandcenter.ui import look
from commandcenter.ui.look import REGULAR, Size
from commandcenter.ui.texts import said

TIP_CHARS = 600  # a tooltip that fills the screen helps nobody
# Marks that turn the direction of what follows: in a line made of parts, of all the rest.
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LINE = 1.18  # of the size of the type; of WenQuanYi Micro Hei it is so, of Noto Sans CJK 1.45
LITTLE = 5  # letters as wide as high: less of a sentence says nothing
WIDTHS = 8  # at which a label remembers its lines
DRAWN_CHARS = 1_000  # more fits on no screen; a text of 20,000 is not measured to its end


def tip(text: str) -> str:
    """`text` for setToolTip: shown as it is, wrapped, whatever markup it pretends to be."""
    if not text:
        return ""
    text = TURNING.sub("", said(text))
    short = text if len(text) <= TIP_CHARS else text[:TIP_CHARS] + "…"
    return f"<p style='white-space:pre-wrap'>{html.escape(short)}</p>"


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at, and let it look, if it changed."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class PlainLabel(QLabel):
    """A label that shows its text as it is. `ink` is one of `theme.INKS`.

    Its one line is as high whatever the font: those of Chinese differ by a quarter, and a wall that
    is full with one would be too small for another.
    """

    def __init__(
        self,
        text: str = "",
        size: Size | float = Size.TEXT,
        weight: QFont.Weight = REGULAR,
        ink: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(look.font(size, weight))
        if ink:
            self.setProperty("ink", ink)
        self.setText(text)

    def set_ink(self, ink: str) -> None:
        restyle(self, "ink", ink)

    def sizeHint(self) -> QSize:
        return self._as_high(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        return self._as_high(super().minimumSizeHint())

    def _as_high(self, hint: QSize) -> QSize:
        text = self.text()
        if not text or "\n" in text or self.wordWrap():
            return hint
        font = self.font()
        over = QFontMetrics(font).height() - round(font.pixelSize() * LINE)
        return QSize(hint.width(), hint.height() - over)

    def setText(self, text: str) -> None:
        super().setText(TURNING.sub("", said(text)))


class ElidedLabel(PlainLabel):
    """A plain label of at most `lines` lines; what does not fit is in the tooltip.

    `text()` stays the whole text. A tooltip of one's own is set with `set_tip`.
    """

    def __init__(
        self,
        text: str = "",
        size: Size | float = Size.TEXT,
        weight: QFont.Weight = REGULAR,
        ink: str = "",
        parent: QWidget | None = None,
        *,
        lines: int = 1,
        spare: bool = False,
    ) -> None:
        """`spare`: what has room for a word or less of its text shows nothing of it."""
        self._lines, self._spare = lines, spare
        self._pitch = look.line(size)
        self._tip = self._told = ""  # what it is to say, and what it says
        self._placed = False  # until it has a width of its own nothing can be said to be cut
        # Of this text the lines by width and how many there may be.
        self._measured: dict[tuple[int, int], list[tuple[str, bool]]] = {}
        super().__init__(text, size, weight, ink, parent)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(lines > 1)
        self.setSizePolicy(policy)

    def set_size(self, size: Size | float, weight: QFont.Weight = REGULAR) -> None:
        """Another type, and as high a line as that needs."""
        self._pitch = look.line(size)
        self.setFont(look.font(size, weight))

    def set_tip(self, text: str) -> None:
        """What the tooltip says instead of the text that was cut."""
        self._tip = text
        self._update_tip()

    def is_cut(self) -> bool:
        return any(cut for _, cut in self._drawn())

    def _drawn(self) -> list[tuple[str, bool]]:
        """The lines that there is room for: a layout in need gives less than it was asked for."""
        room = self.contentsRect()
        lines = (room.height() + self._pitch // 4) // self._pitch  # between them is some air
        return self._rows(room.width(), min(self._lines, max(1, lines)))

    def _rows(self, width: int, most: int) -> list[tuple[str, bool]]:
        """At most so many lines, each with whether something was left out after it. A layout asks
        for them many times over before it is done."""
        rows = self._measured.get((width, most))
        if rows is None:
            if len(self._measured) >= WIDTHS:
                self._measured.clear()
            rows = self._measured[width, most] = self._lines_at(width, most)
        return rows

    def _lines_at(self, width: int, most: int) -> list[tuple[str, bool]]:
        words = " ".join(self.text()[: 2 * DRAWN_CHARS].split())[:DRAWN_CHARS]
        metrics = QFontMetrics(self.font())
        if most == 1 or not words:
            shown = metrics.elidedText(words, self._elide_mode(), width)
            little = self._spare and shown != words and width < LITTLE * self.font().pixelSize()
            return [("" if little else shown, shown != words)]
        rows = _wrap(words, self.font(), width)
        if len(rows) <= most:
            return [(row, False) for row in rows]
        head, rest = rows[: most - 1], "".join(rows[most - 1 :])
        last = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
        return [*((row, False) for row in head), (last, True)]

    @staticmethod
    def _elide_mode() -> Qt.TextElideMode:
        return Qt.TextElideMode.ElideRight

    def _update_tip(self) -> None:
        words = self._tip or (self.text() if self.is_cut() else "")
        if words != self._told:  # a window that is laid out asks a thousand times
            self._told = words
            self.setToolTip(tip(words))

    def setText(self, text: str) -> None:
        before = self.text()
        super().setText(text)
        if self.text() != before:
            self._measured.clear()
            if self._placed:
                self._update_tip()

    def heightForWidth(self, width: int) -> int:
        return self._pitch * len(self._rows(width, self._lines)) if self._lines > 1 else -1

    def sizeHint(self) -> QSize:
        wanted = QFontMetrics(self.font()).horizontalAdvance(self.text()[:400]) + 2
        rows = 1 if self._lines == 1 else min(self._lines, math.ceil(wanted / 360))
        return QSize(wanted if rows == 1 else 360, self._pitch * rows)

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * self.font().pixelSize(), self._pitch)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measured.clear()
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._placed = True
        self._update_tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        area = self.contentsRect()
        rows = self._drawn()
        if self._lines > 1:
            block = QSize(area.width(), self._pitch * len(rows))
            area = QStyle.alignedRect(self.layoutDirection(), self.alignment(), block, area)
            area.setHeight(self._pitch)
        align = self.alignment()
        if self._lines > 1:
            align = align & Qt.AlignmentFlag.AlignHorizontal_Mask | Qt.AlignmentFlag.AlignVCenter
        for row, _ in rows:
            painter.drawText(area, align, row)
            area.translate(0, self._pitch)


def _wrap(text: str, font: QFont, width: int) -> list[str]:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    rows: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        line.setPosition(QPointF(0, 0))
        rows.append(text[line.textStart() : line.textStart() + line.textLength()])
    layout.endLayout()
    return rows
