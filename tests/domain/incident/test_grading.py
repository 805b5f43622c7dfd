from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.domain.conditions import Outcome
from commandcenter.domain.incident.facts import statable
from commandcenter.domain.incident.grading import advise, next_level
from commandcenter.domain.level import Level
from commandcenter.domain.plan.plan_items import GradeSide
from commandcenter.domain.times import from_local

NOW = from_local(2026, 11, 24, 9, 5)


def advice(plan, at=NOW, **values):
    return advise(plan, plan, values, at)


def row(found, code):
    return next(each for each in found.rows if each.code == code)


def at_level(found):
    """The conditions on which the suggested level rests."""
    return [each for each in found.touched if each.level is found.level]


def codes(found):
    return {each.code for each in at_level(found)}


def test_nothing_known_touches_nothing_and_all_is_open(plan):
    found = advice(plan)
    assert (found.level, found.touched, found.next_level) == (None, (), Level.IV)
    outcomes = {cell.outcome for each in found.rows for cell in each.cells.values()}
    assert outcomes == {Outcome.UNKNOWN}
    assert {"complainants", "on_site", "hurt", "dead", "media"} <= set(found.unknown)


def test_an_unknown_fact_is_never_a_zero(plan):
    calm = {"complainants": 0, "on_site": 0, "amount_yuan": 0, "counties": 0, "media": 0}
    found = advice(plan, **calm, hurt=120)
    assert row(found, "hurt").cells[Level.II].outcome is Outcome.UNKNOWN
    assert "dead" in row(found, "hurt").cells[Level.II].unknown
    assert found.level is Level.III
    surely = advice(plan, **calm, hurt=120, dead=0, school_hurt=0)
    assert row(surely, "hurt").cells[Level.II].outcome is Outcome.NOT_MET


def test_fifty_people_and_a_million_touch_the_third_level(plan):
    found = advice(
        plan, complainants=55, on_site=35, amount_yuan=1_200_000, counties=1, closed=1, media=0
    )
    assert found.level is Level.III
    assert codes(found) == {"complainants", "on_site", "amount"}
    assert found.sides == {GradeSide.RANGE: Level.III, GradeSide.HARM: Level.III}
    assert all(each.proposal and each.source for each in at_level(found))


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({}, Outcome.UNKNOWN),
        ({"closed": 0, "gathered": 0, "joint": 0}, Outcome.NOT_MET),
        ({"closed": 0, "gathered": 0, "joint": 1}, Outcome.MET),
        ({"gathered": 1}, Outcome.MET),
        ({"closed": 0, "gathered": 0}, Outcome.UNKNOWN),
    ],
)
def test_few_complainants_count_only_with_one_of_what_they_need(plan, facts, outcome):
    cell = row(advice(plan, complainants=8, **facts), "complainants").cells[Level.IV]
    assert cell.outcome is outcome
    if outcome is Outcome.UNKNOWN:
        assert set(cell.unknown) <= {"closed", "gathered", "joint"}


def test_two_hundred_complainants_count_only_beside_another_row_of_the_level(plan):
    known = {"hurt": 0, "dead": 0, "school_hurt": 0, "counties": 1, "cities": 1, "provinces": 1}
    few = {"on_site": 60, "amount_yuan": 5_000_000, "media": 0, **known}
    alone = advice(plan, complainants=300, **few)
    cell = row(alone, "complainants").cells[Level.II]
    assert (cell.outcome, cell.alone, alone.level) == (Outcome.NOT_MET, True, Level.III)
    beside = advice(plan, complainants=300, **(few | {"media": 3}))
    assert codes(beside) == {"complainants", "media"}
    assert beside.level is Level.II
    graver = advice(plan, complainants=300, **(few | {"on_site": 1_000}))
    assert row(graver, "complainants").level is Level.II
    unknown = advice(plan, complainants=300)
    cell = row(unknown, "complainants").cells[Level.II]
    assert cell.outcome is Outcome.UNKNOWN
    assert cell.alone
    assert {"on_site", "media"} <= set(unknown.unknown)


OTHERS = ["on_site", "amount_yuan", "dead", "school_hurt", "cities", "provinces", "media"]


@pytest.mark.parametrize("fact", OTHERS)
def test_while_another_row_may_reach_the_level_the_fact_that_would_tell_is_named(plan, fact):
    nothing = {item.code: 0 for item in statable(plan)}
    found = advice(plan, **(nothing | {"complainants": 300, fact: None, "counties": None}))
    assert row(found, "complainants").cells[Level.II].outcome is Outcome.UNKNOWN
    assert found.level is Level.III
    assert found.unknown == (fact,), "and none that leads to no graver level"


def test_fifty_eight_pupils_touch_the_second_level_by_the_school_rule(plan):
    found = advice(plan, hurt=58, dead=0, school_hurt=58, complainants=41, counties=1)
    assert found.level is Level.II
    assert codes(found) == {"hurt", "school"}
    hurt = next(each for each in at_level(found) if each.code == "hurt")
    assert hurt.met == ({"school_hurt": 50},)
    assert all("T6" in each.source and each.proposal for each in at_level(found))
    assert advice(plan, hurt=49, dead=0, school_hurt=49).level is Level.IV


