"""A newer program at the desk: told in the foot, taken and gone back from by a press."""

import os

import pytest

from commandcenter.domain.seat.upgrade import MANIFEST
from commandcenter.offices import upgrade_folder, upgrade_place
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import upgrades
from commandcenter.store import schema_state
from commandcenter.store.seat import signatures
from tests.offices.fake_packages import package


@pytest.fixture
def place(tmp_path, monkeypatch):
    """The folders of the person at the desk."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    return upgrade_place.own_place()


@pytest.fixture
def publish(small_city, tmp_path):
    """As the administrator does it, in the store of this city."""
    share, made = tmp_path / "share", tmp_path / "made"
    for folder in (share, made):
        folder.mkdir()
    pem, public = signatures.make("")
    with small_city.db.write() as session:
        upgrades.keep_key(session, small_city.admin, public, "市局信息中心")

    def published(version="0.9.0", **how):
        file = package(made, version, **{"schema": schema_state.head(), **how})
        now = small_city.db.clock()
        manifest = upgrade_folder.manifest_of([file], "市局信息中心", now)
        words = upgrade_folder.written(manifest)
        signature, _ = signatures.sign(pem, "", words.encode())
        upgrade_folder.put_packages(share, [file])
        upgrade_folder.put_list(share, words, signature)
        digest = upgrade_folder.digest_of(words)
        with small_city.db.write() as session:
            upgrades.publish(session, small_city.admin, manifest, digest, str(share), public)
        return share

    return published


def link_of(desk):
    return desk.window.status.upgrade


def shoot(desk, name):
    if folder := os.environ.get("SHOTS"):
        desk.window.grab().save(f"{folder}/{name}.png")


def test_a_seat_is_told_takes_it_and_goes_back(qtbot, at_desk, publish, place):
    desk = at_desk("liwei")
    assert not link_of(desk).isVisible()
    publish()
    qtbot.waitUntil(link_of(desk).isVisible)
    assert link_of(desk).text() == "有新版本 0.9.0"
    assert "市局信息中心签名" in link_of(desk).toolTip()
    shoot(desk, "foot")
    desk.click("upgrade_link")
    qtbot.waitUntil(lambda: desk.sees("upgrade_take"))
    shoot(desk, "sheet")
    desk.click("upgrade_take")
    qtbot.waitUntil(lambda: "已装好 0.9.0" in desk.widget("upgrade_said").text())
    shoot(desk, "done")
    assert upgrade_place.version_of(place.current) == "0.9.0"
    assert desk.widget("upgrade_back").text() == "退回本机安装的版本"
    desk.click("upgrade_back")
    qtbot.waitUntil(lambda: "已退回本机安装的版本" in desk.widget("upgrade_said").text())
    assert place.current == ""


def test_the_system_page_says_what_there_is_and_by_whom_signed(qtbot, at_desk, publish, place):
    publish()
    desk = at_desk("liwei")
    desk.window.show_page("system")
    desk.settle()
    lines = desk.window.pages.page("system").tabs.state.board
    [found] = [line for line in lines if line.name == "程序版本"]
    assert "有新版本 0.9.0（市局信息中心签名" in found.text
    assert "页面底部“有新版本”处安装" in found.todo
    shoot(desk, "system")


def test_what_is_not_signed_is_refused_at_the_desk_too(qtbot, at_desk, publish, place):
    share = publish()
    told = (share / MANIFEST).read_text()
    (share / MANIFEST).write_text(told.replace("0.9.0", "0.9.9"))
    desk = at_desk("liwei")
    qtbot.waitUntil(link_of(desk).isVisible)
    desk.click("upgrade_link")
    qtbot.waitUntil(lambda: desk.sees("upgrade_take"))
    desk.click("upgrade_take")
    qtbot.waitUntil(lambda: "不能安装" in desk.widget("upgrade_said").text())
    shoot(desk, "refused")
    assert place.current == ""
    assert desk.sees("upgrade_take")  # to be tried again


def test_a_withdrawn_one_is_told_no_more(qtbot, at_desk, publish, place, small_city):
    publish()
    desk = at_desk("liwei")
    qtbot.waitUntil(link_of(desk).isVisible)
    with small_city.db.write() as session:
        upgrades.withdraw(session, PROGRAM)
    qtbot.waitUntil(lambda: not link_of(desk).isVisible())


def test_a_seat_waits_for_a_server_that_has_an_older_schema(
    qtbot, at_desk, publish, place, monkeypatch
):
    from commandcenter.queries.seat import upgrade_state

    real = upgrade_state.upgrade_facts.here

    def on_a_server(session, version):
        found = real(session, version)
        return type(found)(found.version, found.schema, found.oldest, embedded=False)

    monkeypatch.setattr(upgrade_state.upgrade_facts, "here", on_a_server)
    publish(schema="9998")
    desk = at_desk("liwei")
    qtbot.waitUntil(link_of(desk).isVisible)
    assert link_of(desk).text() == "新版本 0.9.0 待数据库升级"
    desk.click("upgrade_link")
    qtbot.waitUntil(lambda: "请等系统管理员升级数据库" in desk.widget("upgrade_explain").text())
    assert not desk.sees("upgrade_take")
    shoot(desk, "waits")
