"""How fast complaints come in: `take_in` against raw executemany into the same tables and indexes.

Both write the same generated complaints of five years to a new SQLite file, in transactions of
CHUNK rows, with the program's settings (WAL, synchronous=FULL). `take_in` also tells people
apart, finds traders, counts rollups and keeps the journal; the index of words comes afterwards, and
is in neither. Raw gets its rows ready made, and neither is charged for generating. The rate is
rows a second of the writing alone.

    benchmarks/intake_write.py [ROWS] [FOLDER]      default 1,000,000 rows
"""

import gc
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import pysqlite3.dbapi2 as sqlite

from commandcenter.domain.complaints.complaint import (
    Channel,
    Complainant,
    ComplaintKind,
    NewComplaint,
    Source,
    person_key,
)
from commandcenter.intake.borders import read_borders
from commandcenter.paths import RESOURCES
from commandcenter.services.complaints import intake
from commandcenter.services.guard import PROGRAM
from commandcenter.store import schema, seed
from commandcenter.store.database import Database, open_database
from commandcenter.store.engines import make_engine
from commandcenter.store.tables.every import Base, RollupRow
from commandcenter.store.verify import verify

START = datetime(2021, 11, 24, tzinfo=UTC)
YEARS = timedelta(days=5 * 365)
TRADERS, PEOPLE = 20_000, 400_000
CATEGORIES = [f"服务类别{n}" for n in range(30)]
PROBLEMS = ("售后服务", "合同", "质量", "价格", "食品安全", "广告", "虚假宣传", "人身权益")
DISTRICTS = ("990102", "990103", "990104", "990105", "990121", "990122", "990181")
TEXT = "消费者反映在该店办理年卡后门店停业，联系不上负责人，要求退还剩余费用并给出说法。"
KEY = bytes(range(32))
# Raw writing keeps no digest of each row; before `take_in` did, the goal was 0.5.
GOAL, PEN_GOAL_MS, SECONDS_GOAL = 0.4, 200, 60


def generate(count: int, seed: int = 1) -> Iterator[NewComplaint]:
    """Complaints in order of time, as an export lists them; traders by a steep popularity."""
    chance = random.Random(seed)
    channels, kinds = list(Channel), list(ComplaintKind)
    for n in range(count):
        trader = int(TRADERS * chance.random() ** 3)
        yield NewComplaint(
            number=f"9901{n:012d}",
            source=Source.PLATFORM,
            kind=kinds[n % 20 == 0],
            channel=channels[int(len(channels) * chance.random() ** 2)],
            registered_at=START + YEARS * (n / count) + timedelta(microseconds=n % 7),
            complainant=Complainant("王某某", f"100{int(chance.random() * PEOPLE):08d}"),
            title="办卡后门店停业，要求退费",
            text=TEXT,
            category=CATEGORIES[int(30 * chance.random() ** 2)],
            problem=PROBLEMS[int(8 * chance.random() ** 2)],
            district=DISTRICTS[trader % 7],
            subject_name=f"澄州市第{trader}号商行",
            subject_code=f"99990100MA{trader:07d}X" if trader % 3 else "",
            subject_address="城东区人民路1号",
            brand=f"品牌{trader % 500}",
            goods="年卡",
            amount_cents=int(chance.random() * 500_000),
            lat=30.0 + chance.random() / 10,
            lon=120.0 + chance.random() / 10,
            town="人民路街道",
        )


class Stopwatch:
    """Passes an iterable on and keeps what it cost, so that it can be taken off."""

    def __init__(self, inner: Iterable[NewComplaint], clock: Callable[[], float]) -> None:
        self.inner, self.clock, self.seconds = iter(inner), clock, 0.0

    def __iter__(self) -> "Stopwatch":
        return self

    def __next__(self) -> NewComplaint:
        started = self.clock()
        try:
            return next(self.inner)
        finally:
            self.seconds += self.clock() - started


class WatchedDatabase(Database):
    """A database that notes how long each pen was held, in ms."""

    held: list[float]

    @contextmanager
    def write(self):  # type: ignore[no-untyped-def]  # as the base's
        with super().write() as session:
            started = time.perf_counter()
            yield session
        self.held.append((time.perf_counter() - started) * 1000)


def new_database(path: Path) -> WatchedDatabase:
    db = open_database(f"sqlite:///{path}")
    schema.upgrade(db)
    with db.write() as session:
        city = read_borders(RESOURCES / "city" / "demo_city.geojson")
        seed.put_city(session, PROGRAM, city, "")
        seed.put_plan(session, PROGRAM)
    watched = WatchedDatabase(db.engine, db.clock)
    object.__setattr__(watched, "held", [])  # the base is frozen
    return watched


