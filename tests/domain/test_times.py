from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.domain import times


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="without zone"):
        times.local(datetime(2026, 11, 24, 9))


@given(st.datetimes(min_value=datetime(1992, 1, 1), max_value=datetime(2037, 1, 1)))
def test_the_fixed_offset_is_the_time_of_shanghai(naive):
    at = naive.replace(tzinfo=UTC)
    named = at.astimezone(ZoneInfo("Asia/Shanghai"))
    assert times.local(at).replace(tzinfo=None) == named.replace(tzinfo=None)


@given(st.datetimes(min_value=datetime(1992, 1, 1), max_value=datetime(2037, 1, 1)))
def test_a_local_time_comes_back(naive):
    at = times.from_local(*naive.timetuple()[:6])
    assert at.tzinfo is UTC
    assert times.local(at).replace(tzinfo=None) == naive.replace(microsecond=0)


def test_a_day_starts_at_midnight_in_shanghai():
    assert times.day_start(date(2026, 11, 24)) == datetime(2026, 11, 23, 16, tzinfo=UTC)


def test_times_are_written_as_on_official_papers():
    at = times.from_local(2026, 1, 4, 9, 5)
    assert times.hhmm(at) == "09:05"
    assert times.date_zh(at) == "2026年1月4日"
    assert times.minute_zh(at) == "2026年1月4日9时05分"
    assert times.minute_zh(times.from_local(2026, 1, 4, 9)) == "2026年1月4日9时"
    assert times.weekday_zh(at) == "星期日"


def test_another_day_shows_its_date():
    at = times.from_local(2026, 11, 23, 23, 59)
    assert times.short_zh(at, times.from_local(2026, 11, 23, 0, 1)) == "23:59"
    assert times.short_zh(at, times.from_local(2026, 11, 24, 0, 1)) == "昨日 23:59"
    assert times.short_zh(at, times.from_local(2026, 11, 22, 23, 59)) == "明日 23:59"
    assert times.short_zh(at, times.from_local(2026, 11, 25, 0, 1)) == "11月23日 23:59"


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=59), "0 分"),
        (timedelta(minutes=6), "6 分"),
        (timedelta(hours=1), "1 小时"),
        (timedelta(hours=1, minutes=26), "1 小时 26 分"),
        (timedelta(hours=23, minutes=59, seconds=59), "23 小时 59 分"),
        (timedelta(days=3), "3 天"),
        (timedelta(days=3, hours=2, minutes=59), "3 天 2 小时"),
        (-timedelta(minutes=6), "6 分"),
    ],
)
def test_a_span_is_said_in_words(span, words):
    assert times.span_zh(span) == words
