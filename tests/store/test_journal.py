import json
import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.store import journal
from commandcenter.store.database import Lost
from commandcenter.store.tables.every import JournalImageRow, PersonRow, SettingRow
from commandcenter.store.verify import verify
from tests.patience import PATIENCE_S

ANA = Actor(1, "ana", "安娜")
BEN = Actor(2, "ben", "本")


def add_person(db, login, actor=ANA):
    with db.write() as session:
        row = PersonRow(login=login, name="某人")
        session.add(row)
        session.flush()
        journal.record(session, actor, "person", row.id, "added")
        return row.id


def test_a_change_leaves_a_line_that_every_seat_can_read(db):
    person = add_person(db, "chen")
    with db.read() as session:
        [change] = journal.changes_after(session, 0)
    assert (change.kind, change.subject, change.verb, change.actor) == (
        "person", person, "added", "ana",
    )  # fmt: skip


def test_a_change_without_a_line_is_refused_at_commit(db):
    with pytest.raises(IntegrityError), db.write() as session:
        session.add(PersonRow(login="chen", name="某人"))
    with db.read() as session:
        assert session.query(PersonRow).count() == 0


def test_the_image_of_a_changed_row_holds_it_before_and_after(db):
    person = add_person(db, "chen")
    with db.write() as session:
        session.get_one(PersonRow, person).name = '陈"屿\n'
        journal.record(session, ANA, "person", person, "renamed")
    with db.read() as session:
        image = session.query(JournalImageRow).order_by(JournalImageRow.id.desc()).first()
        before, after = json.loads(image.before), json.loads(image.after)
    assert (before["name"], after["name"]) == ("某人", '陈"屿\n')
    assert after["active"] == 1
    assert (image.op, image.table_name, image.row_key) == ("update", "person", str(person))


def test_an_update_that_changes_nothing_leaves_no_image(db):
    person = add_person(db, "chen")
    with db.write() as session:
        session.execute(text("UPDATE person SET name = name"))
        journal.record(session, ANA, "person", person, "looked at")
    with db.read() as session:
        assert session.query(JournalImageRow).count() == 1


def test_images_are_the_same_text_on_both_databases(db):
    with db.write() as session:
        session.add(SettingRow(key="k", value={"b": [1, 2.5], "a": "“引号”/\\\t"}))
        journal.record(session, ANA, "setting", 0, "set")
    with db.read() as session:
        image = session.query(JournalImageRow).one()
    assert image.after == (
        '{"key":"k","value":"{\\"a\\":\\"“引号”/\\\\\\\\\\\\t\\",\\"b\\":[1,2.5]}","source":""}'
    )


def test_the_chain_verifies_from_the_first_line_to_the_head(db):
    for n in range(5):
        add_person(db, f"p{n}")
    with db.read() as session:
        verdict = verify(session)
    assert (verdict.lines, verdict.images, verdict.bad) == (5, 5, None)


@pytest.mark.parametrize(
    ("tamper", "number", "why"),
    [
        ("UPDATE journal SET actor = 'ben' WHERE number = 2", 2, "hash"),
        ("UPDATE journal_row SET after = '{}' WHERE line = 3", 3, "image"),
        ("DELETE FROM journal_row WHERE line = 3", 3, "rows"),
        ("UPDATE pen SET hash = 'x'", 5, "head"),
    ],
)
def test_a_forged_line_is_found_by_name(db, tamper, number, why):
    for n in range(5):
        add_person(db, f"p{n}")
    with db.engine.execution_options(writes=True).begin() as connection:
        if not db.embedded:  # only a superuser gets past the triggers
            connection.execute(text("SET session_replication_role = replica"))
        connection.execute(text(tamper))
    with db.read() as session:
        bad = verify(session).bad
    assert (bad.number, bad.why) == (number, why)


def test_no_line_can_be_changed_or_removed_on_the_server(postgres_url, cluster):
    from commandcenter.store.database import open_database

    db = open_database(postgres_url)
    add_person(db, "chen")
    for statement in (
        "UPDATE journal SET actor = 'x'",
        "DELETE FROM journal",
        "TRUNCATE journal CASCADE",
    ):
        with pytest.raises(DBAPIError, match="append-only"), db.engine.begin() as connection:
            connection.execute(text(statement))
    db.close()


def test_a_failed_command_leaves_no_line_and_no_gap(db):
    with db.engine.execution_options(writes=True).connect() as connection:
        session = Session(connection, info={"clock": db.clock})
        session.add(PersonRow(login="x", name="x"))
        journal.record(session, ANA, "person", 1, "added")
        session.rollback()
    add_person(db, "chen")
    with db.read() as session:
        assert [c.number for c in journal.changes_after(session, 0)] == [1]


def test_a_follower_gets_another_seats_change(db):
    stop = threading.Event()
    threading.Timer(0.3, add_person, (db, "chen", BEN)).start()
    batch = next(journal.follow(db, 0, stop))
    assert [(c.kind, c.actor) for c in batch] == [("person", "ben")]


def test_many_writers_are_seen_in_order_and_none_is_missed(db):
    seats, each = 6, 25
    stop, got = threading.Event(), []

    def follow():
        for batch in journal.follow(db, 0, stop):
            got.extend(c.number for c in batch)
            if len(got) == seats * each:
                return

    def write(seat):
        for n in range(each):
            with db.write() as session:
                journal.record(session, Actor(seat, f"s{seat}", ""), "log", n, "written")

    threads = [threading.Thread(target=write, args=(s,)) for s in range(seats)]
    follower = threading.Thread(target=follow)
    for thread in [follower, *threads]:
        thread.start()
    for thread in threads:
        thread.join()
    follower.join(20)
    stop.set()
    assert got == list(range(1, seats * each + 1))


def test_a_reader_far_behind_is_told_to_ask_for_everything(db, monkeypatch):
    monkeypatch.setattr(journal, "GAP", 3)
    for n in range(5):
        add_person(db, f"p{n}")
    [change] = next(journal.follow(db, 0, threading.Event()))
    assert (change.number, change.kind) == (5, journal.EVERYTHING)


def test_a_change_made_while_the_link_was_down_still_arrives(postgres_url):
    from commandcenter.store.database import open_database

    db = open_database(postgres_url)
    stop, links, got, up = threading.Event(), [], [], threading.Event()

    def on_link(state):
        links.append(state)
        up.set()

    def follow():
        for batch in journal.follow(db, 0, stop, on_link):
            got.extend(batch)
            stop.set()

    follower = threading.Thread(target=follow)
    follower.start()
    assert up.wait(PATIENCE_S)
    with db.engine.connect() as c:  # cut every other connection, then write
        c.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    add_person(db, "chen")
    follower.join(15)
    stop.set()
    assert [c.kind for c in got] == ["person"]
    assert links == [True, False, True]
    db.close()


def test_a_server_that_is_gone_is_a_lost_database(cluster):
    from commandcenter.store.clock import system_clock
    from commandcenter.store.database import Database
    from commandcenter.store.engines import make_engine
    from tests.cluster import free_port

    engine = make_engine(f"postgresql://postgres@127.0.0.1:{free_port()}/x")
    db = Database(engine, system_clock)
    with pytest.raises(Lost), db.read() as session:
        journal.latest(session)
    db.close()
