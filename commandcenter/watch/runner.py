"""The watch at work: a quick run whenever complaints came, a full one each night.

What a run found and how far it had seen are one commit, made only while the lease is held, so
a run that was cut off is done again by whoever takes over, and nothing is found twice.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

from commandcenter.domain.org import Actor
from commandcenter.domain.plan import PlanData
from commandcenter.domain.times import local
from commandcenter.domain.watching import Limits
from commandcenter.services.signal_book import Kept, keep
from commandcenter.store import journal, watch_lease, watch_runs
from commandcenter.store.database import Database, Lost, now
from commandcenter.store.plan import plan_of
from commandcenter.store.rollup_check import COLUMNS, Check, check, mend
from commandcenter.store.streams import REREAD, Window
from commandcenter.store.watch_lease import BEAT, Lease, LeaseLost
from commandcenter.store.watch_runs import FULL, QUICK, Run
from commandcenter.watch.describe import describe
from commandcenter.watch.detect import detect, new_window
from commandcenter.watch.lease import Holder

LOOK_S = BEAT.total_seconds() / 2
CONCERNED = REREAD | {"batch", "complaint", "complaint_flag", "plan"}
NOT_YET = frozenset({"opened", "stored", "removed"})  # of an import that nobody sees
MOST_NIGHTS = 14  # missed nights that are made up for; older ones are history


def concerns(change: journal.Change) -> bool:
    """Whether it may change what is counted."""
    return change.kind in CONCERNED and change.verb not in NOT_YET


@dataclass
class Watch:
    """The two runs, for whoever holds the lease (None: nobody else can watch, as in a demo)."""

    db: Database
    actor: Actor
    lease: Lease | None = None

    def __post_init__(self) -> None:
        self._window: Window | None = None
        self._plan: PlanData | None = None
        self._seen: datetime | None = None

    def quick(self, as_of: datetime | None = None) -> Kept:
        """What gathers now, and since the run before if that was longer ago."""
        with self.db.read() as session:
            # The database's own time: by another clock what has just come would lie ahead.
            at = as_of or now(session)
            since = watch_runs.last_moment(session, QUICK, FULL)
        return self._run(QUICK, at, since)

    def full(self, as_of: datetime) -> Kept:
        """The night run of a moment, over all that was known then."""
        return self._run(FULL, as_of, None)

    def _kept_window(self, as_of: datetime) -> Window | None:
        """What is in memory, unless it is of a later moment or of another plan."""
        if self._seen and as_of < self._seen:
            return None
        with self.db.read() as session:
            plan = plan_of(session)
        if self._window is None or plan is not self._plan:
            self._window, self._plan = new_window(plan), plan
        self._seen = as_of
        return self._window

    def missed_nights(self) -> list[datetime]:
        """Night runs that are due by now and not done, oldest first; of a new database the last."""
        with self.db.read() as session:
            done = watch_runs.last_moment(session, FULL)
        return self.nights(done, self.db.clock())

    def nights(self, done: datetime | None, at: datetime) -> list[datetime]:
        """As `due_nights`, by the plan in force."""
        with self.db.read() as session:
            limits = Limits.of(plan_of(session))
        return due_nights(limits, done, at)

    def check_counts(self, family: str) -> Check:
        """Hold the counts of a family against the rows; those that differ are put right."""
        with self.db.read() as session:
            found = check(session, families=[family])
        batches = {each.batch_id for each in found.differences}
        if not batches:
            return found
        with self.db.write() as session:
            if self.lease:
                watch_lease.require(session, self.lease)
            wrong = mend(session, batches)  # an import may have come between the two looks
            if wrong.differences:
                subject = batches.pop() if len(batches) == 1 else 0
                journal.record(session, self.actor, "batch", subject, "recounted", clause="4.1(6)")
        return Check(found.counts, wrong.differences)

    def _run(self, kind: str, as_of: datetime, since: datetime | None) -> Kept:
        window = self._kept_window(as_of)
        started = self.db.clock()
        with self.db.read() as session:
            line = journal.latest(session)  # what comes meanwhile is the next run's
        findings = detect(self.db, as_of, full=kind == FULL, window=window, since=since)
        signs = describe(self.db, findings, as_of)
        with self.db.write() as session:
            if self.lease:
                watch_lease.require(session, self.lease)
            kept = keep(session, self.actor, signs, as_of)
            epoch = self.lease.epoch if self.lease else 0
            run = Run(kind, epoch, as_of, started, self.db.clock(), line, len(findings), kept.found)
            watch_runs.add(session, run)
        return kept


def due_nights(limits: Limits, done: datetime | None, at: datetime) -> list[datetime]:
    """The moments of the night runs after `done` and not after `at`."""
    hour, minute = map(int, limits.nightly_at.split(":"))
    last = local(at).replace(hour=hour, minute=minute, second=0, microsecond=0)
    if last > at:
        last -= timedelta(days=1)
    nights = [last - timedelta(days=n) for n in range(MOST_NIGHTS)]
    wanted = nights[:1] if done is None else [night for night in nights if night > done]
    return sorted(night.astimezone(UTC) for night in wanted)


def counted_words(found: Iterable[Check]) -> str:
    parts = list(found)
    counts, wrong = sum(p.counts for p in parts), sum(len(p.differences) for p in parts)
    if not wrong:
        return f"投诉计数核对完毕：{counts} 项，无差异。"
    return f"投诉计数核对完毕：{counts} 项中 {wrong} 项与记录不符，已按记录改正。"


class Runner:
    """Watches until told to stop: waits for the lease, makes up what was missed, then follows."""

    def __init__(
        self,
        db: Database,
        actor: Actor,
        seat: str,
        say: Callable[[str], None] = lambda words: None,
    ) -> None:
        self._db, self._actor, self._say = db, actor, say
        self._stop, self._wake = Event(), Event()
        self._unchecked: list[str] = []  # families of counts, after a night
        self._checked: list[Check] = []
        self._holder = Holder(db, seat, self._wake.set)

    def stop(self) -> None:
        """From any thread; `run` returns after what it has in hand."""
        self._stop.set()
        self._wake.set()

    def run(self) -> None:
        """Blocks until `stop`; a lost database is waited for."""
        waiting = False
        while not self._stop.is_set():
            try:
                if self._holder.try_to_take():
                    self._say("开始监测。")
                    waiting = False
                    self._hold()
                elif not waiting:
                    self._say("另一席位正在监测，本席位待命。")
                    waiting = True
            except (Lost, LeaseLost):
                waiting = False  # it may be another's when the database is back
            self._stop.wait(BEAT.total_seconds())

    def _hold(self) -> None:
        """While the lease is held."""
        lease = self._holder.held
        if lease is None:
            return
        watch = Watch(self._db, self._actor, lease)
        follow = Event()
        with self._db.read() as session:
            newest = journal.latest(session)
        follower = Thread(
            target=self._follow, args=(newest, follow), name="watch-follow", daemon=True
        )
        follower.start()
        try:
            watch.quick()
            while not self._stop.is_set() and self._holder.held:
                self._once(watch)
        finally:
            follow.set()
            follower.join()
            self._holder.let_go()

    def _once(self, watch: Watch) -> None:
        """The nights that are due, then a quick run if something came; else a short wait."""
        for night in watch.missed_nights():
            if self._stop.is_set() or not self._holder.held:
                return
            watch.full(night)
            self._unchecked, self._checked = list(COLUMNS), []
            self._wake.set()  # what came while the night was worked through
        if self._wake.wait(0 if self._unchecked else LOOK_S):
            self._wake.clear()
            if not self._stop.is_set() and self._holder.held:
                watch.quick()
        if self._unchecked and not self._stop.is_set() and self._holder.held:
            self._check_some(watch)

    def _check_some(self, watch: Watch) -> None:
        """One family of counts after the other, so that what comes meanwhile waits for one only."""
        self._checked.append(watch.check_counts(self._unchecked.pop()))
        if not self._unchecked:
            self._say(counted_words(self._checked))

    def _follow(self, after: int, stop: Event) -> None:
        for changes in journal.follow(self._db, after, stop):
            if any(map(concerns, changes)):
                self._wake.set()
