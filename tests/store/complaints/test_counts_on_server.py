"""On a server the counts follow the rows by the database's own doing, whoever writes the rows."""

import psycopg
import pytest
from sqlalchemy import text

from commandcenter.domain.org import Role
from commandcenter.store.complaints import rollup_check
from commandcenter.store.database import open_database
from tests.city import EAST
from tests.conftest import run_sql
from tests.services.guarded import Bureau

COPIED = (
    "INSERT INTO complaint SELECT (jsonb_populate_record(c, jsonb_build_object("
    "'id', c.id + 100 * n, 'number', c.number || '/' || n, 'district', NULL,"
    "'registered_at', c.registered_at - n * interval '7 hours'))).* "
    "FROM complaint c, generate_series(1, 9) n"
)


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE counted TEMPLATE template")
    bureau = Bureau(cluster, "counted", [(Role.COUNTY, None, EAST), (Role.DUTY, None, None)])
    bureau.city.take_in(*(bureau.city.complaint(f"E{n}", 60 * n) for n in range(5)))
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE counted WITH (FORCE)")


def checked(db):
    with db.read() as session:
        return rollup_check.check(session)


@pytest.mark.parametrize(
    "change",
    [
        COPIED,
        "UPDATE complaint SET category = '餐饮', registered_at = registered_at - interval '2 days'",
        "UPDATE complaint SET district = '990181' WHERE id % 2 = 0",
        "UPDATE complaint SET title = '不计数'",
        "UPDATE complaint SET title = '没有一行' WHERE id < 0",
        "DELETE FROM complainant; DELETE FROM complaint WHERE id > 3",
    ],
)
def test_rows_that_any_program_writes_are_counted_as_they_are(bureau, change):
    with bureau.db.engine.connect() as connection:
        trial = connection.begin()
        connection.execute(text(change))
        counted = {
            (row.family, row.bucket, row.key, row.batch_id): row.count
            for row in connection.execute(text("SELECT * FROM rollup"))
        }
        assert 0 not in counted.values()
        assert counted == expected(connection)
        trial.rollback()
    assert checked(bureau.db).differences == ()


def expected(connection):
    """The counts of the rows, by other means than the triggers'."""
    found = {}
    rows = connection.execute(
        text(
            "SELECT channel, coalesce(district, '') AS district, category, problem, batch_id,"
            " floor(extract(epoch FROM registered_at) / 3600)::int AS hour,"
            " (registered_at AT TIME ZONE 'Asia/Shanghai')::date - date '1970-01-01' AS day"
            " FROM complaint"
        )
    )
    for row in rows:
        for key in (
            ("hour_channel", row.hour, row.channel, row.batch_id),
            ("day_district", row.day, row.district, row.batch_id),
            ("day_category", row.day, row.category, row.batch_id),
            ("day_problem", row.day, row.problem, row.batch_id),
        ):
            found[key] = found.get(key, 0) + 1
    return found


@pytest.mark.parametrize("persona", [(Role.COUNTY, None, EAST), (Role.DUTY, None, None)])
@pytest.mark.parametrize(
    "change",
    [
        "INSERT INTO rollup VALUES ('day_problem', 1, '合同', 1, 1000)",
        "UPDATE rollup SET count = 0",
        "DELETE FROM rollup",
        "SELECT rollup_move(array_agg(r)) FROM rollup r",
    ],
)
def test_nobody_writes_a_count(bureau, cluster, persona, change):
    login = bureau.actors[persona].login
    url = cluster.url("counted").replace("+psycopg", "").replace("postgres@", f"{login}@")
    with (
        psycopg.connect(url) as person,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied"),
    ):
        person.execute(change)


def test_wrong_counts_are_put_right_by_who_may_not_write_them(bureau, cluster):
    with bureau.db.engine.begin() as connection:
        connection.execute(text("UPDATE rollup SET count = 9 WHERE family = 'day_problem'"))
        connection.execute(text("DELETE FROM rollup WHERE family = 'hour_channel'"))
        connection.execute(text("INSERT INTO rollup VALUES ('day_category', 7, '无', 1, 4)"))
        batches = set(connection.scalars(text("SELECT DISTINCT batch_id FROM rollup")))
    before = checked(bureau.db)
    assert {d.family for d in before.differences} == {"day_problem", "hour_channel", "day_category"}
    login = bureau.actors[Role.DUTY, None, None].login
    db = open_database(cluster.url("counted").replace("postgres@", f"{login}@"))
    try:
        with db.transaction() as session:
            assert rollup_check.mend(session, batches).differences == before.differences
    finally:
        db.close()
    assert checked(bureau.db).differences == ()
