"""What the words of an amount that is no exact number can mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.domain.complaints.vague_amount import (
    AmountKind,
    VagueAmount,
    amount_note,
    vague_amount,
)

ABOUT, AT_LEAST, AT_MOST, BETWEEN, UNKNOWN = AmountKind


@pytest.mark.parametrize(
    ("words", "kind", "low", "high"),
    [
        ("200元左右", ABOUT, 200, 200), ("约2000", ABOUT, 2000, 2000),
        ("大概两千三", ABOUT, 2300, 2300), ("近两万元", ABOUT, 20_000, 20_000),
        ("约1.2万元", ABOUT, 12_000, 12_000), ("2w左右", ABOUT, 20_000, 20_000),
        ("约2（万元）", ABOUT, 20_000, 20_000), ("约３０００元", ABOUT, 3000, 3000),
        ("2000余元", AT_LEAST, 2000, None), ("三千余元", AT_LEAST, 3000, None),
        ("3000多块", AT_LEAST, 3000, None), ("1.2万多", AT_LEAST, 12_000, None),
        ("500以上", AT_LEAST, 500, None), ("至少3000元", AT_LEAST, 3000, None),
        ("5000元起", AT_LEAST, 5000, None), ("上千元", AT_LEAST, 1000, None),
        ("10万+", AT_LEAST, 100_000, None), ("不超过800元", AT_MOST, None, 800),
        ("800以内", AT_MOST, None, 800), ("不到1千", AT_MOST, None, 1000),
        ("1000-2000", BETWEEN, 1000, 2000), ("1000元至2000元", BETWEEN, 1000, 2000),
        ("100~200元不等", BETWEEN, 100, 200), ("1-2万", BETWEEN, 10_000, 20_000),
        ("1,000-2,000元", BETWEEN, 1000, 2000), ("3-5百元", BETWEEN, 300, 500),
        ("三四千", BETWEEN, 3000, 4000), ("十几万", BETWEEN, 110_000, 190_000),
        ("几百元", BETWEEN, 100, 999), ("二十几万", BETWEEN, 200_000, 300_000),
        ("不清楚", UNKNOWN, None, None), ("面议", UNKNOWN, None, None), ("", UNKNOWN, None, None),
        ("暂未统计", UNKNOWN, None, None), ("2000-1000", UNKNOWN, None, None),
        ("约" + "9" * 30, UNKNOWN, None, None),
    ],
)  # fmt: skip
def test_what_can_be_read_is_read_with_its_kind(words, kind, low, high):
    cents = [None if yuan is None else yuan * 100 for yuan in (low, high)]
    assert vague_amount(words) == VagueAmount(kind, *cents)


@given(st.text("约近余多元万千百十几数上下左右以内-至0123456789.,三两（）k", max_size=40))
def test_any_words_mean_something_or_nothing(words):
    read = vague_amount(words)
    assert (read.kind is UNKNOWN) is (read.low is None and read.high is None)
    assert amount_note(words)


def test_an_official_reads_its_limits():
    notes = {
        words: amount_note(words) for words in ("约2.5万", "2000余元", "800以内", "1-2万", "?")
    }
    assert list(notes.values()) == [
        "约 25,000 元", "不少于 2,000 元", "不超过 800 元", "10,000 至 20,000 元", "数额不明",
    ]  # fmt: skip
