"""Goals of what is seen live: how soon a commit is heard, a chart drawn, a window ticks."""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event, Thread

import numpy as np
import psycopg
from sqlalchemy import select, text

from benchmarks import startup
from benchmarks._goal import Goal, p95
from commandcenter.domain.org import Actor
from commandcenter.services.command import obligations
from commandcenter.store import journal, schema
from commandcenter.store.database import Command, Database, open_database
from commandcenter.store.tables.every import SettingRow
from tests.city import City
from tests.cluster import Cluster

COMMITS = 60
POINTS = 1_000_000
RUNS = 7
GAP_MS = 50
FOLLOWERS, TURNS, TASK, REST_S = 59, 60, "representatives", 0.02
SOMEBODY = Actor(1, "bench", "bench")


def commit_latency(_rows: int, folder: Path) -> Iterator[Goal]:
    """From a commit to the change in another connection's hands."""
    db = open_database(f"sqlite:///{folder / 'live.db'}")
    schema.upgrade(db)
    late = p95(_lateness(db))
    yield Goal("G10", "SQLite: commit heard, p95 / poll interval", late / journal.LOOK_EVERY_S, 1.1,
               detail=f"{late * 1000:.1f} ms")  # fmt: skip
    db.close()
    server = Cluster().start()
    try:
        db = open_database(server.url())
        schema.upgrade(db)
        late = p95(_lateness(db))
        with db.read() as session:
            trips = []
            for _ in range(200):
                started = time.perf_counter()
                session.execute(text("SELECT 1"))
                trips.append(time.perf_counter() - started)
        yield Goal("G10", "PostgreSQL: commit heard, p95 / SELECT 1", late / p95(trips), 8,
                   detail=f"{late * 1000:.2f} of {p95(trips) * 1000:.2f} ms")  # fmt: skip
        db.close()
    finally:
        server.stop()


def called(_rows: int, _folder: Path) -> Iterator[Goal]:
    """What NOTIFY adds to two durable acts of a person: to one who hears it, and to 59 whose
    processes the server wakes on its own few processors."""
    server = Cluster(fsync="on").start()
    listeners = []
    try:
        db = open_database(server.url())
        schema.upgrade(db)
        act = _ticking(db)
        listeners = [psycopg.connect(server.url(), autocommit=True) for _ in range(FOLLOWERS)]
        act()  # the first is the slowest of all
        for few, words in ((listeners[:1], "one listener"), (listeners, f"{FOLLOWERS} listeners")):
            alone, heard = _in_turns(act, few)
            yield Goal("L6", f"two acts with NOTIFY to {words} / to nobody", heard / alone, 1.15,
                       detail=f"{alone * 1000:.2f} ms to nobody")  # fmt: skip
        db.close()
    finally:
        for listener in listeners:
            listener.close()
        server.stop()


def _in_turns(
    act: Callable[[], float], listeners: Sequence[psycopg.Connection]
) -> tuple[float, float]:
    """Medians of the act heard by nobody and heard by these."""
    taken: tuple[list[float], list[float]] = [], []
    for _ in range(TURNS):
        for words, times in zip(("UNLISTEN *", f"LISTEN {journal.CHANNEL}"), taken, strict=True):
            for listener in listeners:
                listener.execute(words)
            times.append(act())
    return statistics.median(taken[0]), statistics.median(taken[1])


def _ticking(db: Database) -> Callable[[], float]:
    """Seconds that closing a task takes, and opening it again after all who heard are at rest."""
    city = City(db)
    incident = city.register()
    city.activate(incident)
    actor = city.maxiao
    task, words = city.obligation(incident, TASK), "已推选三名消费者代表"

    def timed(command: Command) -> float:
        time.sleep(REST_S)
        started = time.perf_counter()
        with db.write() as session:
            command(session)
        return time.perf_counter() - started

    def act() -> float:
        closed = timed(lambda session: obligations.close_by_hand(session, actor, task, words))
        return closed + timed(lambda session: obligations.reopen(session, actor, task, "核对"))

    return act


