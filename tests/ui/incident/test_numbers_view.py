"""The six numbers: units, as-of times, what is pressed, and the countdown to the next report."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from commandcenter.queries.incident.situation import (
    Counts,
    HandCount,
    NextReport,
    QuietSituation,
)
from commandcenter.ui import texts
from commandcenter.ui.incident.numbers_view import NumbersView
from commandcenter.ui.widgets.figure import Figure
from commandcenter.ui.widgets.labels import ElidedLabel
from tests.ui import scenario_a


@pytest.fixture
def view(desk, show):
    view = NumbersView()
    view.set_situation(scenario_a.situation())
    return show(view, 1020, 80)


def read(view, key):
    tile = view.findChild(Figure, f"number_{key}")
    return f"{tile.value()} {tile.unit()}"


def test_the_three_honest_counts_stand_together(view):
    assert read(view, "complaints") == "181 件 · 近 1 时 +50"
    assert read(view, "people") == "158 人 · 169 人次"


def test_numbers_counted_by_hand_say_when(view):
    assert read(view, "on_site") == "60 人 · 10:44 报"
    assert read(view, "registered") == "96/62 人 · 10:40"


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        (0, "0 元"),
        (860_000, "8,600 元"),
        (141_200_000, "141.2 万元"),
        (38_600_000_000, "3.86 亿元"),
    ],
)
def test_money_is_told_in_the_unit_that_fits(view, cents, words):
    full = scenario_a.situation()
    view.set_situation(replace(full, counts=Counts(1, 1, 1, 0, cents)))
    assert read(view, "amount") == words


def test_what_was_never_counted_is_no_zero(view):
    full = scenario_a.situation()
    empty = replace(full, on_site=None, registered=None, waiting=None, next_report=None)
    view.set_situation(empty)
    assert read(view, "on_site") == "– 暂无报告"
    assert read(view, "registered") == "– 暂无报告"
    assert read(view, "next_report") == "– 暂无"
    view.set_situation(replace(empty, waiting=HandCount(7, scenario_a.at(10, 40), "")))
    assert read(view, "registered") == "–/7 人 · 10:40"


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [
        (10, 46, "3:24 后 · 14:10 前"),
        (13, 9, "1:01 后 · 14:10 前"),
        (13, 46, "24 分钟后 · 14:10 前"),
        (14, 16, "逾期 6 分 应于 14:10 前"),
    ],
)
def test_the_next_report_counts_down_without_a_new_answer(view, hour, minute, words):
    view.tick(scenario_a.at(hour, minute))
    assert read(view, "next_report") == words


def test_every_number_opens_its_rows(qtbot, view):
    for key in ("complaints", "people", "amount", "on_site", "registered", "next_report"):
        with qtbot.waitSignal(view.number_clicked) as clicked:
            qtbot.mouseClick(view.findChild(Figure, f"number_{key}"), Qt.MouseButton.LeftButton)
        assert clicked.args == [key]


def test_a_number_is_opened_by_key(qtbot, view):
    tile = view.findChild(Figure, "number_amount")
    tile.setFocus()
    with qtbot.waitSignal(view.number_clicked) as clicked:
        qtbot.keyClick(tile, Qt.Key.Key_Return)
    assert clicked.args == ["amount"]


def test_on_the_wall_how_late_a_report_is_stands_beside_the_large_word(wall, show):
    """As large as a number 逾期 16 分 is wider than its tile."""
    view = NumbersView()
    view.set_situation(scenario_a.situation())
    show(view, 1880, 106)
    view.tick(scenario_a.at(14, 16))
    tile = view.findChild(Figure, "number_next_report")
    assert (tile.value(), tile.unit()) == ("逾期", "6 分 · 14:10 前")


def test_the_wall_has_nothing_to_press(qtbot, wall, show):
    view = NumbersView()
    view.set_situation(scenario_a.situation())
    show(view, 1880, 106)
    with qtbot.assertNotEmitted(view.number_clicked):
        qtbot.mouseClick(view.findChild(Figure, "number_people"), Qt.MouseButton.LeftButton)


def test_tiles_stand_in_two_rows_where_one_is_too_narrow(qtbot, view):
    view.resize(600, 170)
    qtbot.waitUntil(lambda: len({tile.y() for tile in view.findChildren(Figure)}) == 2)


def test_quiet_times_have_numbers_of_their_own(look, show, picture):
    view = NumbersView()
    view.set_situation(scenario_a.situation())
    quiet = QuietSituation(96, 88, 11, 7, 18, 4, scenario_a.SOURCES, scenario_a.NOW)
    view.set_quiet(quiet)
    view.tick(scenario_a.NOW)
    show(view, 1880 if look.wall else 1020, 106)
    assert read(view, "today") == "96 件 · 昨日同时 88"
    assert read(view, "sources") == "10:15 12345"  # the one furthest behind
    picture(view, f"numbers_quiet_{look.kind}")


@pytest.mark.parametrize(("language", "beside"), [("zh", "明日前"), ("en", "by tomorrow")])
def test_the_day_of_the_next_report_is_said_in_the_language_of_the_desk(
    qapp, request, desk, show, language, beside
):
    assert texts.install(qapp, language)
    request.addfinalizer(lambda: texts.install(qapp, "zh"))
    view = NumbersView()
    tomorrow = scenario_a.at(23, 30) + timedelta(hours=3)
    report = NextReport("续报三", tomorrow)
    view.set_situation(replace(scenario_a.situation(), next_report=report))
    show(view, 1020, 80)
    assert any(label.text() == beside for label in view.findChildren(QLabel))


def test_a_hostile_label_is_shown_as_it_is(look, show, plain_labels):
    view = NumbersView()
    report = NextReport(scenario_a.LONG, scenario_a.at(14, 10))
    view.set_situation(replace(scenario_a.situation(), next_report=report))
    show(view, 1020, 106)
    assert plain_labels(view)


@pytest.mark.parametrize(("kind", "width", "height"), [("desk", 1020, 80), ("wall", 1880, 106)])
def test_a_picture_of_the_numbers(request, show, picture, kind, width, height):
    request.getfixturevalue(kind)
    view = NumbersView()
    view.set_situation(scenario_a.situation())
    picture(show(view, width, height), f"numbers_{kind}")
    cut = [label.text() for label in view.findChildren(ElidedLabel) if label.is_cut()]
    assert cut == []


def test_before_visitors_no_money_and_nothing_late_is_shown(wall, show):
    view = NumbersView(discreet=True)
    view.set_situation(scenario_a.situation())
    show(view, 1880, 106)
    assert view.findChild(Figure, "number_amount") is None
    assert read(view, "last_hour") == "50 件"
    view.tick(scenario_a.at(14, 20))
    assert "逾期" not in read(view, "next_report")


def test_who_is_counted_twice_is_said_at_the_people(view):
    tile = view.findChild(Figure, "number_people")
    assert "既投诉又举报的，两边各计一次" in tile.toolTip()
