"""Records reach the bureau by export, as late as they do in life."""

from datetime import date, timedelta

import pytest

from commandcenter.db.demo import background
from commandcenter.db.demo.exports import Rush, Schedule, by_batch, in_order
from commandcenter.db.demo.moment import moment
from commandcenter.domain.complaints.complaint import Source
from commandcenter.domain.times import hhmm

DAY = date(2026, 11, 24)
SCHEDULE = Schedule(moment(DAY, -1, 0))
RUSH = Rush(
    Source.PLATFORM, moment(DAY, 0, 20, 40), moment(DAY, 0, 24), timedelta(minutes=5)
)  # fmt: skip


@pytest.mark.parametrize(
    ("source", "hour", "minute", "here"),
    [
        (Source.PLATFORM, 10, 1, "10:30"),
        (Source.PLATFORM, 10, 30, "10:30"),
        (Source.PLATFORM, 10, 31, "11:00"),
        (Source.HOTLINE, 10, 15, "10:15"),
        (Source.HOTLINE, 10, 16, "11:15"),
        (Source.DESK, 10, 46, "10:46"),
    ],
)
def test_a_record_is_here_with_the_next_export(source, hour, minute, here):
    batch = SCHEDULE.batch(source, moment(DAY, 0, hour, minute))
    assert hhmm(batch.at) == hhmm(batch.exported_to) == here


def test_each_source_says_up_to_when_its_records_are_here():
    at = moment(DAY, 0, 10, 46)
    assert [hhmm(SCHEDULE.last(s, at)) for s in Source] == ["10:30", "10:15", "10:46"]


@pytest.mark.parametrize(
    ("hour", "minute", "here"), [(20, 10, "20:30"), (20, 35, "20:40"), (20, 41, "20:45")]
)
def test_in_a_rush_the_exports_come_more_often(hour, minute, here):
    schedule = Schedule(moment(DAY, -1, 0), (RUSH,))
    at = moment(DAY, 0, hour, minute)
    assert hhmm(schedule.batch(Source.PLATFORM, at).at) == here
    assert hhmm(schedule.last(Source.PLATFORM, moment(DAY, 0, 21, 22))) == "21:20"


def test_what_is_known_as_exported_is_here_and_nothing_later():
    arrivals = in_order(background.arrivals(DAY, 1, SCHEDULE))
    for minute in range(0, 24 * 60, 7):
        at = moment(DAY, 0, 0, minute)
        for a in arrivals:
            registered = a.complaint.registered_at
            assert (a.batch.at <= at) == (registered <= SCHEDULE.last(a.complaint.source, at))


def test_batches_come_in_order_and_each_once():
    batches = list(by_batch(in_order(background.arrivals(DAY, 1, SCHEDULE))))
    assert len({batch for batch, _ in batches}) == len(batches)
    assert [b.at for b, _ in batches] == sorted(b.at for b, _ in batches)
    assert sum(len(records) for _, records in batches) == background.volume(DAY)
