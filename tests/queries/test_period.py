"""A week and a month in counts: each is what its rows add up to, and nothing is made up."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.handling import Done, HandlingAct
from commandcenter.domain.period import Period, PeriodKind, Span, period_of
from commandcenter.domain.times import from_local, local
from commandcenter.queries.paper_period import period_paper
from commandcenter.queries.period_counts import period_counts, spans_of
from commandcenter.queries.period_handling import period_handling
from commandcenter.services import handling
from commandcenter.store.tables.complaint import ComplaintRow
from tests.queries.conftest import rows_of


def week_of(day: date) -> Period:
    year, week, _ = day.isocalendar()
    return Period(PeriodKind.WEEK, year * 100 + week)


def test_periods_are_the_calendars():
    assert period_of(PeriodKind.WEEK, "2026-W47").span == Span(
        date(2026, 11, 16), date(2026, 11, 22)
    )
    january = period_of(PeriodKind.MONTH, "2026-01")
    assert january.before == Span(date(2025, 12, 1), date(2025, 12, 31))
    assert january.year_before == Span(date(2025, 1, 1), date(2025, 1, 31))
    assert Period(PeriodKind.MONTH, 202612).next.number == 202701
    last = period_of(PeriodKind.WEEK, "2026-W53")
    assert last.next.number == 202701
    assert last.year_before.first.isoweekday() == 1


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (PeriodKind.WEEK, "2026-11"),
        (PeriodKind.WEEK, "2025-W53"),
        (PeriodKind.WEEK, "２０２６-W01"),
        (PeriodKind.MONTH, "2026-13"),
        (PeriodKind.MONTH, ""),
    ],
)
def test_what_is_no_period_is_refused_in_a_sentence(kind, words):
    with pytest.raises(RuleBroken, match=r"。$"):
        period_of(kind, words)


def test_counts_of_a_week_are_those_of_its_rows(crowded):
    now = crowded.db.clock()
    period = week_of(local(now).date() - timedelta(days=7))
    spans = crowded.ask(spans_of, period, now)
    counts = crowded.ask(period_counts, spans, now)

    def within(span):
        return [r for r in rows_of(crowded) if span.start <= r.registered_at < span.end]

    rows = within(spans.now)
    assert counts.total.now == len(rows) > 0
    assert spans.before is not None
    assert counts.total.before == len(within(spans.before))
    assert spans.year_before is None
    assert counts.total.year_before is None
    assert {k.label: k.now for k in counts.kinds} == {
        kind: sum(r.kind.value == kind for r in rows) for kind in ("complaint", "report", "enquiry")
    }
    assert sum(each.now for _, each in counts.districts) == len(rows)
    assert sum(each.now for each in counts.categories) == len(rows)
    assert sum(each.now for each in counts.problems) == len(rows)
    assert counts.people == len({r.person_key for r in rows if r.person_key})
    subjects = {}
    for row in rows:
        if row.subject_id:
            subjects[row.subject_id] = subjects.get(row.subject_id, 0) + 1
    assert sorted((s.count for s in counts.subjects), reverse=True) == sorted(
        subjects.values(), reverse=True
    )


def test_a_week_that_is_not_over_is_compared_with_as_many_days(crowded):
    now = crowded.db.clock()
    today = local(now).date()
    spans = crowded.ask(spans_of, week_of(today), now)
    assert spans.now.last == today - timedelta(days=1)
    assert spans.before.days == spans.now.days
    paper = crowded.ask(period_paper, week_of(today), now)
    assert not paper.whole
    with pytest.raises(RuleBroken, match="还没有过完一天"):
        crowded.ask(spans_of, week_of(today + timedelta(days=7)), now)


def act(city, row, kind, day, words="", cents=None):
    done = Done(kind, from_local(2026, 10, day, 9), words, recovered_cents=cents)
    return city.do(handling.carry_out, "zhoulan", [row], done)


def test_shares_of_handling_are_of_what_is_recorded(city):
    now = city.db.clock()
    october = Period(PeriodKind.MONTH, 202610).span
    assert not city.ask(period_handling, october, now).recorded
    started = from_local(2026, 9, 29, 9)
    city.take_in(*[city.complaint(f"H{n}", registered_at=started) for n in range(5)])
    with city.db.read() as session:
        ids = {row.number: row.id for row in session.scalars(select(ComplaintRow))}
    for n in range(5):
        act(city, ids[f"H{n}"], HandlingAct.ACCEPT, 9)
    act(city, ids["H0"], HandlingAct.CLOSE, 10, "已退款", 10_000)
    closed = act(city, ids["H1"], HandlingAct.CLOSE, 10, "已退款", 50_000)
    city.do(handling.take_back, "zhoulan", closed.records, "选错了")
    act(city, ids["H2"], HandlingAct.END, 10, "双方不同意")  # to be told in 7 working days
    act(city, ids["H3"], HandlingAct.END, 10, "双方不同意")
    act(city, ids["H3"], HandlingAct.TELL, 28)
    found = city.ask(period_handling, october, now)
    # H0 is closed in time, H3 too late, H2 is still to be told; H1 and H4 have till December.
    assert (found.finished, found.in_time, found.late) == (2, 1, 1)
    assert (found.agreed, found.ended, found.recovered_cents) == (1, 2, 10_000)
    assert found.in_time_share == pytest.approx(100 / 3)
    assert found.agreed_share == pytest.approx(100 / 3)
