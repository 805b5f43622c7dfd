"""The wall with two and more live incidents: neither is lost from sight, and nothing moves."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel

from commandcenter.domain.incident.incident import Category
from commandcenter.domain.times import from_local
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.watch.monitor_band import band_of
from commandcenter.queries.watch.timeline import timeline
from commandcenter.services.incident import pinning
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.ui.command.command_panel import CommandPanel
from commandcenter.ui.command.map_panel import MapPanel
from commandcenter.ui.incident.numbers_panel import NumbersPanel
from commandcenter.ui.watch.timeline_panel import TimelinePanel
from commandcenter.ui.widgets.figure import Figure
from commandcenter.ui.widgets.labels import ElidedLabel
from tests.ui.wall.several import poisoning, report


def place(wall, widget):
    return QRect(widget.mapTo(wall, QPoint(0, 0)), widget.size())


def rectangles(wall):
    """The fixed ones, and where the main incident's parts lie."""
    body = wall.content
    parts = (wall.top, wall.waiting, wall.footer, body, body.head, body.numbers, body.turning)
    return [place(wall, part) for part in parts]


def figures(panel):
    return {
        tile.objectName().removeprefix("number_"): (tile.value(), tile.unit())
        for tile in panel.findChildren(Figure)
        if tile.isVisible()
    }


def cut(wall):
    return [
        label.text()
        for tile in wall.findChildren(Figure)
        for label in tile.findChildren(ElidedLabel)
        if label.isVisible() and label.is_cut()
    ]


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768)])
def test_the_rectangles_are_the_same_with_one_two_three_or_a_lost_link(windows, tell, size):
    story = tell("D0 10:46")
    wall = windows.wall(story.db, size=size)
    alone = rectangles(wall)
    for title in ("学校疑似食物中毒事件", "超市价格异常事件", "直播带货争议事件"):
        report(story, title, "school_food")
        number = len(wall.content.others)
        windows.qtbot.waitUntil(lambda had=number: len(wall.content.others) > had, timeout=5_000)
        windows.settle(wall)
        assert rectangles(wall) == alone
        assert cut(wall) == []
    assert wall.content.beside.more.text() == "还有 1 件"
    wall.seat.feed.stale.emit(True)
    assert rectangles(wall) == alone
    assert wall.veil.isVisible()
    assert wall.veil.geometry().top() == wall.top.height()


def test_nothing_on_the_wall_is_too_small_for_the_room(windows, tell):
    """At 1920: words from 24 pixels on, the smallest notes 22; tiles 66 at the side, 78 beside."""
    story = tell("D0 10:46")
    poisoning(story)
    wall = windows.wall(story.db, size=(1920, 1080))
    windows.settle(wall)
    labels = [label for label in wall.findChildren(QLabel) if label.isVisible() and label.text()]
    assert min(label.font().pixelSize() for label in labels) >= 22
    assert wall.content.head.title.font().pixelSize() >= 44


def test_a_quiet_city_has_the_same_rectangles(windows, tell):
    quiet, busy = (windows.wall(tell(at).db) for at in ("D0 08:40", "D0 10:46"))
    assert rectangles(quiet) == rectangles(busy)


def test_a_school_poisoning_beside_a_gym_has_its_own_six_figures(windows, tell):
    story = tell("D0 10:46")
    wall = windows.wall(story.db)
    main = figures(wall.content.numbers)
    poisoning(story)
    windows.qtbot.waitUntil(lambda: wall.content.beside is not None, timeout=5_000)
    windows.settle(wall)
    assert figures(wall.content.numbers) == main  # the first incident stands as it stood
    assert wall.content.head.title.text() == "“11·24”某健身机构闭店事件"
    [head], [numbers], [steps] = (
        wall.content.beside.heads,
        wall.content.beside.numbers,
        wall.content.beside.steps,
    )
    assert head.title.text() == "“11·24”某学校疑似食物中毒事件"
    assert head.line.text().startswith("接报 ")
    assert head.lead.text() == "暂按Ⅲ级计时"
    shown = figures(numbers)
    assert list(shown)[:5] == ["treated", "inpatient", "severe", "dead", "schools"]
    assert {code: value for code, (value, _) in shown.items() if code != "next_report"} == {
        "treated": "23", "inpatient": "6", "severe": "<5", "dead": "0", "schools": "1",
    }  # fmt: skip
    assert "书面首报" in steps.view.accessibleName()
    assert "逾期" not in steps.view.accessibleName()