def facts_of(count: int) -> intake.FileFacts:
    return intake.FileFacts("x.csv", "0" * 64, "", count, 0, 0, {Source.PLATFORM: START + YEARS})


def through_the_program(
    path: Path, count: int, clock: Callable[[], float] = time.perf_counter
) -> tuple[float, list[float]]:
    """Seconds by a clock without the generating, and how long each pen was held."""
    db = new_database(path)
    stream = Stopwatch(generate(count), clock)
    started = clock()
    taken = intake.take_in(db, PROGRAM, facts_of(count), stream, KEY)
    seconds = clock() - started - stream.seconds
    assert taken.accepted == count, taken
    with db.read() as session:
        assert verify(session).bad is None
        hours = session.query(RollupRow).filter_by(family="hour_channel").all()
        assert sum(row.count for row in hours) == count
    db.close()
    return seconds, db.held


def ready_rows(
    chunk: list[NewComplaint], first: int, traders: dict[str, int]
) -> tuple[list[tuple[object, ...]], ...]:
    """Rows of complaint, complainant and subject as the driver takes them."""
    complaints, people, subjects = [], [], []
    for number, c in enumerate(chunk, first):
        subject = traders.get(c.subject_name)
        if subject is None:
            subject = traders[c.subject_name] = len(traders) + 1
            subjects.append((
                subject, c.subject_name, c.subject_code or None, c.brand, "", "",
                c.subject_address, c.district, None, None, None,
            ))  # fmt: skip
        micros = int(c.registered_at.timestamp() * 1_000_000)
        complaints.append((
            number, c.number, 1, c.source.value, c.kind.value, c.channel.value, micros, micros,
            c.title, c.text, c.category, c.problem, c.district, c.town, subject, c.brand, c.goods,
            c.amount_cents, None, "", 0, "", int((c.lat or 0) * 1e7), int((c.lon or 0) * 1e7),
            None, person_key(KEY, c.complainant), c.kind is ComplaintKind.REPORT, "", "", "", None,
            None,
        ))  # fmt: skip
        p = c.complainant
        people.append((number, p.name, p.phone, p.id_type, p.id_number, p.address))
    return subjects, complaints, people


def raw(path: Path, count: int, clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds of BEGIN, executemany and COMMIT alone, by a clock."""
    db = new_database(path)
    with db.write() as session:
        intake.open_batch(session, PROGRAM, facts_of(count))
    db.close()
    connection = make_engine(f"sqlite:///{path}").raw_connection()
    cursor = connection.cursor()
    statements = [
        f"INSERT INTO {name} VALUES ({', '.join('?' * len(Base.metadata.tables[name].columns))})"
        for name in ("subject", "complaint", "complainant")
    ]
    stream, traders, first, seconds = generate(count), {}, 1, 0.0
    while chunk := list(islice(stream, intake.CHUNK)):
        tables = ready_rows(chunk, first, traders)
        first += len(chunk)
        started = clock()
        cursor.execute("BEGIN IMMEDIATE")
        for statement, rows in zip(statements, tables, strict=True):
            cursor.executemany(statement, rows)
        cursor.execute("COMMIT")
        seconds += clock() - started
    connection.close()
    return seconds


def main(count: int = 1_000_000, folder: str | None = None) -> int:
    gc.disable()  # as in every seat, where a timer collects between chunks
    with tempfile.TemporaryDirectory(dir=folder) as name:
        base = Path(name)
        slow = raw(base / "raw.db", count)
        (base / "raw.db").unlink()
        own, held = through_the_program(base / "own.db", count)
    p95 = statistics.quantiles(held, n=20)[-1]
    ratio = slow / own
    print(f"SQLite {sqlite.sqlite_version}, {count:,} complaints, {intake.CHUNK:,} a transaction")
    print(f"raw executemany   {slow:6.1f} s   {count / slow:9,.0f} rows/s")
    print(f"take_in           {own:6.1f} s   {count / own:9,.0f} rows/s")
    print(f"ratio             {ratio:6.2f}     goal {GOAL}")
    print(f"pen held p95      {p95:6.0f} ms  max {max(held):.0f} ms, goal {PEN_GOAL_MS} ms")
    return 0 if ratio >= GOAL and p95 <= PEN_GOAL_MS and own <= SECONDS_GOAL else 1


if __name__ == "__main__":
    asked = sys.argv[1:]
    sys.exit(main(*([int(asked[0].replace(",", "")), *asked[1:]] if asked else [])))
