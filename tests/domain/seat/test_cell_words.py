"""The words of cells as numbers: what is one, what is wanted of it, what they come to."""

import pytest

from commandcenter.domain.seat.cell_words import fits, number_of, total_of


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
