import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
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


def test_a_moment_for_scripts_has_its_offset_and_is_of_the_second():
    at = times.from_local(2026, 11, 24, 10, 46, 5) + timedelta(microseconds=7)
    assert times.iso(at) == "2026-11-24T10:46:05+08:00"
    assert times.iso(None) is None


@pytest.mark.parametrize(
    ("clock", "minutes", "full"),
    [
        ((10, 46, 0), 30, (11, 0)), ((10, 30, 0), 30, (10, 30)), ((10, 30, 1), 30, (11, 0)),
        ((10, 29, 59), 30, (10, 30)), ((10, 0, 0), 60, (10, 0)), ((10, 1, 0), 15, (10, 15)),
        ((10, 46, 0), 60, (11, 0)), ((23, 50, 0), 30, (24, 0)),
    ],
)  # fmt: skip
def test_the_next_full_part_of_an_hour_is_at_the_moment_or_after(clock, minutes, full):
    start = times.from_local(2026, 11, 24)
    at = start + timedelta(hours=clock[0], minutes=clock[1], seconds=clock[2])
    assert times.ceiling(at, minutes) == start + timedelta(hours=full[0], minutes=full[1])


@pytest.mark.parametrize(
    ("at", "first", "now", "before"),
    [(1, 2, 3, True), (2, 2, 3, False), (1, 3, 3, True), (1, 4, 3, False), (3, 2, 3, False)],
)
def test_a_moment_is_before_one_that_has_come(at, first, now, before):
    at, first, now = (times.from_local(2026, 11, 24, hour) for hour in (at, first, now))
    assert times.is_before(at, first, now) is before


def test_each_day_and_month_has_its_word():
    said = [times.weekday_zh(times.from_local(2026, 11, day)) for day in range(23, 30)]
    assert said == ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"]
    months = [times.day_of_month(date(2026, month, 3)) for month in range(1, 13)]
    assert months == [f"{month}月3日" for month in range(1, 13)]


def test_a_day_two_days_off_is_named_by_its_date():
    now = times.from_local(2026, 11, 24, 9)
    assert times.short_zh(times.from_local(2026, 11, 22, 9), now) == "11月22日 09:00"
    assert times.short_zh(times.from_local(2026, 11, 26, 9), now) == "11月26日 09:00"
    assert times.day_and_time(now, now) == ("", "09:00")
    assert times.dated_zh(now) == "2026年11月24日 09:00"


def day_read(words: str, today: date) -> date:
    """As a reader does who knows what day it is."""
    near = {"昨日": -1, "明日": 1}
    if words[:2] in near:
        return today + timedelta(days=near[words[:2]])
    found = re.fullmatch(r"(?:(?:(\d{4})年)?(\d+)月(\d+)日 )?\d\d:\d\d", words)
    assert found is not None, words
    year, month, day = found.groups()
    return date(int(year or today.year), int(month), int(day)) if month else today


moments = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)).map(
    lambda naive: naive.replace(tzinfo=UTC)
)


@given(moments, moments)
@example(times.from_local(2026, 12, 3, 9), times.from_local(2027, 1, 2, 9))
@example(times.from_local(2026, 12, 31, 9), times.from_local(2027, 1, 1, 9))
def test_whatever_the_day_a_moment_is_read_back_as_of_its_own_day(at, now):
    assert day_read(times.short_zh(at, now), times.local(now).date()) == times.local(at).date()


@given(moments)
def test_what_leaves_the_screen_names_its_year_and_no_near_day(at):
    t = times.local(at)
    assert times.dated_zh(at) == f"{t.year}年{t.month}月{t.day}日 {t:%H:%M}"
