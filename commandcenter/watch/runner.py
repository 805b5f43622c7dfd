"""The watch at work: follows what comes, works through the nights, and tries again what failed.

What a run found and how far it had seen are one commit, made only while the lease is held, so
a run that was cut off is done again by whoever takes over, and nothing is found twice.
"""

import time
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import partial
from threading import Event, Thread
from typing import TYPE_CHECKING

from commandcenter.domain.org import Actor
from commandcenter.domain.watch.watch_parts import (
    OF_NIGHT,
    OF_QUICK,
    PART_WORDS,
    Part,
    others_go_on,
    reason_words,
)
from commandcenter.late import late
from commandcenter.store import journal
from commandcenter.store.check_parts import Part as RecordPart
from commandcenter.store.complaints.rollup_check import COLUMNS, Check
from commandcenter.store.database import Database, Lost
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.watch import watch_runs
from commandcenter.store.watch.watch_lease import BEAT, Lease, LeaseLost
from commandcenter.watch.alarm_engine import AlarmEngine
from commandcenter.watch.alarm_sender import AlarmSender, WayOut
from commandcenter.watch.attempt import Failures, attempt
from commandcenter.watch.lease import Holder
from commandcenter.watch.runs import Watch, concerns, counted_words

if TYPE_CHECKING:
    from commandcenter.watch import record_check
else:
    record_check = late("watch.record_check")

SENDING_S = 1.0
LOOK_S = BEAT.total_seconds() / 2
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)


class Tries:
    """When what failed is tried again: after a minute, then after twice as long each time."""

    def __init__(self) -> None:
        self._pause, self._next = FIRST_PAUSE, 0.0

    @property
    def due(self) -> bool:
        return time.monotonic() >= self._next

    @property
    def left_s(self) -> float:
        return max(0.0, self._next - time.monotonic())

    def failed(self) -> None:
        self._next = time.monotonic() + self._pause.total_seconds()
        self._pause = min(2 * self._pause, LONGEST_PAUSE)

    def done(self) -> None:
        self._pause, self._next = FIRST_PAUSE, 0.0


