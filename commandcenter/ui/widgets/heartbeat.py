"""A dot that moves as long as the program paints: a frozen screen is seen at once."""

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commandcenter.ui import look, theme
from commandcenter.ui.live import LiveFeed
from commandcenter.ui.ticker import Ticker

PLACES = 3
STEP = 11  # base pixels from place to place


class Heartbeat(QWidget):
    """Moves one place each second, from within `paintEvent`: nothing else moves it.

    A full green dot while the database is heard; an open red ring while it is not.
    """

    def __init__(self, feed: LiveFeed, ticker: Ticker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feed = feed
        self._ticker = ticker
        self._due = False
        self.painted = 0
        self.setObjectName("heartbeat")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name()
        feed.stale.connect(self._on_stale)

    @Slot(object)
    def _on_second(self, now: datetime) -> None:
        self._due = True
        self.update()

    @Slot(bool)
    def _on_stale(self, stale: bool) -> None:
        self._name()
        self.update()

    def _name(self) -> None:
        words = self.tr("数据未更新") if self._feed.is_stale else self.tr("已连接")
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        return QSize(look.px(STEP) * (PLACES + 1), look.px(14))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ticker.join(self, self._on_second)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ticker.leave(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._due:
            self._due = False
            self.painted += 1
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step, size = look.px(STEP), look.px(9)
        middle = self.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("line_strong"))
        for place in range(PLACES):
            tiny = size / 3
            x = step / 2 + place * step + size / 2
            painter.drawEllipse(QRectF(x - tiny / 2, middle - tiny / 2, tiny, tiny))
        dot = QRectF(0, 0, size, size)
        dot.moveTo(step / 2 + self.painted % PLACES * step, middle - size / 2)
        if self._feed.is_stale:
            painter.setPen(QPen(theme.color("danger"), look.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setBrush(theme.color("ok"))
        painter.drawEllipse(dot)
