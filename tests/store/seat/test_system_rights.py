"""On a server: who keeps the system sees no complaint, and who answers the telephone their own."""

from contextlib import contextmanager
from dataclasses import replace

import psycopg
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from commandcenter.domain.alarms.alarm import Priority, Standing
from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.domain.complaints.phone_call import CallOutcome
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.offices import looking_ahead, take_in, watched_folder
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_detail, complaint_page
from commandcenter.queries.complaints.phone_calls import phone_calls as phone_calls_of
from commandcenter.queries.seat.account_board import account_board
from commandcenter.queries.seat.account_changes import account_changes
from commandcenter.queries.seat.backup_board import backup_board
from commandcenter.queries.seat.search import search
from commandcenter.queries.seat.switching import switching_items
from commandcenter.queries.seat.system_state import store_state, work_state
from commandcenter.services.complaints import hand_entry, phone_calls
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import backups, standby
from commandcenter.store import journal
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.database import now, open_database
from commandcenter.store.tables.every import (
    AlarmRow,
    BatchRow,
    ComplaintRow,
    IncidentRow,
    ObligationRow,
    PaperRow,
    PhoneCallRow,
    SignalRow,
)
from commandcenter.store.tables.journal_image import JournalImageRow
from commandcenter.store.tables.restore_drill import RestoreDrillRow
from tests.cli import export_files
from tests.conftest import run_sql
from tests.services.guarded import Bureau

ADMIN, CLERK, DUTY, LEAD, CHIEF, AUDITOR = (
    (role, None, None)
    for role in (
        Role.ADMIN, Role.CLERK_HOTLINE, Role.DUTY, Role.LEAD_DUTY, Role.COMMANDER, Role.AUDITOR,
    )
)  # fmt: skip
TRIED = {"backup": "a.zip", "machine": "host", "whole": True, "words": "", "lines": 9, "rows": 8,
         "seconds": 7}  # fmt: skip


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE kept TEMPLATE template")
    bureau = Bureau(cluster, "kept", [ADMIN, CLERK, DUTY, LEAD, CHIEF, AUDITOR])
    bureau.city.take_in(bureau.city.complaint("C-1"), bureau.city.complaint("C-2", 9))
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE kept WITH (FORCE)")


@contextmanager
def seat(bureau, cluster, persona):
    """The program's own database, opened as the person, and who that is."""
    actor = bureau.actors[persona]
    db = open_database(cluster.url("kept").replace("postgres@", f"{actor.login}@"))
    try:
        yield db, actor
    finally:
        db.close()


def counted(session, *tables):
    return [session.scalar(select(func.count()).select_from(table)) for table in tables]


@pytest.mark.parametrize("persona", [ADMIN, CLERK], ids=["admin", "clerk"])
def test_images_of_rows_in_bulk_are_hidden_from_who_sees_no_work_and_stop_no_reading(
    bureau, cluster, persona
):
    whole = select(JournalImageRow.row_key).where(JournalImageRow.op == "bulk")
    with seat(bureau, cluster, CHIEF) as (db, _), db.read() as session:
        assert session.scalars(whole).all()
    with seat(bureau, cluster, persona) as (db, _), db.read() as session:
        assert session.scalars(whole).all() == []


def test_the_administrator_sees_the_system_and_nothing_of_the_work(bureau, cluster):
    with seat(bureau, cluster, ADMIN) as (db, actor), db.read() as session:
        assert counted(session, ComplaintRow, IncidentRow, PaperRow, SignalRow) == [0, 0, 0, 0]
        found = [*store_state(session, actor), *work_state(session, actor)]
        names = {each.name for each in found}
        assert {"数据库", "席位", "自动监测", "告警引擎", "最近备份", "恢复演练"} <= names
        assert account_board(session, actor).lines
        assert account_changes(session, actor).lines
        assert not [hit for hit in search(session, actor, "悦力工场") if hit.kind != "person"]


