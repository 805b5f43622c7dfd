"""What the database says of a newer program: who may say it, and what a seat reads of it."""

from functools import partial

import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.seat.upgrade import Manifest
from commandcenter.queries.seat.account_changes import account_changes
from commandcenter.queries.seat.upgrade_state import upgrade_board, upgrade_finding, upgrade_state
from commandcenter.services.seat import upgrades
from commandcenter.store import schema_state
from commandcenter.store.tables.journal import JournalLineRow

KEY = "ab" * 32
SIGNER = "市局信息中心"


def manifest(city, version="0.9.0", schema=None):
    return Manifest(version, schema or schema_state.head(), SIGNER, city.db.clock(), ())


def publish(city, version="0.9.0", schema=None, public=KEY):
    with city.db.write() as session:
        told = manifest(city, version, schema)
        return upgrades.publish(session, city.admin, told, "digest", "/srv/share", public)


@pytest.fixture
def keyed(city):
    with city.db.write() as session:
        upgrades.keep_key(session, city.admin, KEY, SIGNER)
    return city


def test_what_the_administrator_publishes_is_read_at_every_seat(keyed):
    publish(keyed)
    with keyed.db.read() as session:
        found = upgrade_state(session)
    assert found.published is not None
    assert (found.published.version, found.published.by) == ("0.9.0", keyed.admin.name)
    assert (found.published.signer, found.published.fingerprint) == (SIGNER, "ABAB-ABAB-ABAB-ABAB")
    assert not found.refusal


def test_each_step_is_in_the_journal_and_among_what_was_changed(keyed):
    publish(keyed)
    with keyed.db.write() as session:
        upgrades.withdraw(session, keyed.admin)
    with keyed.db.read() as session:
        line = JournalLineRow
        verbs = session.scalars(
            select(line.verb).where(line.kind == "bureau").order_by(line.number)
        )
        assert list(verbs)[-3:] == ["upgrade key kept", "upgrade published", "upgrade withdrawn"]
        said = [each.deed for each in account_changes(session, keyed.admin).lines]
    assert said[:3] == ["撤回公布的新版本", "公布新版本", "登记新版本的签名密钥"]


def test_nobody_else_may(keyed):
    verbs = (
        partial(upgrades.keep_key, public=KEY, signer=SIGNER),
        partial(upgrades.publish, manifest=manifest(keyed), digest="", folder="", public=KEY),
        upgrades.withdraw,
    )
    for verb in verbs:
        with pytest.raises(RuleBroken, match="系统管理员"), keyed.db.write() as session:
            verb(session, keyed.liwei)


def test_a_key_that_is_not_the_bureaus_publishes_nothing(keyed):
    with pytest.raises(RuleBroken, match="不是本局现在的签名密钥（ABAB-ABAB-ABAB-ABAB）"):
        publish(keyed, public="cd" * 32)


def test_without_a_key_nothing_is_published(city):
    with pytest.raises(RuleBroken, match="还没有签名密钥"):
        publish(city)


def test_a_new_key_ends_what_the_old_one_signed(keyed):
    publish(keyed)
    with keyed.db.write() as session:
        upgrades.keep_key(session, keyed.admin, "cd" * 32, SIGNER)
    with keyed.db.read() as session:
        assert upgrade_state(session).published is None


def test_an_older_one_is_not_published_over_a_newer(keyed):
    publish(keyed, "0.9.1")
    with pytest.raises(RuleBroken, match=r"已公布的是更新的版本 0\.9\.1"):
        publish(keyed, "0.9.0")


@pytest.mark.parametrize(("signer", "words"), [(" ", "请写明签名人"), ("长" * 41, "不超过 40 字")])
def test_a_signer_says_who_it_is(city, signer, words):
    with pytest.raises(RuleBroken, match=words), city.db.write() as session:
        upgrades.keep_key(session, city.admin, KEY, signer)


def test_a_seat_waits_for_a_server_and_a_file_does_not(keyed):
    publish(keyed, schema="9998")
    with keyed.db.read() as session:
        found = upgrade_state(session)
        [line] = upgrade_finding(session)
    assert found.waits is not keyed.db.embedded
    assert ("请等系统管理员升级数据库" in line.todo) is not keyed.db.embedded


def test_the_board_counts_the_versions_of_the_seats(keyed):
    publish(keyed)
    with keyed.db.read() as session:
        board = upgrade_board(session)
    assert board.key == "ABAB-ABAB-ABAB-ABAB"
    assert board.refusal == ""
    assert board.versions == ()
