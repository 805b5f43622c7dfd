"""The connection of a machine: tried first, kept only when it is good, by who may."""

import pytest
from PySide6.QtWidgets import QDialog

from commandcenter import settings
from commandcenter.domain.seat.joining import JoinRequest, NotJoined, Part
from commandcenter.offices import connections, credentials
from commandcenter.store.address import address_of, parse
from commandcenter.ui import theme
from commandcenter.ui.seat.connection_form import ConnectionForm
from commandcenter.ui.seat.server_password_form import ServerPassword
from commandcenter.ui.widgets.fields import Field
from tests.ui.seat.test_start_up_forms import Server, opened, press, words_of

OLD = "postgresql://liwei@db1.bureau.cn,db2.bureau.cn:5433/commandcenter"
NOW = JoinRequest("db1.bureau.cn, db2.bureau.cn:5433", "commandcenter", "liwei", "")


@pytest.fixture
def form(qtbot, themed):
    theme.apply(themed, "light")
    server = Server()
    dialog = opened(qtbot, ConnectionForm(NOW, server, False, "服务器没有应答。"))
    dialog.server = server
    return dialog


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """The file of settings, with an old connection; the ring of keys is not touched."""
    file = tmp_path / "settings.toml"
    file.write_text(f'desk_theme = "dark"\ndatabase = "{OLD}"\n', encoding="utf-8")
    monkeypatch.setattr(settings, "settings_path", lambda: file)
    monkeypatch.setattr(credentials, "forget", lambda _address: None)
    return file


@pytest.mark.parametrize(
    "url", [OLD, "postgresql://li@[::1]:5433/x?sslmode=disable", "postgresql://li@10.0.0.5/y"]
)
def test_what_is_kept_is_filled_in_as_it_is(url):
    found = address_of(connections.request_of(url))
    wanted, _ = parse(url)
    assert (found.hosts, found.database, found.login) == (
        wanted.hosts, wanted.database, wanted.login,
    )  # fmt: skip
    assert found.secured == wanted.secured


def test_of_a_file_the_fields_are_empty():
    found = connections.request_of("sqlite:///x.db")
    assert (found.hosts, found.login) == ("", "")


def test_a_wrong_address_says_so_at_its_field_and_keeps_the_old_one(qtbot, form, kept):
    assert "服务器没有应答。" in words_of(form)
    before = kept.read_bytes()
    form.server.answer = NotJoined(Part.HOST, "找不到服务器“db9”，请核对名称。")
    form.join.hosts.setText("db9")
    press(qtbot, form, "join")
    qtbot.waitUntil(lambda: "找不到服务器“db9”，请核对名称。" in words_of(form))
    marked = [field.editor.objectName() for field in form.findChildren(Field) if field.error]
    assert marked == ["hosts"]
    assert form.wish is None
    press(qtbot, form, "back")
    assert form.result() == QDialog.DialogCode.Rejected
    assert kept.read_bytes() == before


def test_a_connection_that_was_tried_is_kept_beside_the_other_settings(qtbot, form, kept):
    form.join.hosts.setText("db3.bureau.cn:6432")
    press(qtbot, form, "join")
    qtbot.waitUntil(lambda: form.join.go.text() == "保存，改用这个连接")
    assert form.wish is None
    press(qtbot, form, "join")
    assert form.wish is not None
    address = connections.change(form.wish, remember=False)
    found = settings.load(kept)
    assert found.database == address
    assert "db3.bureau.cn:6432" in address
    assert found.desk_theme == "dark"


def test_where_the_password_is_asked_another_connection_can_be_wanted(qtbot, themed):
    theme.apply(themed, "light")
    dialog = opened(qtbot, ServerPassword("liwei", "db1", "", False, changes=True))
    press(qtbot, dialog, "change_connection")
    assert dialog.elsewhere
    assert dialog.result() == QDialog.DialogCode.Rejected
