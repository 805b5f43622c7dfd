"""How fast the page of the watch and the quiet wall answer over 100,000 complaints of a quarter.

On an embedded file and on a PostgreSQL server of its own: there as the owner, and under the logins
of one on duty and of a county, with the rights that the server asks for each row. One line a
question: median and worst of the askings, the limit, and the ratio to the peer: reading the same
weeks row by row. Of a file the processor's time counts, so that a busy machine does not; of a
server the clock's.

    benchmarks/monitor.py [COMPLAINTS]      default 100000
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import (
    PROBLEMS,
    Channel,
    Complainant,
    ComplaintKind,
    NewComplaint,
    Precision,
    Source,
)
from commandcenter.domain.org import Actor, Role
from commandcenter.domain.times import local
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.watch.monitor_days import DayFamily, day_lines
from commandcenter.queries.watch.monitor_hours import hour_week
from commandcenter.queries.watch.monitor_map import monitor_map
from commandcenter.queries.watch.monitor_subjects import subject_tops
from commandcenter.queries.watch.monitor_timeline import monitor_choices, monitor_timeline
from commandcenter.queries.watch.monitor_wall import wall_signals, wall_warnings
from commandcenter.queries.watch.monitor_words import word_clusters
from commandcenter.services.complaints import intake
from commandcenter.store import schema
from commandcenter.store.database import Database, Query, open_database
from commandcenter.store.tables.every import ComplaintRow, DistrictRow
from commandcenter.store.watch import mirror
from tests.city import KEY, City
from tests.cluster import Cluster
from tests.services.guarded import Bureau

LIMIT_MS = 100
TIMES = 7
LOGINS = [(Role.DUTY, None, None), (Role.COUNTY, None, "990102")]
DAYS = 90
GOODS = ("手机", "冰箱", "洗衣机", "羽绒服", "净水器", "电动车", "预付卡", "健身课", "面包", "沙发")
FAULTS = ("屏幕有划痕", "开机没有反应", "漏水严重", "商家闭店", "过期变质", "无法充电", "押金不退")
ASKED = ("拒绝处理", "一再拖延", "推给厂家", "电话无人接听")
STREETS = tuple(f"{a}{b}路" for a in "东西南北中上下新老长" for b in "江山河湖桥门园林塘岭")
TEXT = "消费者在{4}购买{0}后发现{1}，商家{2}，多次联系未果，请求调解并退还{3}元"


def complaints(count: int, now: datetime, districts: list[str]) -> Iterator[NewComplaint]:
    """Few traders have most; the newest are spread over the day as the oldest are."""
    chance = random.Random(4)
    for number in range(count):
        goods, fault, how, street = (
            chance.choice(part) for part in (GOODS, FAULTS, ASKED, STREETS)
        )
        yield NewComplaint(
            number=f"B{number:08}",
            source=Source.PLATFORM,
            kind=ComplaintKind.COMPLAINT,
            channel=chance.choice(list(Channel)),
            registered_at=now - timedelta(days=DAYS * chance.random()),
            complainant=Complainant("王某", f"100{chance.randrange(10**8):08}"),
            title=f"{goods}{fault}",
            text=TEXT.format(goods, fault, how, chance.randrange(9_999), street),
            category=f"类别{chance.randrange(28):02}",
            problem=chance.choice(PROBLEMS),
            district=chance.choice(districts),
            subject_name=f"商户{int(chance.paretovariate(0.7)) % 20_000}",
            lat=30.5 + chance.random() / 2,
            lon=120.5 + chance.random() / 2,
            precision=Precision.EXACT,
        )


@dataclass(frozen=True)
class Asker:
    """Who asks, by which login."""

    name: str
    db: Database
    actor: Actor


def fill(city: City, count: int) -> None:
    with city.db.read() as session:
        districts = list(session.scalars(select(DistrictRow.code)))
    facts = intake.FileFacts("x.csv", "0" * 64, "", count, 0, 0)
    rows = complaints(count, city.db.clock(), districts)
    intake.take_in(city.db, city.liwei, facts, rows, KEY)


def of_a_file(folder: Path, count: int) -> Iterator[Asker]:
    db = open_database(f"sqlite:///{folder / 'monitor.db'}")
    schema.upgrade(db)
    city = City(db)
    fill(city, count)
    yield Asker("SQLite", db, city.chenyu)
    db.close()


def of_a_server(cluster: Cluster, count: int) -> Iterator[Asker]:
    db = open_database(cluster.url("postgres"))
    schema.upgrade(db)
    db.close()
    bureau = Bureau(cluster, "postgres", LOGINS)
    fill(bureau.city, count)
    yield Asker("PostgreSQL", bureau.db, bureau.city.chenyu)
    for persona in LOGINS:
        actor = bureau.actors[persona]
        url = cluster.url("postgres").replace("postgres@", f"{actor.login}@")
        db = open_database(url)
        yield Asker(f"as {persona[0].value}", db, actor)
        db.close()
    bureau.db.close()


def asked(who: Asker) -> dict[str, Query[Any]]:
    """Each view's questions, with the filters that it offers."""
    now, actor = who.db.clock(), who.actor
    hour = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    day = local(now).date() - timedelta(days=40)
    filters = {
        "of the city": ComplaintFilter(),
        "of a channel": ComplaintFilter(channel=Channel.APP),
        "of a category": ComplaintFilter(category="类别03"),
        "of a county": ComplaintFilter(district="990102"),
        "of a trader": ComplaintFilter(subject_id=2),
        "of words": ComplaintFilter(words=STREETS[7]),  # said by one in a hundred
    }
    found: dict[str, Query[Any]] = {"choices of the filter": partial(monitor_choices, now=now)}
    for name, wanted in filters.items():
        for words, start, minutes in (
            ("a day", hour - timedelta(days=1), 30),
            ("a month", hour - timedelta(days=30), 1_440),
        ):
            found[f"timeline of {words} {name}"] = partial(
                monitor_timeline, wanted=wanted, start=start, end=hour, bin_minutes=minutes,
                now=now, actor=actor,
            )  # fmt: skip
        found[f"map {name}"] = partial(monitor_map, wanted=wanted, day=None, now=now)
    found["map of a past day"] = partial(monitor_map, wanted=ComplaintFilter(), day=day, now=now)
    for family in DayFamily:
        found[f"charts by {family.value}"] = partial(day_lines, family=family, now=now)
    for words, channel in (("", None), (" of a channel", Channel.APP)):
        found[f"hours of a week{words}"] = partial(hour_week, channel=channel, now=now)
    for days in (1, 3, 7):
        found[f"traders of {days} days"] = partial(subject_tops, actor=actor, days=days, now=now)
        found[f"words of {days} days"] = partial(word_clusters, actor=actor, days=days, now=now)
    return found | {"signals on the wall": wall_signals, "warnings on the wall": wall_warnings}