def test_the_figures_of_the_side_have_equal_places_whatever_stands_in_them(windows, tell):
    story = tell("D0 10:46")
    poisoning(story)
    wall = windows.wall(story.db)

    def places():
        [numbers] = wall.content.beside.numbers
        return [place(wall, tile) for tile in numbers.findChildren(Figure) if tile.isVisible()]

    before = places()
    widths = [box.width() for box in before]
    assert max(widths) - min(widths) <= 1  # of the pixel that is left over
    story.clock.at += timedelta(hours=3)  # 逾期 is wider than 15 分钟后
    wall.content.beside.numbers[0].refresh()
    windows.qtbot.waitUntil(
        lambda: "逾期" in figures(wall.content.beside.numbers[0])["next_report"][0]
    )
    windows.settle(wall)
    assert places() == before
    assert cut(wall) == []


def test_what_nobody_told_is_being_checked_and_never_zero(windows, tell):
    story = tell("D0 10:46")
    report(story, "学校疑似食物中毒事件", "school_food")
    wall = windows.wall(story.db)
    [numbers] = wall.content.beside.numbers
    shown = figures(numbers)
    assert shown["treated"] == shown["dead"] == ("—", "正在核查")


def test_with_two_the_four_panels_of_the_main_one_take_turns(windows, tell):
    story = tell("D0 10:46")
    report(story, "学校疑似食物中毒事件", "school_food")
    wall = windows.wall(story.db)
    body, seen = wall.content, []
    for _ in range(4):
        seen.append(type(body.turning.currentWidget()))
        body.turn()
        windows.settle(wall)
    assert seen == [MapPanel, TimelinePanel, CommandPanel, MapPanel]


def test_circles_of_one_never_stand_over_counties_of_the_other(windows, tell):
    story = tell("D0 10:46")
    school = report(story, "学校疑似食物中毒事件", "school_food")
    with story.db.write() as session:
        pinning.pin(session, story.actor("zhoulan"), school)
    wall = windows.wall(story.db)
    assert wall.content.incident_id == school
    assert wall.content.head.title.text() == "“11·24”某学校疑似食物中毒事件"
    assert wall.content.map.map.accessibleName().count("Ⅲ") == 0
    assert [head.title.text() for head in wall.content.beside.heads] == [
        "“11·24”某健身机构闭店事件"
    ]


def test_a_pinned_incident_stays_the_main_one_until_it_is_let_go(windows, tell):
    story = tell("D0 10:46")
    wall = windows.wall(story.db)
    school = report(story, "学校疑似食物中毒事件", "school_food", Category.SAFETY)
    with story.db.write() as session:
        pinning.pin(session, story.actor("zhoulan"), school)
    windows.qtbot.waitUntil(lambda: wall.content.incident_id == school, timeout=5_000)
    with story.db.write() as session:
        pinning.unpin(session, story.actor("zhoulan"), school)
    windows.qtbot.waitUntil(lambda: wall.content.incident_id == 1, timeout=5_000)
    windows.settle(wall)


def test_decisions_carry_the_level_of_their_incident_when_two_are_live(windows, tell):
    story = tell("D0 10:46")
    wall = windows.wall(story.db)
    assert "Ⅲ 情况通报" not in wall.waiting.view.accessibleName()
    report(story, "学校疑似食物中毒事件", "school_food")
    windows.qtbot.waitUntil(
        lambda: "Ⅲ 情况通报" in wall.waiting.view.accessibleName(), timeout=5_000
    )
    windows.settle(wall)
    assert len(wall.findChildren(NumbersPanel)) == 2


def test_the_lost_link_is_said_once_and_never_with_zero_seconds(windows, tell, eye):
    wall = windows.wall(tell("D0 10:46").db)
    wall.seat.feed._is_stale = True
    wall.seat.feed.stale.emit(True)
    said = wall.top.state.text()
    assert said.startswith("联络中断")
    assert "已 0 秒" not in said
    assert len([words for words in eye.look(wall).painted if "未更新" in words]) == 1
    wall.seat.feed._is_stale = False
    wall.seat.feed.stale.emit(False)
    assert wall.top.state.text().startswith("已连接 · 数据截至")
    assert not wall.veil.isVisible()
    windows.settle(wall)


def test_the_band_of_an_incident_is_of_its_kind_and_its_counties(tell):
    """Of the whole city it made a crowd at one trader look like a quiet hour."""
    story = tell("D0 10:46")
    start = from_local(2026, 11, 24, 0)
    asked = {"start": start, "end": story.clock.at, "bin_minutes": 60, "now": story.clock.at}
    own = story.ask(timeline, 1, **asked).band
    city = story.ask(timeline, None, **asked).band
    with story.db.read() as session:
        places = tuple(session.get_one(IncidentRow, 1).districts)
    alike = ComplaintFilter(category="文化娱乐体育", districts=places)
    assert own == story.ask(band_of, alike, start, 11, 60)
    assert 0 < sum(own.expected) < sum(city.expected) / 3


def test_an_incident_without_complaints_has_no_band(tell):
    story = tell("D0 10:46")
    school = report(story, "学校疑似食物中毒事件", "school_food")
    start, now = from_local(2026, 11, 24, 0), story.clock.at
    assert story.ask(timeline, school, start, now, 60, now=now).band is None
