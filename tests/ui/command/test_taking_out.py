"""The map and a published notice leave the desk as files for other programs."""

import json
from xml.etree import ElementTree

import pytest

from commandcenter.domain.releases.release import ReleaseKind
from commandcenter.store import journal
from commandcenter.store.tables.journal import JournalLineRow
from tests.outputs.cap_rules import faults_of
from tests.services.releases.bureau_media import Press


@pytest.fixture
def press(small_city):
    return Press(small_city).activate()


def newest(city):
    with city.db.read() as session:
        line = session.get_one(JournalLineRow, journal.latest(session))
        return line.actor, line.kind, line.verb, line.subject


def save_to(desk, target):
    desk.until_sees("save_as")
    asked = desk.widget("save_as")
    asked.fileSelected.emit(str(target))
    asked.close()
    desk.until(target.exists)
    desk.until_sees("notice")


def test_the_map_of_the_incident_leaves_as_geojson(at_desk, press, tmp_path):
    desk = at_desk("chenyu")
    desk.window.show_page("incident")
    desk.until_sees("export_map")
    desk.click("export_map")
    save_to(desk, tmp_path / "图.geojson")
    shown = json.loads((tmp_path / "图.geojson").read_text("utf-8"))
    assert shown["incident"] == press.incident
    count = len(shown["features"])
    assert newest(press.city) == ("chenyu", "export", "map exported", count)


def show_releases(desk):
    desk.window.show_page("incident")
    page = desk.window.pages.incident
    page.show_view("opinion")
    view = page.view("opinion")
    view.show_tab("releases")
    desk.until(lambda: view.releases.as_of is not None)
    desk.settle()
    return view.releases


def test_a_published_notice_leaves_as_cap_and_no_other_release(at_desk, press, tmp_path):
    notice, tip = press.published(ReleaseKind.NOTICE), press.published(ReleaseKind.TIP)
    draft = press.draft(ReleaseKind.TIP)
    desk = at_desk("chenyu")
    panel = show_releases(desk)
    offered = {line.id: {act.key for act in line.acts} for line in panel.ledger.lines}
    assert "cap" in offered[tip]
    assert "cap" not in offered[notice] | offered[draft]
    panel.ledger.choose(tip)
    desk.click("act_cap")
    save_to(desk, tmp_path / "警示.xml")
    data = (tmp_path / "警示.xml").read_bytes()
    assert faults_of(data) == []
    assert ElementTree.fromstring(data)[0].text.endswith(f".{tip}")
    assert newest(press.city) == ("chenyu", "export", "cap exported", 1)


def test_a_list_leaves_as_a_file_that_begins_with_its_header(at_desk, press, tmp_path):
    press.published(ReleaseKind.TIP)
    desk = at_desk("chenyu")
    panel = show_releases(desk)
    panel.ledger.export.click()
    desk.until_sees("save_as")
    asked = desk.widget("save_as")
    *_, plain = asked.nameFilters()
    asked.selectNameFilter(plain)
    asked.filterSelected.emit(plain)
    assert asked.selectedFiles()[0].endswith(".csv")
    save_to(desk, tmp_path / "发布.csv")
    first, *_ = (tmp_path / "发布.csv").read_text("utf-8-sig").splitlines()
    assert first.startswith('"稿件","标题"')
