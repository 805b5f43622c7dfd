"""The map of a food case: signs with their numbers, and a click on one names it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from commandcenter.domain.incident.case_report import Part
from commandcenter.domain.level import Level
from commandcenter.queries.incident.case_picture import CasePicture, CasePlace
from commandcenter.ui.map import shapes
from commandcenter.ui.map.map_view import MapView
from commandcenter.ui.map.native_map import NativeMap


def place(number, part, label, count, at=(None, None)):
    return CasePlace(number, part, label, count, "990102", *at)


CASES = CasePicture(
    level=None, sites_word="学校", treated=42,
    sites=(
        place(1, Part.SITE, "育新学校", 38, (30.20, 121.62)),
        place(2, Part.SITE, "文昌小学", 4, (30.10, 121.66)),
        place(3, Part.SITE, "码头小学", 0, (30.05, 121.72)),
        place(4, Part.SITE, "没有位置的学校", 0),
    ),
    hospitals=(place(5, Part.HOSPITAL, "市一院", 42, (30.26, 121.70)),),
)  # fmt: skip


@pytest.fixture
def words(qtbot):
    view = MapView(engine="native")
    qtbot.addWidget(view)
    return view._words()


@pytest.fixture
def native(qtbot, city, colors, words, picture):
    native = NativeMap(words)
    qtbot.addWidget(native)
    native.resize(620, 460)
    native.set_colors(colors)
    native.set_boundaries(city)
    native.show()
    native.set_picture(of(picture, CASES))
    return native


def of(picture, cases):
    return replace(picture, incidents=(), teams=(), points=(), cases=cases)


def signs(native):
    return {sign.id: sign for sign in native._scene.signs}


def test_a_school_bears_its_number_and_one_of_the_same_kitchen_none(native):
    found = signs(native)
    assert {number: sign.kind for number, sign in found.items()} == {
        "1": "ill", "2": "ill", "3": "same", "5": "hospital",
    }  # fmt: skip
    assert found["1"].text == "育新学校 38 人"
    assert found["3"].text == ""
    assert found["5"].text == "市一院 42"


def test_before_the_grade_a_school_has_the_colour_of_a_point_then_of_the_level(
    native, picture, colors
):
    assert signs(native)["1"].color == colors["point"]
    native.set_picture(of(picture, replace(CASES, level=Level.III)))
    assert signs(native)["1"].color == colors["level_3"]


def test_the_wall_says_less_than_five(native, picture):
    schools = [replace(site, label=name) for site, name in zip(CASES.sites, "甲乙", strict=False)]
    native.set_picture(of(picture, replace(CASES, sites=tuple(schools), public=True)))
    found = signs(native)
    assert (found["1"].text, found["2"].text) == ("甲 38 人", "乙 <5 人")
    assert native._scene.names == ()


def test_no_two_words_lie_on_each_other(native):
    middles = [(s.text_x, s.text_y) for s in signs(native).values() if s.text]
    assert len(set(middles)) == 3


def test_a_click_on_a_school_names_its_number(qtbot, native):
    sign = signs(native)["1"]
    at = native._camera.screen(sign.x, sign.y).toPoint()
    assert at == native._camera.screen(*shapes.world(30.20, 121.62)).toPoint()
    with qtbot.waitSignal(native.clicked) as signal:
        qtbot.mouseClick(native, Qt.MouseButton.LeftButton, pos=at)
    assert signal.args == ["case", "1"]


def test_the_painted_map_is_in_front_while_cases_are_shown(qtbot, city, colors, picture):
    view = MapView(engine="native")
    qtbot.addWidget(view)
    view.resize(620, 460)
    view.set_colors(colors)
    view.set_boundaries(city)
    view.show()
    view.set_picture(of(picture, CASES))
    qtbot.waitUntil(view.is_steady)
    assert view.engine == "native"
    assert "育新学校 38 人" in view.accessibleDescription()
    assert "件" not in view.accessibleDescription()
