"""Goals over a database with many complaints: dashboards, the mirror, the search by words.

`COMMANDCENTER_BIG`: a database that benchmarks/_big.py made before, instead of a new one.
"""

import os
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Select, func, or_, select, text
from sqlalchemy.orm import Session

from benchmarks import _big
from benchmarks._goal import Goal, p95, processor
from commandcenter.domain.complaints.complaint import Channel
from commandcenter.domain.org import Actor, Grant, Role
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_page
from commandcenter.queries.incident import situation
from commandcenter.queries.seat.search import search
from commandcenter.queries.watch import monitor_days, timeline
from commandcenter.queries.watch.fast_counts import fast_bins, fast_top_subjects
from commandcenter.store.complaints import word_index
from commandcenter.store.database import Database, open_database
from commandcenter.store.read_once import KEPT
from commandcenter.store.tables.every import ComplaintRow, SubjectRow
from commandcenter.store.types import from_micros
from commandcenter.store.watch import mirror, mirror_size

NOW = from_micros(_big.END)
DAY = timedelta(days=1)
EVERYTHING = Actor(8, "duty", "值班员", frozenset({Grant(Role.DUTY)}))
COUNTY = Actor(9, "county", "县区局", frozenset({Grant(Role.COUNTY, district="990102")}))
LIMIT_S = 0.010
MILLION, TEN_MILLION = 1_000_000, 10_000_000
# The same work with no index at all: SQLite is told not to use any that it has.
SCAN = (
    "SELECT channel, (registered_at - :start) / 3600000000, count(*) FROM complaint NOT INDEXED "
    "WHERE registered_at >= :start AND registered_at < :end GROUP BY 1, 2"
)
REDRAW_S = 0.050
SEARCH_S = 0.050  # one answer of Ctrl+K

Query = Callable[[Session], object]


def database(rows: int, folder: Path) -> Database:
    """Made once for all measures, beside their folders: of ten million rows it takes long."""
    made = os.environ.get("COMMANDCENTER_BIG") or folder.parent / "big.db"
    if Path(made).is_file():
        return open_database(f"sqlite:///{made}")
    return _big.make(Path(made), rows, indexed_words=True)


def dashboards(rows: int, folder: Path) -> Iterator[Goal]:
    """Each query of the desk in quiet times: its 95th hundredth of the limit, rows asked."""
    mirror_size.allow(0)
    with database(rows, folder).read() as session:
        count = session.scalar(select(func.max(ComplaintRow.id))) or 0
        for name, query in _questions().items():
            taken = [processor(partial(query, session), 1) for _ in range(8)]
            yield Goal("G8", f"{name}, {count:,} rows, p95 / 10 ms", p95(taken) / LIMIT_S, 1,
                       detail=f"{p95(taken) * 1000:.1f} ms")  # fmt: skip
        start = NOW - DAY
        values = {"start": _big.END - 86_400_000_000, "end": _big.END}
        scan = processor(lambda: session.execute(text(SCAN), values).all(), 3)
        own = processor(lambda: timeline.timeline(session, None, start, NOW, 60, now=NOW))
        yield Goal("G8", "timeline of 24 h, own / unindexed scan", own / scan, 0.01,
                   detail=f"{own * 1000:.1f} of {scan * 1000:.0f} ms",
                   rows=count, needs=TEN_MILLION)  # fmt: skip
    mirror_size.allow(512)


def _questions() -> dict[str, Query]:
    return {
        "timeline of 24 hours": lambda s: timeline.timeline(s, None, NOW - DAY, NOW, 60, now=NOW),
        "the quiet city": lambda s: situation.quiet_situation(s, NOW),
        "days by category": lambda s: monitor_days.day_lines(
            s, monitor_days.DayFamily.CATEGORY, NOW
        ),
        "latest complaints": lambda s: complaint_page(s, ComplaintFilter(), now=NOW),
        "latest of a county": lambda s: complaint_page(s, ComplaintFilter(), now=NOW, actor=COUNTY),
        "24 h of a county and category": lambda s: complaint_page(
            s, ComplaintFilter(since=NOW - DAY, category="类别03"), now=NOW, actor=COUNTY
        ),
    }


