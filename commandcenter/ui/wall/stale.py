"""The banner of a lost link: up to when the data are, and for how long nothing came."""

from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commandcenter.domain.times import local
from commandcenter.ui import look, theme
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.widgets.labels import PlainLabel


class StaleBanner(QWidget):
    """Hidden while the link stands; else it counts the seconds, on the desk and the wall."""

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self.setObjectName("stale_banner")
        self.words = PlainLabel("", Size.TITLE, BOLD, ink="danger")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(28), look.px(8), look.px(28), look.px(8))
        row.addWidget(self.words)
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme.color("danger_soft"))
        self.setPalette(palette)
        self.hide()
        seat.feed.stale.connect(self._on_stale)

    @Slot(bool)
    def _on_stale(self, stale: bool) -> None:
        self.setVisible(stale)
        if stale:
            self._seat.ticker.join(self, self._on_second)
            self._on_second(self._seat.clock())
        else:
            self._seat.ticker.leave(self)

    @Slot(object)
    def _on_second(self, now: datetime) -> None:
        known = self._seat.known_at()
        seconds = int((now - known).total_seconds())
        words = self.tr("数据截至 {time}，已 {seconds} 秒未更新，正在重新连接")
        self.words.setText(words.format(time=f"{local(known):%H:%M:%S}", seconds=seconds))
