"""What orders, leaves out and adds up the rows of a list."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.ui.frame.line_order import (
    Arrangement,
    MomentWords,
    arranged,
    fits,
    number_of,
    total_of,
)


def ordered(cells, *, descending=False):
    rows = [(cell,) for cell in cells]
    return [cells[n] for n in arranged(rows, Arrangement(0, descending))]


def test_moments_go_by_what_they_are_not_by_their_words():
    said = [
        MomentWords.of("10:46", datetime(2026, 11, 24, 2, 46, tzinfo=UTC)),
        MomentWords.of("昨日 22:05", datetime(2026, 11, 23, 14, 5, tzinfo=UTC)),
        MomentWords.of("12月3日 09:00", datetime(2025, 12, 3, 1, 0, tzinfo=UTC)),
        "",
    ]
    assert ordered(said) == ["12月3日 09:00", "昨日 22:05", "10:46", ""]
    assert ordered(said, descending=True) == ["10:46", "昨日 22:05", "12月3日 09:00", ""]


def test_numbers_go_by_their_size_and_what_is_empty_stands_last():
    said = ["980 元", "—", "3,420 元", "12 元"]
    assert ordered(said) == ["12 元", "980 元", "3,420 元", "—"]
    assert ordered(said, descending=True) == ["3,420 元", "980 元", "12 元", "—"]


def test_words_go_as_the_language_orders_them_and_numbers_in_them_by_size():
    assert ordered(["第10号", "第2号", "第1号"]) == ["第1号", "第2号", "第10号"]
    assert ordered(["周岚", "陈宇", "江涛"]) == ["陈宇", "江涛", "周岚"]  # chen, jiang, zhou
    assert ordered(["2026年11月2日", "2026年9月30日"]) == ["2026年9月30日", "2026年11月2日"]


@given(st.lists(st.text(max_size=6), max_size=8), st.booleans())
def test_every_row_is_shown_once_whatever_it_says(cells, descending):
    rows = [(cell,) for cell in cells]
    assert sorted(arranged(rows, Arrangement(0, descending))) == list(range(len(cells)))


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("1,280 元", "1280"), ("60", "60"), ("-3.5", "-3.5"), ("12.5%", "12.5"), ("3 天", "3"),
        ("10:46", None), ("11月24日", None), ("", None), ("12 / 20", None), ("1,28", None),
    ],
)  # fmt: skip
def test_what_is_a_number(words, number):
    found = number_of(words)
    assert (None if found is None else str(found[0])) == number


@pytest.mark.parametrize(
    ("words", "wanted", "there"),
    [
        ("城东区 悦力工场", "悦力 城东", True), ("城东区", "城西", False), ("ABC", "abc", True),
        ("120 件", ">100", True), ("100", ">100", False), ("100", ">=100", True),
        ("7", "<=5", False), ("3,420", "=3420", True),
        ("50", ">10 <60", True), ("70", ">10 <60", False), ("没有", ">1", False),
    ],
)  # fmt: skip
def test_what_is_wanted_of_a_cell(words, wanted, there):
    assert fits(words, wanted) is there


def test_a_total_is_told_only_of_numbers_of_one_unit():
    assert total_of(["1,280 元", "20.5 元", "", "—"]) == "1,300.5元"
    assert total_of(["3 件", "2 人"]) == ""
    assert total_of(["3", "无"]) == ""
    assert total_of(["20%", "30%"]) == ""
    assert total_of(["", ""]) == ""
