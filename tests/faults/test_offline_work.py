"""R5: what a seat wrote through an outage of ten minutes is in the database soon after it."""

import time
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.services.seat import additions
from commandcenter.services.seat.additions import Added
from commandcenter.services.seat.outgoing import Outgoing
from commandcenter.store.database import open_database
from commandcenter.store.seat.outbox import Outbox
from commandcenter.store.tables.every import DeliveryRow, LogEntryRow
from commandcenter.store.verify import verify
from commandcenter.ui.frame.seat import open_seat
from tests.faults.outage import until
from tests.faults.outbox_writer import Ring
from tests.faults.proxy import FaultProxy

ENTRIES, WITHIN_S, OUTAGE = 500, 30.0, timedelta(minutes=10)


@pytest.fixture
def proxy(cluster):
    proxy = FaultProxy(cluster.port)
    yield proxy
    proxy.close()


def keep_offline(outgoing, actor, incident, entries):
    """Written one after the other in ten minutes that have passed."""
    began = outgoing.db.clock() - OUTAGE
    for number in range(entries):
        at = began + number * OUTAGE / entries
        words = f"{number}"
        addition = outgoing.new(Added.LOG_LINE, additions.log_line(incident, words), words, at)
        outgoing.send(actor, addition, away=True)


def replayed(city, url, proxy, port, folder, entries):
    """Seconds from the healed link until a seat has delivered all, by itself."""
    incident = city.register()
    db = open_database(url.replace(f":{port}/", f":{proxy.port}/"))
    outgoing = Outgoing(db, Outbox(folder / "outbox.db", Ring(folder)))
    seat = open_seat(city.maxiao, db, after=0, outgoing=outgoing)
    try:
        until(lambda: seat.feed.up)
        proxy.set("blackhole")
        until(lambda: seat.feed.is_stale)
        keep_offline(outgoing, seat.actor, incident, entries)
        seat.courier._look()
        until(lambda: seat.courier.waiting == entries)
        proxy.set("pass")
        healed = time.monotonic()
        until(lambda: not seat.courier.waiting)
        took = time.monotonic() - healed
        assert seat.courier.refused == 0
    finally:
        seat.close()
        db.close()
    check(city, incident, entries)
    return took


def check(city, incident, entries):
    with city.db.read() as session:
        rows = select(LogEntryRow.text).where(LogEntryRow.incident_id == incident)
        there = list(session.scalars(rows.order_by(LogEntryRow.id)))
        late = [row.at - row.claimed_at for row in session.scalars(select(DeliveryRow))]
        assert verify(session).bad is None
    assert [w for w, n in Counter(there).items() if n > 1] == [], "doubled"
    assert there == [str(n) for n in range(entries)], "lost or out of order"
    assert max(late) >= OUTAGE  # each keeps the time at which it was written


@pytest.mark.timing
@pytest.mark.nightly
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_five_hundred_entries_of_an_outage_are_delivered_within_half_a_minute(
    qapp, city, url, cluster, proxy, tmp_path
):
    took = replayed(city, url, proxy, cluster.port, tmp_path, ENTRIES)
    print(f"{ENTRIES} entries in {took:.1f} s")  # noqa: T201
    assert took <= WITHIN_S
