"""A key of the right form and another content is refused, wherever it is looked for."""

import errno
import hashlib
import json
import os
import zipfile
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.domain.times import from_local
from commandcenter.services.complaints import hand_entry, intake
from commandcenter.services.complaints.intake import FileFacts
from commandcenter.store import regular_backups
from commandcenter.store.backup import backup, restore, restore_to_server
from commandcenter.store.complaints import key_check, person_key, person_key_care
from commandcenter.store.complaints.key_check import KeyLost, WrongKey, check_of, fingerprint
from commandcenter.store.complaints.person_key import intake_key, load_key
from commandcenter.store.database import open_database
from commandcenter.store.regular_backups import automatic
from commandcenter.store.tables.every import ComplaintRow, SchemaInfoRow
from commandcenter.store.verify import verify
from tests.conftest import run_sql
from tests.services.guarded import Bureau

pytestmark = pytest.mark.lot(2)  # most of it on either database

WHO = Complainant(name="王某", phone="13900001234")
OTHER = bytes([7]) * 32
FACTS = FileFacts("x.csv", "0" * 64, "", 1, 0, 0, {})


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COMMANDCENTER_DATA", str(tmp_path / "data"))


@pytest.fixture
def bureau(city):
    """Its key is made by `init`, and people are known by it."""
    person_key_care.settle(city.db)
    city.key = load_key(city.db)
    bring(city, "A", "B", "C")
    return city


def bring(city, *numbers, key=None):
    for number in numbers:
        one = city.complaint(number, complainant=Complainant("王某", f"1390000{ord(number):04}"))
        intake.take_in(city.db, city.liwei, FACTS, [one], key)


def put(db, key):
    """In the place of the key that is there, as a copied folder or a careless UPDATE does it."""
    if db.embedded:
        person_key.key_path(db).write_text(key.hex())
        return
    with db.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM keys.person"))
        connection.execute(person_key.KEEP, {"key": key.hex()})


def take_away(db):
    if db.embedded:
        person_key.key_path(db).unlink()
    else:
        with db.engine.begin() as connection:
            connection.execute(sa.text("DELETE FROM keys.person"))


def everything(db):
    with db.read() as session:
        keys = session.execute(sa.select(ComplaintRow.number, ComplaintRow.person_key)).all()
        return sorted(keys), session.scalar(sa.select(SchemaInfoRow.key_check))


def of_before(db):
    """As an earlier program left it: nothing is written down of its key."""
    with db.engine.execution_options(writes=True).begin() as connection:
        connection.execute(sa.update(SchemaInfoRow).values(key_check=None))


def test_another_key_is_refused_with_both_fingerprints_and_the_way_out(bureau):
    put(bureau.db, OTHER)
    with pytest.raises(WrongKey) as refused:
        load_key(bureau.db)
    words = str(refused.value)
    with bureau.db.read() as session:
        number = session.scalar(sa.select(SchemaInfoRow.database_id))
    for told in (fingerprint(check_of(OTHER)), fingerprint(check_of(bureau.key)), number):
        assert told in words
    assert "person.key" in words
    where = str(person_key.key_path(bureau.db)) if bureau.db.embedded else "共享数据库"
    assert where in words


def test_nobody_is_brought_in_under_another_key(bureau):
    before = everything(bureau.db)
    put(bureau.db, OTHER)
    with pytest.raises(WrongKey):
        bring(bureau, "D")
    with pytest.raises(WrongKey), bureau.db.write() as session:
        hand_entry.enter_by_hand(session, bureau.liwei, bureau.complaint("E", complainant=WHO))
    assert everything(bureau.db) == before


def test_init_refuses_another_key_and_changes_nothing(bureau):
    before = everything(bureau.db)
    put(bureau.db, OTHER)
    for refused in (person_key_care.require_own, person_key_care.settle):
        with pytest.raises(WrongKey):
            refused(bureau.db)
    assert everything(bureau.db) == before
    put(bureau.db, bureau.key)
    assert person_key_care.settle(bureau.db) == 0
    assert load_key(bureau.db) == bureau.key


