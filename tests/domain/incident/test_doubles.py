"""Which incidents of the last two days a new call may be about."""

from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.incident.doubles import Known, doubles

NOW = datetime(2026, 11, 24, 2, 46, tzinfo=UTC)
EAST, WEST = "990102", "990103"
SINCE = NOW - timedelta(hours=48)


def known(number=1, title="“11·24”悦力工场健身闭店事件", hours=1.0, **fields):
    values = {"brand": "悦力工场", "districts": frozenset({EAST}), "places": ("城东万达店",)}
    values |= fields
    return Known(number, title, received_at=NOW - timedelta(hours=hours), **values)


def found(*incidents, title="", words="", brand="", districts=()):
    return [each.id for each in doubles(incidents, title, words, brand, districts, SINCE)]


@pytest.mark.parametrize(
    "typed",
    [
        {"words": "悦力工场关门了，门口有人"},
        {"title": "“11·24”某店闭店", "words": "在城东万达店门口"},
        {"brand": "悦力工场"},
        {"title": "悦力工场闭店", "districts": (EAST,)},
        {"title": "“11·25”悦力工场健身闭店事件"},
    ],
)
def test_the_same_trader_or_place_is_a_possible_double(typed):
    assert found(known(), **typed) == [1]


@pytest.mark.parametrize(
    "typed",
    [
        {"title": "“11·24”育新学校疑似食物中毒事件", "districts": (EAST,)},
        {"districts": (EAST,)},
        {"title": "“11·24”消费投诉事件", "districts": (EAST,)},
        {"title": ""},
    ],
)
def test_the_same_county_or_the_usual_words_alone_are_none(typed):
    assert found(known(), **typed) == []


def test_what_came_more_than_two_days_ago_is_none():
    assert found(known(hours=47.9), words="悦力工场") == [1]
    assert found(known(hours=48.1), words="悦力工场") == []


def test_the_same_name_in_another_county_is_another_place():
    assert found(known(brand=""), title="悦力工场健身闭店", districts=(WEST,)) == []


def test_the_newest_stands_first_and_says_what_is_the_same():
    older, newer = known(1, hours=5), known(2, hours=1, brand="", title="某店闭店")
    lines = doubles([older, newer], "悦力工场", "城东万达店", "", (), SINCE)
    assert [line.id for line in lines] == [2, 1]
    assert (lines[0].trader, lines[0].place) == (False, True)
    assert (lines[1].trader, lines[1].place) == (True, True)
