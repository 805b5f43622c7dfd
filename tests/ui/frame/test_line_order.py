"""What orders the rows of a list."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from commandcenter.ui.frame.line_order import Arrangement, MomentWords, arranged


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
