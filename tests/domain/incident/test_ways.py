"""What the adviser tells beside the level: how near the next one is, and what is kept of it."""

from dataclasses import replace
from datetime import date

import pytest

from commandcenter.domain.conditions import Outcome
from commandcenter.domain.incident.contexts import periods_on
from commandcenter.domain.incident.facts import gather
from commandcenter.domain.incident.grading import (
    Gap,
    advise,
    record_of,
    suggested_then,
    unapproved,
)
from commandcenter.domain.level import Level
from commandcenter.domain.plan.plan_items import Condition, GradeSide, SensitivePeriod, Threshold
from commandcenter.domain.times import from_local

NOW = from_local(2026, 11, 24, 9, 5)


def row(code, *, side=GradeSide.RANGE, **levels):
    """A row of the matrix with these levels only."""
    conditions = {Level(sign): condition for sign, condition in levels.items()}
    return Threshold(code, f"{code}行", 0, conditions, "本局", side=side)


def at_least(needs=(), with_other=False, **numbers):
    return Condition("到这些数", (numbers,), needs, with_other)


def matrix(plan, *rows):
    return replace(plan, thresholds={each.code: each for each in rows}, contexts={})


def advice(plan, *rows, **values):
    small = matrix(plan, *rows)
    return advise(small, small, values, NOW)


def test_a_row_may_speak_of_some_levels_only(plan):
    found = advice(plan, row("people", III=at_least(people=50)), people=60)
    [read] = found.rows
    assert set(read.cells) == {Level.III}
    assert (read.level, found.level, found.next_level) == (Level.III, Level.III, Level.II)
    assert found.ways == (), "and there is no way to a level that no row speaks of"
    assert advice(plan, row("people", III=at_least(people=50)), people=49).rows[0].level is None


def test_a_number_is_reached_at_the_number_itself(plan):
    people = row("people", IV=at_least(people=10))
    outcomes = [advice(plan, people, people=n).rows[0].cells[Level.IV].outcome for n in (9, 10)]
    assert outcomes == [Outcome.NOT_MET, Outcome.MET]
    [way] = advice(plan, row("people", IV=at_least(people=10)), people=9).ways
    assert way.gaps == (Gap("people", 10, 1),)
    [way] = advice(plan, row("people", IV=at_least(("closed",), people=10)), people=10).ways
    assert way.gaps == ()


def test_a_way_is_as_near_as_its_farthest_number(plan):
    both = row("both", IV=at_least(people=10, yuan=100))
    for values, progress in (
        ({"people": 5, "yuan": 80}, 0.5), ({"people": 5, "yuan": 100}, 0.5),
        ({"people": 5}, 0.0), ({"people": 0, "yuan": 100}, 0.0), ({"people": 9, "yuan": 25}, 0.25),
    ):  # fmt: skip
        [way] = advice(plan, both, **values).ways
        assert way.progress == progress


def test_a_way_on_which_only_a_circumstance_lacks_is_at_its_end(plan):
    few = row("few", IV=at_least(("closed", "gathered"), people=5))
    [way] = advice(plan, few, people=5, closed=0, gathered=0).ways
    assert (way.gaps, way.needs, way.progress) == ((), ("closed", "gathered"), 1.0)
    [way] = advice(plan, few, people=4, closed=0, gathered=1).ways
    assert (way.needs, way.progress) == ((), 0.8)


def test_the_nearest_way_stands_first_then_the_one_with_fewer_gaps_then_the_one_by_itself(plan):
    rows = (
        row("with another", IV=at_least(with_other=True, a=10)),
        row("two gaps", IV=at_least(a=10, b=10)),
        row("far", IV=at_least(c=100)),
        row("by itself", IV=at_least(b=10)),
        row("near", IV=at_least(d=10)),
    )
    found = advice(plan, *rows, a=5, b=5, c=1, d=9)
    assert [way.code for way in found.ways] == [
        "near", "by itself", "with another", "two gaps", "far",
    ]  # fmt: skip
    assert [way.other for way in found.ways] == [False, False, True, False, False]


