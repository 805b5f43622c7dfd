"""The words of cells as numbers: what is one, what is wanted of it, what they come to."""

from decimal import Decimal

import pytest

from commandcenter.domain.seat.cell_words import fits, is_empty, number_of, total_of


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("1,280 元", "1280"), ("60", "60"), ("-3.5", "-3.5"), ("12.5%", "12.5"), ("3 天", "3"),
        ("10:46", None), ("11月24日", None), ("", None), ("12 / 20", None), ("1,28", None),
        ("11月", None), ("24日", None), ("2026年", None), ("9时", None), ("45分", None),
        ("3第", None), ("1,280.50 元", "1280.50"), ("−3 ℃", "-3"), ("+5", "+5"), (" 7 ", "7"),
        ("5 公斤重量", "5"), ("5 公斤重量多", None), ("12,345,678", "12345678"),
    ],
)  # fmt: skip
def test_what_is_a_number(words, number):
    found = number_of(words)
    assert found == (None if number is None else (Decimal(number), found[1]))


def test_a_number_has_its_unit_or_none():
    assert number_of("1,280 元") == (Decimal(1280), "元")
    assert number_of("12.5%") == (Decimal("12.5"), "%")
    assert number_of("60") == (Decimal(60), "")


@pytest.mark.parametrize(
    ("words", "empty"),
    [("", True), (" ", True), ("—", True), ("–", True), (" - ", True), ("0", False), ("无", False)],
)
def test_a_cell_without_a_value_is_empty(words, empty):
    assert is_empty(words) is empty


@pytest.mark.parametrize(
    ("words", "wanted", "there"),
    [
        ("城东区 悦力工场", "悦力 城东", True), ("城东区", "城西", False), ("ABC", "abc", True),
        ("120 件", ">100", True), ("100", ">100", False), ("100", ">=100", True),
        ("7", "<=5", False), ("3,420", "=3420", True),
        ("50", ">10 <60", True), ("70", ">10 <60", False), ("没有", ">1", False),
        ("5 元", ">3 元", True), ("5 件", ">3 元", False), ("5", "> 3", True),
        ("−3 ℃", "<-2", True), ("−3 ℃", "<−4", False), ("1.5", "=1.5", True),
        ("5", ">,", False), ("a>,b", ">,", True), ("5", ">", False), ("1,000", ">=1,000", True),
    ],
)  # fmt: skip
def test_what_is_wanted_of_a_cell(words, wanted, there):
    assert fits(words, wanted) is there


@pytest.mark.parametrize(
    ("signs", "below", "at", "above"),
    [
        (">＞", False, False, True),
        ("<＜", True, False, False),
        ("=＝", False, True, False),
        ("≥", False, True, True),
        ("≤", True, True, False),
        ([">="], False, True, True),
        (["<="], True, True, False),
    ],
)
def test_a_number_is_compared_by_each_sign(signs, below, at, above):
    for sign in signs:
        found = [fits(words, f"{sign}100") for words in ("99.9", "100", "100.1")]
        assert found == [below, at, above], sign


def test_a_total_is_told_only_of_numbers_of_one_unit():
    assert total_of(["1,280 元", "20.5 元", "", "—"]) == "1,300.5元"
    assert total_of(["3 件", "2 人"]) == ""
    assert total_of(["3", "无"]) == ""
    for sign in "%％‰":
        assert total_of([f"20{sign}", f"30{sign}"]) == ""
    assert total_of(["", ""]) == ""
    assert total_of(["7"]) == "7"
    assert total_of(["1,000,000 元", "−1 元"]) == "999,999元"
    assert total_of(["3", "3 件"]) == ""
