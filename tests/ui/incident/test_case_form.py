"""病例通报 is typed as it is told: names, numbers, and the sums at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from commandcenter.domain.incident.case_report import Part
from commandcenter.domain.incident.incident import Category
from commandcenter.services.command import site
from commandcenter.store.incident.case_reports import cases


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
