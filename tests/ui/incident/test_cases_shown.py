"""现在 of a food case: its panels say cases, list what has no position, and open their rows."""

import pytest
from PySide6.QtWidgets import QPushButton

from commandcenter.domain.incident.case_report import CaseReport, Onset, Place
from commandcenter.domain.incident.incident import Category
from commandcenter.services.incident.case_reports import report_cases


@pytest.fixture
def school(small_city):
    return small_city.register(categories=(Category.SAFETY,), kind="school_food", brand="")


def tell(city, incident, **where):
    at = city.db.clock()
    city.do(
        report_cases, "liwei", incident,
        CaseReport(
            "市卫健委", at, 31, sites=(Place("育新学校", 31, **where), Place("文昌小学", 0)),
            hospitals=(Place("市一院", 31),), onset=(Onset(None, 31),),
        ),
    )  # fmt: skip


def panels(desk):
    standing = desk.window.pages.incident.overview.standing
    return standing.map, standing.timeline


def listed(panel):
    return [b.text() for b in panel.places.findChildren(QPushButton) if b.isVisible()]


def test_before_anything_is_told_both_say_so(at_desk, school):
    desk = at_desk("chenyu")
    where, curve = panels(desk)
    desk.until(lambda: where.not_told.isVisible() and curve.view.not_told.isVisible())
    assert where.card.title.text() == "学校和医院"
    assert curve.view.title.text() == "发病时间"


def test_without_positions_all_are_listed_in_place_of_an_empty_map(at_desk, small_city, school):
    tell(small_city, school)
    desk = at_desk("chenyu")
    where, _ = panels(desk)
    desk.until(lambda: len(listed(where)) == 3)
    assert listed(where) == ["育新学校 31 人", "文昌小学（同源供餐）", "市一院 31 人"]
    assert not where.map.isVisible()
    assert "就医 31 人（市卫健委）" in where.card.note.text()


def test_what_has_a_position_is_on_the_map_and_the_rest_is_listed(at_desk, small_city, school):
    tell(small_city, school, lat=30.2, lon=121.62)
    desk = at_desk("chenyu")
    where, _ = panels(desk)
    desk.until(lambda: len(listed(where)) == 2)
    assert where.map.isVisible()
    assert "育新学校 31 人" not in listed(where)


def test_one_of_the_list_opens_its_row(at_desk, small_city, school):
    tell(small_city, school)
    desk = at_desk("chenyu")
    where, _ = panels(desk)
    desk.until(lambda: bool(listed(where)))
    where.places.findChildren(QPushButton)[0].click()
    desk.until_sees("sheet")
    content = desk.widget("sheet").content
    desk.until(lambda: content.tree.topLevelItemCount() == 1)
    assert [content.tree.topLevelItem(0).text(n) for n in (0, 2)] == ["育新学校", "31"]
    assert content.said.text().startswith("31 人。截至")


def test_another_incident_has_its_complaints_again(at_desk, small_city, school):
    tell(small_city, school)
    gym = small_city.register()
    desk = at_desk("chenyu")
    where, curve = panels(desk)
    page = desk.window.pages.incident.overview
    page.turn_to(gym)
    desk.until(lambda: where.card.title.text() == "事件地图")
    desk.until(lambda: curve.view.title.text().startswith("投诉时间线"))
    assert where.map.isVisible()
    assert listed(where) == []
