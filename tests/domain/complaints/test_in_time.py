"""Whether a complaint that is over was handled in time: by each limit that ran, as it ran."""

from datetime import timedelta

import pytest

from commandcenter.domain.complaints.complaint import ComplaintKind
from commandcenter.domain.complaints.handling import Done, Dues, HandlingAct, standing
from commandcenter.domain.complaints.in_time import finished_in_time, told_in_time
from commandcenter.domain.times import from_local

START = from_local(2026, 5, 11, 9, 30)  # a Monday
Act = HandlingAct
COMPLAINT, REPORT = ComplaintKind.COMPLAINT, ComplaintKind.REPORT


def on(month, day):
    return from_local(2026, month, day, 10)


@pytest.fixture
def dues(plan):
    return Dues(plan)


ACCEPTED = (Act.ACCEPT, 5, 12)  # sixty days: 11 July


@pytest.mark.parametrize(
    ("kind", "acts", "in_time"),
    [
        # given up in time; to tell it has seven working days of its own
        (COMPLAINT, [ACCEPTED, (Act.END, 7, 9), (Act.TELL, 7, 16)], True),
        (COMPLAINT, [ACCEPTED, (Act.END, 7, 9), (Act.TELL, 7, 30)], False),
        # given up forty days too late, told on the next day
        (COMPLAINT, [ACCEPTED, (Act.END, 8, 20), (Act.TELL, 8, 21)], False),
        # thirty days of testing are not counted
        (COMPLAINT, [ACCEPTED, (Act.TEST, 5, 20), (Act.TESTED, 6, 19), (Act.CLOSE, 7, 31)], True),
        (COMPLAINT, [ACCEPTED, (Act.TEST, 5, 20), (Act.CLOSE, 7, 31)], True),
        # testing that begins when the limit has ended revives nothing
        (COMPLAINT, [ACCEPTED, (Act.TEST, 7, 20), (Act.CLOSE, 7, 31)], False),
        (COMPLAINT, [ACCEPTED, (Act.TEST, 7, 20), (Act.TESTED, 7, 25), (Act.END, 7, 26)], False),
        (COMPLAINT, [(Act.DECLINE, 5, 14)], True),
        (COMPLAINT, [(Act.DECLINE, 6, 14)], False),
        # accepted too late is another figure
        (COMPLAINT, [(Act.ACCEPT, 6, 12), (Act.CLOSE, 6, 20)], True),
        # what was taken back is no act
        (COMPLAINT, [ACCEPTED, (Act.CLOSE, 8, 1), (Act.UNDO, 8, 1), (Act.END, 7, 1)], True),
        (REPORT, [(Act.FILE, 5, 20), (Act.CLOSE, 9, 30)], True),
        (REPORT, [(Act.FILE, 7, 20), (Act.CLOSE, 9, 30)], False),
        (REPORT, [(Act.NOT_FILE, 6, 15)], False),
        (REPORT, [(Act.EXTEND, 5, 28), (Act.NOT_FILE, 6, 15)], True),
        (ComplaintKind.ENQUIRY, [(Act.CLOSE, 9, 30)], None),
    ],
)  # fmt: skip
def test_each_act_on_the_way_to_the_end_kept_its_limit(dues, kind, acts, in_time):
    done = [Done(act, on(month, day), "理由", "局长") for act, month, day in acts]
    assert finished_in_time(dues, kind, START, done) is in_time


def test_a_limit_that_has_ended_is_not_stopped_by_testing(dues):
    def due(test_on):
        acts = [Done(Act.ACCEPT, on(5, 12)), Done(Act.TEST, test_on, "送检")]
        [clock] = dues.clocks(standing(COMPLAINT, START, acts))
        return clock.due_at

    last = on(7, 11)
    assert due(last) is None
    missed = due(last + timedelta(days=1))
    assert missed is not None
    assert last < missed < last + timedelta(days=1)


@pytest.mark.parametrize(
    ("kind", "finished", "in_time"),
    [
        (COMPLAINT, on(7, 10), True),
        (COMPLAINT, on(7, 11), False),
        (REPORT, on(6, 15), False),
        (COMPLAINT, None, None),
        (ComplaintKind.HELP, on(9, 30), None),
    ],
)
def test_what_ended_elsewhere_is_held_against_the_whole_limit(dues, kind, finished, in_time):
    assert told_in_time(dues, kind, START, finished) is in_time
