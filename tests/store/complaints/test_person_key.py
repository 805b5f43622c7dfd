"""One key for a whole bureau: the same complainant is the same, whoever brings them in."""

import shutil
from dataclasses import replace

import psycopg
import pytest
from sqlalchemy import func, select, text

from commandcenter.domain.complaints.complaint import KEY_CHARACTERS, Complainant, Source
from commandcenter.domain.complaints.complaint import person_key as known_as
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.services.complaints import intake
from commandcenter.services.guard import PROGRAM
from commandcenter.store import journal
from commandcenter.store.backup import backup, restore, restore_to_server
from commandcenter.store.complaints import person_key, person_key_care
from commandcenter.store.complaints.person_key import load_key
from commandcenter.store.database import open_database
from commandcenter.store.tables.complaints.complaint_link import ComplaintLinkRow
from commandcenter.store.tables.every import ComplainantRow, ComplaintRow
from commandcenter.store.verify import verify
from tests.city import EAST, City
from tests.conftest import run_sql
from tests.services.guarded import Bureau

WHO = Complainant(name="王某", phone="13900001234")
PERSONAS = [
    (Role.DUTY, None, None), (Role.COUNTY, None, EAST), (Role.WALL, None, None),
    (Role.AUDITOR, None, None), (Role.ADMIN, None, None), (Role.CLERK, None, None),
]  # fmt: skip


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COMMANDCENTER_DATA", str(tmp_path / "data"))


@pytest.fixture(scope="module")
def bureau(cluster, tmp_path_factory):
    run_sql(cluster, "CREATE DATABASE one_key TEMPLATE template")
    bureau = Bureau(cluster, "one_key", PERSONAS)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("COMMANDCENTER_DATA", str(tmp_path_factory.mktemp("data")))
        person_key_care.settle(bureau.db)
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE one_key WITH (FORCE)")


def login_of(bureau, role):
    return next(a.login for p, a in bureau.actors.items() if p[0] is role)


def bring_in(bureau, cluster, role, complaint, folder, monkeypatch):
    """As that person, at a machine of their own."""
    monkeypatch.setenv("COMMANDCENTER_DATA", str(folder))
    actor = next(a for p, a in bureau.actors.items() if p[0] is role)
    url = cluster.url("one_key").replace("postgres@", f"{actor.login}@")
    facts = intake.FileFacts("x.csv", "0" * 64, "", 1, 0, 0, {complaint.source: None})
    db = open_database(url)
    try:
        return intake.take_in(db, actor, facts, [complaint])
    finally:
        db.close()


def people_in(db):
    with db.read() as session:
        return session.scalar(select(func.count(func.distinct(ComplaintRow.person_key))))


def test_two_seats_bring_in_one_person(bureau, cluster, tmp_path, monkeypatch):
    at = bureau.db.clock()
    mine = bureau.city.complaint("P1", complainant=WHO, source=Source.PLATFORM, registered_at=at)
    other = replace(
        mine, number="H1", source=Source.HOTLINE,
        complainant=replace(WHO, phone="139-0000-1234"),
    )  # fmt: skip
    bring_in(bureau, cluster, Role.DUTY, mine, tmp_path / "one", monkeypatch)
    bring_in(bureau, cluster, Role.COUNTY, other, tmp_path / "two", monkeypatch)
    assert people_in(bureau.db) == 1
    with bureau.db.read() as session:
        assert session.scalar(select(func.count()).select_from(ComplaintLinkRow)) == 1
    assert list(tmp_path.rglob("*.key")) == []


@pytest.mark.parametrize(
    "role", [Role.DUTY, Role.COUNTY, Role.WALL, Role.AUDITOR, Role.ADMIN, Role.CLERK]
)
def test_nobody_gets_the_key(bureau, cluster, role):
    """Not even who takes complaints in: the server uses it by itself."""
    url = cluster.url("one_key").replace("postgres@", f"{login_of(bureau, role)}@")
    db = open_database(url)
    with pytest.raises(RuleBroken, match="不交给任何登录名"):
        load_key(db)
    db.close()
    refused = (psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedFunction)
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in (
            "SELECT key FROM keys.person",
            "SELECT rights.person_key()",
            "UPDATE keys.person SET key = repeat('0', 64)",
            "SELECT * FROM keys.number",
            "SELECT keys.own_key()",
            "CREATE TABLE keys.x()",
        ):
            with pytest.raises(refused):
                connection.execute(statement)


def test_a_machines_own_key_becomes_the_bureaus(postgres_url, tmp_path):
    """It was used before there was one on the server, and everybody is known by it."""
    db = open_database(postgres_url)
    with db.read() as session:
        mine = person_key.machine_file(session)
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("ab" * 32)
    person_key_care.settle(db)
    assert (load_key(db).hex(), mine.exists()) == ("ab" * 32, False)
    person_key_care.settle(db)
    assert load_key(db).hex() == "ab" * 32
    db.close()


