"""S4: a real server with TLS, and every wrong way of reaching it; each is refused in words."""

import os
import pwd
import shutil
import socket
import threading
import time
from dataclasses import replace

import psycopg
import pytest
from sqlalchemy import insert

from commandcenter.domain.seat.joining import NotJoined, Part
from commandcenter.store import roles, schema_state
from commandcenter.store.address import Address, Host, Link
from commandcenter.store.database import Lost, open_database
from commandcenter.store.seat.joining import join
from commandcenter.store.tables.every import PersonRow
from tests.certificates import Authority
from tests.city import City
from tests.cluster import free_port
from tests.conftest import run_sql
from tests.patience import PATIENCE_S

NAME, PASSWORD = "db.bureau.cn", "right-words-1"
HBA = """hostssl all tls_li all scram-sha-256
host all tls_li all reject
hostssl all tls_weak all password
hostssl all tls_old all md5
"""
ROLES = """CREATE ROLE tls_li LOGIN PASSWORD 'right-words-1';
CREATE ROLE tls_weak LOGIN PASSWORD 'right-words-1';
CREATE ROLE tls_gone NOLOGIN PASSWORD 'right-words-1';
SET password_encryption = 'md5';
CREATE ROLE tls_old LOGIN PASSWORD 'right-words-1';
GRANT SELECT ON ALL TABLES IN SCHEMA public TO tls_li;
"""


class Secured:
    """The tests' server while it has TLS; `ready` are its good certificate and key."""

    def __init__(self, cluster, folder):
        self.cluster = cluster
        self.bureau, self.other = Authority(folder, "bureau"), Authority(folder, "other")
        self.ready = self.bureau.issue("good", NAME)
        self.address = Address(
            (Host(NAME, cluster.port),), "tls", "tls_li", str(self.bureau.file),
            hostaddr="127.0.0.1",
        )  # fmt: skip

    def show(self, files, *, ssl=True):
        """Let the server show this certificate from the next connection on."""
        for file, name in zip(files, ("server.crt", "server.key"), strict=True):
            target = self.cluster.data / name
            shutil.copy(file, target)
            os.chmod(target, 0o600)
            if self.cluster.user:
                os.chown(target, pwd.getpwnam(self.cluster.user).pw_uid, -1)
        run_sql(self.cluster, f"ALTER SYSTEM SET ssl = {'on' if ssl else 'off'}")
        self.reload(ssl)

    def reload(self, ssl):
        """A change is there once the server says so: it takes a moment after the signal."""
        with psycopg.connect(self.cluster.url(), autocommit=True) as connection:
            before = connection.execute("SELECT pg_conf_load_time()").fetchone()
            connection.execute("SELECT pg_reload_conf()")
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            with psycopg.connect(self.cluster.url()) as connection:
                asked = "SELECT pg_conf_load_time(), current_setting('ssl')"
                at, there = connection.execute(asked).fetchone()
                if at > before[0] and there == ("on" if ssl else "off"):
                    return
            time.sleep(0.02)
        raise TimeoutError


@pytest.fixture(scope="module")
def secured(cluster, tmp_path_factory):
    found = Secured(cluster, tmp_path_factory.mktemp("tls"))
    run_sql(cluster, "CREATE DATABASE tls TEMPLATE template")
    db = open_database(cluster.url("tls"))
    with db.engine.begin() as connection:
        connection.exec_driver_sql(ROLES)
        connection.execute(insert(PersonRow), {"login": "tls_li", "name": "李蔚", "active": True})
        connection.exec_driver_sql("INSERT INTO journal(actor, kind, subject, verb, clause) "
                                   "VALUES ('', 'person', 1, 'added', '')")  # fmt: skip
    db.close()
    hba = cluster.data / "pg_hba.conf"
    kept = hba.read_text()
    hba.write_text(HBA + kept)
    found.show(found.ready)
    yield found
    hba.write_text(kept)
    run_sql(cluster, "ALTER SYSTEM RESET ssl")
    found.reload(ssl=False)
    run_sql(cluster, "DROP DATABASE tls WITH (FORCE)")
    for role in ("tls_li", "tls_weak", "tls_gone", "tls_old"):
        run_sql(cluster, f"DROP ROLE {role}")


def refused(address, part, words, password=PASSWORD):
    with pytest.raises(NotJoined, match=words) as caught:
        join(address, password)
    assert caught.value.part is part
    assert PASSWORD not in str(caught.value)
    with pytest.raises(Lost):  # and the seat itself gets no further
        open_database(address.text, password)


