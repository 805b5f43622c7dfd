"""The alarms at work: each second what the database asks for is compared with what stands.

It runs while the lease of the watch is held, on a thread of its own, and keeps nothing that is not
in the database: whoever takes the lease over goes on with the next turn. Its own beat stands with
the lease, so that an engine that is dead is seen though its process lives.
"""

import time
from collections.abc import Callable
from dataclasses import field
from datetime import datetime, timedelta
from functools import partial
from threading import Event

from commandcenter.domain.alarms.machine import NOBODY
from commandcenter.domain.alarms.matters import Matter
from commandcenter.domain.org import Actor
from commandcenter.domain.watch.watch_parts import Part
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.alarms.conditions import Known, moves_now, read_known, read_system
from commandcenter.services.alarms.alarm_book import keep
from commandcenter.store import journal
from commandcenter.store.alarms.alarm_rows import beat, live_alarms
from commandcenter.store.database import Database, Lost, now
from commandcenter.store.watch import watch_lease
from commandcenter.store.watch.watch_lease import Lease, LeaseLost
from commandcenter.watch.attempt import Failures, attempt

TURN_S, BEAT_S = 1.0, 1.9
SYSTEM_EVERY_S = 10.0  # what no line of the journal tells of
AFRESH_EVERY_S = 60.0  # also what is told of: who is on duty changes by the time alone
JUMP = timedelta(seconds=30)  # a turn is never so late by itself
LONGEST_PAUSE_S = 60.0


@dataclass
class AlarmEngine:
    """The turns of who holds the lease (None: nobody else can, as in a demo that is made)."""

    db: Database
    actor: Actor
    lease: Lease | None = None
    elapsed: Callable[[], float] = time.monotonic
    _known: Known | None = None
    _system: tuple[Matter, ...] = ()
    _system_at: float | None = None
    _last: tuple[datetime, float] | None = None
    _read_at: float = 0.0
    _beaten: float = float("-inf")
    _shift: timedelta = field(default=NOBODY)  # by which the clock jumped, until it is written

    def run(self, stop: Event, say: Callable[[str], None] = lambda words: None) -> None:
        """Until `stop`, or until the lease is another's; a turn that fails is tried again."""
        pause = TURN_S
        while not stop.is_set():
            failed: Failures = {}
            try:
                attempt(Part.ALARMS, partial(self.turn), failed)
            except Lost:
                self._known = None
            except LeaseLost:
                return
            if failed:
                self._known = None
                if pause == TURN_S:
                    say("告警：本次未能运行，已记入日志；稍后再试。")
            pause = min(2 * pause, LONGEST_PAUSE_S) if failed else TURN_S
            stop.wait(pause)

    def turn(self) -> int:
        """Work out what changes now, write it, and beat. Return how many alarms changed.

        Raises LeaseLost where another has taken over.
        """
        at, known = self._read()
        self._shift += self._jumped(at, known.speed)
        changed = self._write(known) if known.moves(at, self._shift) else 0
        self._shift = NOBODY
        self._beat()
        return changed

    def _beat(self) -> None:
        """Each other turn: others are told after five times as long."""
        here = self.elapsed()
        if self.lease is None or here - self._beaten < BEAT_S:
            return
        if not beat(self.db, self.lease):
            raise LeaseLost
        self._beaten = here

    def _write(self, known: Known) -> int:
        """Under the pen all is compared again: somebody may have acknowledged meanwhile."""
        with self.db.write() as session:
            if self.lease:
                watch_lease.require(session, self.lease)
            at = now(session)
            moves = known.moves(at, self._shift, live_alarms(session))
            return keep(session, self.actor, moves, at)

    def _read(self) -> tuple[datetime, Known]:
        """Anew where a line was written since, or after a while."""
        here, known = self.elapsed(), self._known
        with self.db.read() as session:
            at, line = now(session), journal.latest(session)
            due = self._system_at is None or here - self._system_at >= SYSTEM_EVERY_S
            if due:
                self._system, self._system_at = read_system(session, at), here
            stale = known is None or known.line != line or here - self._read_at >= AFRESH_EVERY_S
            if stale or due or known is None:
                self._known = known = read_known(session, at, self._system)
                self._read_at = here
        return at, known

    def _jumped(self, at: datetime, speed: int) -> timedelta:
        """By how much the database's clock moved otherwise than the time that went by here."""
        last, here = self._last, self.elapsed()
        self._last = at, here
        if last is None:
            return NOBODY
        went_by = speed * timedelta(seconds=here - last[1])
        jump = at - last[0] - went_by
        return jump if abs(jump) > max(JUMP, 2 * went_by) else NOBODY


def work_out(db: Database, actor: Actor) -> int:
    """One turn by itself, of a story whose clock is put from moment to moment."""
    with db.write() as session:
        at = now(session)
        return keep(session, actor, moves_now(session, at), at)