def test_the_same_number_elsewhere_is_of_the_fourth_level(plan):
    assert advice(plan, hurt=58, dead=0, school_hurt=0).level is Level.IV


def test_a_major_event_lifts_fifty_hurt_to_the_second_level_once_somebody_says_so(plan):
    found = advice(plan, hurt=50, dead=0, school_hurt=0, major_event=1)
    assert codes(found) == {"major_event"}
    assert found.level is Level.II
    unsaid = advice(plan, hurt=50, dead=0, school_hurt=0)
    assert (unsaid.level, "major_event" in unsaid.unknown) == (Level.IV, True)


def test_central_media_touch_the_second_level_without_one_complaint(plan):
    found = advice(plan, complainants=0, media=3)
    assert (found.level, codes(found)) == (Level.II, {"media"})
    assert found.sides == {GradeSide.RANGE: Level.II, GradeSide.HARM: None}


def test_the_distance_says_how_many_are_missing_and_what_else(plan):
    found = advice(plan, complainants=158, on_site=60, amount_yuan=2_140_000, media=0)
    assert found.next_level is Level.II
    ways = {way.code: way for way in found.ways if way.code != "hurt"}
    assert ways["complainants"].gaps[0].missing == 42
    assert ways["complainants"].other
    assert ways["amount"].gaps[0].missing == 7_860_000
    assert not ways["amount"].other
    assert found.ways[0].code == "complainants"  # the nearest first
    assert ways["area"].gaps[0].missing is None  # unknown, so no number is made up


def test_the_distance_names_what_few_complainants_need(plan):
    [way] = [w for w in advice(plan, complainants=12, counties=0).ways if w.code == "complainants"]
    assert (way.gaps, way.needs) == ((), ("closed", "gathered", "joint"))


def test_above_the_first_level_there_is_no_way(plan):
    found = advice(plan, provinces=2)
    assert (found.level, found.next_level, found.ways) == (Level.I, None, ())
    assert [next_level(level) for level in (None, *reversed(Level))] == [*reversed(Level), None]


def test_a_graver_level_of_a_row_leaves_the_lighter_ones_behind(plan):
    cells = row(advice(plan, on_site=250), "on_site").cells
    assert [cells[level].passed for level in Level] == [False, False, True, True]
    assert cells[Level.II].outcome is Outcome.MET


def test_circumstances_are_shown_by_facts_and_by_the_calendar(plan):
    found = {
        c.code: c
        for c in advice(plan, elderly_percent=62, minors_percent=3, school_hurt=0).contexts
    }
    assert found["elderly"].outcome is Outcome.MET
    assert found["elderly"].level is None  # asks for care, touches no level
    assert found["minors"].outcome is Outcome.UNKNOWN  # nobody said whether minors are concerned
    assert found["sensitive_date"].outcome is Outcome.NOT_MET
    on_the_day = advice(plan, from_local(2026, 3, 15, 20, 31)).contexts
    dates = next(c for c in on_the_day if c.code == "sensitive_date")
    assert (dates.outcome, dates.dates) == (Outcome.MET, ("“3·15”国际消费者权益日",))
    another_year = advice(plan, from_local(2031, 3, 15)).contexts
    assert another_year[-1].outcome is Outcome.UNKNOWN


def test_the_first_minute_of_a_sensitive_day_is_the_bureaus(plan):
    def outcome(at):
        return advice(plan, at).contexts[-1].outcome

    assert outcome(datetime(2026, 3, 13, 16, 0, tzinfo=UTC)) is Outcome.MET
    assert outcome(datetime(2026, 3, 13, 15, 59, tzinfo=UTC)) is Outcome.NOT_MET


NUMBERS = st.one_of(st.none(), st.integers(0, 10**9))


@given(st.data())
def test_a_fact_that_becomes_known_never_lowers_what_is_touched(plan, data):
    named = [item.code for item in statable(plan)]
    values = {code: data.draw(NUMBERS) for code in named}
    found = advise(plan, plan, values, NOW)
    for cell in (c for each in found.rows for c in each.cells.values()):
        assert bool(cell.unknown) == (cell.outcome is Outcome.UNKNOWN and not cell.alone)
        graver = cell.outcome is Outcome.UNKNOWN and cell.level.graver_than(found.level)
        assert found.unknown or not graver
    zeros = {code: value or 0 for code, value in values.items()}
    with_zeros = advise(plan, plan, zeros, NOW)
    assert with_zeros.level == found.level  # unknown touches nothing, and hides nothing known
    more = {code: (value + 1 if value is not None else None) for code, value in values.items()}
    rank = {level: level.rank for level in Level} | {None: 5}
    assert rank[advise(plan, plan, more, NOW).level] <= rank[found.level]
    for way in found.ways:
        assert 0 <= way.progress <= 1
        assert all(gap.missing is None or 0 < gap.missing <= gap.wanted for gap in way.gaps)
