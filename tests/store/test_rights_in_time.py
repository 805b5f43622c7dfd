"""Rights hold from the moment they are given to the moment they end, without `init`."""

import threading
import time
from contextlib import nullcontext
from datetime import timedelta

import psycopg
import pytest

from commandcenter.domain.level import Level
from commandcenter.domain.org import Role
from commandcenter.services.guard import PROGRAM
from commandcenter.store import journal, roles
from commandcenter.store.database import now
from commandcenter.store.tables.person import RoleGrantRow
from tests.conftest import run_sql
from tests.patience import until
from tests.services.guarded import Bureau
from tests.store.own_line import LINE

PERSONAS = [
    (Role.AUDITOR, None, None), (Role.ADMIN, None, None),
    (Role.DUTY, None, None), (Role.DEPUTY, None, None),
]  # fmt: skip
DELEGATED = (
    "INSERT INTO delegation (to_person, valid_from, valid_until, reason, by, at, revoked_at)"
    " VALUES (%s, now() + %s, now() + %s, '外出', '某人', now(), now() + %s)"
)
ENDED = "UPDATE public.incident SET state = 'ended', response = NULL WHERE id = %s"
HOUR = timedelta(hours=1)
SOON = timedelta(seconds=1)
COUNT = "SELECT count(*) FROM public.complaint"


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE in_time TEMPLATE template")
    bureau = Bureau(cluster, "in_time", PERSONAS)
    bureau.city.take_in(bureau.city.complaint("A"))
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE in_time WITH (FORCE)")


def plain(bureau, cluster, role):
    login = next(a.login for p, a in bureau.actors.items() if p[0] is role)
    url = cluster.url("in_time").replace("postgres@", f"{login}@")
    return psycopg.connect(url, autocommit=True)


def grant(bureau, role, as_role, **until):
    person = next(a.person_id for p, a in bureau.actors.items() if p[0] is role)
    with bureau.db.write() as session:
        at = now(session)
        ends = {"valid_until": at + timedelta(**until)} if until else {}
        row = RoleGrantRow(person_id=person, role=as_role, valid_from=at, granted_by="", **ends)
        session.add(row)
        session.flush()
        journal.record(session, PROGRAM, "person", person, "role granted")
        return row.id


def counts(connection):
    return connection.execute(COUNT, prepare=True).fetchone()[0]


def test_a_stand_in_sees_until_his_time_is_up(bureau, cluster):
    with plain(bureau, cluster, Role.ADMIN) as connection:
        assert counts(connection) == 0
        number = grant(bureau, Role.ADMIN, Role.DUTY, hours=1)
        assert counts(connection) == 1
        with bureau.db.write() as session:
            row = session.get_one(RoleGrantRow, number)
            row.valid_until = now(session) + SOON
            journal.record(session, PROGRAM, "person", row.person_id, "role taken")
        until(lambda: counts(connection) == 0)


def test_who_loses_the_city_loses_it_at_once_in_open_links_too(bureau, cluster):
    with plain(bureau, cluster, Role.AUDITOR) as connection:
        assert counts(connection) == 1
        person = next(a.person_id for p, a in bureau.actors.items() if p[0] is Role.AUDITOR)
        with bureau.db.write() as session:
            row = session.query(RoleGrantRow).filter_by(person_id=person).one()
            row.valid_until = now(session)
            journal.record(session, PROGRAM, "person", person, "role taken")
        with pytest.raises((psycopg.OperationalError, psycopg.errors.InsufficientPrivilege)):
            counts(connection)
    with pytest.raises(psycopg.OperationalError, match="CONNECT"):
        plain(bureau, cluster, Role.AUDITOR)


@pytest.mark.parametrize(("to", "begins", "ends", "revoked", "passes"), [
    (Role.DEPUTY, -HOUR, HOUR, None, True),
    (Role.DEPUTY, -HOUR, HOUR, -HOUR / 2, False),
    (Role.DEPUTY, -2 * HOUR, -HOUR, None, False),
    (Role.DEPUTY, HOUR, 2 * HOUR, None, False),
    (Role.DUTY, -HOUR, HOUR, None, False),
], ids=["in force", "revoked", "over", "to come", "another's"])  # fmt: skip
def test_a_deputy_decides_while_it_is_delegated_and_no_longer(
    bureau, cluster, to, begins, ends, revoked, passes
):
    people = {persona[0]: actor for persona, actor in bureau.actors.items()}
    url = cluster.url("in_time")
    with psycopg.connect(url) as link, link.transaction(force_rollback=True):
        link.execute("SET LOCAL session_replication_role = replica")
        link.execute(DELEGATED, [people[to].person_id, begins, ends, revoked])
        link.execute("SET LOCAL session_replication_role = origin")
        link.execute(f"SET LOCAL SESSION AUTHORIZATION {people[Role.DEPUTY].login}")
        with nullcontext() if passes else pytest.raises(psycopg.Error, match="may not"):
            link.execute(ENDED, [bureau.incidents[Level.III]])
            link.execute(LINE)
            link.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.timing
def test_laying_rights_waits_for_a_reader_and_holds_nobody_up(bureau, cluster):
    """A long look at one table, and a seat that goes on working beside it."""
    url, slowest = cluster.url("in_time"), []
    stop = threading.Event()

    def work():
        with plain(bureau, cluster, Role.DUTY) as connection:
            while not stop.is_set():
                began = time.monotonic()
                connection.execute("SELECT count(*) FROM public.incident")
                connection.execute(COUNT)
                slowest.append(time.monotonic() - began)
                time.sleep(0.01)

    with psycopg.connect(url) as reader:
        reader.execute("SELECT count(*) FROM incident")
        worker = threading.Thread(target=work)
        worker.start()
        laying = threading.Thread(target=lambda: roles.lay(bureau.db))
        laying.start()
        time.sleep(2.5)
        assert laying.is_alive(), "it waits for the reader"
        reader.rollback()
        laying.join(60)
    stop.set()
    worker.join()
    assert not laying.is_alive()
    assert max(slowest) < 2.5
