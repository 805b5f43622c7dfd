"""Days of the bureau's calendar: a whole year by its notice, and what that changes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.domain.plan.plan_items import CalendarPeriod
from commandcenter.domain.plan.workdays import calendar_changes, own_period, set_day, set_year

Calendar = dict[str, CalendarPeriod]


def period(code: str, first: date, last: date, *, rest: bool = True) -> CalendarPeriod:
    return CalendarPeriod(code, code.upper(), rest, first, last, "本局通知")


def calendar(*periods: CalendarPeriod) -> Calendar:
    return {each.code: each for each in periods}


NEW_YEAR = period("n", date(2037, 1, 1), date(2037, 1, 3))
AUTUMN = period("a", date(2037, 10, 1), date(2037, 10, 7))
OF_2038 = period("w", date(2038, 1, 1), date(2038, 1, 1))


@pytest.mark.parametrize(
    ("day", "code"),
    [(30, None), (1, "a"), (4, "a"), (7, "a"), (8, None)],
)
def test_a_day_is_of_the_period_it_lies_in(day: int, code: str | None) -> None:
    asked = date(2037, 9 if day == 30 else 10, day)
    found = own_period(calendar(NEW_YEAR, AUTUMN), asked)
    assert (found and found.code) == code


def test_the_notice_of_a_year_takes_the_place_of_all_that_was_set_of_it() -> None:
    told = period("notice.2037-10-01", date(2037, 10, 1), date(2037, 10, 8))
    after = set_year(calendar(NEW_YEAR, AUTUMN, OF_2038), 2037, [told])
    assert after == calendar(told, OF_2038)
    assert list(after) == [told.code, "w"]  # in the order of their days


def test_a_notice_that_begins_in_december_takes_the_place_of_those_days_too() -> None:
    before = calendar(
        period("d", date(2037, 12, 31), date(2037, 12, 31)),
        period("e", date(2037, 12, 26), date(2037, 12, 30)),
        period("x", date(2037, 12, 30), date(2038, 1, 2)),
    )
    told = period("notice", date(2037, 12, 31), date(2038, 1, 2))
    after = set_year(before, 2038, [told])
    assert list(after) == ["e", "x", "notice"]
    assert (after["x"].first, after["x"].last) == (date(2037, 12, 30), date(2037, 12, 30))


def test_a_corrected_notice_leaves_the_bureaus_own_days_over_the_years_edge() -> None:
    own = period("own", date(2026, 12, 31), date(2027, 1, 3))
    source = "国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕7号）"
    earlier = CalendarPeriod(
        "notice.2026-12-30", "元旦", True, date(2026, 12, 30), date(2026, 12, 30), source
    )
    told = period("notice.2027-01-01", date(2027, 1, 1), date(2027, 1, 2))
    after = set_year(calendar(earlier, own), 2027, [told])
    assert list(after) == ["own", told.code]
    assert (after["own"].first, after["own"].last) == (date(2026, 12, 31), date(2026, 12, 31))


OFFSETS = st.integers(0, 3 * 365)


@given(st.lists(st.tuples(OFFSETS, st.integers(0, 15)), max_size=8), OFFSETS, st.integers(0, 15))
def test_a_notice_changes_no_day_beyond_its_year_that_it_does_not_name(
    spans: list[tuple[int, int]], told_on: int, length: int
) -> None:
    start = date(2036, 1, 1)
    own = [
        period(f"p{n}", start + timedelta(first), start + timedelta(first + days))
        for n, (first, days) in enumerate(spans)
    ]
    told = period("notice", start + timedelta(told_on), start + timedelta(told_on + length))
    after = set_year(calendar(*own), 2037, [told])
    before_days = {day for each in own for day in each.days()}
    assert {day for each in after.values() for day in each.days()} == told.days() | {
        day for day in before_days if day.year != 2037
    }
    assert all(code == each.code for code, each in after.items())


def test_a_code_that_is_taken_gets_a_number() -> None:
    told = [
        period("n", date(2038, 2, 1), date(2038, 2, 3)),
        period("n", date(2038, 5, 1), date(2038, 5, 1)),
    ]
    after = set_year(calendar(NEW_YEAR), 2038, told)
    assert [(code, each.code, each.first) for code, each in after.items()] == [
        ("n", "n", date(2037, 1, 1)),
        ("n.2", "n.2", date(2038, 2, 1)),
        ("n.3", "n.3", date(2038, 5, 1)),
    ]


def test_a_day_set_anew_keeps_what_stands_beside_it() -> None:
    """Its code is free: the period that was cut has the one that it would have had."""
    taken = period("2037.d1010", date(2037, 10, 12), date(2037, 10, 12))
    day = date(2037, 10, 10)  # a Saturday
    after = set_day(calendar(taken), day, rest=False, title="调休", source="通知", proposal=True)
    made = after["2037.d1010.2"]
    assert (made.title, made.source, made.proposal, made.first) == ("调休", "通知", True, day)
    assert after["2037.d1010"] == taken


def test_a_period_cut_twice_has_codes_of_its_own() -> None:
    after = calendar(period("w", date(2037, 10, 5), date(2037, 10, 9)))
    for day in (8, 6):
        after = set_day(
            after, date(2037, 10, day), rest=False, title="上班", source="x", proposal=False
        )
    assert {code: (each.first.day, each.last.day) for code, each in after.items()} == {
        "w": (5, 5), "w.b.2": (7, 7), "w.b": (9, 9),
    }  # fmt: skip


def test_what_has_to_be_changed_is_what_differs_alone() -> None:
    longer = period("a", date(2037, 10, 1), date(2037, 10, 8))
    changes = calendar_changes(calendar(NEW_YEAR, AUTUMN), calendar(longer, OF_2038, NEW_YEAR))
    fields = {
        "title": "A", "rest": True, "first": "2037-10-01", "last": "2037-10-08",
        "source": "本局通知", "proposal": False,
    }  # fmt: skip
    of_2038 = fields | {"title": "W", "first": "2038-01-01", "last": "2038-01-01"}
    assert changes == (ItemChange("calendar", "a", fields), ItemChange("calendar", "w", of_2038))
    assert calendar_changes(calendar(AUTUMN), {}) == (ItemChange("calendar", "a", None),)
    assert calendar_changes(calendar(AUTUMN), calendar(AUTUMN)) == ()
