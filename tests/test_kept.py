"""The database that is put back after each test of the program is as its template left it."""

import psycopg
import pytest

from tests.city import City
from tests.conftest import run_sql
from tests.fingerprint import of_server
from tests.kept import MAY_GROW, KeptDatabase

RIGHTS = "SELECT datacl FROM pg_database WHERE datname = current_database()"
NUMBERS = "SELECT * FROM pg_sequences ORDER BY schemaname, sequencename"
MORE_THAN_ROWS = [
    "CREATE TABLE more (id int)",
    "CREATE INDEX ON incident (title)",
    "ALTER TABLE incident ADD COLUMN more int",
    "ALTER TABLE incident DISABLE TRIGGER ALL",
    "TRUNCATE incident CASCADE",
    "CREATE FUNCTION more() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "GRANT SELECT ON incident TO pg_monitor",
    "GRANT UPDATE (title) ON incident TO pg_monitor",
    "REVOKE EXECUTE ON FUNCTION pg_advisory_lock(bigint) FROM PUBLIC",
    "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO pg_monitor",
    "ALTER SEQUENCE incident_id_seq INCREMENT 3",
    "ALTER DATABASE {name} SET work_mem = '5MB'",
    "GRANT CREATE ON DATABASE {name} TO pg_monitor",
    "DROP INDEX {index}",
]


@pytest.fixture
def kept(cluster, city_template):
    kept = KeptDatabase(cluster, city_template, run_sql)
    kept.lend()
    yield kept
    kept.drop()


def all_of(kept):
    """What it holds, by whatever name."""
    found = of_server(kept.url)
    with psycopg.connect(kept.url) as owner:
        found["database"] = one(owner, RIGHTS)
        found["numbers"] = owner.execute(NUMBERS).fetchall()
    return found


def name_of(kept):
    return kept.url.rpartition("/")[2]


def one(link, statement):
    return link.execute(statement).fetchone()[0]


def test_rows_and_numbers_are_put_back(kept):
    before, name = all_of(kept), name_of(kept)
    numbers = []
    for _ in range(3):
        city = City(kept.opened())
        incident = city.register()
        city.activate(incident)
        with psycopg.connect(kept.url) as owner:
            owner.execute("SET session_replication_role = replica")
            owner.execute("DELETE FROM plan_item WHERE id % 2 = 0")
            owner.execute("UPDATE person SET name = 'Another'")
            owner.execute("DELETE FROM district")
        numbers.append(incident)
        assert all_of(kept) != before
        kept.put_back()
        kept.lend()
        assert all_of(kept) == before
    assert numbers == [numbers[0]] * 3
    assert name_of(kept) == name  # not made anew


@pytest.mark.lot(3)
@pytest.mark.parametrize("statement", MORE_THAN_ROWS)
def test_whoever_changes_more_than_rows_leaves_a_new_database(kept, statement):
    name = name_of(kept)
    with psycopg.connect(kept.url) as owner:
        index = one(owner, "SELECT min(indexname) FROM pg_indexes WHERE indexname ~ '^ix_'")
        owner.execute(statement.format(name=name, index=index))
    kept.put_back()
    kept.lend()
    assert name_of(kept) != name


def test_what_grew_is_not_cleared_up(kept):
    name = name_of(kept)
    with psycopg.connect(kept.url) as owner:
        owner.execute("SET session_replication_role = replica")
        size = "SELECT pg_relation_size('plan_item')"
        most = one(owner, size) + MAY_GROW
        while one(owner, size) <= most:
            owner.execute("UPDATE plan_item SET position = position")
    kept.put_back()
    kept.lend()
    assert name_of(kept) != name


def test_no_link_of_a_test_outlives_it(kept):
    left, name = psycopg.connect(kept.url), name_of(kept)
    left.execute("SELECT * FROM person FOR UPDATE")
    borrowed = kept.opened().engine.raw_connection()
    borrowed.cursor().execute("SELECT * FROM district FOR UPDATE")
    kept.put_back()
    assert name_of(kept) == name
    for link in (left, borrowed.driver_connection):
        with pytest.raises(psycopg.OperationalError):
            link.execute("SELECT 1")
    borrowed.invalidate()


def test_a_link_that_stays_forgets_what_was_set(kept):
    raw = kept.opened().engine.raw_connection()
    raw.driver_connection.autocommit = True
    raw.cursor().execute("SET work_mem = '5MB'; LISTEN somebody; SELECT pg_advisory_lock(1)")
    raw.driver_connection.autocommit = False
    server = raw.driver_connection.info.backend_pid
    raw.close()
    kept.put_back()
    raw = kept.opened().engine.raw_connection()
    link = raw.driver_connection
    assert link.info.backend_pid == server
    assert one(link, "SHOW work_mem") == "4MB"
    assert one(link, "SELECT count(*) FROM pg_listening_channels()") == 0
    assert one(link, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == 0
    raw.close()


def test_a_test_may_end_every_link(kept):
    with psycopg.connect(kept.url, autocommit=True) as owner:
        owner.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    before = all_of(kept)
    kept.put_back()
    kept.lend()
    assert all_of(kept) == before