def test_the_administrators_alarms_are_of_the_servers_alone(bureau, cluster):
    with bureau.db.write() as session:
        at = now(session)
        for kind in ("signal", "backup_old"):
            session.add(
                AlarmRow(
                    key=f"{kind}/x", kind=kind, about="", stage="on", title="某店退费", place="",
                    todo="", act="", act_word="", room=False, priority=Priority.LOW, version=1,
                    standing=Standing.UNACKNOWLEDGED, since=at, raised_at=at, step=0, step_at=at,
                    reached=[], reached_names=[], next_to="", acknowledged_by="", shelved_by="",
                    shelved_why="",
                )
            )  # fmt: skip
        session.flush()
        journal.record(session, PROGRAM, "alarm", 1, "raised")
    with seat(bureau, cluster, ADMIN) as (db, _), db.read() as session:
        assert set(session.scalars(select(AlarmRow.kind))) == {"backup_old"}
    with seat(bureau, cluster, DUTY) as (db, _), db.read() as session:
        assert set(session.scalars(select(AlarmRow.kind))) >= {"signal", "backup_old"}


def test_a_restore_that_was_tried_is_noted_by_who_keeps_backups(bureau, cluster):
    with seat(bureau, cluster, ADMIN) as (db, actor):
        with db.write() as session:
            backups.note_restore(session, actor, backups.Tried(made_at=now(session), **TRIED))
        with db.read() as session:
            [line] = backup_board(session, actor).lines
            assert (line.by, line.rows) == (actor.name, 8)
            found = obligations_of(session, None, now(session))
            states = [row.state for row in found if row.code == "restore_drill"]
    assert sorted(states) == [ObligationState.DONE, ObligationState.OPEN]
    with bureau.db.read() as session:  # nothing stands twice
        wanted = select(ObligationRow.code).where(ObligationRow.incident_id.is_(None))
        codes = session.scalars(wanted).all()
    assert codes.count("drill_live") == 1
    with seat(bureau, cluster, DUTY) as (db, actor):
        with db.write() as session, pytest.raises(RuleBroken, match="备份和恢复演练"):
            backups.note_restore(session, actor, backups.Tried(made_at=now(session), **TRIED))
        with db.read() as session:
            assert counted(session, RestoreDrillRow) == [1]


def test_who_answers_the_telephone_enters_and_sees_their_own(bureau, cluster):
    with seat(bureau, cluster, CLERK) as (db, actor):
        with db.write() as session:
            who = Complainant("孔某", "10000000042")
            own = bureau.city.complaint("T-1", subject_name="澄州某超市", complainant=who)
            hand_entry.enter_by_hand(session, actor, own)
        with db.read() as session:
            page = complaint_page(session, ComplaintFilter(), actor=actor)
            [line] = page.lines
            assert (line.number, line.complainant) == ("T-1", "孔**")
            assert complaint_detail(session, line.id, actor).phone == "100****0042"
            assert counted(session, BatchRow, IncidentRow, PaperRow, AlarmRow) == [1, 0, 0, 0]
            assert counted(session, ComplaintRow) == [1]
            with pytest.raises(RuleBroken):
                store_state(session, actor)
        again = bureau.city.complaint("C-1")
        with db.write() as session, pytest.raises(RuleBroken):
            hand_entry.enter_by_hand(session, actor, again)
    with bureau.db.read() as session:
        assert counted(session, ComplaintRow) == [3]


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE complaint SET title = 'x' WHERE number = 'T-1'",
        "DELETE FROM complaint",
        "UPDATE subject SET name = 'x'",
        "UPDATE incident SET title = 'x'",
    ],
)
def test_who_answers_the_telephone_changes_nothing_afterwards(bureau, cluster, attack):
    login = bureau.actors[CLERK].login
    url = cluster.url("kept").replace("postgres@", f"{login}@")
    with psycopg.connect(url) as connection:
        try:
            changed = connection.execute(attack).rowcount
            connection.commit()
        except psycopg.Error:
            return
        assert changed == 0


