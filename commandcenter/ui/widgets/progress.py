"""A thin bar: how much of something is done."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commandcenter.ui import look, theme


class ThinBar(QWidget):
    """Shows `done` of `total`; empty when there is nothing to do. Numbers stand beside it."""

    def __init__(self, color_name: str = "bar", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._color = color_name
        self._done, self._total = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def share(self) -> float:
        return min(1.0, self._done / self._total) if self._total > 0 else 0.0

    def set_share(self, done: int, total: int) -> None:
        if (done, total) != (self._done, self._total):
            self._done, self._total = done, total
            self.setAccessibleName(f"{done}/{total}")
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(look.px(60), look.px(5))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        area = QRectF(self.rect())
        radius = area.height() / 2
        painter.setBrush(theme.color("track"))
        painter.drawRoundedRect(area, radius, radius)
        if self.share > 0:
            area.setWidth(max(area.height(), area.width() * self.share))
            painter.setBrush(theme.color(self._color))
            painter.drawRoundedRect(area, radius, radius)
