"""A county searches on a server: through the index, and finds nothing of others."""

import psycopg
import pytest
from sqlalchemy import select, text

from commandcenter.domain.org import Role
from commandcenter.domain.seat.searching import forms
from commandcenter.domain.seat.sight import sight_of
from commandcenter.queries.seat.search import found_again, search
from commandcenter.queries.seat.search_ask import SHOWN, HitKind
from commandcenter.store.complaints import word_index
from commandcenter.store.complaints.traders import traders_named
from commandcenter.store.database import open_database
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.every import ComplaintRow, SubjectRow
from tests.city import EAST
from tests.conftest import run_sql
from tests.services.guarded import Bureau

WEST = "990103"
COUNTY, DUTY = (Role.COUNTY, None, EAST), (Role.DUTY, None, None)
CLERK, ADMIN = (Role.CLERK_HOTLINE, None, None), (Role.ADMIN, None, None)

TRADERS = ("悦力健身", "Ｋ7茶饮有限公司", "100%果汁有限公司", "k7_茶饮")


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE searched TEMPLATE template")
    bureau = Bureau(cluster, "searched", [COUNTY, DUTY, CLERK, ADMIN])
    complaint = bureau.city.complaint
    said = ("健身房闭店", "要求退费", "要求退还押金", "闭店后不退费")
    for district, name in ((EAST, "E"), (WEST, "W"), (None, "N")):
        told = [
            complaint(f"{name}{n}", district=district, text=t, subject_name=TRADERS[n])
            for n, t in enumerate(said)
        ]
        bureau.city.take_in(*told)
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE searched WITH (FORCE)")


def rights_in(db):
    with db.read() as session:
        return plan_of(session).rights


def login(bureau, cluster, persona):
    name = bureau.actors[persona].login
    return cluster.url("searched").replace("postgres@", f"{name}@")


@pytest.mark.parametrize("word", ["退费", "要求退", "闭店", "费", "E1", "没有这样说"])
@pytest.mark.parametrize("persona", [COUNTY, DUTY], ids=["county", "duty"])
def test_it_finds_what_it_may_read(bureau, cluster, persona, word):
    db = open_database(login(bureau, cluster, persona))
    try:
        with db.read() as session:
            row = ComplaintRow
            all_of_it = session.execute(select(row.number, row.title, row.text)).all()
            found = set(
                session.scalars(select(row.number).where(word_index.holding(session, word)))
            )
    finally:
        db.close()
    assert len(all_of_it) == (4 if persona is COUNTY else 12)
    assert found == {each.number for each in all_of_it if any(word in part for part in each)}


def test_what_the_index_is_asked_directly_tells_of_no_other(bureau, cluster):
    url = login(bureau, cluster, COUNTY).replace("+psycopg", "")
    with psycopg.connect(url) as person:
        asked = "SELECT rights.complaints_saying(ARRAY['押金'])"
        found = {number for (number,) in person.execute(asked)}
        seen = {number for (number,) in person.execute("SELECT id FROM complaint")}
    assert len(found) == 1
    assert found <= seen


@pytest.mark.parametrize(
    ("index", "asked"),
    [
        ("ix_complaint_words", "complaint WHERE complaint_pairs(number, title, text) @> '{退费}'"),
        ("ix_subject_words", "subject WHERE complaint_pairs('', name, '') @> '{健身}'"),
    ],
)
def test_the_index_is_used(bureau, cluster, index, asked):
    with bureau.db.engine.begin() as connection:
        connection.execute(text("SET LOCAL enable_seqscan = off"))  # of twelve rows it reads all
        connection.execute(text("SET LOCAL ROLE cc_owner"))
        told = "\n".join(connection.scalars(text(f"EXPLAIN SELECT id FROM {asked}")))
    assert index in told


@pytest.mark.parametrize(
    "word", ["健身", "k7", "K7", "Ｋ7", "7", "身", "%", "7_茶", "有限公司", "没有这家"]
)
@pytest.mark.parametrize("persona", [COUNTY, DUTY, ADMIN, None])
def test_a_trader_is_found_by_every_part_of_the_name(bureau, cluster, persona, word):
    url = login(bureau, cluster, persona) if persona else cluster.url("searched")
    db = open_database(url)
    try:
        with db.read() as session:
            rows = session.execute(select(SubjectRow.id, SubjectRow.name)).all()
            found = traders_named(session, word)
    finally:
        db.close()
    assert bool(rows) is (persona is not ADMIN)
    wanted = {each.id for each in rows if any(form in each.name for form in forms(word))}
    assert len(found) == len({*found})
    assert {*found} == wanted


@pytest.mark.parametrize("words", ["退费", "事件", "shijian", "4.1", "某人", "E1"])
@pytest.mark.parametrize("persona", [COUNTY, DUTY, CLERK, ADMIN])
def test_the_search_of_everything_asks_what_the_login_may_read(bureau, cluster, persona, words):
    actor = bureau.actors[persona]
    db = open_database(login(bureau, cluster, persona))
    try:
        with db.read() as session:
            hits = search(session, actor, words, limit=50)
            again = found_again(session, actor, {hit.kind: (hit.key,) for hit in hits})
            mine = set(session.scalars(select(ComplaintRow.id))) if persona is not ADMIN else set()
    finally:
        db.close()
    kinds = {hit.kind for hit in hits}
    assert {hit.kind for hit in again} == kinds
    assert kinds <= SHOWN[sight_of(rights_in(bureau.db), actor)]
    complaints = {int(hit.key) for hit in hits if hit.kind is HitKind.COMPLAINT}
    assert complaints <= mine
    if words == "退费":
        assert len(complaints) == {COUNTY: 4, DUTY: 12}.get(persona, 0)
