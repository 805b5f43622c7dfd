"""The legend of the timeline: as many entries as there is room for, the rest counted."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commandcenter.late_dataclass import dataclass
from commandcenter.ui import look, theme
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import enumerated


@dataclass(frozen=True, slots=True)
class Entry:
    color: str  # a name of the theme
    label: str


class Legend(QWidget):
    """Chips with names in one row, right-aligned where `right` is set."""

    def __init__(self, parent: QWidget | None = None, *, right: bool = False) -> None:
        super().__init__(parent)
        self._right = right
        self._entries: tuple[Entry, ...] = ()
        self._font = look.font(Size.SMALL)
        self.setObjectName("timeline_legend")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_entries(self, entries: Sequence[Entry]) -> None:
        if tuple(entries) != self._entries:
            self._entries = tuple(entries)
            self.setAccessibleName(enumerated(e.label for e in entries))
            self.updateGeometry()
            self.update()

    def set_right(self, right: bool) -> None:
        self._right = right
        self.update()

    def least_width(self) -> int:
        """What the first entry needs, and the words that count the others."""
        widths = [self._width(entry.label) for entry in self._entries]
        rest = self.tr("等 {count} 类").format(count=len(widths))
        words = QFontMetricsF(self._font).horizontalAdvance(rest)
        return round(min(sum(widths), sum(widths[:1]) + words))

    @property
    def _chip(self) -> int:
        return round(look.size(Size.SMALL) * 0.75)

    def _width(self, label: str) -> float:
        between = look.size(Size.SMALL)
        return self._chip * 1.5 + QFontMetricsF(self._font).horizontalAdvance(label) + between

    def _fitting(self, room: float) -> tuple[list[Entry], str]:
        """The entries that fit, and what is said of the others."""
        widths = [self._width(entry.label) for entry in self._entries]
        if sum(widths) <= room + look.size(Size.SMALL):
            return list(self._entries), ""
        kinds = sum(entry.color != "band" for entry in self._entries)
        for shown in range(len(widths) - 1, 0, -1):
            rest = self.tr("等 {count} 类").format(count=kinds)
            if sum(widths[:shown]) + QFontMetricsF(self._font).horizontalAdvance(rest) <= room:
                return list(self._entries[:shown]), rest
        return [], ""

    def sizeHint(self) -> QSize:
        wide = sum(self._width(entry.label) for entry in self._entries)
        return QSize(round(wide), look.line(Size.SMALL))

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(40), look.line(Size.SMALL))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._font)
        metrics = QFontMetricsF(self._font)
        entries, rest = self._fitting(self.width())
        used = sum(self._width(e.label) for e in entries)
        used += metrics.horizontalAdvance(rest) if rest else -look.size(Size.SMALL)
        x = max(0.0, self.width() - used) if self._right else 0.0
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for entry in entries:
            chip = QRectF(x, (self.height() - self._chip) / 2, self._chip, self._chip)
            painter.fillRect(chip, theme.color(entry.color))
            painter.setPen(theme.color("text_dim"))
            left = x + self._chip * 1.5
            painter.drawText(QRectF(left, 0, self.width(), self.height()), align, entry.label)
            x += self._width(entry.label)
        if rest:
            painter.setPen(theme.color("text_faint"))
            painter.drawText(QRectF(x, 0, self.width(), self.height()), align, rest)
