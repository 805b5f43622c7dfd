"""A demo's time is its own clock's, whoever asks: a window, a query, a verb."""

from datetime import UTC, datetime, timedelta

from commandcenter.store.database import now, open_database, real_now
from commandcenter.store.tables.setting import SimulatedClockRow
from commandcenter.store.types import to_micros

AT = datetime(2026, 11, 24, 2, 46, tzinfo=UTC)


def test_who_reads_and_who_writes_have_the_time_of_the_demo(sqlite_url):
    db = open_database(sqlite_url)
    with db.write() as session:
        row = SimulatedClockRow(
            id=1, real_micros=0, simulated_micros=to_micros(AT), speed=0, story="D0 10:46"
        )
        session.add(row)
    db.close()
    demo = open_database(sqlite_url)
    with demo.read() as session:
        assert now(session) == AT == demo.clock()
        assert abs(real_now(session) - datetime.now(UTC)) < timedelta(minutes=5)
    with demo.write() as session:
        assert now(session) == AT
    demo.close()
