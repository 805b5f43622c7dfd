"""Chinese numerals: what is written is read back, what is said short is meant long."""

import pickle
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commandcenter.domain.numerals import (
    Numeral,
    chinese,
    hundredths,
    money_zh,
    step_of,
    tail_of,
    value_of,
)

PLACES = {"百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}


@given(st.integers(0, 10**12 - 1))
@example(10)
@example(100_010)
@example(100_000_010)
@example(1_000_020_000)
def test_what_is_written_in_words_is_read_back(number):
    assert value_of(chinese(number)) == number


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"), (5, "五"), (10, "十"), (12, "十二"), (20, "二十"), (110, "一百一十"),
        (302, "三百零二"), (320, "三百二十"), (312, "三百一十二"), (1_002, "一千零二"),
        (1_020, "一千零二十"), (10_005, "一万零五"), (12_000, "一万二千"), (100_010, "十万零一十"),
        (105_000, "十万五千"), (200_300, "二十万零三百"), (20_000_000, "二千万"),
        (100_000_010, "一亿零一十"), (100_050_000, "一亿零五万"),
        (100_002_000, "一亿零二千"),
    ],
)  # fmt: skip
def test_a_number_is_written_as_a_paper_writes_it(number, words):
    assert chinese(number) == words


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("digit", range(1, 10))
def test_a_last_digit_without_its_place_counts_the_next_lower_one(place, digit):
    said = f"三{place}{'零一二三四五六七八九'[digit]}"
    assert value_of(said) == PLACES[place] * 3 + PLACES[place] // 10 * digit


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("三百二", "320"), ("一万二", "12000"), ("十万二", "102000"), ("三百零二", "302"),
        ("一万零二", "10002"), ("一万〇二", "10002"), ("三百二十", "320"), ("十二", "12"),
        ("两百", "200"), ("二百五十万", "2500000"), ("三千万零五", "30000005"), ("万", "10000"),
        ("十亿", "1000000000"), ("一亿二千万", "120000000"), ("二〇二六", "2026"),
        ("3万5千", "35000"), ("3百12", "312"),
        ("三万亿", "3000000000000"), ("1.2万", "12000"), ("1,234", "1234"), ("0.5亿", "50000000"),
    ],
)  # fmt: skip
def test_a_written_number_has_one_value(written, value):
    assert value_of(written) == Decimal(value)


@pytest.mark.parametrize("written", ["", "三百一二", "12a", "三点二", "人"])
def test_what_is_no_number_has_no_value(written):
    assert value_of(written) is None


@pytest.mark.parametrize(
    ("written", "step"),
    [
        ("312", "1"), ("三百", "1"), ("一万二", "1"), ("3百", "100"), ("1.2万", "1000"),
        ("61.3", "0.1"), ("214.3万", "1000"), ("2亿", "100000000"), ("三百万", "10000"),
    ],
)  # fmt: skip
def test_a_number_is_as_fine_as_it_was_written(written, step):
    assert step_of(written) == Decimal(step)


@pytest.mark.parametrize(
    ("value", "step", "tail"),
    [
        ("300", "1", "100"), ("310", "1", "10"), ("312", "1", "1"), ("5000", "1", "1000"),
        ("12000", "1", "1000"), ("12000", "1000", "1000"), ("3500000", "10000", "10000"),
        ("0", "1", "1"), ("61.3", "0.1", "0.1"), ("0.5", "0.1", "0.1"), ("60", "0.1", "10"),
    ],
)  # fmt: skip
def test_more_than_a_round_number_is_less_than_the_next_round_one(value, step, tail):
    assert tail_of(Decimal(value), Decimal(step)) == Decimal(tail)


@given(st.integers(1, 10**9))
def test_the_tail_is_the_place_of_the_last_digit_that_is_not_zero(value):
    tail = int(tail_of(Decimal(value), Decimal(1)))
    assert value % tail == 0
    assert value // tail % 10 != 0


class Figures:
    """A language that writes numbers in figures: no template of it is another."""

    def template(self, chinese_words):
        return chinese_words


@pytest.mark.parametrize(
    ("value", "words"), [(0, "零"), (2, "二"), (12, "十二"), (312, "三百一十二")]
)
def test_a_numeral_is_said_in_figures_elsewhere_and_stays_one_in_a_file(value, words):
    for numeral in (Numeral(value), pickle.loads(pickle.dumps(Numeral(value)))):
        assert isinstance(numeral, Numeral)
        assert numeral == words
        assert numeral.said_by(Figures()) == str(value)


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        (0, "0元"), (1, "0.01元"), (50, "0.5元"), (860_00, "860元"), (999_999, "9999.99元"),
        (1_000_000, "1万元"), (214_0600_00, "214.06万元"), (21_400_000, "21.4万元"),
        (1_234_567_800_00, "123456.78万元"), (-860_00, "-860元"), (-1_500_000, "-1.5万元"),
        (1_004_999, "1万元"), (1_005_000, "1.01万元"), (1_015_000, "1.02万元"),
        (1_025_000, "1.03万元"), (-1_005_000, "-1.01万元"),
    ],
)  # fmt: skip
def test_money_is_said_in_the_unit_that_is_large_enough_and_a_half_is_rounded_up(cents, words):
    assert money_zh(cents) == words


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("1.004", "1.00"), ("1.005", "1.01"), ("1.015", "1.02"), ("-1.005", "-1.01"), ("7", "7.00")],
)
def test_two_places_are_kept_and_a_half_goes_upwards(value, rounded):
    assert str(hundredths(Decimal(value))) == rounded


@pytest.mark.parametrize(
    ("written", "value"),
    [("百二", "120"), ("十二万", "120000"), ("二十五", "25"), ("3百5", "305"), ("三百〇五", "305")],
)
def test_a_digit_after_ten_or_in_figures_counts_as_it_stands(written, value):
    assert value_of(written) == Decimal(value)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (9_999, "九千九百九十九"), (10_999, "一万零九百九十九"), (11_000, "一万一千"),
        (101_000_000, "一亿零一百万"), (110_000_000, "一亿一千万"), (1_000_000, "一百万"),
    ],
)  # fmt: skip
def test_a_nought_is_said_where_a_place_of_thousands_is_empty(value, words):
    assert chinese(value) == words
