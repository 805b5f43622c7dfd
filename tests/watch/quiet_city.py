"""The demo city's usual complaints as a test of the watch: quiet days, and outbreaks in them.

An outbreak is sized as in the study the detectors are measured with (tests/analysis/simulator):
`size` times the spread of the stream's own daily counts, seven days' worth, its cases spread
over days as a log-normal delay. Each case is a usual complaint of the stream, by somebody else.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from sqlalchemy import select

from commandcenter.domain.complaint import Complainant
from commandcenter.domain.signal import SignalState, StreamKind
from commandcenter.domain.times import day_start, local
from commandcenter.services import intake
from commandcenter.services.guard import PROGRAM
from commandcenter.store import schema, seed
from commandcenter.store.database import Database, make_engine
from commandcenter.store.tables.complaint import ComplaintRow
from commandcenter.store.tables.watch import SignalComplaintRow, SignalRow
from commandcenter.watch.runner import Watch
from db.demo import background, chance
from db.demo.load import CITY, OFFICE, HandClock

KEY = bytes(range(32))
FIRST = date(2026, 1, 20)
NIGHT = timedelta(hours=26, minutes=30)  # after the start of the day before
LEAST_A_DAY = 1.0  # of a stream in which an outbreak is put, as in the study; rules see to smaller
WITHIN = timedelta(days=14)
OF_IT = 1 / 3  # of a signal's complaints, for it to be of the outbreak
PUT_IN = (StreamKind.SUBJECT, StreamKind.FAMILY, StreamKind.CATEGORY, StreamKind.PROBLEM,
          StreamKind.TOWN)  # fmt: skip


@dataclass(frozen=True)
class Outbreak:
    kind: StreamKind
    key: str
    start: date
    numbers: frozenset[str]


@dataclass(frozen=True)
class Course:
    """What came of the days: signals to look at, and which outbreaks were found after how long."""

    days: int
    signals: int
    found: dict[Outbreak, timedelta | None]

    @property
    def a_day(self):
        return self.signals / self.days

    @property
    def share_found(self):
        return sum(delay is not None for delay in self.found.values()) / len(self.found)


def usual_days(seed_number, days, monkeypatch):
    """The records of so many days, by day; another city for each seed."""
    monkeypatch.setattr(
        background, "stream", lambda *names: chance.stream(f"quiet {seed_number}", *names)
    )
    return [background.of_day(FIRST + timedelta(days=n)) for n in range(days)]


def outbreaks(seed_number, usual, first, count, size=3):
    """`count` outbreaks that begin from day `first` on, each in a stream of its own."""
    rng = np.random.default_rng(seed_number)
    made, taken = [], set()
    streams = _streams(usual)
    for number in range(count):
        kind = PUT_IN[number % len(PUT_IN)]
        keys = sorted(k for k, v in streams[kind].items() if v[1] >= LEAST_A_DAY and k not in taken)
        key = keys[rng.integers(len(keys))]
        taken.add(key)
        records, _mean, spread = streams[kind][key]
        start = int(rng.integers(first, len(usual) - WITHIN.days))
        total = max(2, int(rng.poisson(size * 7 * spread)))
        delay = (rng.lognormal(0, 0.5, total) / 0.25).astype(int)
        cases = [
            _case(records[rng.integers(len(records))], number, n, start + int(day))
            for n, day in enumerate(delay)
            if start + day < len(usual)
        ]
        made.append((Outbreak(kind, key, FIRST + timedelta(days=start),
                              frozenset(c.number for c in cases)), cases))  # fmt: skip
    return made


def _streams(usual):
    """By kind and key: its records, its mean a day, the spread of its daily counts."""
    found = {kind: defaultdict(list) for kind in PUT_IN}
    for day, records in enumerate(usual):
        for c in records:
            for kind, key in (
                (StreamKind.SUBJECT, c.subject_name),
                (StreamKind.FAMILY, c.brand),
                (StreamKind.CATEGORY, c.district and f"{c.district}/{c.category}"),
                (StreamKind.PROBLEM, c.district and f"{c.district}/{c.problem}"),
                (StreamKind.TOWN, c.town and f"{c.district}/{c.town}"),
            ):
                if key:
                    found[kind][key].append((day, c))
    return {
        kind: {key: _described(rows, len(usual)) for key, rows in keys.items()}
        for kind, keys in found.items()
    }


def _described(rows, days):
    counts = np.bincount([day for day, _ in rows], minlength=days)
    return [c for _, c in rows], counts.mean(), counts.std()


def _case(record, outbreak, number, day):
    at = local(record.registered_at)
    moment = timedelta(hours=at.hour, minutes=at.minute, seconds=at.second)
    return replace(
        record,
        number=f"X{outbreak:03d}{number:05d}",
        registered_at=day_start(FIRST + timedelta(days=day)) + moment,
        complainant=Complainant("某人", f"199{outbreak:03d}{number:05d}"),
    )


def opened(folder, clock, made):
    """The database of a folder; a new one, unless days are `made` already."""
    db = Database(make_engine(f"sqlite:///{folder / 'quiet.db'}"), clock)
    raw = db.engine.raw_connection()
    raw.cursor().execute("PRAGMA synchronous=OFF")
    raw.close()
    if not made:
        schema.upgrade(db)
        with db.write() as session:
            seed.put_city(session, PROGRAM, seed.read_city_file(CITY), OFFICE)
            seed.put_plan(session, PROGRAM)
    return db


def run(folder, usual, first, put_in=(), made=0):
    """Let the days pass: each is taken in at its end, and looked at then and at night.

    `made`: days that the folder's database holds already; `first`: the first that is looked at.
    """
    clock = HandClock(day_start(FIRST))
    db = opened(folder, clock, made)
    extra = defaultdict(list)
    for _, cases in put_in:
        for case in cases:
            extra[local(case.registered_at).date()].append(case)
    watch = Watch(db, PROGRAM)
    for number, records in enumerate(usual[made:], made):
        day = FIRST + timedelta(days=number)
        clock.at = day_start(day) + timedelta(days=1) - timedelta(seconds=1)
        facts = intake.FileFacts(f"{day}.csv", "", "demo", len(records), 0, 0)
        intake.take_in(db, PROGRAM, facts, [*records, *extra[day]], KEY)
        if number >= first:
            watch.quick(clock.at)
            clock.at = day_start(day) + NIGHT
            watch.full(clock.at)
    course = _course(db, len(usual) - first, [outbreak for outbreak, _ in put_in])
    db.close()
    return course


def _course(db, days, put_in):
    with db.read() as session:
        shown = session.scalars(select(SignalRow).where(SignalRow.state != SignalState.MERGED))
        signals = len(shown.all())
        rows = session.execute(
            select(SignalRow.id, SignalRow.found_at, ComplaintRow.number)
            .join(SignalComplaintRow, SignalComplaintRow.signal_id == SignalRow.id)
            .join(ComplaintRow, ComplaintRow.id == SignalComplaintRow.complaint_id)
        ).all()
    behind, found_at = defaultdict(set), {}
    for signal, at, number in rows:
        behind[signal].add(number)
        found_at[signal] = at
    return Course(days, signals, {each: _delay(each, behind, found_at) for each in put_in})


def _delay(outbreak, behind, found_at):
    """From the start of the outbreak to the first signal that is about it."""
    start = day_start(outbreak.start)
    delays = [
        found_at[signal] - start
        for signal, numbers in behind.items()
        if len(numbers & outbreak.numbers) >= OF_IT * len(numbers)
        and timedelta() <= found_at[signal] - start <= WITHIN
    ]
    return min(delays, default=None)
