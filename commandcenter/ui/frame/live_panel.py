"""The base of every panel that shows the shared state.

It hides when to ask (at once after a change of a kind that concerns it, what follows
gathered, and only while it can be seen), on which thread, which answer is too old to be
shown, and how old or wrong data are marked.
"""

import time
from datetime import datetime
from functools import partial
from typing import ClassVar, Generic, TypeVar

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.domain.times import local, short_zh
from commandcenter.store.database import Query
from commandcenter.store.journal import EVERYTHING, Change
from commandcenter.ui import look
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import sentences
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.hatch import Hatch
from commandcenter.ui.widgets.labels import ElidedLabel, tip
from commandcenter.ui.workers import Failure, Trouble

GATHER_MS = 50  # what changes so soon after an answer is asked about together
RETRY_MS = 1_000
# Whose question the server gave up, after half a minute of work, asks again after so long, each
# time twice as late.
TOO_LONG_S, LONGEST_TOO_LONG_S = 15, 240
REST, LONGEST_REST_S = 20, 2.0
EVERY_KIND = frozenset({EVERYTHING})

T = TypeVar("T")


class LivePanel(QWidget, Generic[T]):
    """A panel that shows the answer to one query and keeps it fresh.

    A subclass sets `kinds`, the journal's kinds that concern it (EVERY_KIND for all but the
    `deaf_to`), and says what to ask (`query`) and how to show the answer (`show_answer`). It puts
    its widgets into `body`. With a `heading` the panel is a Card, whose note at the
    right is set by `set_note`. With `ticking` its `tick` is called each second while
    it can be seen; with `long` its question may take more than two seconds. One that
    `rests` spends on its question no more than a twentieth of the time, however much changes:
    where sixty desks ask after every change of any of them, that is what the server has to do.
    It also lets the others, whose questions are short, ask first. One that is `unseen` asks
    behind another page too, once it was shown: what it counts stands elsewhere. What is `of_now`
    is asked of the present while the seat looks back. Where the clock alone changes the answer (who
    is on duty, what is of today) it is asked anew after `again_s` seconds.

    Signals:
        answered: An answer has been shown.
    """

    kinds: ClassVar[frozenset[str]]
    ticking: ClassVar[bool] = False
    long: ClassVar[bool] = False
    deaf_to: ClassVar[frozenset[str]] = frozenset()
    rests: ClassVar[bool] = False
    unseen: ClassVar[bool] = False
    of_now: bool = False
    again_s: ClassVar[int] = 0  # 0: only after a change

    answered = Signal()

    def __init__(self, seat: Seat, parent: QWidget | None = None, *, title: str = "") -> None:
        super().__init__(parent)
        self.seat = seat
        self.as_of: datetime | None = None  # when the answer that is shown was asked for
        self._source_note = ""
        self._outdated = True  # something has changed since the last question
        self._asked = 0
        self._asked_s = self._free_s = 0.0  # when it asked, and from when it may ask again
        self._is_asking = False
        self._given_up = 0  # so often in a row
        self._unheard = False
        self._marked = False
        self._of_wall = look.is_wall()  # whose top line says once for all that the link is lost
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self._gathered)
        self._build_frame(title or self.heading())
        seat.feed.changed.connect(self._on_changed)
        seat.feed.link.connect(self._on_link)
        seat.feed.stale.connect(self._on_stale)

    @property
    def over(self) -> Over:
        """Where its forms open."""
        return Over(self.seat, self.window())

    def query(self) -> Query[T]:
        """Return what to ask. Called here; what it returns runs on a worker."""
        raise NotImplementedError

    def show_answer(self, answer: T) -> None:
        raise NotImplementedError

    def heading(self) -> str:
        """The title; a subclass answers with `self.tr(…)`. "" is a panel without a card."""
        return ""

    def tick(self, now: datetime) -> None:
        """A second has passed on the database's clock. For countdowns; asks nothing."""

    def is_drawn(self) -> bool:
        """Whether what is seen of it is what will stay, once it has shown an answer."""
        return True

    def set_note(self, note: str) -> None:
        """What stands at the right of the title: the source's own as-of time, a sum."""
        self._source_note = note
        self._show_age()

    @property
    def marked_stale(self) -> bool:
        return self._marked

    @Slot()
    def refresh(self) -> None:
        """Ask now. An answer to an earlier question is no longer wanted."""
        self._gather.stop()
        self._outdated = False
        self._is_asking = True
        self._asked += 1
        self._asked_s = time.monotonic()
        at, ticket = self.seat.clock(), self._asked
        self.seat.tasks.read(
            self,
            self.query(),
            partial(self._arrived, ticket, at),
            partial(self._failed, ticket),
            long=self.long,
            of_now=self.of_now,
        )

    def ask_anew(self) -> None:
        """Of another subject than before: an answer about that is no longer wanted. What cannot be
        seen is asked for when it is shown."""
        if self._is_wanted():
            self.refresh()
            return
        self._gather.stop()
        self._asked += 1
        self._is_asking, self._outdated = False, True

    def _build_frame(self, title: str) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.card: Card | None = None
        if title:
            self.card = Card(title)
            outer.addWidget(self.card)
            self.body = self.card.body
            self.setAccessibleName(title)
        else:
            self.body = outer
        self._trouble_label = ElidedLabel("", Size.SMALL, ink="danger", lines=2)
        self._trouble_label.setObjectName("trouble")
        self._trouble_label.hide()
        self.body.addWidget(self._trouble_label)
        self._hatch = Hatch(self, self.card.heading_height() if self.card else 0)
        self._hatch.hide()

    def _arrived(self, ticket: int, at: datetime, answer: T) -> None:
        if ticket != self._asked:
            return  # a later question makes this answer old
        self._is_asking = False
        self._given_up = 0
        self._free_s = self._rested()
        self.as_of = at
        self._show_trouble("")
        self._mark_stale(self.seat.feed.is_stale)
        self.show_answer(answer)
        self._show_age()
        if self.ticking:
            self.tick(self.seat.clock())
        self.answered.emit()
        if self._outdated:
            self._ask_soon()

    def _rested(self) -> float:
        """From when it may ask again, now that it is answered."""
        now = time.monotonic()
        gathered = now + GATHER_MS / 1000
        if not self.rests:
            return gathered
        return max(gathered, self._asked_s + min(REST * (now - self._asked_s), LONGEST_REST_S))

    def _failed(self, ticket: int, failure: Failure) -> None:
        if ticket != self._asked:
            return
        self._is_asking = False
        self._outdated = True
        if failure.trouble is Trouble.LOST:
            self._ask_soon(RETRY_MS)
        elif failure.trouble is Trouble.TOO_LONG:
            wait = min(TOO_LONG_S << self._given_up, LONGEST_TOO_LONG_S)
            self._given_up += 1
            later = self.tr("本栏 {n} 秒后自动再查。").format(n=wait)
            self._show_trouble(sentences(failure.words, later))
            self._ask_soon(1000 * wait)
        else:
            self._show_trouble(failure.words)

    def _ask_soon(self, after_ms: int = 0) -> None:
        """Ask when what is there now has been gathered; a hidden panel when it is shown."""
        self._outdated = True
        if self._is_wanted() and not self._is_asking and not self._gather.isActive():
            wait = GATHER_MS if self.rests else 0
            left = int(1000 * (self._free_s - time.monotonic()))
            self._gather.start(max(after_ms, wait, left))

    @Slot()
    def _gathered(self) -> None:
        if self._is_wanted() and not self._is_asking:
            self.refresh()

    def _is_wanted(self) -> bool:
        return self.isVisible() or (self.unseen and self.as_of is not None)

    @Slot(list)
    def _on_changed(self, changes: list[Change]) -> None:
        kinds = {change.kind for change in changes} - self.deaf_to
        if EVERYTHING in kinds or (kinds and EVERYTHING in self.kinds) or kinds & self.kinds:
            self._ask_soon()

    @Slot(bool)
    def _on_link(self, up: bool) -> None:
        if up and self._unheard:
            self._ask_soon()  # the whole state is read again, not only what was missed
        self._unheard = not up

    @Slot(bool)
    def _on_stale(self, stale: bool) -> None:
        if stale:
            self._mark_stale(True)
        else:
            self._ask_soon()  # the answer takes the mark away

    def _mark_stale(self, stale: bool) -> None:
        if stale != self._marked:
            self._marked = stale
            self._hatch.setVisible(stale and not self._of_wall)
            self._hatch.raise_()
        self._show_age()

    def _join_or_leave(self) -> None:
        """Seconds are counted only where they are seen."""
        if self._is_wanted() and (self.ticking or self.again_s):
            self.seat.ticker.join(self, self._on_second)
        else:
            self.seat.ticker.leave(self)

    @Slot(object)
    def _on_second(self, now: datetime) -> None:
        if self.as_of is None:
            return
        if self.ticking:
            self.tick(now)
        if self.again_s and time.monotonic() - self._asked_s >= self.again_s:
            self._ask_soon()

    def _show_age(self) -> None:
        """Its own time, or its source's: that the link is lost, and since when, says the window's
        one line."""
        if self.card is None:
            return
        heard = self.seat.known_at() if self._marked else self.as_of
        words = ""
        if heard is not None:
            same_day = local(heard).date() == local(self.seat.clock()).date()
            time_ = f"{local(heard):%H:%M:%S}" if same_day else short_zh(heard, self.seat.clock())
            words = self.tr("数据截至 {time}").format(time=time_)
        self.card.note.set_ink("warn" if self._marked and not self._of_wall else "text_faint")
        self.card.set_note(self._source_note or words)
        self.card.title.setToolTip(tip(words))

    def _show_trouble(self, words: str) -> None:
        self._trouble_label.setText(words)
        self._trouble_label.setVisible(bool(words))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._mark_stale(self._marked or self.seat.feed.is_stale)
        if self._outdated and not self._is_asking:
            self.refresh()
        self._join_or_leave()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not self.unseen:
            self._gather.stop()
            self.seat.ticker.leave(self)
