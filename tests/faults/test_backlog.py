"""After an outage thousands of kept entries come in: in order, each once, none read twice."""

import time

import pytest
from sqlalchemy import select

from commandcenter.services.seat import additions
from commandcenter.services.seat.additions import Added
from commandcenter.store.tables.every import LogEntryRow
from commandcenter.store.verify import verify
from tests.city import City
from tests.faults.outbox_writer import outgoing_at
from tests.faults.test_outbox_killed import opened_incident

MANY, FEW = 4_000, 60
AT_MOST = 2  # times what one of a few takes, when thousands wait


def kept(outgoing, city, incident, count):
    for number in range(count):
        words = f"第{number}条"
        body = additions.log_line(incident, words)
        addition = outgoing.new(Added.LOG_LINE, body, words, outgoing.db.clock())
        assert outgoing.send(city.maxiao, addition, away=True).subject is None


def delivered(url, folder, count, clock=lambda: 0.0):
    """What arrived in each round, and what all of them took by the clock."""
    incident, outgoing = opened_incident(url), outgoing_at(url, folder)
    city = City(outgoing.db)
    kept(outgoing, city, incident, count)
    rounds, more, began = [], True, clock()
    while more:
        found = outgoing.deliver(city.maxiao)
        assert found.refused == ()
        rounds.append(len(found.arrived))
        more = found.more
    spent = clock() - began
    assert outgoing.kept() == []
    with outgoing.db.read() as session:
        rows = select(LogEntryRow.text).where(LogEntryRow.incident_id == incident)
        there = list(session.scalars(rows.order_by(LogEntryRow.id)))
        assert verify(session).bad is None
    assert [words for words in there if words.startswith("第")] == [
        f"第{number}条" for number in range(count)
    ]
    outgoing.db.close()
    return rounds, spent


@pytest.mark.lot(2, "killed")
def test_a_backlog_comes_in_in_order_and_once(city, url, tmp_path):
    rounds, _ = delivered(url, tmp_path, FEW)
    assert sum(rounds) == FEW
    assert max(rounds) <= 10  # then others who want to write have their turn


@pytest.mark.timing
@pytest.mark.nightly(minutes=3)
@pytest.mark.timeout(1800)
def test_four_thousand_come_in_as_cheaply_as_a_few(city, url, tmp_path):
    """What one entry takes does not grow with those that wait behind it."""
    (tmp_path / "few").mkdir()
    (tmp_path / "many").mkdir()
    _, few = delivered(url, tmp_path / "few", 400, time.process_time)
    rounds, many = delivered(url, tmp_path / "many", MANY, time.process_time)
    assert sum(rounds) == MANY
    assert many / MANY < AT_MOST * few / 400
