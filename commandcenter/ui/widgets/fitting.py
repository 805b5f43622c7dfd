"""Labels of the wall, whose words are never cut: smaller where they have no room, or not at all."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from commandcenter.ui import look
from commandcenter.ui.look import REGULAR, Size
from commandcenter.ui.widgets.labels import ElidedLabel
from commandcenter.ui.widgets.painting import width_of


def fitting(words: str, width: float, size: float, weight: QFont.Weight, least: float) -> float:
    """The largest type, in base pixels from `size` down to `least`, in which words fit a width."""
    wide = width_of(words, look.font(size, weight))
    if wide <= width:
        return size
    fit = size * width / max(1.0, wide)
    while fit > least and width_of(words, look.font(fit, weight)) > width:
        fit -= 0.5
    return max(least, fit)


class FitLabel(ElidedLabel):
    """One line that is as large as fits: `size`, down to `least`; always as high."""

    def __init__(
        self,
        text: str = "",
        size: Size | float = Size.TEXT,
        weight: QFont.Weight = REGULAR,
        ink: str = "",
        parent: QWidget | None = None,
        *,
        least: float,
    ) -> None:
        self._most, self._least, self._weight = look.far(size), least, weight
        super().__init__(text, self._most, weight, ink, parent)

    def set_most(self, size: float, weight: QFont.Weight) -> None:
        """Another type from now on."""
        self._most, self._weight = size, weight
        self._fit()

    def _fit(self) -> None:
        room = self.contentsRect().width()
        size = self._most
        if self._placed:
            size = fitting(self.text(), room - 1, self._most, self._weight, self._least)
        font = look.font(size, self._weight)
        if font != self.font():
            self.setFont(font)

    def setText(self, text: str) -> None:
        before = self.text()
        super().setText(text)
        if self.text() != before:
            self.updateGeometry()
            self._fit()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(look.font(self._most, self._weight))
        return QSize(metrics.horizontalAdvance(self.text()[:400]) + 2, self._pitch)

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(self._least), self._pitch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class WholeLabel(ElidedLabel):
    """What can be left out: where it has no room nothing of it stands there."""

    def is_cut(self) -> bool:
        return False

    def is_left_out(self) -> bool:
        return super().is_cut()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_left_out():
            super().paintEvent(event)
