"""The band that says that the watch does not do what it should, and what to do about it."""

from datetime import datetime, timedelta

from PySide6.QtCore import Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from commandcenter.domain.org import Role
from commandcenter.queries.watch.watch_state import WatchState
from commandcenter.ui import look, theme
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import MEDIUM, Size
from commandcenter.ui.phrases import joined
from commandcenter.ui.watch.watch_words import full_words
from commandcenter.ui.widgets.labels import PlainLabel

# A desk's own watch begins with it, and makes up for the night in less.
PATIENCE = timedelta(minutes=1)


class WatchBar(QWidget):
    """Hidden while all is well, and where it is nobody's business: see `concerned`."""

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("watch_bar")
        self.seat = seat
        self._begun: datetime = seat.clock()
        self._state: WatchState | None = None
        self._always = False
        self.words = PlainLabel("", Size.TEXT, MEDIUM, ink="warn_soft_text")
        self.words.setObjectName("watch_words")
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(16), look.px(6), look.px(16), look.px(6))
        row.addWidget(self.words)
        self.hide()

    def concerned(self) -> bool:
        """A desk on duty, or of whoever sits at a file of their own: it is the one that watches."""
        actor = self.seat.actor
        return actor.has(Role.DUTY) or actor.has(Role.LEAD_DUTY) or self.seat.tasks.db.embedded

    def show_always(self, always: bool) -> None:
        """On the page of the watch itself whoever looks is told."""
        self._always = always
        self._show()

    @Slot(object)
    def set_state(self, state: WatchState) -> None:
        self._state = state
        self._show()

    def _show(self) -> None:
        state = self._state
        if state is None or self.seat.past:
            self.hide()
            return
        starting = abs(self.seat.clock() - self._begun) < PATIENCE  # it may be set back
        said = full_words(state.settled() if starting else state)
        self.words.setText(joined("\n", said))
        self.setVisible(bool(said) and (self._always or self.concerned()))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("warn_soft"))
