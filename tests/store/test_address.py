"""The address of a server: what it may say, and that it can never ask for a weaker link."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.store.address import Host, hosts_of, parse
from commandcenter.store.database import open_database

FAR = "postgresql://zhang%E4%B8%89@db1.bureau.cn,10.0.0.6:5433/center?sslrootcert=/etc/ca.crt"


def test_several_servers_stand_in_one_address():
    address, password = parse(FAR)
    assert address.hosts == (Host("db1.bureau.cn"), Host("10.0.0.6", 5433))
    assert (address.login, address.database, password) == ("zhang三", "center", None)
    made = address.arguments()
    assert (made["host"], made["port"]) == ("db1.bureau.cn,10.0.0.6", "5432,5433")
    assert made["target_session_attrs"] == "read-write"
    assert parse(address.text)[0] == address


def test_a_link_over_a_network_is_never_without_proof():
    for url in (FAR, "postgresql://a@db/c", "postgresql://a@127.0.0.1,db/c"):
        made = parse(url)[0].arguments()
        assert made["sslmode"] == "verify-full"
        assert (made["channel_binding"], made["require_auth"]) == ("require", "scram-sha-256")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://a@db/c?sslmode=require", "认不出假冒"),
        ("postgresql://a@db/c?sslmode=disable", "就在本机"),
        ("postgresql://a@127.0.0.1,db/c?sslmode=disable", "就在本机"),
        ("postgresql://a@db/c?channel_binding=disable", "channel_binding"),
        ("postgresql://a@db/c?require_auth=password", "require_auth"),
        ("postgresql://a@db/c?options=-csearch_path", "options"),
        ("postgresql://a@/c", "写明数据库服务器"),
        ("postgresql://a@db:x/c", "写法不对"),
        ("postgresql://a@db/c?novalue", "写法不对"),
    ],
)
def test_an_address_that_weakens_the_link_is_refused(url, words):
    with pytest.raises(RuleBroken, match=words):
        parse(url)


def test_only_this_very_machine_may_be_without_tls():
    for url in (
        "postgresql://a@localhost/c",
        "postgresql://a@[::1]:5433/c",
        "postgresql://a@127.0.0.2/c",
    ):
        address = parse(f"{url}?sslmode=disable")[0]
        assert address.arguments()["sslmode"] == "disable"
        assert address.arguments()["require_auth"] == "scram-sha-256,none"  # never in clear
        assert parse(address.text)[0] == address
    assert parse("postgresql://a@localhost/c?sslmode=verify-full")[0].secured


def test_a_socket_of_this_machine_is_an_address_too():
    address = parse("postgresql://postgres@/c?host=/var/run/postgresql:5433")[0]
    assert (address.hosts, address.here) == ((Host("/var/run/postgresql", 5433),), True)
    assert parse(address.text)[0] == address


def test_servers_are_read_as_people_write_them():
    assert hosts_of(" db1 ， db2：5433,[fe80::1]:6 ") == (
        Host("db1"), Host("db2", 5433), Host("fe80::1", 6)
    )  # fmt: skip


def test_a_password_is_in_no_text_of_an_open_database(postgres_url):
    db = open_database(postgres_url.replace("postgres@", "postgres:canary-7f3@"))
    said = [repr(db), repr(db.engine), str(db.engine.url), repr(db.link), repr(db.link.address)]
    assert not any("canary-7f3" in words for words in said)
    assert "canary-7f3" not in db.engine.url.render_as_string(hide_password=False)
    other = db.again()
    assert other.link.arguments()["password"] == "canary-7f3"
    other.link.change_password("new")
    assert db.link.arguments()["password"] == "canary-7f3"  # each has its own
    other.close()
    db.close()
