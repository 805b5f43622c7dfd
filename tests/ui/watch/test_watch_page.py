"""监测: every number, column and point opens the rows it counts, by mouse and by keys."""

import re
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt

from commandcenter.domain.complaints.complaint import Channel
from commandcenter.domain.times import day_start, local
from commandcenter.ui.map.native_map import NativeMap
from commandcenter.ui.watch.day_cell import DayCell


@pytest.fixture
def watched(small_city):
    """Eight weeks of one complaint a day, a dozen today, and some of the day before."""
    just = small_city.db.clock() - timedelta(seconds=2)  # what is counted ends with a whole second
    noon = day_start(local(small_city.db.clock()).date()) - timedelta(hours=12)
    small_city.take_in(
        *(
            small_city.complaint(f"P{n}", registered_at=noon - timedelta(days=n))
            for n in range(1, 60)
        ),
        *(small_city.complaint(f"D{n}", registered_at=just) for n in range(12)),
        small_city.complaint(
            "M1", registered_at=just, channel=Channel.MINI_PROGRAM, district="990103",
            category="教育培训", subject_name="启明星教育", title="停课",
        ),
        *(
            small_city.complaint(
                f"Y{n}", registered_at=noon, lat=30.6, lon=120.6, district="990103"
            )
            for n in range(3)
        ),
    )  # fmt: skip
    return small_city


@pytest.fixture
def at_watch(at_desk, watched):
    def at_watch(login="chenyu", view=""):
        desk = at_desk(login)
        desk.click("rail_watch")
        desk.settle()
        if view:
            desk.window.pages.watch.show_view(view)
            desk.settle()
        return desk

    return at_watch


def rows(desk):
    """How many rows the sheet says and shows."""
    panel = desk.widget("sheet").content
    desk.until(lambda: panel.as_of is not None)
    said = int(re.sub(r"\D", "", panel.view.note.text()))
    assert said == panel.view.model.rowCount()
    return said


def cell(desk, panel, key):
    cells = desk.widget(panel).findChildren(DayCell)
    return next(c for c in cells if c.key == key and c.isVisible())


def choose(desk, name, data):
    box = desk.widget(name)
    desk.until(lambda: box.findData(data) >= 0)
    box.setCurrentIndex(box.findData(data))
    desk.settle()


def test_a_filter_goes_for_the_timeline_the_map_and_the_rows(at_watch):
    desk = at_watch()
    page = desk.window.pages.watch
    assert not desk.sees("filter_clear")
    choose(desk, "filter_district", "990103")
    chart = page.timeline.view.chart
    shown = chart.total()
    counts = {d.code: d.count for d in page.map.map._picture.districts}
    assert counts["990102"] == 0
    chart.setFocus()
    desk.qtbot.keyClick(chart, Qt.Key.Key_End)
    while "：1 件" not in chart.accessibleDescription():
        desk.qtbot.keyClick(chart, Qt.Key.Key_Left)
    desk.qtbot.keyClick(chart, Qt.Key.Key_Return)
    desk.until_sees("sheet")
    assert rows(desk) == 1
    desk.qtbot.keyClick(desk.widget("sheet"), Qt.Key.Key_Escape)
    desk.click("filter_clear")
    desk.settle()
    assert chart.total() > shown


def test_a_channel_is_a_filter_too(at_watch):
    desk = at_watch()
    choose(desk, "filter_channel", Channel.MINI_PROGRAM.value)
    chart = desk.window.pages.watch.timeline.view.chart
    assert chart.total() == 1
    chart.setFocus()
    desk.qtbot.keyClick(chart, Qt.Key.Key_End)
    while "：1 件" not in chart.accessibleDescription():
        desk.qtbot.keyClick(chart, Qt.Key.Key_Left)
    desk.qtbot.keyClick(chart, Qt.Key.Key_Return)
    desk.until(lambda: desk.sees("sheet") and "小程序" in desk.widget("sheet").title)
    assert rows(desk) == 1