@pytest.mark.parametrize(
    ("second", "other"),
    [
        ({"III": at_least(with_other=True, b=10)}, False),
        ({"II": at_least(with_other=True, b=10)}, False),
        ({"IV": at_least(with_other=True, b=10)}, True),
        ({"III": at_least(with_other=True, b=11)}, True),
    ],
)
def test_another_row_is_not_asked_for_where_one_stands_there_by_its_own_numbers(
    plan, second, other
):
    first = row("first", IV=at_least(a=1), III=at_least(with_other=True, a=10))
    found = advice(plan, first, row("second", **second), a=5, b=10)
    assert found.next_level is Level.III
    [way] = [way for way in found.ways if way.code == "first"]
    assert way.other is other


def test_each_alternative_is_a_way_of_its_own(plan):
    either = Condition("其一", ({"a": 10}, {"b": 4}))
    found = advice(plan, row("either", IV=either), a=5, b=3)
    assert [(way.code, way.progress) for way in found.ways] == [("either", 0.75), ("either", 0.5)]
    [cell] = advice(plan, row("either", IV=either), a=5, b=4).rows[0].cells.values()
    assert (cell.outcome, cell.met) == (Outcome.MET, ({"b": 4},))


def test_two_measures_have_a_gravest_level_each(plan):
    found = advice(
        plan,
        row("a", II=at_least(a=1), IV=at_least(a=1)),
        row("b", IV=at_least(b=1)),
        row("c", side=GradeSide.HARM, III=at_least(a=1)),
        a=1, b=1,
    )  # fmt: skip
    assert found.sides == {GradeSide.RANGE: Level.II, GradeSide.HARM: Level.III}
    assert [each.level for each in found.touched] == [Level.II, Level.III, Level.IV]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("建议值，需经本局批准", "建议值"),
        ("建议值；需经本局批准", "建议值"),
        ("建议值，", "建议值"),
        ("需经本局批准的建议值", "需经本局批准的建议值"),
        ("预案1.4.2", "预案1.4.2"),
    ],
)
def test_that_a_source_is_to_be_approved_is_said_apart(source, said):
    assert unapproved(source) == said


def test_what_was_advised_is_kept_and_read_again(plan):
    small = matrix(plan, row("people", III=at_least(people=50)))
    found = advise(small, small, {"people": 60}, NOW)
    kept = record_of(gather(plan, {}, {}), found, NOW)
    assert kept["suggested"] == "III"
    assert kept["touched"] == [
        {"level": "III", "title": "people行", "words": "到这些数", "source": "本局",
         "proposal": False}
    ]  # fmt: skip
    assert suggested_then(kept) is Level.III
    nothing = record_of({}, advise(small, small, {"people": 0}, NOW), NOW)
    assert (nothing["suggested"], nothing["touched"], nothing["facts"]) == (None, [], [])
    assert suggested_then(nothing) is None
    assert suggested_then({}) is None


@pytest.mark.parametrize(
    ("day", "titles"),
    [
        (date(2026, 3, 2), ()),
        (date(2026, 3, 3), ("两会",)),
        (date(2026, 3, 13), ("两会",)),
        (date(2026, 3, 14), ("两会", "3·15")),
        (date(2026, 3, 15), ("3·15",)),
        (date(2026, 3, 16), ()),
    ],
)
def test_a_sensitive_period_has_both_its_ends(plan, day, titles):
    periods = [
        SensitivePeriod("a", "两会", date(2026, 3, 3), date(2026, 3, 14), "本局"),
        SensitivePeriod("b", "3·15", date(2026, 3, 14), date(2026, 3, 15), "本局"),
    ]
    calendar = replace(plan, sensitive={each.code: each for each in periods})
    assert periods_on(calendar, day) == titles


@pytest.mark.parametrize(
    ("at", "outcome"),
    [
        (from_local(2025, 12, 31, 23), Outcome.NOT_MET),
        (from_local(2027, 1, 2), Outcome.MET),
        (from_local(2027, 1, 3), Outcome.NOT_MET),
        (from_local(2024, 12, 31), Outcome.UNKNOWN),
        (from_local(2028, 1, 1), Outcome.UNKNOWN),
    ],
)
def test_a_year_of_which_the_calendar_says_nothing_is_unknown(plan, at, outcome):
    periods = [
        SensitivePeriod("a", "元旦", date(2026, 12, 31), date(2027, 1, 2), "本局"),
        SensitivePeriod("b", "中秋", date(2025, 10, 6), date(2025, 10, 6), "本局"),
    ]
    calendar = replace(plan, sensitive={each.code: each for each in periods})
    found = {each.code: each for each in advise(plan, calendar, {}, at).contexts}
    assert found["sensitive_date"].outcome is outcome
