"""The two runs of the watch: a quick one whenever complaints came, a full one each night.

What a run found and how far it had seen are one commit, made only while the lease is held, so
a run that was cut off is done again by whoever takes over, and nothing is found twice.
"""

from collections.abc import Collection, Iterable
from dataclasses import field
from datetime import datetime

from commandcenter.domain.org import Actor
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.watch.watch_parts import OF_NIGHT, OF_QUICK, Part
from commandcenter.domain.watch.watching import Limits, due_nights
from commandcenter.late_dataclass import dataclass
from commandcenter.services.watch.signal_book import Kept, keep
from commandcenter.store import journal
from commandcenter.store.complaints import people
from commandcenter.store.complaints.rollup_check import Check, check, mend
from commandcenter.store.database import Database, now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.watch import watch_lease, watch_runs
from commandcenter.store.watch.streams import REREAD, Window
from commandcenter.store.watch.watch_lease import Lease
from commandcenter.store.watch.watch_runs import FAILED, FULL, QUICK, Run
from commandcenter.watch.attempt import Failures
from commandcenter.watch.describe import describe
from commandcenter.watch.detect import Since, look, new_window

CONCERNED = REREAD | {"batch", "complaint", "complaint_flag", "plan"}
NOT_YET = frozenset({"opened", "stored", "removed"})  # of an import that nobody sees


def concerns(change: journal.Change) -> bool:
    """Whether it may change what is counted."""
    return change.kind in CONCERNED and change.verb not in NOT_YET


@dataclass
class Watch:
    """The two runs, for whoever holds the lease (None: nobody else can watch, as in a demo).

    `failed`: the parts that the last run was without, with the class of what they raised.
    """

    db: Database
    actor: Actor
    lease: Lease | None = None
    failed: Failures = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Read everything anew the next time: what is in memory may be what was wrong."""
        self._window: Window | None = None
        self._plan: PlanData | None = None
        self._seen: datetime | None = None
        # Since when the parts that the last run was without have not run: a long way to look back.
        self._stuck: dict[Part, datetime | None] = {}

    def quick(self, as_of: datetime | None = None) -> Kept:
        """What gathers now, and since the run before if that was longer ago."""
        with self.db.read() as session:
            # The database's own time: by another clock what has just come would lie ahead.
            at = as_of or now(session)
            since = {
                part: self._stuck[part]
                if part in self._stuck
                else watch_runs.last_moment_of(session, part)
                for part in OF_QUICK
            }
        return self._run(QUICK, at, OF_QUICK, since)

    def full(self, as_of: datetime, parts: Collection[Part] = OF_NIGHT) -> Kept:
        """The night run of a moment, over all that was known then; again for some `parts`."""
        return self._run(FULL, as_of, parts, {})

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
        at = self.db.clock()
        with self.db.read() as session:
            done = watch_runs.last_night(session, at)
        return self.nights(done, at)

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

    def note_failure(self, part: Part, reason: str) -> None:
        """A run could not be done as a whole: said in the database, for all screens."""
        with self.db.write() as session:
            if self.lease:
                watch_lease.require(session, self.lease)
            at, epoch = self.db.clock(), self.lease.epoch if self.lease else 0
            run = Run(FAILED, epoch, at, at, at, watch_runs.last_line(session), 0, 0)
            watch_runs.add_failure(session, run, part, reason)

    def note_recovery(self, part: Part) -> None:
        """Such a run is done again as a whole: no screen tells of the failures any more."""
        with self.db.write() as session:
            if self.lease:
                watch_lease.require(session, self.lease)
            watch_runs.forget_failures(session, part)

    def left_out(self) -> tuple[datetime, Collection[Part]] | None:
        """The newest night, and which of its parts are to be tried again."""
        with self.db.read() as session:
            return watch_runs.unfinished(session, self.db.clock())

    def _run(self, kind: str, as_of: datetime, parts: Collection[Part], since: Since) -> Kept:
        window = self._kept_window(as_of)
        started = self.db.clock()
        failed: Failures = {}
        self.failed = failed
        with self.db.read() as session:
            line = journal.latest(session)  # what comes meanwhile is the next run's
        findings = look(self.db, as_of, parts, failed, window=window, since=since)
        signs = describe(self.db, findings, as_of, failed)
        with self.db.write() as session:
            if self.lease:
                watch_lease.require(session, self.lease)
            people.number(session)  # who came in by hand, and nobody since
            kept = keep(session, self.actor, signs, as_of)
            epoch = self.lease.epoch if self.lease else 0
            run = Run(kind, epoch, as_of, started, self.db.clock(), line, len(findings), kept.found)
            watch_runs.add(session, run, failed)
        self._stuck = {part: since[part] for part in failed if part in since}
        return kept


def counted_words(found: Iterable[Check]) -> str:
    parts = list(found)
    counts, wrong = sum(p.counts for p in parts), sum(len(p.differences) for p in parts)
    if not wrong:
        return f"投诉计数核对完毕：{counts} 项，无差异。"
    return f"投诉计数核对完毕：{counts} 项中 {wrong} 项与记录不符，已按记录改正。"