def test_words_are_looked_for_when_enter_is_pressed(at_watch):
    desk = at_watch()
    desk.type("filter_words", "停课")
    desk.qtbot.keyClick(desk.widget("filter_words"), Qt.Key.Key_Return)
    desk.settle()
    assert desk.window.pages.watch.timeline.view.chart.total() == 1


def test_the_map_goes_back_by_days_without_moving(at_watch):
    desk = at_watch()
    page = desk.window.pages.watch
    desk.qtbot.wait(200)  # the first layout is over
    fits = page.map.findChild(NativeMap).fits
    slider = desk.widget("map_day")
    slider.setFocus()
    desk.qtbot.keyClick(slider, Qt.Key.Key_Left)
    desk.until(lambda: page.map.map._picture.since == day_start(page.map.day))
    desk.settle()
    yesterday = local(desk.window.seat.clock()).date() - timedelta(days=1)
    said = f"{yesterday.month}月{yesterday.day}日全天"
    assert desk.widget("map_day_label").text() == said
    counts = {d.code: d.count for d in page.map.map._picture.districts}
    assert counts["990103"] == 3
    assert page.map.findChild(NativeMap).fits == fits
    page.map.clicked.emit("district", "990103")
    desk.until(lambda: desk.sees("sheet") and said in desk.widget("sheet").title)
    assert rows(desk) == 3
    desk.click("map_now")
    desk.until(lambda: page.map.day is None)
    desk.settle()
    assert not desk.sees("map_now")


def test_a_small_chart_says_how_rare_today_is_and_opens_each_day(at_watch):
    desk = at_watch(view="days")
    east = cell(desk, "day_district", "990102")
    assert re.fullmatch(r"城东区：平时 [\d.]+ 件，现 12 件，(约 \d+ [天年]一遇|多年未遇)",
                        east.accessibleName())  # fmt: skip
    cells = [c for c in desk.widget("day_district").findChildren(DayCell) if c.isVisible()]
    assert cells[0] is east
    desk.qtbot.mouseClick(east, Qt.MouseButton.LeftButton, pos=QPoint(12, 12))
    desk.until_sees("sheet")
    assert rows(desk) == 12
    desk.qtbot.keyClick(desk.widget("sheet"), Qt.Key.Key_Escape)
    west = cell(desk, "day_district", "990103")
    west.setFocus()
    desk.qtbot.keyClick(west, Qt.Key.Key_End)
    desk.qtbot.keyClick(west, Qt.Key.Key_Left)
    assert "：3 件，平时" in west.accessibleDescription()
    desk.qtbot.keyClick(west, Qt.Key.Key_Return)
    desk.until_sees("sheet")
    assert rows(desk) == 3


def test_problems_instead_of_categories(at_watch):
    desk = at_watch(view="days")
    panel = desk.window.pages.watch.categories
    assert cell(desk, "day_category", "文化娱乐体育")
    desk.widget("day_family").chosen.emit("day_problem")
    desk.until(lambda: any(c.key == "合同" for c in panel.findChildren(DayCell)))
    assert panel.card.title.text() == "各类问题近 28 天，件（少见的在前）"


def test_without_any_complaint_the_views_say_what_will_be_there(at_desk):
    desk = at_desk("chenyu")
    desk.click("rail_watch")
    desk.window.pages.watch.show_view("days")
    desk.settle()
    assert "近十二周没有投诉" in [
        label.text() for label in desk.window.pages.watch.categories.findChildren(
            type(desk.window.pages.watch.categories.card.title)
        ) if label.isVisible()
    ]  # fmt: skip


def test_a_county_is_told_that_only_its_own_rows_are_listed(at_desk, watched):
    from commandcenter.domain.org import Role
    from commandcenter.services.guard import PROGRAM
    from commandcenter.services.seat import people

    with watched.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("shen", "沈立群"))
        people.grant_role(session, PROGRAM, person, Role.COUNTY, None, "990103")
    desk = at_desk("shen")
    desk.click("rail_watch")
    desk.settle()
    assert int(desk.widget("number_today").value()) == 13
    desk.click("number_today")
    desk.until_sees("sheet")
    assert desk.widget("sheet").title.endswith("（只列本县区的）")
    assert rows(desk) == 1


