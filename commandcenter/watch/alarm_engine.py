"""The alarms at work: each second what the database asks for is compared with what stands.

It runs while the lease of the watch is held, on a thread of its own, and keeps nothing that is not
in the database: whoever takes the lease over goes on with the next turn. Its own beat stands with
the lease, so that an engine that is dead is seen though its process lives.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from threading import Event

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.alarms.alarm_items import Rules, rules_of
from commandcenter.domain.alarms.machine import NOBODY, Alarm, Move, Turn
from commandcenter.domain.alarms.matters import Matter
from commandcenter.domain.org import Actor
from commandcenter.domain.watch.watch_parts import Part
from commandcenter.services.alarms.alarm_book import keep
from commandcenter.store import journal
from commandcenter.store.alarms.alarm_people import Behind, behind
from commandcenter.store.alarms.alarm_rows import beat, live_alarms, out_of_service
from commandcenter.store.database import Database, Lost, now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.setting import SimulatedClockRow
from commandcenter.store.watch import watch_lease
from commandcenter.store.watch.watch_lease import Lease, LeaseLost
from commandcenter.watch.alarm_conditions import Facts, read_facts, read_system
from commandcenter.watch.attempt import Failures, attempt

TURN_S, BEAT_S = 1.0, 1.9
SYSTEM_EVERY_S = 10.0  # what no line of the journal tells of
AFRESH_EVERY_S = 60.0  # also what is told of: who is on duty changes by the time alone
JUMP = timedelta(seconds=30)  # a turn is never so late by itself
LONGEST_PAUSE_S = 60.0


@dataclass
class Known:
    """What was read, and up to which line of the journal it holds."""

    line: int
    facts: Facts
    rules: Rules
    people: Behind
    rows: list[Alarm]
    speed: int
    read_at: float


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
        with self.db.read() as session:
            at = now(session)
            known = self._read(session, at)
        self._shift += self._jumped(at, known.speed)
        changed = self._write() if self._moves(known, known.rows, at) else 0
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

    def _write(self) -> int:
        """Under the pen all is compared again: somebody may have acknowledged meanwhile."""
        assert self._known is not None
        with self.db.write() as session:
            if self.lease:
                watch_lease.require(session, self.lease)
            at = now(session)
            moves = self._moves(self._known, live_alarms(session), at)
            return keep(session, self.actor, moves, at)

    def _moves(self, known: Known, rows: list[Alarm], at: datetime) -> list[Move]:
        conditions = known.facts.conditions(known.rules, at)
        return Turn(rows, conditions, known.rules, known.people, at, self._shift).moves()

    def _read(self, session: Session, at: datetime) -> Known:
        """Anew where a line was written since, or after a while."""
        line, here = journal.latest(session), self.elapsed()
        known = self._known
        stale = known is None or known.line != line or here - known.read_at >= AFRESH_EVERY_S
        due = self._system_at is None or here - self._system_at >= SYSTEM_EVERY_S
        if due:
            self._system, self._system_at = read_system(session, at), here
        if stale or due or known is None:
            self._known = known = self._read_all(session, at, line, here)
        return known

    def _read_all(self, session: Session, at: datetime, line: int, here: float) -> Known:
        facts = read_facts(session, at)
        return Known(
            line,
            Facts(facts.book, facts.live, (*facts.matters, *self._system)),
            rules_of(plan_of(session), (row.kind for row in out_of_service(session, at))),
            behind(session, at),
            live_alarms(session),
            session.scalar(select(SimulatedClockRow.speed).limit(1)) or 1,
            here,
        )

    def _jumped(self, at: datetime, speed: int) -> timedelta:
        """By how much the database's clock moved otherwise than the time that went by here."""
        last, here = self._last, self.elapsed()
        self._last = at, here
        if last is None:
            return NOBODY
        went_by = speed * timedelta(seconds=here - last[1])
        jump = at - last[0] - went_by
        return jump if abs(jump) > max(JUMP, 2 * went_by) else NOBODY


def work_out(session: Session, actor: Actor) -> int:
    """One turn in the caller's transaction, of a story whose clock is put from moment to moment."""
    at = now(session)
    facts, system = read_facts(session, at), read_system(session, at)
    rules = rules_of(plan_of(session), (row.kind for row in out_of_service(session, at)))
    conditions = Facts(facts.book, facts.live, (*facts.matters, *system)).conditions(rules, at)
    moves = Turn(live_alarms(session), conditions, rules, behind(session, at), at).moves()
    return keep(session, actor, moves, at)
