"""What a number found in a text can mean: from where to where, and in which unit."""

from decimal import Decimal

import pytest

from commandcenter.domain.number_reader import NumberKind, Vague, numbers_in


def bounds(text):
    [number] = numbers_in(text)
    return number.unit, number.value, number.low, number.high


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三分之一", "33.3"), ("三分之二", "66.7"), ("四分之三", "75.0"), ("十分之一", "10.0"),
        ("1/3", "33.3"), ("3/4", "75.0"),
    ],
)  # fmt: skip
def test_a_fraction_means_two_points_to_both_sides(text, value):
    exact = Decimal(value)
    assert bounds(text) == ("%", exact, exact - 2, exact + 2)


def test_a_fraction_of_nothing_is_no_share():
    assert all(found.kind is not NumberKind.SHARE for found in numbers_in("1/0"))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("61.3%", "61.25", "61.4"), ("62%", "61.5", "63"), ("百分之六十一点三", "61.25", "61.4"),
        ("百分之零点零五", "0.045", "0.06"), ("百分之六十", "59.5", "61"), ("八成", "75", "90"),
        ("5‰", "0.45", "0.6"),
    ],
)  # fmt: skip
def test_a_share_is_rounded_or_cut(text, low, high):
    assert bounds(text)[2:] == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("312件", 312, 312), ("三百二件", 320, 320), ("一万二千件", 12_000, 12_000),
        ("1.2万件", 11_500, 13_000), ("300余件", 300, 400), ("三百余件", 300, 400),
        ("三百二十余件", 320, 352), ("20余件", 20, 30), ("1200余件", 1_200, 1_320),
        ("1.2万余件", 12_000, 13_200), ("3000多件", 3_000, 4_000), ("2万余元", 20_000, 30_000),
    ],
)  # fmt: skip
def test_a_count_means_itself_or_up_to_its_tail_more(text, low, high):
    assert bounds(text)[2:] == (low, high)


@pytest.mark.parametrize(
    ("text", "vague", "low", "high"),
    [
        ("约300件", Vague.ABOUT, 270, 330), ("近300件", Vague.NEARLY, 270, 300),
        ("超过300件", Vague.OVER, 300, 400), ("300件左右", Vague.ABOUT, 270, 330),
        ("300件以上", Vague.OVER, 300, 400), ("附近300件", Vague.EXACT, 300, 300),
        ("数百件", Vague.SOME, 100, 999), ("十几件", Vague.SOME, 11, 19),
    ],
)  # fmt: skip
def test_vague_words_widen_what_a_number_can_mean(text, vague, low, high):
    [number] = numbers_in(text)
    assert (number.vague, number.low, number.high) == (vague, low, high)
