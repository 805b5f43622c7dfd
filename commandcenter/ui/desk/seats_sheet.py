"""在线席位 as a sheet: who sits where, since when, with data of what age; and the second server."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from commandcenter.domain.times import short_zh, span_zh
from commandcenter.queries.seat.seats import SeatLine, Seats, Standby
from commandcenter.ui import look
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import BOLD, MEDIUM, Size
from commandcenter.ui.seat.presence import Presence
from commandcenter.ui.seat_words import server_words, skewed_words
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel


class SeatsSheet(QWidget):
    """Drawn anew with each answer of the `presence`.

    Signals:
        single_wanted, double_wanted: Who may (总指挥、带班领导) wants to switch.
    """

    single_wanted = Signal()
    double_wanted = Signal()

    def __init__(
        self,
        seat: Seat,
        presence: Presence,
        parent: QWidget | None = None,
        *,
        may_switch: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("seats")
        self.seat = seat
        self._presence, self._may_switch = presence, may_switch
        self._area = QScrollArea()
        self._area.setAccessibleName(self.tr("席位"))
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._area)
        presence.changed.connect(self._show)
        if presence.shown is not None:
            self._show(presence.shown)

    @Slot(object)
    def _show(self, found: Seats) -> None:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, look.px(8), 0)
        column.setSpacing(look.px(12))
        if found.standby is not Standby.NONE:
            self._add_server(column, found)
        for line in found.lines:
            column.addWidget(self._row(line, self.seat.clock()))
        column.addStretch(1)
        self._area.setWidget(inside)

    def _add_server(self, column: QVBoxLayout, found: Seats) -> None:
        words, ink = server_words(found)
        label = PlainLabel(words, Size.TEXT, MEDIUM, ink=ink)
        label.setObjectName("server_words")
        label.setWordWrap(True)
        column.addWidget(label)
        if not self._may_switch:
            return
        if found.single:
            text, wanted = self.tr("恢复双机运行"), self.double_wanted
        else:
            text, wanted = self.tr("切换为单机运行…"), self.single_wanted
        button = Button(text, Kind.SECONDARY)
        button.setObjectName("switch_server")
        button.clicked.connect(wanted)
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)

    def _row(self, line: SeatLine, now: datetime) -> QWidget:
        row = QWidget()
        box = QVBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(2))
        head = QHBoxLayout()
        mine = self.tr("{name}（本席）") if line.id == self._presence.id else self.tr("{name}")
        head.addWidget(PlainLabel(mine.format(name=line.name), Size.TEXT, BOLD))
        head.addStretch(1)
        state, ink = self._state(line, now)
        head.addWidget(PlainLabel(state, Size.SMALL, ink=ink))
        box.addLayout(head)
        where = self.tr("{machine} · {time} 起 · 版本 {version}").format(
            machine=line.machine, time=short_zh(line.since, now), version=line.version
        )
        box.addWidget(ElidedLabel(where, Size.SMALL, ink="text_dim"))
        if line.skewed and line.skew is not None:
            words = PlainLabel(skewed_words(line.skew.total_seconds()), Size.SMALL, ink="warn")
            words.setWordWrap(True)
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            box.addWidget(words)
        return row

    def _state(self, line: SeatLine, now: datetime) -> tuple[str, str]:
        if line.silent:
            words = self.tr("失联 {span}，数据停在 {time}")
            at = short_zh(now - line.age, now)
            return words.format(span=span_zh(now - line.at), time=at), "danger"
        seconds = line.age.total_seconds()
        ink = "warn" if seconds > 3 else "ok"
        return self.tr("在线 · 数据 {n:.1f} 秒前").format(n=seconds), ink