def test_only_a_key_that_is_not_there_is_replaced_and_the_old_one_is_then_another(bureau):
    take_away(bureau.db)
    with pytest.raises(KeyLost):
        load_key(bureau.db)
    assert person_key_care.settle(bureau.db) == 3
    new = load_key(bureau.db)
    assert new != bureau.key
    with bureau.db.read() as session:
        assert verify(session).bad is None
        assert key_check.fits_all(session, new)
    put(bureau.db, bureau.key)
    with pytest.raises(WrongKey):
        load_key(bureau.db)


def test_a_new_key_that_cannot_be_kept_makes_the_right_one_no_others(sqlite_url, monkeypatch):
    db = open_database(sqlite_url)
    person_key_care.settle(db)
    key = load_key(db)
    for broken in ("fsync of the key", "commit"):
        take_away(db)
        with monkeypatch.context() as patched:
            if broken == "commit":
                event.listen(db.engine, "commit", full_disk)
            else:
                patched.setattr(os, "fsync", full_disk)
            with pytest.raises(OSError, match="full"):
                person_key_care.settle(db)
        if broken == "commit":
            event.remove(db.engine, "commit", full_disk)
        assert not person_key.key_path(db).exists()
        put(db, key)
        assert load_key(db) == key
    db.close()


def full_disk(*_):
    raise OSError(errno.ENOSPC, "full")


def test_a_key_that_is_missing_before_anybody_is_known_by_it_is_missed_too(city):
    person_key_care.settle(city.db)
    take_away(city.db)
    with pytest.raises(KeyLost):
        load_key(city.db)
    assert person_key_care.settle(city.db) == 0
    load_key(city.db)


def test_a_database_of_before_trusts_the_key_by_which_its_people_are_known(bureau):
    of_before(bureau.db)
    put(bureau.db, OTHER)
    with bureau.db.read() as session, pytest.raises(WrongKey, match=r"最近 3 件.*认得出 0 件"):
        key_check.require_own(session, OTHER)
    with pytest.raises(WrongKey):
        person_key_care.settle(bureau.db)
    if bureau.db.embedded:  # a server's seats ask the server, whose `init` has looked
        with pytest.raises(WrongKey, match="认得出 0 件"):
            load_key(bureau.db)
    put(bureau.db, bureau.key)
    assert person_key_care.settle(bureau.db) == 0
    assert everything(bureau.db)[1] == check_of(bureau.key)


def test_what_was_brought_in_under_a_wrong_key_before_is_recognised_anew(bureau):
    """The program of before took it: most are known by the right one, and `init` mends the rest."""
    of_before(bureau.db)
    if not bureau.db.embedded:  # a server numbers by itself, and never by a key that it is given
        bring(bureau, "D", key=OTHER)
        assert person_key_care.settle(bureau.db) == 0
        return
    bring(bureau, "D", key=OTHER)
    assert person_key_care.settle(bureau.db) == 1
    with bureau.db.read() as session:
        assert key_check.fits_all(session, bureau.key)


def test_a_key_of_before_is_noted_where_people_are_first_brought_in(bureau):
    of_before(bureau.db)
    bring(bureau, "D")
    noted = everything(bureau.db)[1]
    assert noted == (check_of(bureau.key) if bureau.db.embedded else None)


def test_an_older_schema_is_asked_before_init_touches_it(bureau):
    with bureau.db.engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql("ALTER TABLE schema_info DROP COLUMN key_check")
    person_key_care.require_own(bureau.db)
    put(bureau.db, OTHER)
    with pytest.raises(WrongKey):
        person_key_care.require_own(bureau.db)


def test_the_state_of_the_key_is_told_in_a_sentence(city):
    def told():
        with city.db.read() as session:
            return person_key.state(session)

    assert told() == ("还没有，首次登记投诉时生成。", None)
    person_key_care.settle(city.db)
    words, wrong = told()
    assert fingerprint(check_of(load_key(city.db))) in words
    assert wrong is None
    put(city.db, OTHER)
    assert isinstance(told()[1], WrongKey)
    take_away(city.db)
    assert isinstance(told()[1], KeyLost)


