"""When a limit of the plan runs out, and how one is written."""

from datetime import datetime, timedelta

import pytest

from commandcenter.domain.plan.due_words import Due, due_after, is_clock, is_due, next_daily
from commandcenter.domain.times import from_local

START = from_local(2026, 11, 24, 9, 20)
END_OF_DAY = from_local(2026, 11, 24, 23, 59)


@pytest.mark.parametrize(
    ("due", "until"),
    [
        ("none", None),
        (1, START + timedelta(minutes=1)),
        (1_440, START + timedelta(days=1)),
        ("same_day", END_OF_DAY),
        ("at_end", END_OF_DAY),
        ("daily@16:30", from_local(2026, 11, 24, 16, 30)),
        ("daily@09:00", from_local(2026, 11, 25, 9, 0)),
    ],
)
def test_a_limit_runs_from_its_start(due: Due, until: datetime | None) -> None:
    assert due_after(due, START) == until


def test_at_the_very_minute_the_next_daily_time_is_that_of_tomorrow() -> None:
    assert next_daily(START, "09:20") == START + timedelta(days=1)
    assert next_daily(START, "09:21") == START + timedelta(minutes=1)
    assert next_daily(START - timedelta(seconds=1), "09:20") == START


@pytest.mark.parametrize(
    ("due", "fits"),
    [
        (1, True), (0, False), (-1, False), ("none", True), ("same_day", True), ("at_end", True),
        ("daily@00:00", True), ("daily@23:59", True), ("daily@24:00", False), ("daily@", False),
        ("16:30", False), ("", False), ("soon", False), ("at_start", False),
    ],
)  # fmt: skip
def test_a_limit_is_some_minutes_or_a_word_that_is_known(due: Due, fits: bool) -> None:
    assert is_due(due) is fits


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("00:00", True), ("16:30", True), ("23:59", True), ("24:00", False), ("23:60", False),
        ("16.30", False), ("16：30", False), ("6:30", False), ("016:30", False), ("16:3", False),
        ("16:300", False), ("１6:30", False), ("16:３0", False), ("-1:30", False), ("16:-1", False),
        ("1x:30", False), ("16:x0", False), ("²1:30", False), ("", False), (None, False),
        (1630, False), (["1", "6", ":", "3", "0"], False),
    ],
)  # fmt: skip
def test_a_time_of_the_day_is_two_digits_a_colon_two_digits(text: object, fits: bool) -> None:
    assert is_clock(text) is fits
