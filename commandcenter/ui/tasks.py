"""Run database work off the GUI thread and bring the answer back to it.

Four pools: quick reads, long work, pages to look at, and one writer. An answer arrives as a call of
`done` on the GUI thread, if its owner still lives; trouble as a call of `failed`.
Without `failed`, what the plan refuses is told by the signal `refused`, a lost
database by `lost`, and anything else is a bug and goes to the crash handler.
"""

import logging
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Rights
from commandcenter.domain.times import short_zh
from commandcenter.late_dataclass import dataclass
from commandcenter.offices.progress import Cancelled, Progress
from commandcenter.queries.seat.earlier_act import First, Thing, first_of, looked_at
from commandcenter.services.seat.sitting import reader_of
from commandcenter.store.database import Command, Database, Lost, Query, TooLong, Unable
from commandcenter.store.one_moment import OneMoment
from commandcenter.store.refusals import RolesEnded, ended_in_words
from commandcenter.ui import texts
from commandcenter.ui.guards import require_gui_thread
from commandcenter.ui.phrases import sentences
from commandcenter.ui.workers import Failure, Job, Outcome, Pool, Trouble, Work

log = logging.getLogger("commandcenter.tasks")

T = TypeVar("T")
Done = Callable[[T], object]
Failed = Callable[[Failure], object]
Busy = Callable[[bool], object]

QUICK_WORKERS = 2
QUICK_LIMIT_S = 2.0
JUST_NOW = timedelta(minutes=2)


