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


def test_what_came_just_two_days_ago_is_still_one():
    assert found(known(hours=48), words="悦力工场") == [1]


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ({"brand": " 悦力 "}, [1]),
        ({"brand": "悦"}, []),
        ({"brand": " "}, []),
        ({"brand": "悦力工坊"}, []),
    ],
)
def test_a_trader_is_looked_for_in_the_title_by_two_characters_at_least(typed, ids):
    assert found(known(brand="", places=()), **typed) == ids


@pytest.mark.parametrize(
    ("field", "ids"),
    [
        ({"brand": "悦"}, []), ({"brand": "悦力"}, [1]), ({"brand": " "}, []),
        ({"places": ("东",)}, []), ({"places": ("东店",)}, [1]), ({"places": ("", "东店 ")}, [1]),
    ],
)  # fmt: skip
def test_a_name_is_looked_for_in_what_was_said_by_two_characters_at_least(field, ids):
    fields = {"brand": "", "places": ()} | field
    assert found(known(title="某事", **fields), words="悦力东店门口") == ids


@pytest.mark.parametrize(
    ("title", "ids"),
    [
        ("甲乙丙丁", [1]),  # both pairs of three that are there
        ("甲乙丙辰", [1]),  # two of three pairs
        ("乙丙丁辰巳", [1]),  # two of three, the shorter name's
        ("甲乙丑寅卯", []),  # one of three
        ("甲乙 寅卯", [1]),  # one of two: just half
        ("甲乙", []),  # a single pair tells nothing
        ("甲乙丙", [1]),
        ("疑似甲乙事件", []),
    ],
)
def test_two_names_are_alike_by_half_of_the_shorter_ones_pairs(title, ids):
    assert found(known(title="甲乙丙丁", brand="", places=()), title=title) == ids


@pytest.mark.parametrize("common", ["事件", "疑似", "投诉", "消费", "纠纷", "集中", "群体"])
def test_words_of_nearly_every_name_tell_nothing(common):
    usual = known(title=f"甲乙{common}", brand="", places=())
    assert found(usual, title=f"丙丁{common}丙丁") == []


def test_a_name_alike_is_the_same_trader_and_no_place():
    [line] = doubles([known(brand="", places=())], "悦力工场健身", "", "", (EAST,), SINCE)
    assert (line.trader, line.place) == (True, False)
