"""病例通报 is typed as it is told: names, numbers, and the sums at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from commandcenter.domain.incident.case_report import Part
from commandcenter.domain.incident.incident import Category
from commandcenter.queries.incident.case_choices import case_choices
from commandcenter.services.command import site
from commandcenter.store.incident.case_reports import cases
from commandcenter.store.incident.hand_counts import hand_count


@pytest.fixture
def school(small_city):
    return small_city.register(categories=(Category.SAFETY,), kind="school_food", brand="")


def known(city, incident):
    return city.ask(lambda s: cases(s, incident, city.db.clock()))


def row(desk, part, at):
    field = desk.widget(part)
    return [field.findChild(QLineEdit, f"row_{what}_{at}") for what in ("name", "number")]


def begin(desk):
    desk.until(lambda: desk.window.acts.has_cases)
    desk.window.acts.report_cases()
    desk.until_sees("case_form")


def typed(desk, part, *lines):
    for at, (name, number) in enumerate(lines):
        label, count = row(desk, part, at)
        label.setText(name)
        count.setText(number)


def test_what_was_told_is_typed_and_kept(at_desk, small_city, school):
    small_city.do(
        site.add_place, "maxiao", school, site.NewPlace("育新学校", "990102", 30.1, 120.2)
    )
    desk = at_desk("liwei")
    begin(desk)
    assert row(desk, "sites", 0)[0].text() == "育新学校"  # known as a place of the incident
    desk.fill("source", "市卫健委")
    desk.widget("treated").edit.setText("31")
    typed(desk, "sites", ("育新学校", "30"), ("文昌小学", "0"))
    typed(desk, "hospitals", ("市一院", "31"))
    assert "学校合计 30（少 1）" in desk.widget("case_sums").text()
    desk.click("primary")
    desk.until(lambda: "学校合计30人，少1人" in desk.dialog().refusal)
    typed(desk, "sites", ("育新学校", "31"))
    assert desk.widget("case_sums").text() == "就医 31　学校合计 31　医院合计 31　发病时间合计 —"
    desk.click("primary")
    desk.until_gone("case_form")
    found = known(small_city, school)
    assert {r.label: (r.number, r.lat) for r in found.counts[Part.SITE]} == {
        "育新学校": (31, 30.1), "文昌小学": (0, None),
    }  # fmt: skip
    assert known(small_city, school).treated == 31


def test_what_is_not_on_the_map_gets_its_position_here(at_desk, small_city, school):
    desk = at_desk("liwei")
    begin(desk)
    desk.fill("source", "市卫健委")
    for field, number in (("treated", "31"), ("severe", "0")):
        desk.widget(field).edit.setText(number)
    typed(desk, "sites", ("育新学校", "31"))
    typed(desk, "hospitals", ("市一院", "31"))
    which, where = desk.widget("spot_which"), desk.widget("spot_where")
    assert [which.itemText(n) for n in range(which.count())] == ["育新学校", "市一院"]
    town = where.itemText(0)
    where.setEditText("育新路口")
    desk.click("spot_mark")
    assert "列表里没有“育新路口”" in desk.widget("spot_said").text()
    where.setEditText(town)
    desk.click("primary")
    desk.until(lambda: "请按“标注”" in desk.dialog().refusal)
    desk.click("spot_mark")
    assert desk.widget("spot_said").text() == f"已标注：育新学校（{town}）"
    assert which.currentText() == "市一院"
    where.setEditText("30.21, 121.62")
    desk.click("spot_mark")
    desk.click("primary")
    desk.until_gone("case_form")
    found = known(small_city, school).counts
    [hospital], [ill] = found[Part.HOSPITAL], found[Part.SITE]
    assert (hospital.lat, hospital.lon) == (30.21, 121.62)
    spots = small_city.ask(lambda s: case_choices(s, school, small_city.db.clock())).spots
    town_of = {spot.words: (spot.district, spot.lat, spot.lon) for spot in spots}
    assert (ill.district, ill.lat, ill.lon) == town_of[town]
    severe = small_city.ask(lambda s: hand_count(s, school, "severe", small_city.db.clock()))
    assert (severe.value, severe.place) == (0, "市卫健委")
    begin(desk)
    assert [which.itemText(n) for which in (desk.widget("spot_which"),) for n in range(2)] == [
        "育新学校（已标注）", "市一院（已标注）",
    ]  # fmt: skip


def test_the_next_one_begins_with_the_names_of_the_last(at_desk, small_city, school):
    desk = at_desk("liwei")
    begin(desk)
    desk.fill("source", "市卫健委")
    desk.widget("treated").edit.setText("3")
    typed(desk, "hospitals", ("市一院", "3"))
    typed(desk, "onset", ("不明", "3"))
    desk.click("primary")
    desk.until_gone("case_form")
    begin(desk)
    name, number = row(desk, "hospitals", 0)
    assert (name.text(), number.text(), number.placeholderText()) == ("市一院", "", "上次 3")
    assert desk.widget("source").text() == "市卫健委"


def test_enter_goes_on_and_a_new_line_is_there(at_desk, small_city, school):
    desk = at_desk("liwei")
    begin(desk)
    name, number = row(desk, "hospitals", 0)
    name.setFocus()
    name.setText("市一院")
    desk.qtbot.keyClick(name, Qt.Key.Key_Return)
    assert desk.dialog().focusWidget() is number
    desk.qtbot.keyClicks(number, "16")
    desk.qtbot.keyClick(number, Qt.Key.Key_Return)
    assert desk.dialog().focusWidget() is row(desk, "hospitals", 1)[0]
    assert desk.sees("case_form")


def test_a_kind_without_cases_is_not_offered_it(at_desk, small_city):
    small_city.register()
    desk = at_desk("liwei")
    desk.until(lambda: desk.window.acts.incident_id is not None)
    assert not desk.window.acts.has_cases