def test_what_was_numbered_under_another_key_is_recognised_anew(postgres_url):
    """At init, by the rows themselves: one person is one, and what was erased stays apart."""
    city = City(open_database(postgres_url))
    person_key_care.settle(city.db)
    city.take_in(
        *(city.complaint(n, complainant=WHO) for n in ("A", "B", "E")),
        city.complaint("C", complainant=Complainant()),
    )
    with city.db.write() as session:
        session.execute(
            text("UPDATE complaint SET person_key = repeat('e', 32) WHERE number = 'E'")
        )
        session.execute(
            text("UPDATE complaint SET person_key = id::text WHERE number IN ('A', 'B')")
        )
        session.execute(text("UPDATE schema_info SET people_numbered = false"))
        journal.record(session, PROGRAM, "complaint", 1, "erased")
    assert [person_key_care.settle(city.db) for _ in range(2)] == [2, 0]
    with city.db.read() as session:
        rows = dict(session.execute(select(ComplaintRow.number, ComplaintRow.person_key)).all())
        assert verify(session).bad is None
        assert session.scalar(text("SELECT kind FROM journal ORDER BY number DESC LIMIT 1")) == (
            "person_key"
        )
    assert rows["A"] == rows["B"]
    assert len(rows["A"]) == KEY_CHARACTERS
    assert (rows["C"], rows["E"]) == ("", "e" * 32)
    city.db.close()


def test_what_other_machines_keyed_is_recognised_anew(city_file, tmp_path):
    """Two machines, two keys: at init one person again, and the journal holds."""
    shutil.copy(city_file, tmp_path / "center.db")
    city = City(open_database(f"sqlite:///{tmp_path / 'center.db'}"))
    old, gone = bytes(32), bytes([7] * 32)
    facts = intake.FileFacts("x.csv", "0" * 64, "", 1, 0, 0, {})
    for number, key in (("A", old), ("B", gone), ("C", gone)):
        one = city.complaint(number, complainant=WHO if number != "C" else Complainant())
        intake.take_in(city.db, city.liwei, facts, [one], key)
    with city.db.write() as session:
        erased = session.scalars(select(ComplaintRow).where(ComplaintRow.number == "A")).one().id
    city.take_in(city.complaint("D", complainant=WHO))
    with city.db.write() as session:
        session.get_one(ComplaintRow, erased).person_key = "e" * 32  # as an erasure leaves it
        journal.record(session, PROGRAM, "complaint", erased, "erased")
    with pytest.raises(RuleBroken, match="commandcenter init"):
        load_key(city.db)
    assert [person_key_care.settle(city.db) for _ in range(2)] == [2, 0]
    with city.db.read() as session:
        rows = dict(session.execute(select(ComplaintRow.number, ComplaintRow.person_key)).all())
        assert verify(session).bad is None
        wanted = known_as(load_key(city.db), WHO)
        last = session.scalar(text("SELECT kind FROM journal ORDER BY number DESC LIMIT 1"))
    assert rows == {"A": "e" * 32, "B": wanted, "C": "", "D": wanted}
    assert last == "person_key"
    city.db.close()


@pytest.mark.lot(2)
def test_a_backup_carries_the_key_to_a_server_and_home(db, cluster, tmp_path):
    city = City(db)
    key = load_key(db)
    intake.take_in(
        db, city.liwei, intake.FileFacts("x.csv", "0" * 64, "", 1, 0, 0, {}),
        [city.complaint("A", complainant=WHO)],
    )  # fmt: skip
    backup(db, tmp_path / "a.zip")
    run_sql(cluster, "CREATE DATABASE carried TEMPLATE template")
    there = open_database(cluster.url("carried"))
    restore_to_server(tmp_path / "a.zip", there)
    assert load_key(there) == key
    with there.read() as session:  # where it says nothing, though the key be known
        [number] = session.scalars(select(ComplaintRow.person_key))
        assert number not in ("", known_as(key, WHO))
    backup(there, tmp_path / "b.zip")
    there.close()
    run_sql(cluster, "DROP DATABASE carried WITH (FORCE)")
    restore(tmp_path / "b.zip", f"sqlite:///{tmp_path / 'home.db'}")
    home = open_database(f"sqlite:///{tmp_path / 'home.db'}")
    assert load_key(home) == key
    with home.read() as session:
        [row] = session.execute(select(ComplaintRow.person_key, ComplainantRow.phone).join(
            ComplainantRow, ComplainantRow.complaint_id == ComplaintRow.id)).all()  # fmt: skip
    assert row.person_key == known_as(key, WHO)
    home.close()


def test_a_lost_key_stops_no_backup_and_is_told_where_people_come_in(db, tmp_path):
    city = City(db)
    city.take_in(city.complaint("A", complainant=WHO))
    if not db.embedded:  # which has made one by itself
        with db.engine.begin() as connection:
            connection.execute(text("DELETE FROM keys.person"))
    backup(db, tmp_path / "a.zip")
    facts = intake.FileFacts("x.csv", "0" * 64, "", 1, 0, 0, {})
    with pytest.raises(RuleBroken, match=r"人员识别密钥.*commandcenter init"):
        intake.take_in(db, city.liwei, facts, [city.complaint("B", complainant=WHO)])
    restore(tmp_path / "a.zip", f"sqlite:///{tmp_path / 'home.db'}")
    assert not (tmp_path / "home.db.key").exists()