def _lateness(db: Database) -> list[float]:
    """Seconds from the end of each commit until a follower has its line."""
    with db.read() as session:
        first = journal.latest(session)
    heard_at: dict[int, float] = {}
    stop = Event()

    def listen() -> None:
        for changes in journal.follow(db, first, stop):
            at = time.perf_counter()
            heard_at.update({change.number: at for change in changes})

    thread = Thread(target=listen)
    thread.start()
    time.sleep(1)
    done: dict[int, float] = {}
    for n in range(COMMITS):
        with db.write() as session:
            row = session.scalars(select(SettingRow).where(SettingRow.key == "bench")).first()
            if row is None:
                session.add(SettingRow(key="bench", value=n))
            else:
                row.value = n
            line = journal.record(session, SOMEBODY, "setting", 1, "set")
        done[line] = time.perf_counter()
        time.sleep(0.02 + 0.017 * (n % 5))  # at every moment of the poll alike
    time.sleep(0.5)
    stop.set()
    thread.join()
    assert heard_at.keys() >= done.keys()
    return [heard_at[line] - at for line, at in done.items()]


def redraws(_rows: int, _folder: Path) -> Iterator[Goal]:
    """A million complaints as the timeline draws them, against every one as a point."""
    import pyqtgraph  # only here: a window for the peer
    from PySide6.QtWidgets import QApplication

    from commandcenter.ui import look, texts, theme
    from commandcenter.ui.watch.timeline_chart import TimelineChart

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    texts.install(app, "zh")
    theme.apply(app, "light", look.DESK)
    rng = np.random.default_rng(2)
    peer = pyqtgraph.PlotWidget()
    peer.resize(1200, 500)
    curve = peer.plot(pen=1)
    slow = _drawn(peer, lambda: curve.setData(rng.random(POINTS)))
    chart, snapshot = TimelineChart(), _million(rng)
    chart.resize(1200, 500)
    own = _drawn(chart, lambda: chart.set_timeline(_timeline(snapshot)))
    yield Goal("G11", "redraw of a million, timeline / pyqtgraph raw", own / slow, 0.05,
               detail=f"{own * 1000:.1f} of {slow * 1000:.0f} ms")  # fmt: skip


def _drawn(widget, change) -> float:  # type: ignore[no-untyped-def]  # any widget
    """Median processor seconds of a change and the paint after it."""
    taken = []
    for _ in range(RUNS):
        started = time.process_time()
        change()
        widget.grab()
        taken.append(time.process_time() - started)
    return statistics.median(taken)


def _million(rng: np.random.Generator):  # type: ignore[no-untyped-def]  # a Snapshot
    from commandcenter.store.watch.mirror_rows import CODED, EPOCH_2000, Names, Part, Snapshot

    at = np.sort(rng.integers(0, 365 * 86_400, POINTS)).astype(np.int32) + np.int32(
        1_764_000_000 - EPOCH_2000
    )
    codes = {name: rng.integers(0, 6, POINTS).astype(np.uint8) for name in CODED}
    names = {name: Names(("app", "phone", "web", "letter", "visit", "other")) for name in CODED}
    return Snapshot(1, "", (Part(at, at, at, codes),), names)


def _timeline(snapshot):  # type: ignore[no-untyped-def]  # a Timeline
    from datetime import timedelta

    from commandcenter.queries.watch.timeline import Timeline, stacked
    from commandcenter.store.types import from_micros
    from commandcenter.store.watch.mirror_rows import Wanted

    start = from_micros(1_764_000_000 * 1_000_000)
    counts = snapshot.bins(Wanted(), 1_764_000_000, 86_400, 365, "category")
    end = start + timedelta(days=365)
    return Timeline(start, 1_440, 365, stacked(counts, "category"), None, (), end, ())


def ticks(rows: int, folder: Path) -> Iterator[Goal]:
    """The longest time for which a desk attends to nothing while a file comes in beside it."""
    database = folder / "center.db"
    startup.make_database(database, 20_000)
    file = startup.make_file(folder / "arrivals.csv", min(rows, 50_000))
    url = f"sqlite:///{database}"
    found = startup.seat("desk", "native", url, "import", str(file))
    yield Goal("G12", "longest gap of the desk during an import / 50 ms", found["gap"] / GAP_MS, 1,
               detail=f"{found['gap']:.0f} ms; at rest {found['rest']:.0f} ms")  # fmt: skip
