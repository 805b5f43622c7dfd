"""A bureau moved from its file onto a server: who has no login is named, and gets one."""

import re

import psycopg
import pypdfium2
import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.program import admin, record_commands
from commandcenter.queries.seat.account_board import account_board
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import membership, people
from commandcenter.store import backup as backups
from commandcenter.store import seed
from commandcenter.store.complaints.person_key import key_in
from commandcenter.store.database import now, open_database
from commandcenter.store.people import actor_of
from tests.conftest import run_sql
from tests.program.test_admin import modern  # noqa: F401  # a fixture

WHO = [
    ("mv_zhen", "林震", Role.COMMANDER),
    ("mv_he", "白荷", Role.ADMIN),
    ("mv_hu", "景湖", Role.DUTY),
    ("mv_gone", "离岗", Role.DUTY),
]


@pytest.fixture
def copy(sqlite_url, tmp_path, monkeypatch):
    """A backup of a file with three people in service and one who left."""
    monkeypatch.setenv("COMMANDCENTER_DATA", str(tmp_path / "data"))
    db = open_database(sqlite_url)
    with db.write() as session:
        seed.put_plan(session, PROGRAM)
        key_in(session)
        for login, name, role in WHO:
            person = people.add_person(session, PROGRAM, people.NewPerson(login, name))
            people.grant_role(session, PROGRAM, person, role)
        membership.disable(session, PROGRAM, person)
    file = tmp_path / "copy.zip"
    backups.backup(db, file)
    db.close()
    return file


@pytest.fixture
def server(modern):  # noqa: F811
    run_sql(modern, "CREATE DATABASE moved_people")
    yield modern.url("moved_people")
    run_sql(modern, "DROP DATABASE moved_people WITH (FORCE)")
    for login, _, _ in WHO:
        run_sql(modern, f"DROP ROLE IF EXISTS {login}")


def sheets(file):
    """The words of each page."""
    document = pypdfium2.PdfDocument(file)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return pages


def test_the_move_names_who_has_no_login_and_one_act_makes_them_all(copy, server, tmp_path):
    said = record_commands.restore(server, copy)
    assert "3 人还没有登录名，不能登录：林震（mv_zhen）、白荷（mv_he）、景湖（mv_hu）。" in said
    out = tmp_path / "密码条.pdf"
    told = admin.make_logins(server, out)
    assert told.startswith(f"已为 3 人新建登录名；密码条在 {out}")
    assert oct(out.stat().st_mode & 0o777) == "0o600"
    pages = sheets(out)
    assert [re.search(r"mv_\w+", page)[0] for page in pages] == ["mv_zhen", "mv_he", "mv_hu"]
    passwords = [re.search(r"\w{5}-\w{5}-\w{5}", page)[0] for page in pages]
    assert len(set(passwords)) == 3
    assert not [each for each in passwords if each in told]
    as_duty = server.replace("postgres@", "mv_hu@").replace("+psycopg", "")
    with psycopg.connect(as_duty) as link:
        assert link.execute("SELECT count(*) FROM person").fetchone() == (4,)
    assert admin.make_logins(server, tmp_path / "b.pdf").startswith("在岗人员都有登录名")
    assert not (tmp_path / "b.pdf").exists()


def test_where_the_sheets_are_not_written_nobody_gets_a_login(copy, server, tmp_path, monkeypatch):
    record_commands.restore(server, copy)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("commandcenter.offices.people_lists.save", full)
    with pytest.raises((OSError, RuleBroken)):
        admin.make_logins(server, tmp_path / "密码条.pdf")
    db = open_database(server)
    with db.read() as session:
        board = account_board(session, actor_of(session, "mv_he", now(session)))
    db.close()
    assert board.without_login == 3
