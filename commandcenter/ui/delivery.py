"""Brings what people add to the database, or keeps it on this machine until the link is back."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from commandcenter.services.seat.outgoing import Addition, Delivered, Kept, Outgoing, Sent
from commandcenter.store.database import Command
from commandcenter.ui.live import LiveFeed
from commandcenter.ui.notices import Action, Notices
from commandcenter.ui.sitting import Sitting
from commandcenter.ui.tasks import Busy, Failed, Tasks
from commandcenter.ui.workers import Failure, Trouble

if TYPE_CHECKING:
    from commandcenter.services.command.attachments import Shelved
    from commandcenter.services.command.evidence import Piece
    from commandcenter.services.seat.additions import Added, Body

RETRY_MS = 2_000
REMEMBERED = 50  # of what arrived while this window is open

Done = Callable[[Sent], object]
OnProgress = Callable[[int, int], object]
Here = tuple[tuple[Kept, ...], int]  # what is kept on this machine; how much cannot be opened


class Delivery(QObject):
    """Signals:
    changed: What waits on this machine, or was refused, is other than before.
    wanted: The person wants to see it.
    """

    changed = Signal()
    wanted = Signal()

    def __init__(
        self,
        outgoing: Outgoing,
        sitting: Sitting,
        tasks: Tasks,
        feed: LiveFeed,
        notices: Notices,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._outgoing, self._sitting, self._tasks = outgoing, sitting, tasks
        self._feed, self._notices = feed, notices
        self.kept: tuple[Kept, ...] = ()  # all of this machine, in order
        self.locked = 0  # how many more cannot be opened: their key is not here
        self.arrived: list[tuple[Addition, datetime]] = []  # while this window is open
        self._round: list[Addition] = []  # arrived since it was last said
        self._later: list[Command] = []
        self._busy = False
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._retry.timeout.connect(self.deliver)
        feed.link.connect(self._on_link)
        feed.stale.connect(self._on_stale)
        if outgoing.outbox is not None:
            self._look()

    @property
    def keeps(self) -> bool:
        """Whether this seat keeps what is added while the database is away."""
        return self._outgoing.outbox is not None

    @property
    def sealed(self) -> bool:
        """Whether it is encrypted."""
        return self._outgoing.outbox is not None and self._outgoing.outbox.sealed

    @property
    def path(self) -> Path | None:
        """Where it is kept."""
        return self._outgoing.outbox.path if self._outgoing.outbox else None

    @property
    def waiting(self) -> int:
        """How many of this person wait."""
        return sum(1 for kept in self._own() if kept.refusal is None)

    @property
    def refused(self) -> int:
        return sum(1 for kept in self._own() if kept.refusal is not None)

    def _own(self) -> list[Kept]:
        return [kept for kept in self.kept if kept.login == self._sitting.actor.login]

    def stop(self) -> None:
        self._retry.stop()

    def new(self, kind: "Added", body: "Body", words: str) -> Addition:
        """One addition with a key of its own. `words`: how the person knows it again."""
        return self._outgoing.new(kind, body, words, self._tasks.clock())

    def send(
        self,
        owner: QObject,
        addition: Addition,
        done: Done | None = None,
        failed: Failed | None = None,
        *,
        busy: Busy | None = None,
    ) -> None:
        """Add it; `done` is told whether it is in the database or waits on this machine."""
        if self._tasks.past:
            self._tasks.write(owner, _nothing, None, failed, busy=busy)  # refuses, in words
            return
        work = partial(self._outgoing.send, self._sitting.actor, addition, away=self.away)
        told = partial(self._sent, owner, done)
        self._tasks.deliver(
            self, work, told, partial(self._failed, owner, failed), busy=_of(owner, busy)
        )

    @property
    def away(self) -> bool:
        """Whether the database is known not to answer."""
        return self._feed.is_stale or not self._feed.up

    def shelve(
        self, incident_id: int, piece: "Piece", path: Path, on_progress: OnProgress, *, again: bool
    ) -> "Shelved":
        """A piece with its file, on the worker of long work; then call `waits` if it does."""
        return self._outgoing.shelve(
            self._sitting.actor, incident_id, piece, path, on_progress, self._tasks.clock(),
            again=again, away=self.away,
        )  # fmt: skip

    def waits(self) -> None:
        """Something was kept on this machine: say so."""
        self._notices.info(self.tr("数据库暂时写不进去，已暂存本机；恢复后自动入库。"))
        self._look()

    def later(self, command: Command, failure: Failure) -> None:
        """A note that did not reach the database: once more when it is back."""
        if failure.trouble is Trouble.LOST:
            self._later.append(command)

    def _sent(self, owner: QObject, done: Done | None, sent: Sent) -> None:
        if sent.subject is None:
            self.waits()  # whether or not the form is still there
        if done and shiboken6.isValid(owner):
            done(sent)

    def _failed(self, owner: QObject, failed: Failed | None, failure: Failure) -> None:
        if failed and shiboken6.isValid(owner):
            failed(failure)
        elif failure.trouble is not Trouble.BUG:
            self._notices.refused(failure.words)

    @Slot(bool)
    def _on_link(self, up: bool) -> None:
        if up:
            self.deliver()
            later, self._later = self._later, []
            for command in later:
                self._tasks.note(command, partial(self.later, command))

    @Slot(bool)
    def _on_stale(self, stale: bool) -> None:
        if not stale:
            self.deliver()

    @Slot()
    def deliver(self) -> None:
        """Try what waits of this person now."""
        if self._busy or not self.waiting or self._tasks.past:
            return
        self._busy = True
        work = partial(self._outgoing.deliver, self._sitting.actor)
        self._tasks.deliver(self, work, self._delivered, self._not_delivered)

    def _delivered(self, found: Delivered) -> None:
        self._busy = False
        now = self._tasks.clock()
        self._round += found.arrived
        self.arrived = [*self.arrived, *((a, now) for a in found.arrived)][-REMEMBERED:]
        if found.refused:
            words = self.tr("{n} 条暂存内容被退回，文字都在，请查看原因。").format(
                n=len(found.refused)
            )
            self._notices.warn(words, Action(self.tr("查看"), self.wanted.emit))
        if not found.more and self._round:
            self._notices.info(self.tr("暂存的 {n} 条已入库。").format(n=len(self._round)))
            self._round = []
        if found.more:
            arrived = {addition.key for addition in found.arrived}
            self.kept = tuple(kept for kept in self.kept if kept.addition.key not in arrived)
            self.changed.emit()
            self.deliver()  # behind whoever wants to write meanwhile
        else:
            self._look()  # all that is kept is read again, at the end only

    def _not_delivered(self, failure: Failure) -> None:
        """Away again: later."""
        self._busy = False
        self._look()

    def again(self, key: str) -> None:
        """Deliver once more what was refused."""
        self._change(partial(self._outgoing.again, key))

    def drop(self, key: str) -> None:
        """The person does not want it any more."""
        self._change(partial(self._outgoing.drop, key))

    def _change(self, work: Callable[[], None]) -> None:
        def changed() -> Here:
            work()
            return self._read_outgoing()

        self._tasks.deliver(self, changed, self._on_outgoing)

    def _look(self) -> None:
        self._tasks.deliver(self, self._read_outgoing, self._on_outgoing)

    def _read_outgoing(self) -> Here:
        """On the worker."""
        return tuple(self._outgoing.kept()), self._outgoing.locked()

    def _on_outgoing(self, here: Here) -> None:
        told, locked = self.locked, here[1]
        if here != (self.kept, self.locked):
            self.kept, self.locked = here
            self.changed.emit()
        if locked > told:
            words = self.tr("本机有 {n} 条暂存内容打不开，文件保留未动，请查看原因。").format(
                n=locked
            )
            self._notices.warn(words, Action(self.tr("查看"), self.wanted.emit))
        if self.waiting and not self._retry.isActive():
            self._retry.start()


def _nothing(session: object) -> None:
    """For the refusal of a write while the past is looked at."""


def _of(owner: QObject, busy: Busy | None) -> Busy | None:
    """`busy` while its owner lives."""

    def call(on: bool) -> None:
        if busy and shiboken6.isValid(owner):
            busy(on)

    return call
