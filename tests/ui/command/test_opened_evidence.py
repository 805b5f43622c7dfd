"""Evidence that is taken out: what may run is never handed to the system, and why is said."""

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QFileDialog

from commandcenter.queries.command.evidence import shelf
from commandcenter.services.command import attachments
from commandcenter.ui.command import evidence_panel
from commandcenter.ui.notices import Level
from tests.field import add_people, piece
from tests.ui.command.test_field import choose

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\0" + bytes(40)
EXE = b"MZ\x90\0" + bytes(60)


@pytest.fixture
def incident(small_city):
    add_people(small_city)
    number = small_city.register()
    small_city.activate(number)
    return number


@pytest.fixture
def handed(monkeypatch):
    """The places that the system was asked to open."""
    places = []

    class Services:
        @staticmethod
        def openUrl(url):
            places.append(url)

    monkeypatch.setattr(evidence_panel, "QDesktopServices", Services)
    return places


def put(city, incident, tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    return attachments.shelve(
        city.db, city.hewenjing, incident, piece(city), path, lambda *_: None
    ).evidence_id


def taken_out(at_desk, number, folder):
    """Take it out under the name that is offered; the notice that comes."""
    folder.mkdir()
    desk = at_desk("hewenjing")
    desk.window.show_page("incident")
    page = desk.window.pages.incident
    page.show_view("inquiry")
    page.view("inquiry").show_tab("evidence")
    desk.settle()
    told = []
    desk.window.seat.notices.listen(told.append)
    choose(desk, number)
    desk.until_sees("act_take_out")
    desk.click("act_take_out")
    dialog = next(d for d in desk.window.findChildren(QFileDialog) if d.isVisible())
    offered = dialog.selectedFiles()[0].rpartition("/")[2]
    dialog.fileSelected.emit(str(folder / offered))
    desk.until(lambda: bool(told))
    dialog.reject()
    return folder / offered, told[0]


def test_a_photo_is_opened(at_desk, small_city, incident, handed, tmp_path):
    number = put(small_city, incident, tmp_path, "现场.jpg", JPEG)
    path, notice = taken_out(at_desk, number, tmp_path / "out")
    assert notice.action.word == "打开"
    notice.action.call()
    assert handed == [QUrl.fromLocalFile(str(path))]


@pytest.mark.parametrize(
    ("name", "offered", "data", "why"),
    [
        ("照片\u202egpj.exe", "照片‹U+202E›gpj.exe", EXE, "可能是程序或带脚本"),
        ("现场.jpg", "现场.jpg", EXE, "内容与名称“.jpg”不符"),
        ("..\\通知.pdf", "通知.pdf", b"%PDF-1.7 /OpenAction<</S/JavaScript>>", "有脚本"),
    ],
)
def test_what_may_run_is_not_and_its_folder_is_opened_instead(
    at_desk, small_city, incident, handed, tmp_path, name, offered, data, why
):
    number = put(small_city, incident, tmp_path, name, data)
    path, notice = taken_out(at_desk, number, tmp_path / "out")
    assert path.name == offered
    assert path.read_bytes() == data  # nothing of it is lost
    assert why in notice.text
    assert notice.level is Level.WARNING
    assert notice.action.word == "打开文件夹"
    notice.action.call()
    assert handed == [QUrl.fromLocalFile(str(path.parent))]
    [line] = small_city.ask(shelf, small_city.hewenjing, incident, small_city.db.clock()).pieces
    assert line.readings == 1
