"""Scenario C has the numbers of its table, and its burst."""

from collections import Counter

import pytest

from commandcenter.db.demo import scenario_c
from commandcenter.db.demo.exports import Schedule
from commandcenter.db.demo.moment import D0, ScenarioKey, moment
from commandcenter.domain.complaints.complaint import Source
from tests.demo.counting import arrived, counts

DAY = D0[ScenarioKey.C]
SCHEDULE = Schedule(moment(DAY, -90, 0), (scenario_c.rush(DAY),))
ARRIVALS = scenario_c.arrivals(DAY, SCHEDULE)


@pytest.mark.parametrize(
    ("day", "hour", "minute", "records"),
    [
        (0, 20, 31, 0), (0, 20, 36, 2), (0, 20, 45, 11), (0, 21, 20, 160), (0, 22, 30, 690),
        (1, 7, 0, 1020), (1, 10, 0, 1280), (1, 17, 0, 1480), (3, 24, 0, 1690), (8, 24, 0, 1760),
    ],
)  # fmt: skip
def test_the_records_here_are_those_of_the_table(day, hour, minute, records):
    at = moment(DAY, day, hour, minute)
    found = arrived(ARRIVALS, at)
    assert len(found) == records
    assert sum(a.complaint.registered_at <= at for a in ARRIVALS) == records


def test_the_third_day_brings_45_and_the_eighth_5():
    for day, wanted in ((3, 45), (8, 5)):
        start, end = moment(DAY, day, 0), moment(DAY, day, 24)
        assert sum(start <= a.complaint.registered_at < end for a in ARRIVALS) == wanted


def test_the_burst_has_six_a_minute_and_twelve_at_its_peak():
    start, end = moment(DAY, 0, 20, 40), moment(DAY, 0, 22, 30)
    minutes = Counter(
        a.complaint.registered_at.replace(second=0)
        for a in ARRIVALS
        if start <= a.complaint.registered_at < end
    )
    assert max(minutes.values()) == 12
    assert sum(minutes.values()) / 110 == pytest.approx(6, abs=0.5)


@pytest.mark.parametrize(("day", "hour", "minute"), [(0, 21, 20), (8, 24, 0)])
def test_78_of_a_hundred_come_from_other_provinces(day, hour, minute):
    found = arrived(ARRIVALS, moment(DAY, day, hour, minute))
    assert sum(c.other_province for c in found) / len(found) == pytest.approx(0.78, abs=0.002)


def test_1502_people_complain_and_46_of_them_again_and_again():
    assert counts([a.complaint for a in ARRIVALS], moment(DAY, 9, 0)).people == 1_502
    times = Counter(a.complaint.complainant.phone for a in ARRIVALS)
    assert sum(n >= 3 for n in times.values()) == 46


def test_a_person_lives_in_one_place():
    seen = {}
    for c in (a.complaint for a in ARRIVALS):
        assert seen.setdefault(c.complainant.phone, c.other_province) == c.other_province


def test_the_duty_team_exports_every_five_minutes_that_night():
    batches = {
        a.batch.at
        for a in ARRIVALS
        if a.batch.source is Source.PLATFORM and a.batch.at < moment(DAY, 0, 24)
    }
    assert all(at.minute % 5 == 0 for at in batches)
    assert len(batches) > 30
