"""Scenario B: patients by the table, parents' calls beside them."""

from collections import Counter
from datetime import timedelta

import pytest

from commandcenter.db.demo import scenario_b
from commandcenter.db.demo.exports import Schedule
from commandcenter.db.demo.moment import D0, ScenarioKey, moment
from commandcenter.db.demo.traders import SCHOOL_MEALS, SCHOOLS
from commandcenter.domain.complaints.complaint import Source
from tests.demo.counting import arrived

DAY = D0[ScenarioKey.B]
ARRIVALS = scenario_b.arrivals(DAY, Schedule(moment(DAY, -90, 0)))


def patients(d0, at):
    """The newest count at a moment; None before the first."""
    known = [count for count in scenario_b.PATIENTS if count.at(d0) <= at]
    return known[-1] if known else None


@pytest.mark.parametrize(
    ("day", "hour", "minute", "hurt"),
    [
        (0, 18, 40, 3), (0, 19, 5, 7), (0, 19, 20, 12), (0, 19, 45, 19), (0, 20, 10, 31),
        (0, 21, 30, 47), (0, 23, 10, 58), (1, 2, 0, 63), (1, 11, 0, 66), (1, 15, 0, 66),
        (2, 12, 0, 66), (3, 19, 0, 66),
    ],
)  # fmt: skip
def test_the_patients_are_those_of_the_table(day, hour, minute, hurt):
    found = patients(DAY, moment(DAY, day, hour, minute))
    assert found.hurt == hurt
    assert sum(found.schools) == hurt


def test_nobody_is_ill_before_the_first_call():
    assert patients(DAY, moment(DAY, 0, 18, 39)) is None


def test_at_two_in_the_morning_61_are_mild_and_2_observed():
    found = patients(DAY, moment(DAY, 1, 2, 0))
    assert (found.hurt - found.observed, found.observed) == (61, 2)


def test_at_half_past_nine_two_schools_are_concerned_and_at_the_end_all_are_home():
    assert sum(n > 0 for n in patients(DAY, moment(DAY, 0, 21, 30)).schools) == 2
    assert patients(DAY, moment(DAY, 2, 19, 0)).discharged == 66


def test_the_day_is_a_school_day_and_the_supplier_feeds_four_schools():
    assert DAY.weekday() < 5
    assert len(SCHOOLS) == 4


def test_the_first_three_parents_call_12345_and_are_known_at_the_next_export():
    first = ARRIVALS[:3]
    assert all(a.complaint.source is Source.HOTLINE for a in first)
    assert all(a.complaint.registered_at < moment(DAY, 0, 18, 40) for a in first)
    assert not arrived(ARRIVALS, moment(DAY, 0, 18, 40))
    known = arrived(ARRIVALS, moment(DAY, 0, 19, 20))
    assert len({c.complainant.phone for c in known}) >= 3
    assert {c.brand for c in known} == {SCHOOL_MEALS}


def test_parents_speak_of_the_first_school_only_until_a_second_is_ill():
    until = moment(DAY, 0, 20, 30)
    early = {a.complaint.town for a in ARRIVALS if a.complaint.registered_at < until}
    assert early == {"东湖街道"}
    assert len({a.complaint.town for a in ARRIVALS}) == 2


def test_the_calls_swell_and_die_down():
    days = Counter(
        (a.complaint.registered_at + timedelta(hours=8)).date().toordinal() for a in ARRIVALS
    )
    assert [days[DAY.toordinal() + n] for n in range(4)] == [122, 60, 14, 4]