def test_the_right_way_is_welcome(secured):
    welcome = join(secured.address, PASSWORD)
    assert (welcome.person, welcome.secured, welcome.concerns) == ("李蔚", True, ())
    db = open_database(secured.address.text, PASSWORD)
    with db.engine.connect() as connection:
        used = connection.exec_driver_sql(
            "SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        ).one()
    db.close()
    assert tuple(used) == (True, "TLSv1.3")


def test_s4_a_certificate_of_another_authority_is_refused(secured):
    refused(replace(secured.address, ca=str(secured.other.file)), Part.CA, "不是所选 CA 签发")
    refused(replace(secured.address, ca="system"), Part.CA, "不是所选 CA 签发")


def test_s4_a_certificate_of_another_name_is_refused(secured):
    other = replace(secured.address, hosts=(Host("db2.bureau.cn", secured.cluster.port),))
    refused(other, Part.HOST, "证书不是发给“db2.bureau.cn”的")


def test_s4_without_an_authority_nobody_is_believed(secured, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    junk = tmp_path / "letter.crt"
    junk.write_text("dear colleague")
    refused(replace(secured.address, ca=str(tmp_path / "none.crt")), Part.CA, "没有本局的 CA 证书")
    refused(replace(secured.address, ca=str(junk)), Part.CA, "不是证书文件")
    refused(replace(secured.address, ca=""), Part.CA, "没有本局的 CA 证书")


@pytest.mark.parametrize("login", ["tls_weak", "tls_old"])
def test_s4_a_server_that_wants_the_password_in_a_weaker_way_does_not_get_it(secured, login):
    refused(replace(secured.address, login=login), Part.SERVER, "不安全的方式交出口令")


def test_s4_an_expired_certificate_is_refused(secured):
    try:
        secured.show(secured.bureau.issue("old", NAME, from_day=-30, to_day=-1))
        refused(secured.address, Part.SERVER, "已过期")
        secured.show(secured.bureau.issue("early", NAME, from_day=1))
        refused(secured.address, Part.SERVER, "尚未生效")
    finally:
        secured.show(secured.ready)


def test_s4_a_server_without_tls_is_refused(secured):
    try:
        secured.show(secured.ready, ssl=False)
        refused(secured.address, Part.SERVER, "没有启用 TLS")
    finally:
        secured.show(secured.ready)


def test_s4_one_who_pretends_to_be_the_server_learns_nothing(secured):
    """The pretender offers no TLS (a downgrade): the seat hangs up before it says who it is."""
    heard = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def pretend():
            for _ in range(2):
                connection, _ = server.accept()
                with connection:
                    connection.settimeout(5)
                    heard.append(connection.recv(8))
                    connection.sendall(b"N")
                    heard.append(connection.recv(4096))

        thread = threading.Thread(target=pretend)
        thread.start()
        false = replace(secured.address, hosts=(Host(NAME, server.getsockname()[1]),))
        refused(false, Part.SERVER, "没有启用 TLS")
        thread.join(10)
    assert [len(each) for each in heard] == [8, 0, 8, 0]


def test_what_else_is_in_the_way_is_said_in_words(secured):
    address, there = secured.address, secured.cluster.port
    refused(address, Part.PASSWORD, "口令不对", "wrong")
    refused(address, Part.PASSWORD, "请输入口令", None)
    refused(replace(address, database="nothing"), Part.DATABASE, "没有名为“nothing”的数据库")
    refused(replace(address, hosts=(Host(NAME, free_port()),)), Part.HOST, "端口没有应答")
    named = replace(address, hosts=(Host("no-such.invalid", there),), hostaddr="")
    refused(named, Part.HOST, "找不到服务器")
    here = replace(address, hosts=(Host("127.0.0.1", there),), tls=False, ca="", hostaddr="")
    refused(here, Part.LOGIN, "请系统管理员放行")  # the server itself wants TLS of this login
    refused(replace(here, login="tls_gone"), Part.LOGIN, "已停用")


def in_the_database(secured, words, part, *statements, database="other"):
    run_sql(secured.cluster, f"CREATE DATABASE {database}")
    try:
        with psycopg.connect(secured.cluster.url(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)
        with pytest.raises(NotJoined, match=words) as caught:
            join(replace(secured.address, database=database), PASSWORD)
        assert caught.value.part is part
    finally:
        run_sql(secured.cluster, f"DROP DATABASE {database} WITH (FORCE)")


def test_what_stands_in_the_database_is_said_in_words(secured, monkeypatch):
    in_the_database(secured, "还是空的", Part.EMPTY)
    in_the_database(secured, "别的程序的数据", Part.DATABASE, "CREATE TABLE t()")
    in_the_database(
        secured, "没有任何权限", Part.LOGIN, "CREATE TABLE alembic_version(version_num text)"
    )
    in_the_database(
        secured, "没有进入数据库", Part.LOGIN, "REVOKE ALL ON DATABASE other FROM PUBLIC"
    )
    monkeypatch.setattr(schema_state, "head", lambda: "9998")
    with pytest.raises(NotJoined, match="结构较旧") as caught:
        join(secured.address, PASSWORD)
    assert caught.value.part is Part.DATABASE


def test_a_login_without_a_role_is_told_to_ask_for_one(secured):
    """As the bureau's database is: with the schema and its rights laid."""
    run_sql(secured.cluster, "CREATE DATABASE other TEMPLATE template")
    try:
        db = open_database(secured.cluster.url("other"))
        City(db)
        roles.lay(db)
        db.close()
        run_sql(secured.cluster, "GRANT CONNECT ON DATABASE other TO tls_li")
        with pytest.raises(NotJoined, match="“tls_li”在本局数据库里还没有任何权限") as caught:
            join(replace(secured.address, database="other"), PASSWORD)
        assert caught.value.part is Part.LOGIN
    finally:
        run_sql(secured.cluster, "DROP DATABASE other WITH (FORCE)")


def test_a_program_too_old_for_the_database_is_said_in_words(secured, monkeypatch):
    monkeypatch.setattr(schema_state, "__version__", "0.0.1")
    with pytest.raises(NotJoined, match="过旧，此数据库要求") as caught:
        join(secured.address, PASSWORD)
    assert caught.value.part is Part.PROGRAM


def test_of_several_servers_the_one_that_answers_is_joined_and_the_other_is_told(secured):
    dead = Host(NAME, free_port())
    both = replace(
        secured.address, hosts=(dead, *secured.address.hosts), hostaddr="127.0.0.1,127.0.0.1"
    )
    welcome = join(both, PASSWORD)
    assert [str(dead.port) in words for words in welcome.concerns] == [True]
    with pytest.raises(NotJoined, match=r"几台服务器都接不上。.*端口没有应答.*端口没有应答"):
        join(replace(both, hosts=(dead, dead)), PASSWORD)


def test_a_link_keeps_no_password_in_words(secured):
    link = Link(secured.address, PASSWORD)
    assert PASSWORD not in repr(link) + str(link.address) + link.address.text