def test_a_cell_of_the_hours_opens_its_hour(at_watch, watched):
    desk = at_watch(view="hours")
    view = desk.window.pages.watch.hours.view
    now = local(watched.db.clock())
    view.setFocus()
    desk.qtbot.keyClick(view, Qt.Key.Key_Left)  # today, the first hour
    for _ in range(now.hour):
        desk.qtbot.keyClick(view, Qt.Key.Key_Right)
    assert f"{now.hour}–{now.hour + 1} 时：" in view.accessibleDescription()
    assert "现 13 件" in view.accessibleDescription()
    assert desk.widget("rarest_hours").item(0).text() == view.accessibleDescription()
    desk.qtbot.keyClick(view, Qt.Key.Key_Return)
    desk.until_sees("sheet")
    assert rows(desk) == 13
    desk.qtbot.keyClick(desk.widget("sheet"), Qt.Key.Key_Escape)
    choose(desk, "hours_channel", Channel.MINI_PROGRAM.value)
    desk.settle()
    view.cell_clicked.emit(now.date(), now.hour)
    desk.until_sees("sheet")
    assert rows(desk) == 1


def test_a_trader_opens_its_rows_and_its_own_timeline(at_watch):
    desk = at_watch(view="subjects")
    page = desk.window.pages.watch
    row = page.subjects.rows[0]
    said = r"悦力工场健身.*，平时 [\d.]+ 件，现 \d+ 件（\d+ 人），(约 \d+ [天年]一遇|多年未遇)"
    assert re.fullmatch(said, row.accessibleName())
    row.setFocus()
    desk.qtbot.keyClick(row, Qt.Key.Key_Return)
    desk.until_sees("sheet")
    assert rows(desk) == row.line.count
    desk.qtbot.keyClick(desk.widget("sheet"), Qt.Key.Key_Escape)
    row.setFocus()
    desk.qtbot.keyClick(row, Qt.Key.Key_End)
    assert row.accessibleDescription() == f"最近 24 小时：{row.line.counts[-1]} 件"
    page.subjects.timeline_wanted.emit(row.line.id, row.line.name)
    desk.settle()
    assert page.timeline.view.chart.total() == row.line.count
    assert desk.widget("filter_subject").text() == row.line.name
    desk.click("filter_subject")
    desk.settle()
    assert not desk.sees("filter_subject")


def test_new_words_show_what_was_said_and_open_all_who_say_it(at_watch, watched):
    watched.take_in(
        *(
            watched.complaint(f"K{n}", minutes_ago=1, text=f"卷帘门拉下，正在搬走，第{n}单")
            for n in range(15)
        )
    )
    desk = at_watch(view="words")
    page = desk.window.pages.watch
    desk.until(lambda: bool(page.words.cards))
    [card] = page.words.cards
    assert "“卷帘门拉" in card.accessibleName()
    assert "现 15 件" in card.accessibleName()
    desk.until_sees("word_rows")
    desk.click("word_rows")
    desk.until_sees("sheet")
    assert rows(desk) == 15
    desk.qtbot.keyClick(desk.widget("sheet"), Qt.Key.Key_Escape)
    desk.until_sees("word_timeline")
    desk.click("word_timeline")
    desk.settle()
    assert desk.widget("filter_words").text() == card.cluster.words[0]
    assert page.timeline.view.chart.total() == 15


def test_empty_views_say_what_will_be_there(at_desk):
    desk = at_desk("chenyu")
    desk.click("rail_watch")
    page = desk.window.pages.watch
    for view, panel in (("subjects", page.subjects), ("words", page.words)):
        page.show_view(view)
        desk.settle()
        assert panel._empty.isVisible()
    page.show_view("hours")
    desk.settle()
    assert desk.widget("rarest_hours").item(0).text() == "近七天没有明显多于平时的时段"