class Runner:
    """Watches until told to stop: waits for the lease, makes up what was missed, then follows."""

    def __init__(
        self,
        db: Database,
        actor: Actor,
        seat: str,
        say: Callable[[str], None] = lambda words: None,
        way: WayOut | None = None,
    ) -> None:
        self._db, self._actor, self._say, self._way = db, actor, say, way or WayOut()
        self._stop, self._wake = Event(), Event()
        self._unchecked: list[str] = []  # families of counts, after a night
        self._checked: list[Check] = []
        self._unverified: list[RecordPart] = []  # parts of the whole record, after a night
        self._waiting = False
        self._tries = {part: Tries() for part in Part}  # of whole runs
        self._again = Tries()  # what the newest night was without
        self._deaf: Failures = {}  # why the follower ended
        self._told: Failures = {}  # what was said of what cannot run
        self._noted: set[Part] = set()  # whole runs that the database says have failed
        self._holder = Holder(db, seat, self._wake.set)

    def stop(self) -> None:
        """From any thread; `run` returns after what it has in hand."""
        self._stop.set()
        self._wake.set()

    def run(self) -> None:
        """Blocks until `stop`; a lost database is waited for, whatever else fails tried again."""
        tries = self._tries[Part.WATCH]
        while not self._stop.is_set():
            failed: Failures = {}
            try:
                attempt(Part.WATCH, self._turn, failed)
            except (Lost, LeaseLost):
                self._waiting = False  # it may be another's when the database is back
            failed |= self._deaf
            self._deaf = {}
            if failed:
                tries.failed()
                self._log_failures(failed, (Part.WATCH,))
            self._stop.wait(max(LOOK_S, tries.left_s))

    def _turn(self) -> None:
        """Take the lease if it is free, and watch while it is held."""
        if self._holder.try_to_take():
            self._say("开始监测。")
            self._waiting = False
            self._hold()
        elif not self._waiting:
            self._say("另一席位正在监测，本席位待命。")
            self._waiting = True
            with self._db.read() as session:  # so that taking over costs no time
                plan_of(session)

    def _hold(self) -> None:
        lease = self._holder.held
        if lease is None:
            return
        watch = Watch(self._db, self._actor, lease)
        follow = Event()
        alarms, sender = self._alarm_threads(lease, follow)
        alarms.start()  # first of all: what came due meanwhile waits for it
        begun = [alarms]
        try:
            follower = self._follower(follow)
            for thread in (follower, sender):
                thread.start()
                begun.append(thread)
            self._quick(watch)
            self._done(Part.WATCH)
            # Whichever of them died: the lease is let go, and all is begun again.
            while self._goes_on and follower.is_alive() and alarms.is_alive():
                self._once(watch)
        finally:
            follow.set()
            for thread in begun:  # a command that hangs keeps nobody from taking over
                thread.join(SENDING_S if thread is sender else None)
            self._holder.let_go()

    def _follower(self, stop: Event) -> Thread:
        """Of the journal from here on. What the holder before could not do is done again."""
        with self._db.read() as session:
            newest = journal.latest(session)
            self._noted = {each.part for each in watch_runs.left_out(session)} - set(OF_NIGHT)
        if Part.COUNTS in self._noted and not self._unchecked:
            self._unchecked, self._checked = list(COLUMNS), []
        self._unverified = self._unverified or record_check.left_parts(self._db)
        return Thread(target=self._follow, args=(newest, stop), name="watch-follow", daemon=True)

    def _alarm_threads(self, lease: Lease, stop: Event) -> tuple[Thread, Thread]:
        """The engine, and what sends: that one may wait for a bureau's command as it likes."""
        engine = AlarmEngine(self._db, self._actor, lease)
        sender = AlarmSender(self._db, self._actor, lease, self._way)
        return (
            Thread(target=engine.run, args=(stop, self._say), name="watch-alarms", daemon=True),
            Thread(target=sender.run, args=(stop,), name="watch-sender", daemon=True),
        )

    def _once(self, watch: Watch) -> None:
        """The nights that are due, then a quick run if something came; else a short wait."""
        self._nights(watch)
        if not self._goes_on:
            return
        if self._wake.wait(0 if self._checks or self._verifies else LOOK_S):
            self._wake.clear()
            if self._goes_on:
                self._quick(watch)
        if self._checks and self._goes_on:
            self._whole(watch, Part.COUNTS, partial(self._check_some, watch))
        elif self._verifies and self._goes_on:
            self._whole(watch, Part.RECORD, partial(self._verify_some, watch))

    @property
    def _goes_on(self) -> bool:
        return not self._stop.is_set() and self._holder.held is not None

    @property
    def _checks(self) -> bool:
        return bool(self._unchecked) and self._tries[Part.COUNTS].due

    @property
    def _verifies(self) -> bool:
        return bool(self._unverified) and self._tries[Part.RECORD].due

    def _nights(self, watch: Watch) -> None:
        """Those that were missed; of the newest again the parts that it was without."""
        if self._tries[Part.NIGHT].due:
            self._whole(watch, Part.NIGHT, partial(self._missed, watch))

    def _missed(self, watch: Watch) -> None:
        for night in watch.missed_nights():
            if not self._goes_on:
                return
            self._night(watch, night)
            self._unchecked, self._checked = list(COLUMNS), []
            self._unverified = record_check.due_parts(self._db)
            self._wake.set()  # what came while the night was worked through
        again = watch.left_out()
        if again and self._goes_on and self._again.due:
            self._night(watch, *again)

    def _night(self, watch: Watch, at: datetime, parts: Collection[Part] = OF_NIGHT) -> None:
        watch.full(at, parts)
        if watch.failed:
            self._again.failed()
        else:
            self._again.done()
        self._log_failures(watch.failed, parts)

    def _quick(self, watch: Watch) -> None:
        if not self._tries[Part.QUICK].due:
            self._wake.set()  # it is not forgotten
            self._stop.wait(LOOK_S)
            return
        if self._whole(watch, Part.QUICK, watch.quick):
            self._log_failures(watch.failed, OF_QUICK)

    def _whole(self, watch: Watch, part: Part, work: Callable[[], object]) -> bool:
        """Work that fails as a whole is noted in the database, and tried again after a while."""
        failed: Failures = {}
        attempt(part, work, failed)
        if not failed and part in self._noted:
            attempt(part, partial(watch.note_recovery, part), failed)
        if not failed:
            self._noted.discard(part)
            self._done(part)
            return True
        self._noted.add(part)
        self._tries[part].failed()
        watch.forget()
        self._log_failures(failed, (part,))
        attempt(part, partial(watch.note_failure, part, failed[part]), {})
        self._wake.set()
        return False

    def _done(self, part: Part) -> None:
        self._tries[part].done()
        self._log_failures({}, (part,))

    def _log_failures(self, failed: Failures, parts: Collection[Part]) -> None:
        """Each part once: when it fails, when it fails for another reason, when it runs again."""
        for part in sorted(parts):
            before, reason = self._told.get(part), failed.get(part)
            if reason and reason != before:
                self._told[part] = reason
                others = "其余各项照常，" if others_go_on((*failed, *self._told)) else ""
                self._say(
                    f"监测：{PART_WORDS[part]}未能运行，{reason_words(reason)}，已记入日志；"
                    f"{others}稍后再试。"
                )
            elif before and not reason:
                del self._told[part]
                self._say(f"监测：{PART_WORDS[part]}已恢复运行。")

    def _verify_some(self, watch: Watch) -> None:
        """One part of the record after the other, as with the counts; stopped, it is done again."""
        found = record_check.check_part(
            self._db, self._actor, self._unverified[-1], self._go_on_or_raise, watch.lease
        )
        self._unverified.pop()
        if not found.whole:
            self._say(f"全部记录核对发现 {len(found.faults)} 处不符：{found.faults[0]}")
        elif not self._unverified:
            self._say("全部记录核对完毕，完好。")

    def _go_on_or_raise(self, _done: int, _total: int) -> None:
        if not self._goes_on:
            raise LeaseLost

    def _check_some(self, watch: Watch) -> None:
        """One family of counts after the other, so that what comes meanwhile waits for one only."""
        self._checked.append(watch.check_counts(self._unchecked[-1]))
        self._unchecked.pop()
        if not self._unchecked:
            self._say(counted_words(self._checked))

    def _follow(self, after: int, stop: Event) -> None:
        """Ends only by `stop`, or by an error: then all is begun again."""
        attempt(Part.WATCH, partial(self._follow_journal, after, stop), self._deaf)

    def _follow_journal(self, after: int, stop: Event) -> None:
        for changes in journal.follow(self._db, after, stop):
            if any(map(concerns, changes)):
                self._wake.set()