def test_a_backup_in_place_of_another_keeps_the_key_that_is_in_it(bureau, tmp_path):
    backup(bureau.db, tmp_path / "a.zip")
    put(bureau.db, OTHER)
    for _ in range(2):
        backup(bureau.db, tmp_path / "a.zip")
        assert key_in(tmp_path / "a.zip") == bureau.key.hex().encode()
    if bureau.db.embedded:
        person_key.key_path(bureau.db).write_text("xyz")
        backup(bureau.db, tmp_path / "a.zip", force=True)
        assert key_in(tmp_path / "a.zip") == bureau.key.hex().encode()


def test_the_last_copy_of_a_key_is_overwritten_only_by_force(bureau, tmp_path):
    """Nobody can tell that it is not the one that is wanted: the noted one may be wrong."""
    backup(bureau.db, tmp_path / "a.zip")
    with_other_key(tmp_path / "a.zip", tmp_path / "b.zip")
    before = (tmp_path / "b.zip").read_bytes()
    take_away(bureau.db)
    with pytest.raises(RuleBroken, match="--force"):
        backup(bureau.db, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_bytes() == before
    backup(bureau.db, tmp_path / "b.zip", force=True)
    assert key_in(tmp_path / "b.zip") == b""


def test_the_newest_regular_backup_that_holds_a_key_stays(bureau, tmp_path):
    start = from_local(2026, 11, 23, 8)
    automatic(bureau.db, tmp_path, start)
    assert regular_backups.key_trouble(bureau.db) == ""
    put(bureau.db, OTHER)
    for years in (10, 11, 12):
        automatic(bureau.db, tmp_path, start + years * timedelta(days=366))
    assert "里面没有人员识别密钥" in regular_backups.key_trouble(bureau.db)
    first, *_, last = sorted(tmp_path.glob("commandcenter-*.zip"))
    assert (key_in(first), key_in(last)) == (bureau.key.hex().encode(), b"")
    assert "20261123-08" in first.name


def key_in(path):
    with zipfile.ZipFile(path) as archive:
        return archive.read("person.key")


def test_a_backup_without_a_key_is_not_put_to_another_databases_key(bureau, tmp_path):
    take_away(bureau.db)
    backup(bureau.db, tmp_path / "a.zip")
    beside = tmp_path / "home.db.key"
    for strange in (OTHER.hex(), "xyz"):
        beside.write_text(strange)
        with pytest.raises(RuleBroken, match=f"没有恢复：.*{beside}"):
            restore(tmp_path / "a.zip", f"sqlite:///{tmp_path / 'home.db'}")
        assert not (tmp_path / "home.db").exists()
    beside.write_text(bureau.key.hex())
    restore(tmp_path / "a.zip", f"sqlite:///{tmp_path / 'home.db'}")
    home = open_database(f"sqlite:///{tmp_path / 'home.db'}")
    assert load_key(home) == bureau.key
    home.close()


def test_a_backup_goes_on_without_a_key_that_is_another_or_damaged(bureau, tmp_path):
    put(bureau.db, OTHER)
    backup(bureau.db, tmp_path / "a.zip")
    if bureau.db.embedded:
        person_key.key_path(bureau.db).write_text("xyz")
        backup(bureau.db, tmp_path / "a.zip")
    assert zipfile.ZipFile(tmp_path / "a.zip").read("person.key") == b""
    restore(tmp_path / "a.zip", f"sqlite:///{tmp_path / 'home.db'}")
    home = open_database(f"sqlite:///{tmp_path / 'home.db'}")
    with pytest.raises(KeyLost, match=fingerprint(check_of(bureau.key))):
        load_key(home)
    person_key.key_path(home).write_text(OTHER.hex())
    with pytest.raises(WrongKey):
        load_key(home)
    person_key.key_path(home).write_text(bureau.key.hex())
    assert load_key(home) == bureau.key
    home.close()


def with_other_key(path, to):
    """A backup whose parts are each whole, of two databases."""
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(to, "w") as made:
        manifest = json.loads(archive.read("manifest.json"))
        key = OTHER.hex().encode()
        manifest["sha256"]["person.key"] = hashlib.sha256(key).hexdigest()
        made.writestr("manifest.json", json.dumps(manifest))
        made.writestr("person.key", key)
        made.writestr("center.db", archive.read("center.db"))


@pytest.mark.lot(2)
@pytest.mark.parametrize("noted", [True, False])
def test_a_backup_of_two_parts_that_are_no_pair_is_not_restored(bureau, cluster, tmp_path, noted):
    if not noted:
        of_before(bureau.db)
    backup(bureau.db, tmp_path / "a.zip")
    with_other_key(tmp_path / "a.zip", tmp_path / "b.zip")
    with pytest.raises(RuleBroken, match="不是一对"):
        restore(tmp_path / "b.zip", f"sqlite:///{tmp_path / 'home.db'}")
    assert not (tmp_path / "home.db").exists()
    assert not (tmp_path / "home.db.key").exists()
    run_sql(cluster, "CREATE DATABASE no_pair TEMPLATE template")
    there = open_database(cluster.url("no_pair"))
    with pytest.raises(RuleBroken, match="不是一对"):
        restore_to_server(tmp_path / "b.zip", there)
    restore_to_server(tmp_path / "a.zip", there)
    assert load_key(there) == bureau.key
    assert everything(there)[1] == check_of(bureau.key)
    there.close()
    run_sql(cluster, "DROP DATABASE no_pair WITH (FORCE)")


def test_a_machines_key_that_is_not_the_servers_is_not_taken_over(postgres_url, tmp_path):
    db = open_database(postgres_url)
    person_key_care.settle(db)
    key = load_key(db)
    take_away(db)
    with db.read() as session:
        mine = person_key.machine_file(session)
    mine.parent.mkdir(exist_ok=True)
    mine.write_text(OTHER.hex())
    for refused in (person_key_care.require_own, person_key_care.settle):
        with pytest.raises(WrongKey, match=str(mine)):
            refused(db)
    assert mine.exists()
    mine.write_text(key.hex())  # as the administrator puts the right one back
    assert person_key_care.settle(db) == 0
    assert (load_key(db), mine.exists()) == (key, False)
    db.close()


@pytest.fixture(scope="module")
def guarded(cluster, tmp_path_factory):
    run_sql(cluster, "CREATE DATABASE wrong_key TEMPLATE template")
    personas = [(Role.DUTY, None, None), (Role.AUDITOR, None, None), (Role.WALL, None, None)]
    bureau = Bureau(cluster, "wrong_key", personas)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("COMMANDCENTER_DATA", str(tmp_path_factory.mktemp("data")))
        person_key_care.settle(bureau.db)
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE wrong_key WITH (FORCE)")


def seat_of(guarded, cluster, role):
    login = next(a.login for p, a in guarded.actors.items() if p[0] is role)
    return open_database(cluster.url("wrong_key").replace("postgres@", f"{login}@"))


def test_the_server_uses_no_key_that_is_not_its_own(guarded, cluster):
    seat, key = seat_of(guarded, cluster, Role.DUTY), load_key(guarded.db)
    assert intake_key(seat) == b""
    put(guarded.db, OTHER)
    with pytest.raises(WrongKey, match=fingerprint(check_of(OTHER))):
        intake_key(seat)
    with guarded.db.write() as session:  # nobody is numbered by it either
        assert session.scalar(sa.text("SELECT keys.own_key()")) is None
    auditor = seat_of(guarded, cluster, Role.AUDITOR)
    with auditor.read() as session:  # who sees no key, and sees that it is the wrong one
        assert isinstance(person_key.state(session)[1], WrongKey)
    put(guarded.db, key)
    assert intake_key(seat) == b""
    with auditor.read() as session:
        assert fingerprint(check_of(key)) in person_key.state(session)[0]
    for db in (seat, auditor):
        db.close()


@pytest.mark.parametrize("role", [Role.DUTY, Role.AUDITOR, Role.WALL])
def test_nobody_says_that_another_key_is_the_right_one(guarded, cluster, role):
    db = seat_of(guarded, cluster, role)
    with pytest.raises(sa.exc.DBAPIError, match="permission denied"), db.write() as session:
        session.execute(sa.text("UPDATE public.schema_info SET key_check = NULL"))
    db.close()


def test_the_server_and_the_program_know_a_key_by_the_same_value(guarded):
    with guarded.db.read() as session:
        said = session.scalar(sa.text("SELECT rights.key_check(:key)"), {"key": OTHER.hex()})
    assert said == check_of(OTHER)
    assert OTHER.hex() not in said
