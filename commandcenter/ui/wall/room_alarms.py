"""The alarms of the room: what it must do now, at the right of 待决事项; nothing moves for it."""

from datetime import datetime

from PySide6.QtCore import QRectF, Signal, Slot
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.queries.alarms.board import AlarmLine
from commandcenter.ui import look, theme
from commandcenter.ui.alarms.alarm_words import colors, state_words, waits
from commandcenter.ui.alarms.bell import Bell
from commandcenter.ui.alarms.board_panel import BoardPanel
from commandcenter.ui.alarms.hub import Alarms, Shown
from commandcenter.ui.alarms.local_lines import LINK, is_local
from commandcenter.ui.alarms.sound import NoSound, Sounder
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import BOLD
from commandcenter.ui.phrases import dotted
from commandcenter.ui.wall.frame import ALARM_STATE, OWN_LINE
from commandcenter.ui.widgets.fitting import FitLabel
from commandcenter.ui.widgets.labels import ElidedLabel

TITLE, BELL = 34, 44  # base pixels
HIGH, LOW = 1.2, 1.15  # of the two lines, by their type: both fit into the band


class RoomAlarms(BoardPanel):
    """Hidden while nothing of the room waits. `discreet` (接待模式): visitors are told nothing.

    Signals:
        shown: It is there (True), or not.
        held: An alarm of the room waits to be acknowledged (True), or none does.
    """

    shown = Signal(bool)
    held = Signal(bool)

    def __init__(
        self, seat: Seat, parent: QWidget | None = None, *, discreet: bool = False
    ) -> None:
        super().__init__(seat, Alarms(seat, Sounder(NoSound(), lambda: 0)), parent)
        self.alarms.setParent(self)
        self.setObjectName("room_alarms")
        self._discreet, self._held, self._there = discreet, False, False
        self.line: AlarmLine | None = None
        self._more = 0
        self.bell = Bell(size=BELL)
        self.title = FitLabel("", TITLE, BOLD, least=ALARM_STATE)
        most = look.far(TITLE, OWN_LINE)
        self.title.set_most(most, BOLD)
        self.title.setObjectName("room_alarm_title")
        self.below = ElidedLabel("", ALARM_STATE)
        self.below.setObjectName("room_alarm_state")
        self.title.setFixedHeight(look.px(HIGH * most))
        self.below.setFixedHeight(look.px(LOW * ALARM_STATE))
        self._lay_out()
        self.alarms.changed.connect(self._on_shown)
        self.alarms.second.connect(self._say_since)

    def _lay_out(self) -> None:
        self.inside = QWidget()
        words, row = QVBoxLayout(), QHBoxLayout(self.inside)
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.below)
        words.addStretch(1)
        row.setContentsMargins(look.px(18), 0, look.px(30), 0)
        row.setSpacing(look.px(14))
        row.addWidget(self.bell)
        row.addLayout(words, 1)
        self.inside.hide()
        self.body.addWidget(self.inside)

    @Slot(object)
    def _on_shown(self, shown: Shown) -> None:
        """That the link is lost is said by the top line, once for the whole wall."""
        waiting = [line for line in shown.lines if line.room and waits(line) and line.kind != LINK]
        self.line = waiting[0] if waiting and not self._discreet else None
        held = any(not is_local(line) for line in waiting)
        if held is not self._held:
            self._held = held
            self.held.emit(held)
        if (self.line is not None) is not self._there:
            self._there = self.line is not None
            self.shown.emit(self._there)
        self.inside.setVisible(self.line is not None)
        if self.line is not None:
            self._more = len(waiting) - 1
            self._show_line(self.line)
        self.update()

    def _show_line(self, line: AlarmLine) -> None:
        _, ink, edge = colors(line)
        self.bell.ring(True, edge)
        self.title.setText(line.title)
        for label in (self.title, self.below):
            label.set_ink(ink)
        self._say_since(self.alarms.now())

    @Slot(object)
    def _say_since(self, now: datetime) -> None:
        if self.line is not None:
            more = self.tr("另有 {n} 条").format(n=self._more) if self._more else ""
            said = (state_words(self.line, now), more)
            self.below.setText(dotted(said))
            self.setAccessibleName(f"{self.line.title} {self.below.text()}")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing at all while there is none: what lies under it is seen."""
        if self.line is None:
            return
        painter = QPainter(self)
        ground, _, edge = colors(self.line)
        painter.fillRect(self.rect(), theme.color(ground))
        painter.fillRect(QRectF(0, 0, look.px(6), self.height()), theme.color(edge))
