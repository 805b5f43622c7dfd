"""Seats and servers killed, links cut, at any moment: each added line is there once, in order."""

import time
from collections import Counter

import pytest
from sqlalchemy import select

from commandcenter.store import schema
from commandcenter.store.database import Lost, open_database
from commandcenter.store.tables.every import LogEntryRow
from commandcenter.store.verify import verify
from tests.city import City
from tests.cluster import Cluster
from tests.faults.outbox_writer import adding_seat, outgoing_at
from tests.faults.proxy import FaultProxy
from tests.faults.test_killed_seats import all_of, kill, received, start
from tests.patience import PATIENCE_S
from tests.seeds import chance as chance_of


def opened_incident(url):
    db = open_database(url)
    incident = City(db).register()
    db.close()
    return incident


def one_life(url, folder, incident, seed, chance, trouble=lambda: None):
    """A seat works, trouble comes, and it is killed; what it had acknowledged."""
    seat, hear = start(adding_seat, url, folder, "maxiao", incident, seed)
    assert received(hear) == "ready"
    told = [received(hear) for _ in range(chance.randrange(1, 4))]
    trouble()
    time.sleep(chance.uniform(0.0, 0.03))
    kill(seat)
    return told + all_of(hear)


def settle(url, folder):
    """The next seat that opens here delivers what was left, however much: as long as it moves."""
    outgoing = outgoing_at(url, folder)
    maxiao = City(outgoing.db).maxiao
    more, end = True, time.monotonic() + PATIENCE_S
    while more and time.monotonic() < end:
        try:
            found = outgoing.deliver(maxiao)
        except Lost:
            time.sleep(0.1)
            continue
        more = found.more
        if found.arrived:
            end = time.monotonic() + PATIENCE_S
    assert outgoing.kept() == []
    outgoing.db.close()


def check(url, incident, acknowledged):
    """Lost and doubled lines are counted; both must be none. How many there are."""
    db = open_database(url)
    with db.read() as session:
        rows = select(LogEntryRow.text).where(LogEntryRow.incident_id == incident)
        there = list(session.scalars(rows.order_by(LogEntryRow.id)))
        assert verify(session).bad is None
    db.close()
    assert set(acknowledged) - set(there) == set(), "lost"
    assert [w for w, n in Counter(there).items() if n > 1] == [], "doubled"
    by_life = {}
    for words in there:
        life, number = map(int, words.split("-"))
        by_life.setdefault(life, []).append(number)
    assert all(numbers == sorted(numbers) for numbers in by_life.values()), "out of order"
    return len(there)


def killed(url, folder, lives):
    chance, told = chance_of("kills"), []
    incident = opened_incident(url)
    for seed in range(lives):
        told += one_life(url, folder, incident, seed, chance)
    settle(url, folder)
    return check(url, incident, told)


def cut(port_url, proxy, folder, lives):
    chance, told = chance_of("cuts"), []
    incident = opened_incident(port_url(proxy.port))

    def trouble():
        proxy.set("reset")
        time.sleep(chance.uniform(0.0, 0.2))
        proxy.set("pass")

    for seed in range(lives):
        told += one_life(port_url(proxy.port), folder, incident, seed, chance, trouble)
    settle(port_url(proxy.port), folder)
    return check(port_url(proxy.port), incident, told)


on_server = pytest.mark.parametrize("url", ["postgresql"], indirect=True)


@pytest.fixture
def proxied(url, cluster):
    """A proxy before the server, and the address of the test's database by a port."""
    proxy = FaultProxy(cluster.port)
    yield proxy, lambda port: url.replace(f":{cluster.port}/", f":{port}/")
    proxy.close()


@pytest.mark.lot(2, "killed")
def test_three_kills_of_a_seat_that_adds(city, url, tmp_path):
    assert killed(url, tmp_path, 3) >= 3


@on_server
def test_two_cut_links_of_a_seat_that_adds(city, proxied, tmp_path):
    proxy, port_url = proxied
    assert cut(port_url, proxy, tmp_path, 2) >= 2


@pytest.mark.nightly
def test_two_hundred_kills_of_a_seat_that_adds(city, url, tmp_path):
    assert killed(url, tmp_path, 200) >= 200


@pytest.mark.nightly
@on_server
def test_sixty_six_cut_links_of_a_seat_that_adds(city, proxied, tmp_path):
    proxy, port_url = proxied
    assert cut(port_url, proxy, tmp_path, 66) >= 66


def server_killed(folder, kills):
    """A durable server, killed whole and started again, under a seat that goes on adding."""
    chance, told = chance_of("servers"), []
    server = Cluster(fsync="on").start()
    try:
        db = open_database(server.url())
        schema.upgrade(db)
        City(db)
        db.close()
        incident = opened_incident(server.url())
        for seed in range(kills):
            seat, hear = start(adding_seat, server.url(), folder, "maxiao", incident, seed)
            assert received(hear) == "ready"
            told.append(received(hear))
            time.sleep(chance.uniform(0.0, 0.05))
            server.kill()
            told.append(received(hear))  # the person goes on meanwhile
            server.start()
            told.append(received(hear))
            kill(seat)
            told += all_of(hear)
        settle(server.url(), folder)
        return check(server.url(), incident, told)
    finally:
        server.stop()


@pytest.mark.lot(2, "killed")
def test_a_kill_of_the_server_loses_and_doubles_nothing(tmp_path):
    assert server_killed(tmp_path, 1) >= 3


@pytest.mark.nightly(minutes=8)
@pytest.mark.timeout(1800)
def test_two_hundred_kills_of_the_server_lose_and_double_nothing(tmp_path):
    assert server_killed(tmp_path, 200) >= 600