def from_memory(rows: int, folder: Path) -> Iterator[Goal]:
    """Redraws from the mirror against the best index that the tables have."""
    least, mirror.LEAST_ROWS = mirror.LEAST_ROWS, 1
    with database(rows, folder).read() as session:
        started = time.process_time()
        count = mirror.fill(session).rows
        cold = time.process_time() - started
        yield Goal("G9", "cold fill, a million rows / 0.6 s", cold / count * 1e6 / 0.6, 1,
                   detail=f"{cold:.2f} s for {count:,}", rows=count, needs=MILLION)  # fmt: skip
        for name, wanted, days, minutes in CASES:
            asked = (wanted, NOW - days * DAY, days * 1440 // minutes, minutes, "channel")
            own = processor(lambda a=asked: fast_bins(session, *a))
            peer = processor(lambda w=wanted, d=days, m=minutes: _by_index(session, w, d, m), 1)
            yield Goal("G9", f"{name}, mirror / SQL", own / peer, 0.05,
                       detail=f"{own * 1000:.2f} of {peer * 1000:.0f} ms",
                       rows=count, needs=TEN_MILLION)  # fmt: skip
            yield Goal("G9", f"{name}, {count:,} rows / 50 ms", own / REDRAW_S, 1)
        own = processor(
            lambda: fast_top_subjects(session, ComplaintFilter(), NOW - 30 * DAY, NOW, 20)
        )
        peer = processor(lambda: session.execute(_top(30)).all(), 3)
        yield Goal("G9", "top traders of 30 days, mirror / SQL", own / peer, 0.05,
                   detail=f"{own * 1000:.2f} of {peer * 1000:.0f} ms",
                   rows=count, needs=TEN_MILLION)  # fmt: skip
    mirror.LEAST_ROWS = least
    mirror.forget()


CASES = (
    ("24 h by hour", ComplaintFilter(), 1, 60),
    ("30 days by hour, one category", ComplaintFilter(category="类别03"), 30, 60),
    ("year by day, one county", ComplaintFilter(district="990102"), 365, 1440),
    ("five years by day, all", ComplaintFilter(), 1820, 1440),
    ("five years, county and channel", ComplaintFilter(district="990103", channel=Channel.APP),
     1820, 1440),
)  # fmt: skip


def _by_index(session: Session, wanted: ComplaintFilter, days: int, minutes: int) -> object:
    conditions = ["registered_at >= :start", "registered_at < :end"]
    named = {"category": wanted.category, "district": wanted.district,
             "channel": wanted.channel and wanted.channel.value}  # fmt: skip
    conditions += [f"{name} = :{name}" for name, value in named.items() if value]
    return session.execute(
        text(
            f"SELECT channel, (registered_at - :start) / {minutes * 60_000_000}, count(*) "
            f"FROM complaint WHERE {' AND '.join(conditions)} GROUP BY 1, 2"
        ),
        {"start": _big.END - days * 86_400_000_000, "end": _big.END, **named},
    ).all()


def _top(days: int) -> Select[int | None, int]:
    return (
        select(ComplaintRow.subject_id, func.count())
        .where(ComplaintRow.registered_at >= NOW - days * DAY, ComplaintRow.registered_at < NOW)
        .group_by(ComplaintRow.subject_id)
        .order_by(func.count().desc(), ComplaintRow.subject_id)
        .limit(20)
    )


def word_search(rows: int, folder: Path) -> Iterator[Goal]:
    """A word of four characters that a few texts have, against LIKE over all of them."""
    with database(rows, folder).read() as session:
        some = session.scalar(select(ComplaintRow.text).where(ComplaintRow.id == rows // 2)) or ""
        for word in (some[31:35], "没有这句话"):
            columns = (ComplaintRow.number, ComplaintRow.title, ComplaintRow.text, SubjectRow.name)
            plain = (
                select(ComplaintRow.id)
                .outerjoin(SubjectRow, SubjectRow.id == ComplaintRow.subject_id)
                .where(or_(*(column.contains(word) for column in columns)))
            )
            indexed = select(ComplaintRow.id).where(word_index.holding(session, word))
            assert set(session.scalars(plain)) == set(session.scalars(indexed))
            own = processor(lambda q=indexed: session.scalars(q).all())
            peer = processor(lambda q=plain: session.scalars(q).all(), 3)
            found = len(session.scalars(indexed).all())
            yield Goal("W", f"search with {found} found, index / reading all", own / peer, 0.05,
                       detail=f"{own * 1000:.1f} of {peer * 1000:.0f} ms",
                       rows=rows, needs=MILLION)  # fmt: skip


def one_search(rows: int, folder: Path) -> Iterator[Goal]:
    """Ctrl+K over everything, of the limit; and beside the page of all complaints of the words."""
    with database(rows, folder).read() as session:
        count = session.scalar(select(func.max(ComplaintRow.id))) or 0
        some = session.scalar(select(ComplaintRow.text).where(ComplaintRow.id == count // 2)) or ""
        asked = {
            "a word that all have": "退费",
            "a word that few have": some[31:35],
            "a word that none has": "没有这句话",
            "a trader": "澄州7号商贸",
            "pinyin": "xinxibaogao",
        }
        for name, words in asked.items():
            for actor in (EVERYTHING, COUNTY):
                search(session, actor, words)  # the plan's own words are read once
            taken = [_anew(session, partial(search, session, EVERYTHING, words)) for _ in range(8)]
            yield Goal("K", f"search for {name}, p95 / 50 ms", p95(taken) / SEARCH_S, 1,
                       detail=f"{p95(taken) * 1000:.0f} ms", rows=count, needs=MILLION)  # fmt: skip
        page = partial(complaint_page, session, ComplaintFilter(words="退费"), limit=5, now=NOW)
        own = _anew(session, partial(search, session, EVERYTHING, "退费"))
        peer = min(_anew(session, page) for _ in range(3))
        yield Goal("K", "the whole search / a counted page of its complaints", own / peer, 0.5,
                   detail=f"{own * 1000:.0f} of {peer * 1000:.0f} ms",
                   rows=count, needs=MILLION)  # fmt: skip


def _anew(session: Session, asks: Callable[[], object]) -> float:
    """As a session of its own: nothing that another question read is held."""
    session.info.pop(KEPT, None)
    return processor(asks, 1)