def test_the_administrator_proposes_and_the_leader_on_duty_says_why_he_decides(bureau, cluster):
    with seat(bureau, cluster, ADMIN) as (db, actor):
        with db.write() as session, pytest.raises(RuleBroken, match="总指挥"):
            standby.go_single(session, actor, "备机断电")
        with db.write() as session:
            standby.propose_single(session, actor, "备机断电")
    with seat(bureau, cluster, LEAD) as (db, actor):
        with db.read() as session:
            [item] = switching_items(session, actor, now(session))
            assert "备机断电" in item.detail
        with db.write() as session, pytest.raises(RuleBroken, match="总指挥联系不上"):
            standby.go_single(session, actor, "备机断电")
        with db.write() as session:
            standby.go_single(session, actor, "备机断电", "08:10 两次无人接听")
    with seat(bureau, cluster, CHIEF) as (db, actor):
        with db.read() as session:
            [item] = switching_items(session, actor, now(session))
            assert "08:10 两次无人接听" in item.detail
        with db.write() as session:
            standby.go_double(session, actor)
        with db.read() as session:
            assert not list(switching_items(session, actor, now(session)))
    with seat(bureau, cluster, AUDITOR) as (db, actor), db.read() as session:
        deeds = [line.deed for line in account_changes(session, actor).lines]
    assert deeds[:3] == ["恢复双机运行", "切换为单机运行", "建议切换为单机运行"]


def test_the_administrator_writes_no_decision_by_plain_sql(bureau, cluster):
    login = bureau.actors[ADMIN].login
    url = cluster.url("kept").replace("postgres@", f"{login}@")
    with psycopg.connect(url, autocommit=True) as connection, pytest.raises(psycopg.Error):
        connection.execute("UPDATE setting SET value = 'true' WHERE key = 'single_server'")


def test_who_answers_the_telephone_sees_the_calls_they_took(bureau, cluster):
    at = bureau.db.clock()
    told = phone_calls.NewCall(at, "询问退卡流程", CallOutcome.ANSWERED, "已告知")
    for persona in (DUTY, CLERK):
        with seat(bureau, cluster, persona) as (db, actor), db.write() as session:
            phone_calls.take_call(session, actor, replace(told, taken_at=now(session)))
    with seat(bureau, cluster, CLERK) as (db, actor):
        with db.write() as session:
            new = bureau.city.complaint("T-2", subject_name="澄州某超市")
            phone_calls.take_complaint(session, actor, new, now(session), None)
        with db.read() as session:
            assert counted(session, PhoneCallRow) == [2]
            board = phone_calls_of(session, actor, now(session))
            assert {(line.number, line.by) for line in board.lines} == {
                ("T-2", actor.name), ("", actor.name)
            }  # fmt: skip
    with seat(bureau, cluster, DUTY) as (db, actor), db.read() as session:
        assert phone_calls_of(session, actor, now(session)).today == 3


@pytest.mark.parametrize(
    "row",
    [
        "1, now(), 'x', 'answered', 'y', '', now(), 'x'",  # taken by another
        "{me}, now(), 'x', 'complaint', '', 'C-1', now(), 'x'",  # of another's complaint
    ],
)
def test_the_server_refuses_a_call_that_was_anothers(bureau, cluster, row):
    with seat(bureau, cluster, CLERK) as (db, actor), db.write() as session:
        statement = (
            "INSERT INTO phone_call (person_id, taken_at, matter, outcome, answer, number, at, by)"
            f" VALUES ({row.format(me=actor.person_id)})"
        )
        with pytest.raises((DBAPIError, RuleBroken)):
            session.execute(text(statement))
        session.rollback()


def test_the_command_takes_files_in_as_who_is_logged_in_to_the_server(bureau, cluster, tmp_path):
    """It stored as the program, which the server refused."""
    login = bureau.actors[DUTY].login
    url = cluster.url("kept").replace("postgres@", f"{login}@")
    plain = {"mapping": None, "crs": "wgs84"}
    file = export_files.write(tmp_path / "a.csv", [export_files.row(n) for n in range(3)])
    (ahead,) = looking_ahead.intake_ahead(url, [file], **plain)
    assert ahead.facts.rows == 3
    (taken,) = take_in.intake(url, [file], rejects=None, **plain)
    assert taken.stored.accepted == 3
    folder = tmp_path / "watched"
    folder.mkdir()
    export_files.write(folder / "b.csv", [export_files.row(n) for n in range(3, 5)])
    said = list(watched_folder.watch(url, folder, once=True, **plain))
    assert any("入库 2" in words for words in said), said
    with bureau.db.read() as session:
        names = select(BatchRow.opened_by).where(BatchRow.file_name.in_(("a.csv", "b.csv")))
        assert session.scalars(names).all() == [bureau.actors[DUTY].name] * 2
