"""Known dates: which days they are, what wave is expected, what is to be ready by when."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from commandcenter.domain.org import Group
from commandcenter.domain.watch.known_dates import (
    DateState,
    KnownDate,
    PastWave,
    StandbyItem,
    Wave,
    expected_wave,
    standby_of,
    state_of,
    title_of,
)

FIRST, LAST = date(2027, 3, 13), date(2027, 3, 17)
DAY = timedelta(days=1)
FAIR = KnownDate("2027.consumer_day", "3·15", FIRST, LAST, 300, "建议值：待核", seats=2)
ITEM = StandbyItem("S1", "加派{seats}个席位", "", Group.COORDINATION, 3, "")


def test_a_period_has_its_first_and_its_last_day():
    assert FAIR.days == 5
    assert replace(FAIR, last=FIRST).days == 1


@pytest.mark.parametrize(
    ("source", "name"),
    [("建议值：待核", "建议值"), ("国务院办公厅通知", "国务院办公厅通知"), ("甲：乙：丙", "甲")],
)
def test_a_source_is_named_without_what_is_said_about_it(source, name):
    assert replace(FAIR, source=source).source_name == name


def test_its_number_is_its_codes_and_fits_a_column_of_whole_numbers():
    codes = [f"2027.{n}" for n in range(200)]
    numbers = {replace(FAIR, code=code).number for code in codes}
    assert len(numbers) == len(codes)
    assert all(0 <= number < 2**31 for number in numbers)
    assert max(numbers) >= 2**30
    assert replace(FAIR, title="别的").number == FAIR.number
    published = 0xCBF43926  # the check value of CRC-32: what was chosen by it stays chosen
    assert replace(FAIR, code="123456789").number == published // 2


def test_the_same_days_of_the_years_before_are_the_nearest_first():
    assert FAIR.before(3) == (date(2026, 3, 13), date(2025, 3, 13), date(2024, 3, 13))
    assert FAIR.before(0) == ()
    leap = replace(FAIR, first=date(2028, 2, 29))
    assert leap.before(4)[0] == date(2027, 2, 28)
    assert leap.before(4)[3] == date(2024, 2, 29)


def test_a_date_that_moves_has_the_first_days_that_are_written_for_it():
    written = (date(2024, 2, 9), date(2026, 2, 15), date(2025, 1, 28), FIRST, FIRST + DAY)
    moving = replace(FAIR, earlier=written)
    assert moving.before(2) == (date(2026, 2, 15), date(2025, 1, 28))
    assert moving.before(9) == (date(2026, 2, 15), date(2025, 1, 28), date(2024, 2, 9))
    assert replace(FAIR, earlier=(FIRST - DAY,)).before(9) == (FIRST - DAY,)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (FIRST - 15 * DAY, DateState.AHEAD),
        (FIRST - 14 * DAY, DateState.NEAR),
        (FIRST - DAY, DateState.NEAR),
        (FIRST, DateState.NOW),
        (LAST, DateState.NOW),
        (LAST + DAY, DateState.PAST),
    ],
)
def test_a_date_is_near_from_fourteen_days_before_until_it_begins(today, state):
    assert state_of(FAIR, today) is state


def test_a_date_of_its_own_reminding_is_near_from_then_on():
    own = replace(FAIR, remind_days=0)
    assert [state_of(own, FIRST - n * DAY) for n in (1, 0)] == [DateState.AHEAD, DateState.NOW]
    own = replace(FAIR, remind_days=30)
    assert [state_of(own, FIRST - n * DAY) for n in (31, 30)] == [DateState.AHEAD, DateState.NEAR]


def test_the_expected_wave_is_the_mean_of_the_earlier_years_that_had_anything_usual():
    twice, fourfold = PastWave(FIRST, 40, 4.0), PastWave(FIRST, 120, 6.0)
    nothing = PastWave(FIRST, 7, 0.0)
    wave = expected_wave(FAIR, 10.0, [twice, nothing, fourfold])
    assert [each.factor(5) for each in (twice, fourfold)] == [2.0, 4.0]
    assert wave == Wave(10.0, 3.0, 5, (twice, fourfold))
    assert (wave.expected_day, wave.expected) == (30.0, 150)


@pytest.mark.parametrize("past", [[], [PastWave(FIRST, 7, 0.0)]])
def test_without_an_earlier_year_the_factor_of_the_plan_is_expected(past):
    assert expected_wave(replace(FAIR, factor=250), 1.3, past) == Wave(1.3, 2.5, 5, ())
    assert expected_wave(replace(FAIR, factor=250), 1.3, past).expected == 16


def test_the_list_of_a_date_is_of_all_of_its_family_or_of_itself_the_earliest_due_first():
    items = {
        code: replace(ITEM, code=code, dates=dates, days_before=days)
        for code, dates, days in (
            ("all", (), 1),
            ("family", ("spring", "consumer_day"), 7),
            ("own", ("2027.consumer_day",), 7),
            ("other", ("spring",), 30),
            ("year before", ("2026.consumer_day",), 30),
            ("last day", (), 0),
        )
    }
    assert [item.code for item in standby_of(items, FAIR)] == ["family", "own", "all", "last day"]
    session = replace(FAIR, code="session")
    items["session"] = replace(ITEM, code="session", dates=("session",), days_before=5)
    assert [item.code for item in standby_of(items, session)] == ["session", "all", "last day"]


def test_a_line_of_the_list_names_the_seats_of_its_date():
    assert title_of(ITEM, FAIR) == "加派2个席位"
    assert title_of(replace(ITEM, title="检查线路"), FAIR) == "检查线路"
