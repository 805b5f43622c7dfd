"""Whatever moments a text tells one after another, it is read back to the very moments."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.domain.moments import Moments, moment_of, span_of
from commandcenter.domain.times import SHANGHAI, from_local, moment_zh
from commandcenter.paths import ROOT

SAID = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日|(\d{1,2})时(?:(\d{2})分)?")
SHOWN = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月(\d{1,2})日 |(昨日|今日|明日) )?(\d{2}):(\d{2})")
NEAR = {"昨日": -1, "今日": 0, "明日": 1}

# Days lie together: half of all moments are of the same few days.
hours = st.integers(-3_000, 3_000).map(lambda minutes: timedelta(minutes=minutes))
far = st.integers(-800, 800).map(lambda days: timedelta(days=days))
papers = st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31)).map(
    lambda at: at.replace(tzinfo=SHANGHAI)
)
spans = st.lists(st.one_of(hours, st.tuples(hours, far).map(lambda pair: pair[0] + pair[1])))


def read(text: str, day: date | None, year: int) -> list[datetime]:
    """As a reader does: a clock time alone is of the day that they read last."""
    found = []
    for at_year, month, of_month, hour, minute in SAID.findall(text):
        if month:
            day = date(int(at_year or year), int(month), int(of_month))
            year = day.year
        else:
            assert day is not None, f"no day is named for {hour}时{minute}分 in {text}"
            found.append(datetime.combine(day, time(int(hour), int(minute or 0)), SHANGHAI))
    return found


def read_screen(text: str, today: date) -> list[datetime]:
    day, year, found = today, today.year, []
    for at_year, month, of_month, near, hour, minute in SHOWN.findall(text):
        if month:
            day = date(int(at_year or year), int(month), int(of_month))
        elif near:
            day = today + timedelta(days=NEAR[near])
        year = day.year
        found.append(datetime.combine(day, time(int(hour), int(minute)), SHANGHAI))
    return found


def to_the_minute(moments):
    return [at.replace(second=0, microsecond=0) for at in moments]


@given(papers, spans, st.booleans())
@example(from_local(2026, 12, 1, 20), [timedelta(days=-3, hours=-10), timedelta(hours=-3)], True)
def test_moments_told_in_any_order_are_read_back_as_themselves(at, spans, named):
    moments = [at + span for span in spans]
    say = Moments(at, named=named).say
    text = "；".join(f"{say(moment)}报告" for moment in moments)
    today = at.astimezone(SHANGHAI).date()
    assert read(text, today if named else None, today.year) == to_the_minute(moments)


@given(papers, spans)
def test_what_a_screen_tells_in_any_order_is_read_back_too(at, spans):
    moments = [at + span for span in spans]
    short = Moments(at, named=True).short
    text = "，".join(short(moment) for moment in moments)
    assert read_screen(text, at.astimezone(SHANGHAI).date()) == to_the_minute(moments)


@given(papers, spans, st.lists(st.one_of(hours, far), min_size=1))
def test_days_that_people_wrote_in_between_are_reckoned_with(at, spans, written):
    moments, text = Moments(at), ""
    for n, span in enumerate(spans):
        day = (at + written[n % len(written)]).astimezone(SHANGHAI)
        text += moments.quote(f"{day.year}年{day.month}月{day.day}日来函，" if n % 2 else "来电，")
        text += moments.say(at + span)
    found = read(text, None, at.astimezone(SHANGHAI).year)
    assert found == to_the_minute(at + span for span in spans)


def test_every_day_that_a_paper_names_has_its_year():
    at = from_local(2026, 11, 24, 10, 46)
    say = Moments(at).say
    said = [at, from_local(2026, 11, 25, 9), at]
    assert [say(moment) for moment in said] == [
        "2026年11月24日10时46分", "2026年11月25日9时", "2026年11月24日10时46分",
    ]  # fmt: skip


def test_the_day_of_the_end_is_named_after_another_day():
    """The 终报 read 11月28日10时…；17时终止, which was three days later."""
    moments = Moments(from_local(2026, 12, 1, 19, 30))
    said = [from_local(2026, 11, 28, 10), from_local(2026, 12, 1, 17), from_local(2026, 12, 1, 18)]
    assert [moments.say(at) for at in said] == ["2026年11月28日10时", "2026年12月1日17时", "18时"]


def test_after_a_word_that_only_points_at_a_day_the_day_is_named():
    at = from_local(2026, 11, 24, 10, 46)
    for words in ("昨日来电", "次日一早", "11月24日至26日", "星期三前", "第8日"):
        moments = Moments(at, named=True)
        assert moments.quote(words) == words
        assert moments.say(at) == "2026年11月24日10时46分"
    moments = Moments(at, named=True)
    moments.quote("当日上午")
    assert moments.say(at) == "10时46分"


def test_a_moment_of_another_year_names_its_year():
    moments = Moments(from_local(2027, 1, 2, 9))
    said = [from_local(2026, 12, 31, 22), from_local(2026, 12, 31, 23, 5), from_local(2027, 1, 1)]
    assert [moments.say(at) for at in said] == ["2026年12月31日22时", "23时05分", "2027年1月1日0时"]


def test_one_moment_alone_is_said_against_the_day_of_its_paper():
    at = from_local(2026, 11, 24, 9, 45)
    assert moment_zh(at, from_local(2026, 11, 24, 23)) == "9时45分"
    assert moment_zh(at, from_local(2026, 11, 25)) == "2026年11月24日9时45分"


# A clock without its day: on an axis, in a column or under a heading that names the day.
BARE = {
    "commandcenter/domain/times.py", "commandcenter/ui/alarms/rate_bars.py",
    "commandcenter/ui/command/log_model.py",
    "commandcenter/ui/command/log_rows.py",
    *(f"commandcenter/ui/drills/{name}.py" for name in (  # of a drill's own hours
        "course_line", "drill_sheets", "drill_words", "inject_card", "player_view")),
    "commandcenter/ui/watch/timeline_chart.py", "commandcenter/ui/watch/timeline_overlay.py",
}  # fmt: skip


def test_no_sentence_is_made_with_a_clock_that_never_names_its_day():
    files = (ROOT / "commandcenter").rglob("*.py")
    found = {str(f.relative_to(ROOT)) for f in files if "hhmm(" in f.read_text(encoding="utf-8")}
    assert found == BARE


def test_a_span_is_told_as_screens_write_it():
    now = from_local(2026, 11, 24, 10, 46)
    night = from_local(2026, 11, 23, 20), from_local(2026, 11, 24, 8)
    assert span_of(*night, now) == "昨日 20:00–今日 08:00"
    assert span_of(now, from_local(2026, 11, 24, 12), now) == "10:46–12:00"
    assert span_of(from_local(2025, 11, 20, 9), now, now) == "2025年11月20日 09:00–今日 10:46"


NOW = from_local(2026, 11, 24, 10, 46)


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("2026-11-23 09:30", from_local(2026, 11, 23, 9, 30)),
        (" 2026-11-23T09:30 ", from_local(2026, 11, 23, 9, 30)),
        ("09:30", from_local(2026, 11, 24, 9, 30)),
        ("09：30", from_local(2026, 11, 24, 9, 30)),
        ("10:46", NOW),
        ("2026-11-24 02:00+00:00", from_local(2026, 11, 24, 10)),
    ],
)
def test_a_moment_that_is_typed_is_read_on_the_bureaus_clock(words, at):
    assert moment_of(words, NOW) == at


@pytest.mark.parametrize(
    "words", ["", "昨天", "2026-11-24", "25:00", "2026-02-30 09:00", "0001-01-01 00:00"]
)
def test_what_is_no_moment_is_refused(words):
    with pytest.raises(AskedWrongly) as refused:
        moment_of(words, NOW)
    assert str(refused.value) == (f"看不懂时刻“{words}”，请写成 2026-11-24 09:30 或 09:30。")


@pytest.mark.parametrize("words", ["10:47", "2026-11-25 00:00"])
def test_nobody_looks_back_at_what_is_to_come(words):
    with pytest.raises(RuleBroken) as refused:
        moment_of(words, NOW)
    assert str(refused.value) == f"“{words}”还没有到，不能回看。"
    assert not isinstance(refused.value, AskedWrongly)


@pytest.mark.parametrize(
    "words",
    [
        "3日",
        "昨日",
        "今天",
        "明日",
        "前天",
        "次日",
        "翌日",
        "后天",
        "星期三",
        "星期天",
        "周五",
        "周日",
        "13月40日",
    ],
)
def test_after_each_word_that_points_at_a_day_the_next_moment_names_its_own(words):
    moments = Moments(NOW, named=True)
    moments.quote(words)
    assert moments.say(NOW) == "2026年11月24日10时46分"


@pytest.mark.parametrize("words", ["每周例会", "当日", "后来", "前来"])
def test_words_that_point_at_no_day_leave_it_as_it_is(words):
    moments = Moments(NOW, named=True)
    moments.quote(words)
    assert moments.say(NOW) == "10时46分"


def test_a_day_that_was_quoted_with_its_year_is_the_one_named_last():
    moments = Moments(NOW)
    moments.quote("2025年11月20日来函，21日补正，12月1日办结")
    assert moments.say(from_local(2025, 12, 1, 9)) == "9时"
    assert moments.say(NOW) == "2026年11月24日10时46分"