class Overtaken(Exception):
    """Refused, and another person has changed the same thing since the asker saw it."""

    def __init__(self, why: RuleBroken, first: First) -> None:
        super().__init__(str(why))
        self.why, self.first = why, first


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Who waits for a ticket. `work` is kept here so that no worker holds it last."""

    owner: QObject
    work: Work
    done: Done[Any] | None
    failed: Failed | None
    busy: Busy | None
    writes: bool = False
    quick: bool = False
    local: bool = False
    job: Job | None = None


class Tasks(QObject):
    """The way from the GUI thread to the database and back.

    Signals:
        refused: Something was not done. The text is a sentence for the user.
        lost: The database cannot be reached (True), or answers again (False).
        idled: Nobody waits for an answer any more.
    """

    refused = Signal(str)
    lost = Signal(bool)
    idled = Signal()
    _finished = Signal(int, object)
    _told = Signal(int, int, int)

    def __init__(self, db: Database, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.db = self._whole = db
        self._newest = 0  # ticket
        self._waiting: dict[int, _Waiting] = {}
        self._leaving = False
        self._guard: Command | None = None
        self._login = ""
        self.past: Database | None = None
        self._is_lost = self._has_ended = False
        queued = Qt.ConnectionType.QueuedConnection
        self._finished.connect(self._deliver, queued)
        self._told.connect(self._pass_on, queued)
        self._moment = OneMoment(lambda: self._newest)
        self._quick = Pool(QUICK_WORKERS, "read", self._hand_over, self._moment.end)
        self._long = Pool(1, "long", self._hand_over)
        self._pages = Pool(1, "page", self._hand_over)
        self._writer = Pool(1, "write", self._hand_over)

    def set_guard(self, guard: Command, login: str) -> None:
        """Ask `guard` first in the transaction of every write; what it raises ends the write.

        Who is refused is told what others than `login` did meanwhile.
        """
        self._guard, self._login = guard, login

    def see_as(self, actor: Actor, held: Rights) -> None:
        """Read what such a person may read, and nothing else."""
        if self.db.reader:
            self.db.reader.dispose()
        self.db = reader_of(self._whole, actor, held)

    def look_back(self, past: Database | None) -> None:
        """Read from the past until told otherwise (None); what would write is refused then."""
        self.past = past

    def clock(self) -> datetime:
        """The database's time: of the past, where that is looked at."""
        return (self.past or self.db).clock()

    @property
    def idle(self) -> bool:
        """Whether nobody waits for an answer."""
        return not self._waiting

    def read(
        self,
        owner: QObject,
        query: Query[T],
        done: Done[T],
        failed: Failed | None = None,
        *,
        busy: Busy | None = None,
        long: bool = False,
        of_now: bool = False,
        whole: bool = False,
    ) -> None:
        """Ask `query`. `long` for what may take more than two seconds: it waits elsewhere.

        `of_now`: ask the present, also while the past is looked at; `whole`: ask all that is there,
        whoever sits here (of their rights).
        """
        past = None if of_now else self.past
        db, ticket = past or (self._whole if whole else self.db), self._ticket()
        read = _read if long else partial(self._moment.read, ticket)
        pool = self._long if long else self._quick
        work = partial(read, db, query)
        self._send(pool, _Waiting(owner, work, done, failed, busy, quick=not long), ticket)

    def write(
        self,
        owner: QObject,
        command: Command,
        done: Done[Any] | None = None,
        failed: Failed | None = None,
        *,
        busy: Busy | None = None,
        since: datetime | None = None,
    ) -> None:
        """Run `command` in one transaction; `done` gets its result after the commit.

        `since`: when the person last saw what they change (default: JUST_NOW ago). Refused, they
        are told which other person has changed the same thing since.

        `busy(True)` is called now and `busy(False)` when it is over, however it ends:
        `busy=button.setDisabled` keeps a button from being pressed twice.
        """
        write = partial(_write, self.db, command, self._guard, (since, self._login))
        work = _refuse if self.past else write
        self._send(self._writer, _Waiting(owner, work, done, failed, busy, writes=True))

    def deliver(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Done[T] | None = None,
        failed: Failed | None = None,
        *,
        busy: Busy | None = None,
    ) -> None:
        """Run what writes by itself (the courier's), in turn with the other writes.

        That it succeeds says nothing of the database: it may have been done on this machine.
        """
        waiting = _Waiting(owner, work, done, failed, busy, writes=True, local=True)
        self._send(self._writer, waiting)

    def note(self, command: Command, failed: Failed | None = None) -> None:
        """Write to a volatile table (a draft): without the pen, and nobody waits for it."""
        if self.past:
            return
        work = partial(_note, self.db, command)
        self._send(self._writer, _Waiting(self, work, None, failed or _unsaid, None))

    def work(
        self,
        owner: QObject,
        work: Callable[[Progress], T],
        done: Done[T] | None = None,
        failed: Failed | None = None,
        *,
        busy: Busy | None = None,
    ) -> Job:
        """Run long `work` (an import, many pages), one at a time; the Job belongs to `owner`."""
        job = Job(owner)
        ticket = self._ticket()
        progress = Progress(partial(self._told.emit, ticket), job.stop)
        call = partial(work, progress)
        self._send(self._long, _Waiting(owner, call, done, failed, busy, job=job), ticket)
        return job

    def draw(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Done[T] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Set or draw pages that somebody looks at: an import does not keep them waiting."""
        self._send(self._pages, _Waiting(owner, work, done, failed, None))

    def shutdown(self) -> None:
        """Finish the writes, end the rest as soon as it can be ended; take nothing more."""
        self._leaving = True
        for waiting in self._waiting.values():
            if waiting.job and shiboken6.isValid(waiting.job):
                waiting.job.cancel()
        self._quick.drop_waiting()
        self._long.drop_waiting()
        self._pages.drop_waiting()
        for pool in (self._quick, self._long, self._pages, self._writer):
            pool.close()
        QCoreApplication.sendPostedEvents(self)
        self._waiting.clear()
        if self.db.reader:
            self.db.reader.dispose()

    def _ticket(self) -> int:
        require_gui_thread()
        self._newest += 1
        return self._newest

    def _send(self, pool: Pool, waiting: _Waiting, ticket: int | None = None) -> None:
        require_gui_thread()
        if self._leaving:
            return
        ticket = ticket or self._ticket()
        self._waiting[ticket] = waiting
        if waiting.busy:
            waiting.busy(True)
        pool.send(ticket, waiting.work)

    def _hand_over(self, ticket: int, box: list[Outcome]) -> None:
        """On the worker: ring the GUI thread."""
        self._finished.emit(ticket, box)

    @Slot(int, int, int)
    def _pass_on(self, ticket: int, done: int, total: int) -> None:
        waiting = self._waiting.get(ticket)
        if waiting and waiting.job and shiboken6.isValid(waiting.job):
            waiting.job.progress.emit(done, total)

    @Slot(int, object)
    def _deliver(self, ticket: int, box: list[Outcome]) -> None:
        waiting, outcome = self._waiting.pop(ticket), box.pop()
        if waiting.quick and outcome.seconds > QUICK_LIMIT_S:
            log.info("a quick read took %.1f s: %r", outcome.seconds, waiting.work)
        try:
            self._answer(waiting, outcome)
        finally:  # whatever a callback raises: the work is over
            if waiting.job and shiboken6.isValid(waiting.job):
                waiting.job.finish()
            if self.idle:
                self.idled.emit()

    def _answer(self, waiting: _Waiting, outcome: Outcome) -> None:
        alive = shiboken6.isValid(waiting.owner)
        if alive and waiting.busy:
            waiting.busy(False)
        if outcome.error is not None:
            self._fail(waiting, outcome.error, alive)
            return
        if not waiting.local:
            self._set_lost(False)
            self._has_ended = False
        if alive and waiting.done:
            waiting.done(outcome.value)

    def _fail(self, waiting: _Waiting, error: Exception, alive: bool) -> None:
        if isinstance(error, Cancelled):
            return
        failure = self._failure(error, waiting.writes)
        failed = waiting.failed if alive else None
        if failed:
            failed(failure)
        if isinstance(error, RolesEnded):
            self._tell_the_end(failure.words)
        elif not failed and (
            failure.trouble in (Trouble.REFUSED, Trouble.TOO_LONG)
            or (failure.trouble is Trouble.LOST and waiting.writes)
        ):
            self.refused.emit(failure.words)
        if failure.trouble is Trouble.LOST:
            self._set_lost(self._is_lost or not isinstance(error, Unable))
        elif failure.trouble is Trouble.BUG:
            sys.excepthook(type(error), error, error.__traceback__)

    def _failure(self, error: Exception, writes: bool) -> Failure:
        match error:
            case Overtaken():
                return Failure(Trouble.REFUSED, self._overtaken(error))
            case RuleBroken():
                return Failure(Trouble.REFUSED, texts.refusal(error))
            case TooLong() if not writes:
                return Failure(Trouble.TOO_LONG, texts.said(error.words))
            case Unable() if writes:
                words = sentences(texts.said(error.words), self.tr("这一操作没有保存。"))
                return Failure(Trouble.LOST, words)
            case Unable():
                return Failure(Trouble.LOST, texts.said(error.words))
            case Lost() if writes:
                words = self.tr("数据库连接中断，这一操作可能没有保存；恢复连接后请核对。")
                return Failure(Trouble.LOST, words)
            case Lost():
                return Failure(Trouble.LOST, self.tr("数据库暂时连不上，正在重试。"))
        return Failure(Trouble.BUG, self.tr("这里出了错，已经记录下来。"))

    def _overtaken(self, error: "Overtaken") -> str:
        """Why, and who was first; a sentence that says both itself is left as it is."""
        words, when = texts.refusal(error.why), short_zh(error.first.at, self.clock())
        if error.first.name in words and when in words:
            return words
        first = self.tr("{who}刚于 {time} 办理过同一事项。")
        return sentences(words, first.format(who=error.first.name, time=when))

    def _tell_the_end(self, words: str) -> None:
        """Every panel asks in vain; the person is told once."""
        if not self._has_ended:
            self._has_ended = True
            self.refused.emit(words)

    def _set_lost(self, lost: bool) -> None:
        if lost != self._is_lost:
            self._is_lost = lost
            self.lost.emit(lost)


def _read(db: Database, query: Query[T]) -> T:
    with ended_in_words(db), db.read() as session:
        return query(session)


def _refuse() -> Any:
    raise RuleBroken("正在回看过去的情况，不能办理；请先回到现在（Esc）。")


def _write(
    db: Database, command: Command, guard: Command | None, seen: tuple[datetime | None, str]
) -> Any:
    things: frozenset[Thing] = frozenset()
    try:
        with ended_in_words(db), db.write() as session:
            if guard is not None:
                guard(session)
            try:
                return command(session)  # on the way out the commit is made, or raises
            except RuleBroken:
                things = looked_at(session)
                raise
    except RolesEnded:
        raise
    except RuleBroken as why:
        since, login = seen
        with db.read() as session:
            first = first_of(session, things, since or db.clock() - JUST_NOW, login)
        if first is None:
            raise
        raise Overtaken(why, first) from why


def _note(db: Database, command: Command) -> Any:
    with ended_in_words(db), db.transaction() as session:
        return command(session)


def _unsaid(failure: Failure) -> None:
    """A draft that could not be kept is tried again with the next key; the link is told anyway."""
