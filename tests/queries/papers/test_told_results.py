"""What files say became of complaints feeds the figures of a month, once, no better than true."""

from datetime import timedelta

from commandcenter.domain.complaints.complaint import (
    AGREED,
    CLOSED,
    NOT_AGREED,
    ComplaintKind,
)
from commandcenter.domain.complaints.handling import Done, HandlingAct
from commandcenter.domain.papers.period import Span
from commandcenter.domain.times import local
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_detail, complaint_page
from commandcenter.queries.papers.period_handling import period_handling
from commandcenter.services.complaints import handling

DAY = timedelta(days=1)


def told(city, number, registered, **fields):
    return city.complaint(number, registered_at=registered, **fields)


def month_until(now):
    today = local(now).date()
    return Span(today - 30 * DAY, today)


def test_results_of_a_file_count_by_when_it_ended(city):
    now = city.db.clock()
    ended = {"status": CLOSED, "finished_at": now - 5 * DAY}
    city.take_in(
        told(city, "agreed", now - 20 * DAY, outcome=AGREED, recovered_cents=30_000, **ended),
        told(city, "given up", now - 20 * DAY, outcome=NOT_AGREED, **ended),
        told(city, "late", now - 90 * DAY, outcome="自行和解", **ended),  # 85 days, 60 allowed
        told(city, "before", now - 80 * DAY, status=CLOSED, finished_at=now - 60 * DAY),
        told(city, "help", now - 6 * DAY, kind=ComplaintKind.HELP, **ended),
        told(city, "goes on", now - 80 * DAY, status="办理中"),
        told(city, "nobody says", now - 80 * DAY),
    )
    found = city.ask(period_handling, month_until(now), now)
    assert (found.finished, found.in_time, found.late) == (4, 3, 1)
    assert (found.agreed, found.ended, found.recovered_cents) == (1, 1, 30_000)
    assert found.told == 4
    assert found.in_time_share == 60.0
    assert found.agreed_share == 50.0


def test_what_was_done_here_goes_before_what_a_file_says(city):
    now = city.db.clock()
    city.take_in(
        told(city, "both", now - 20 * DAY, status=CLOSED, finished_at=now - 2 * DAY,
             outcome=AGREED, recovered_cents=30_000)
    )  # fmt: skip
    number = complaint_id(city, "both")
    city.do(handling.carry_out, "zhoulan", [number], Done(HandlingAct.ACCEPT, now - DAY))
    found = city.ask(period_handling, month_until(now), now)
    assert (found.finished, found.agreed, found.recovered_cents, found.told) == (0, 0, 0, 0)


def test_what_is_over_elsewhere_waits_for_nothing_here(city):
    now = city.db.clock()
    city.take_in(
        told(city, "over", now - 200 * DAY, status=CLOSED, finished_at=now - 2 * DAY,
             office="城东分局"),
        told(city, "open", now - 200 * DAY),
    )  # fmt: skip
    lines = {line.number: line for line in city.ask(complaint_page, ComplaintFilter()).lines}
    assert (lines["over"].state, lines["over"].due_at) == ("已办结", None)
    assert lines["open"].due_at is not None
    detail = city.ask(complaint_detail, complaint_id(city, "over"))
    assert detail.clock == ""
    assert detail.told.startswith("已办结（")
    assert detail.told.endswith("承办：城东分局")


def complaint_id(city, number):
    page = city.ask(complaint_page, ComplaintFilter(words=number))
    return next(line.id for line in page.lines if line.number == number)