def by_rows(since: datetime) -> Query[dict[tuple[str, str, date], int]]:
    """The peer: what the page counts, counted without rollups or indexes for it."""

    def count(session: Session) -> dict[tuple[str, str, date], int]:
        c = ComplaintRow.__table__.c
        found: dict[tuple[str, str, date], int] = {}
        rows = session.execute(
            select(c.category, c.channel, c.registered_at).where(c.registered_at >= since)
        )
        for category, channel, at in rows:
            key = (category, str(channel), local(at).date())
            found[key] = found.get(key, 0) + 1
        return found

    return count


def timed(db: Database, query: Query[Any], times: int = TIMES) -> tuple[float, float]:
    """Median and worst in milliseconds, after one asking that is not counted."""
    taken = []
    for _ in range(times + 1):
        with db.read() as session:
            clock = time.process_time if db.embedded else time.perf_counter
            start = clock()
            query(session)
            taken.append(1000 * (clock() - start))
    return statistics.median(taken[1:]), max(taken[1:])


def report(who: Asker, say: Callable[[str], None] = print) -> bool:
    """Whether all are within the limit."""
    with who.db.read() as session:
        mirror.fill(session)  # as the first question begins it, in its own thread
    peer, _ = timed(who.db, by_rows(who.db.clock() - timedelta(days=84)), 1)
    say(f"{who.name:<11}{'peer: twelve weeks row by row':<36} median {peer:7.1f} ms")
    late = 0
    for name, query in asked(who).items():
        median, worst = timed(who.db, query)
        late += median > LIMIT_MS
        say(
            f"{who.name:<11}{name:<36} median {median:7.1f} ms   worst {worst:7.1f} ms   "
            f"limit {LIMIT_MS} ms   1/{peer / median:.0f} of the peer"
        )
    say(f"{who.name:<11}{late} over the limit")
    return not late


def main(count: int = 100_000) -> int:
    cluster = Cluster().start()
    fine = True
    try:
        with tempfile.TemporaryDirectory() as name:
            for who in chain(of_a_file(Path(name), count), of_a_server(cluster, count)):
                fine = report(who) and fine
    finally:
        cluster.stop()
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:])))
