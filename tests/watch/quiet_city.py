"""The demo city's usual complaints as a test of the watch: quiet days, and outbreaks in them.

An outbreak is sized as in the study the detectors are measured with (tests/analysis/simulator):
`size` times the spread of the stream's own daily counts, seven days' worth, its cases spread
over days as a log-normal delay. Each case is a usual complaint of the stream, by somebody else.

Somebody on duty looks every morning through what is shown and puts it aside as nothing. What is
shown to them again because it grew is work again, and is how they hear of an outbreak where
something was shown before.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import numpy as np
from sqlalchemy import select

from commandcenter.db.demo import background, random_streams
from commandcenter.db.demo.load import CITY, OFFICE, HandClock
from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.domain.org import Actor, Grant, Role
from commandcenter.domain.times import day_start, local
from commandcenter.domain.watch.signal import SignalAct, SignalState, StreamKind
from commandcenter.intake.borders import read_borders
from commandcenter.services.complaints import intake
from commandcenter.services.guard import PROGRAM
from commandcenter.services.watch import signals
from commandcenter.store import journal, schema, seed
from commandcenter.store.database import Database
from commandcenter.store.engines import make_engine
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.every import PersonRow
from commandcenter.store.tables.watch.signal_complaint import SignalComplaintRow
from commandcenter.store.tables.watch.signal_note import SignalNoteRow
from commandcenter.store.tables.watch.watch import SignalRow
from commandcenter.watch.runs import Watch

KEY = bytes(range(32))
FIRST = date(2026, 1, 20)
NIGHT = timedelta(hours=26, minutes=30)  # after the start of the day before
MORNING = timedelta(hours=32)
DUTY = Actor(1, "duty", "值班员", frozenset({Grant(Role.DUTY)}))
LEAST_A_DAY = 1.0  # of a stream in which an outbreak is put, as in the study; rules see to smaller
WITHIN = timedelta(days=14)
OF_IT = 1 / 3  # of what is shown and was not judged, for it to be of the outbreak
ASKS = (SignalAct.FOUND, SignalAct.RETURNED, SignalAct.TAKEN_OUT)  # to be looked at by somebody
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
    """What came of the days: signals to look at, again ones too, and which outbreaks were found
    after how long."""

    days: int
    signals: int
    found: dict[Outbreak, timedelta | None]

    @property
    def a_day(self):
        return self.signals / self.days

    @property
    def detected_share(self):
        return sum(delay is not None for delay in self.found.values()) / len(self.found)


def usual_days(seed_number, days, monkeypatch):
    """The records of so many days, by day; another city for each seed."""
    monkeypatch.setattr(
        background, "stream", lambda *names: random_streams.stream(f"quiet {seed_number}", *names)
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
            seed.put_city(session, PROGRAM, read_borders(CITY), OFFICE)
            seed.put_plan(session, PROGRAM)
            session.add(PersonRow(id=DUTY.person_id, login=DUTY.login, name=DUTY.name, post="科员"))
            journal.record(session, PROGRAM, "person", DUTY.person_id, "added")
    return db


def run(folder, usual, first, put_in=(), made=0):
    """Let the days pass: each is taken in at its end, looked at then and at night, and by
    somebody in the morning.

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
            clock.at = day_start(day) + MORNING
            _look_through(db)
    course = _course(db, len(usual) - first, [outbreak for outbreak, _ in put_in])
    db.close()
    return course


def _look_through(db):
    with db.write() as session:
        new = select(SignalRow.id).where(SignalRow.state == SignalState.NEW).order_by(SignalRow.id)
        for number in session.scalars(new).all():
            signals.verify(session, DUTY, number, signals.TriageNote("已核实"))
            signals.exclude(session, DUTY, number, signals.TriageNote("属平常情况"))


@dataclass(frozen=True)
class Shown:
    """Something to look at: since when, and the complaints in it that nobody has judged."""

    at: datetime
    numbers: frozenset[str]
    by_itself: bool  # or in another signal that is to be looked at


def _course(db, days, put_in):
    with db.read() as session:
        notes = session.scalars(select(SignalNoteRow).order_by(SignalNoteRow.id)).all()
        rows = session.execute(
            select(SignalComplaintRow.signal_id, SignalComplaintRow.at, ComplaintRow.number).join(
                ComplaintRow, ComplaintRow.id == SignalComplaintRow.complaint_id
            )
        ).all()
    shown = _shown(notes, rows)
    return Course(
        days,
        sum(each.by_itself for each in shown),
        {outbreak: _delay(outbreak, shown) for outbreak in put_in},
    )


def _shown(notes, rows):
    behind, waiting, judged, shown = defaultdict(list), set(), {}, {}
    for signal, at, number in rows:
        behind[signal].append((at, number))
    for note in notes:
        signal = note.signal_id
        if note.act in ASKS:
            waiting.add(signal)
            since = judged.get(signal, day_start(FIRST))
            numbers = frozenset(n for at, n in behind[signal] if since < at <= note.at)
            shown[signal, note.at] = Shown(note.at, numbers, True)
        elif note.act is SignalAct.MERGED:
            waiting.discard(signal)
            own = shown.pop((signal, note.at), None)
            if own and note.other_signal in waiting:
                shown[signal, note.at] = replace(own, by_itself=False)
        elif note.act is SignalAct.EXCLUDED:
            waiting.discard(signal)
            judged[signal] = note.at
    return list(shown.values())


def _delay(outbreak, shown):
    """From the start of the outbreak until something is shown that is about it."""
    start = day_start(outbreak.start)
    delays = [
        each.at - start
        for each in shown
        if timedelta() <= each.at - start <= WITHIN
        and len(each.numbers & outbreak.numbers) >= OF_IT * max(len(each.numbers), 1)
    ]
    return min(delays, default=None)
