"""The strip of live incidents: what each card says, beside how many others, and where it stays."""

import pytest

from commandcenter.domain.incident.incident import Category
from commandcenter.domain.level import Level
from commandcenter.queries.seat.todo import todo
from commandcenter.ui import look
from commandcenter.ui.desk.folding import SMALLEST
from commandcenter.ui.desk.incident_page import MINE
from commandcenter.ui.desk.incident_strip import IncidentCard
from commandcenter.ui.widgets.labels import ElidedLabel

SIZES = ((1366, 768), (1600, 1000))
TITLES = ("育新学校疑似食物中毒", "海川路超市价格投诉", "直播间售假", "鸿居家具定金纠纷")


def going_on(city, number):
    """The first one responds with two things late, the second waits for a grade."""
    found = [city.register()]
    city.activate(found[0])
    for title in TITLES[: number - 1]:
        found.append(
            city.register(
                title=f"“11·24”{title}事件", public_title=title, brand="",
                categories=(Category.SAFETY,),
            )
        )  # fmt: skip
    if number > 1:
        city.suggest(found[1])
    return found


def cards(desk):
    return desk.window.strip.cards


def opened(at_desk, incidents, size):
    desk = at_desk("chenyu", size=size)
    desk.until(lambda: [card.incident_id for card in cards(desk)] == incidents)
    desk.settle()
    return desk


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_card_says_who_leads_what_is_next_and_what_waits(at_desk, small_city, size, number):
    incidents = going_on(small_city, number)
    desk = opened(at_desk, incidents, size)
    first = cards(desk)[0]
    assert first.line.isVisible()
    assert "应急指挥部" in first.line.text()
    assert first.clock.text().startswith("下一时限 ") or number == 3
    assert first.clock.text().endswith(" 前）")
    if number > 1:
        assert cards(desk)[1].waiting.text() == "1 项等您决定"
    for card in cards(desk):
        labels = [each for each in card.findChildren(ElidedLabel) if each.isVisible()]
        assert [each.text() for each in labels if each.is_cut()] == []
        assert card.rect().contains(card.childrenRect())
        fits = [each for each in labels if each.geometry().bottom() > card.height()]
        assert fits == []


@pytest.mark.parametrize("number", [1, 2, 3])
def test_in_the_smallest_window_a_card_says_how_much_time_is_left_and_is_not_cut(
    at_desk, small_city, number
):
    desk = opened(at_desk, going_on(small_city, number), SMALLEST)
    desk.until(lambda: all(not card.line.isVisible() for card in cards(desk)))
    desk.settle()
    for card in cards(desk):
        assert not card.clock.is_cut(), card.clock.text()
        assert card.clock.width() < card.title.width()
        assert card.clock.text() in card.accessibleName()
    assert "下一时限 " in cards(desk)[0].toolTip()  # whole


@pytest.mark.parametrize("size", SIZES)
def test_of_four_or_more_a_card_has_tag_title_and_clock_alone(at_desk, small_city, size):
    desk = opened(at_desk, going_on(small_city, 5), size)
    waits = small_city.ask(todo, small_city.chenyu, small_city.db.clock())
    for card in cards(desk):
        assert not card.line.isVisible()
        assert not card.late.isVisible()
        assert card.tag.isVisible()
        assert card.title.isVisible()
        assert card.clock.isVisible()
        assert card.width() >= look.px(200)
    assert [card.waiting.text() for card in cards(desk) if card.waiting.isVisible()] == ["1"]
    assert len(waits) == 1


def test_the_order_is_that_of_opening_and_nothing_moves_it(at_desk, small_city):
    incidents = going_on(small_city, 3)
    desk = opened(at_desk, incidents, SIZES[0])
    small_city.activate(incidents[2], Level.III)
    desk.settle()
    cards(desk)[1].pressed.emit()
    desk.until(lambda: cards(desk)[1].chosen)
    assert [card.incident_id for card in cards(desk)] == incidents


def test_what_the_strip_counts_is_what_heading_and_rail_count(at_desk, small_city):
    incidents = going_on(small_city, 3)
    small_city.suggest(incidents[2])
    desk = opened(at_desk, incidents, SIZES[0])
    overview = desk.window.pages.incident.overview
    desk.until(lambda: overview.todo.view.title.text() == "等您决定（2）")
    shown = [card.waiting.text() for card in cards(desk) if card.waiting.isVisible()]
    assert sum(int(words.split()[0]) for words in shown) == 2
    assert desk.widget("rail_incident").accessibleName().endswith("，2 项")
    before = overview.todo.view.placed()
    cards(desk)[2].pressed.emit()  # another incident is chosen: what waits stays
    desk.until(lambda: cards(desk)[2].chosen)
    desk.settle()
    assert overview.todo.view.placed() == before


def test_the_strip_stays_where_it_is_on_each_view_of_an_incident(at_desk, small_city):
    desk = opened(at_desk, going_on(small_city, 2), SIZES[0])
    strip, where = desk.window.strip, desk.window.strip.geometry()
    views = desk.window.pages.incident
    for view in (MINE, "command", "reports", "timeline"):
        views.show_view(view)
        desk.settle()
        assert strip.isVisible()
        assert strip.geometry() == where
    inside = [child for child in desk.window.findChildren(IncidentCard) if child.isVisible()]
    assert len(inside) == 2
