"""A desk whose database a newer program has upgraded: what is published is offered instead."""

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from commandcenter.domain.errors import RuleBroken
from commandcenter.offices import upgrade_place, upgrades
from commandcenter.program import commands
from commandcenter.settings import Settings
from commandcenter.store import schema_state
from commandcenter.store.database import open_database
from commandcenter.ui.seat.upgrade_dialog import UpgradeDialog
from tests.offices.fake_packages import package


@pytest.fixture
def ahead(sqlite_url, tmp_path, monkeypatch):
    """A bureau's database that is of a newer schema than this program knows; what was published."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    share, key = tmp_path / "share", tmp_path / "key.pem"
    for folder in (share, tmp_path / "home"):
        folder.mkdir()
    upgrades.make_key(sqlite_url, key, "市局信息中心", "")
    file = package(tmp_path, "0.9.0", schema="9998")
    upgrades.publish(sqlite_url, [file], share, key, "")
    db = open_database(sqlite_url)
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9998'"))
    db.close()
    return sqlite_url


def test_it_is_taken_where_the_desk_would_stand(ahead, qtbot, monkeypatch):
    seen = []

    def act(dialog):
        dialog.show()
        qtbot.waitUntil(dialog.sheet.take.isVisible)
        seen.append(dialog.words.text())
        dialog.sheet.take.click()
        qtbot.waitUntil(lambda: "已装好 0.9.0" in dialog.sheet.said.text())
        QApplication.processEvents()

    monkeypatch.setattr(commands, "has_display", lambda: True)
    monkeypatch.setattr(commands, "is_founded", lambda url: True)
    monkeypatch.setattr(UpgradeDialog, "exec", act)
    assert commands.run_desk(ahead, Settings(), named=True) == 1
    assert "数据库已升级，本机的程序" in seen[0]
    assert upgrade_place.version_of(upgrade_place.own_place().current) == "0.9.0"


def test_without_a_display_it_is_a_sentence_that_names_the_command(ahead, monkeypatch):
    monkeypatch.setattr(commands, "has_display", lambda: False)
    monkeypatch.setattr(commands, "is_founded", lambda url: True)
    with pytest.raises(RuleBroken, match="commandcenter upgrade install"):
        commands.run_desk(ahead, Settings(), named=True)


def test_a_database_of_this_programs_own_schema_is_not_ahead(sqlite_url):
    db = open_database(sqlite_url)
    assert not schema_state.is_newer(db)
    db.close()
