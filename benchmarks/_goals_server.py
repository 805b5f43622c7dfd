"""The search (Ctrl+K) on a server, as people who sign on: its policies are asked of every row."""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import select
from sqlalchemy.engine import make_url

from benchmarks._goal import Goal, p95
from benchmarks.startup import make_database
from commandcenter.domain.org import Actor
from commandcenter.queries.seat.search import search
from commandcenter.store import database_copy, roles
from commandcenter.store.database import Database, open_database
from commandcenter.store.people import actor_of
from commandcenter.store.tables.person import PersonRow
from tests.cluster import Cluster

MILLION = 1_000_000
SEARCH_S = 0.050  # one answer
TURNS = 12
WORDS = {
    "a word that all have": "退费",
    "a word that none has": "没有这句话",
    "a trader": "澄州7号商贸",
    "pinyin": "xinxibaogao",
    "a number": "0990",
}
LOGINS = {"the commander": "chenyu", "a county": "shenliqun"}


@contextmanager
def bureau(rows: int, folder: Path) -> Iterator[str]:
    """The address of a server with the demo, so many complaints, and everybody's login."""
    file = folder / "searched.db"
    make_database(file, rows)
    server = Cluster(max_connections="100", shared_buffers="'1GB'").start()
    try:
        db = open_database(server.url())
        database_copy.to_server(file, db, Path(f"{file}.key").read_text())
        with db.read() as session:
            logins = session.scalars(select(PersonRow.login)).all()
        with psycopg.connect(server.url(), autocommit=True) as owner:
            for login in logins:
                owner.execute(f"CREATE ROLE {login} LOGIN")
            roles.lay(db)
            owner.execute("VACUUM ANALYZE")
        db.close()
        yield server.url()
    finally:
        server.stop()


def searches(rows: int, folder: Path) -> Iterator[Goal]:
    """Each search of the limit, as seen from the seat."""
    gc.disable()  # as in every seat, where a timer collects between answers
    with bureau(rows, folder) as url:
        for who, login in LOGINS.items():
            address = make_url(url).set(username=login).render_as_string(hide_password=False)
            db = open_database(address)
            with db.read() as session:
                actor = actor_of(session, login, db.clock())
            for name, words in WORDS.items():
                taken = [_search(db, actor, words) for _ in range(TURNS + 1)][1:]
                yield Goal("KS", f"{who} for {name}, p95 / 50 ms", p95(taken) / SEARCH_S, 1,
                           detail=f"{p95(taken) * 1000:.0f} ms",
                           rows=rows, needs=MILLION)  # fmt: skip
            db.close()
    gc.enable()


def _search(db: Database, actor: Actor, words: str) -> float:
    with db.read() as session:
        began = time.perf_counter()
        search(session, actor, words)
        return time.perf_counter() - began
