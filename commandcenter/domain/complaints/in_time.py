"""Whether a complaint that is over was handled in its limits (令121 第22、23条；程序规定第18条)."""

from collections.abc import Sequence
from datetime import datetime

from commandcenter.domain.complaints.complaint import ComplaintKind
from commandcenter.domain.complaints.handling import (
    CLUE_CLOCK,
    Clock,
    Done,
    Dues,
    HandlingAct,
    Standing,
    in_force,
    standing,
)

# Which clock an act answers; with it, whether the act came in time is known.
ANSWERED: dict[HandlingAct, str] = {
    HandlingAct.ACCEPT: "accept",
    HandlingAct.DECLINE: "accept",
    HandlingAct.END: "mediation",
    HandlingAct.CLOSE: "mediation",
    HandlingAct.TELL: "tell_mediation_end",
    HandlingAct.CHECKED: CLUE_CLOCK,
    HandlingAct.FILE: "decide_case",
    HandlingAct.NOT_FILE: "decide_case",
}
# 按时办结: whether it was taken up in time is another figure (按时受理), a clue another matter.
_OTHER_FIGURES = frozenset({HandlingAct.ACCEPT, HandlingAct.CHECKED})
# Of what is handled elsewhere: the limit that its end is held against. There the day of 受理 is not
# known, so the sixty days of mediation run from the registration.
WHOLE_CLOCK = {ComplaintKind.COMPLAINT: "mediation", ComplaintKind.REPORT: "decide_case"}


def answered(dues: Dues, at: Standing, done: Done) -> Clock | None:
    """The limit that an act answered, as it stood before it; None where none did."""
    code = ANSWERED.get(done.act)
    return next((clock for clock in dues.clocks(at) if clock.code == code), None)


def kept_limit(dues: Dues, at: Standing, done: Done) -> bool | None:
    """Whether an act kept the limit that it answered: it did while testing stopped it. None where
    it answered none.
    """
    clock = answered(dues, at, done)
    if clock is None:
        return None
    return clock.due_at is None or done.done_on <= clock.due_at


def finished_in_time(
    dues: Dues, kind: ComplaintKind, registered_at: datetime, acts: Sequence[Done]
) -> bool | None:
    """Whether each act on the way to its end met the limit that then ran, with the time of testing
    and an extension; None where no act had one to meet."""
    kept, in_time = in_force(acts), None
    for number, done in enumerate(kept):
        if done.act in _OTHER_FIGURES:
            continue
        kept_it = kept_limit(dues, standing(kind, registered_at, kept[:number]), done)
        if kept_it is not None:
            in_time = in_time is not False and kept_it
    return in_time


def told_in_time(
    dues: Dues, kind: ComplaintKind, registered_at: datetime, finished_at: datetime | None
) -> bool | None:
    """The same of what its own system says is over; None where that says no time, or no limit."""
    clock = WHOLE_CLOCK.get(kind)
    if clock is None or finished_at is None:
        return None
    return finished_at <= dues.due(clock, registered_at)
