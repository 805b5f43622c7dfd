"""A week and a month in counts: each is what its rows add up to, and nothing is made up."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.complaints.complaint import Complainant, ComplaintKind
from commandcenter.domain.complaints.handling import Done, HandlingAct
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.papers.period import Period, PeriodKind, Span, period_of
from commandcenter.domain.times import day_start, from_local, local
from commandcenter.outputs.papers.monthly import monthly
from commandcenter.outputs.pdf.document import TableBlock
from commandcenter.outputs.pdf.parts import parts
from commandcenter.queries.papers.paper_period import period_paper
from commandcenter.queries.papers.period_counts import period_counts, spans_of
from commandcenter.queries.papers.period_handling import period_handling
from commandcenter.services.complaints import handling
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from tests.city import EAST
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
        kind: n for kind in ComplaintKind if (n := sum(r.kind is kind for r in rows))
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


def test_a_week_begins_with_its_first_moment_and_ends_before_the_next(city):
    """In each of its counts, and in those of the week before that it is compared with."""
    week = week_of(local(city.db.clock()).date() - timedelta(days=7))
    start, end = week.span.start, week.span.end
    tick = timedelta(microseconds=1)
    city.take_in(
        city.complaint("before", registered_at=start - timedelta(days=9), subject_name="乙店"),
        *(
            city.complaint(
                f"w{n}", registered_at=at, amount_cents=10**n, subject_name="甲店",
                complainant=Complainant("王某", f"1000000000{n}"),
            )
            for n, at in enumerate((start - tick, start, end - tick, end))
        )
    )  # fmt: skip
    now = city.db.clock()
    counts = city.ask(period_counts, city.ask(spans_of, week, now), now)
    assert (counts.people, counts.amount_cents) == (2, 10 + 100)
    assert [(s.count, s.people, s.before) for s in counts.subjects] == [(2, 2, 1)]
    for told in (counts.total, *counts.kinds, *counts.categories, *counts.problems):
        assert (told.now, told.before) in ((2, 1), (0, 0)), told.label


def test_a_week_that_is_not_over_is_compared_with_as_many_days(crowded):
    today = local(crowded.db.clock()).date()
    today -= timedelta(days=today.weekday() - 3)  # Thursday: of a Monday's week no day is over
    now = day_start(today)
    spans = crowded.ask(spans_of, week_of(today), now)
    assert spans.now.last == today - timedelta(days=1)
    assert spans.before.days == spans.now.days
    paper = crowded.ask(period_paper, week_of(today), now)
    assert not paper.whole
    with pytest.raises(RuleBroken, match="还没有过完一天"):
        crowded.ask(spans_of, week_of(today + timedelta(days=7)), now)


# A month made by hand: trader n has n complaints in October, so that the tenth and the
# eleventh differ; each is a person of its own and asks for 100 元.
TRADERS = tuple(f"第{n}家店" for n in range(1, 13))
KINDS = (ComplaintKind.COMPLAINT, ComplaintKind.REPORT, ComplaintKind.ENQUIRY)
CLASSES = ("一般食品", "服装鞋帽", "家用电器")
PLACES = (EAST, "990103")


def made_by_hand(city):
    """What is taken in, as (month, trader, kind, category, place) of each row."""
    months = {
        (2026, 10): [n for n in range(1, 13) for _ in range(n)],
        (2026, 9): [12] * 24 + [1],
        (2025, 10): [3] * 20,
        (2025, 11): [1] * 2 + [2] * 6 + [3],
        (2025, 9): [1],
    }
    rows = [
        (month, n, KINDS[at % 3], CLASSES[n % 3], PLACES[n % 2])
        for month, traders in months.items()
        for at, n in enumerate(traders)
    ]
    made = [
        city.complaint(
            f"M{at}", registered_at=from_local(*month, 1 + at % 28, 12), kind=kind, brand="",
            category=category, district=place, subject_name=TRADERS[n - 1], amount_cents=10_000,
            complainant=Complainant(f"李{at}", f"100{at:08}"), problem="质量" if n > 6 else "价格",
        )
        for at, (month, n, kind, category, place) in enumerate(rows)
    ]  # fmt: skip
    city.take_in(*made)
    return rows


def share(now, before):
    return f"{100 * (now - before) / before:+.1f}%"


def test_each_number_of_a_month_on_paper_is_that_of_its_rows(city):
    rows = made_by_hand(city)
    october = [row for row in rows if row[0] == (2026, 10)]
    before, last = ([row for row in rows if row[0] == m] for m in ((2026, 9), (2025, 10)))
    handled = Period(PeriodKind.MONTH, 202610)
    document = monthly(city.ask(period_paper, handled, city.db.clock()))
    said = "".join(part.text for part in parts(document))
    kinds = [sum(row[2] is kind for row in october) for kind in KINDS]
    assert (len(october), len(before), len(last)) == (78, 25, 20)
    assert (
        "2026年10月1日至31日，全市共登记投诉、举报、咨询78件，比上月25件上升212.0%，"
        "比上年同期20件上升290.0%；"
        f"其中投诉{kinds[0]}件、举报{kinds[1]}件、咨询{kinds[2]}件。"
        "去重后涉及消费者78人，涉及金额7800元。"
    ) in said
    tables = {t.title.partition("　")[2]: t.rows for t in document.blocks if is_table(t)}
    for name, place in (("城东区", PLACES[0]), ("城西区", PLACES[1])):
        now, earlier, year = (sum(r[4] == place for r in some) for some in (october, before, last))
        row = next(r for r in tables["各县区登记量"] if r[0] == name)
        assert row == (
            name, f"{now}", f"{100 * now / 78:.1f}%", f"{earlier}", share(now, earlier), f"{year}",
            share(now, year) if year else "上期为0",
        )  # fmt: skip
    assert tables["各县区登记量"][-1][1] == "78"
    assert [(r[1], r[4], r[5], r[6]) for r in tables["被投诉较多的经营者"]] == [
        (TRADERS[n - 1], f"{n}", f"{n}", f"{sum(r[1] == n for r in before)}")
        for n in range(12, 2, -1)
    ]
    assert "下月逢“双11”购物节（2026年11月10日至16日）" in said
    assert (
        "上年同期（2025年11月1日至30日）居前的类别为家用电器6件、服装鞋帽2件、一般食品1件。"
    ) in said
    for category in CLASSES:
        now, earlier = (sum(r[3] == category for r in some) for some in (october, before))
        assert f"{category}{now}件（占{100 * now / 78:.1f}%" in said


def is_table(block):
    return isinstance(block, TableBlock)


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
    document = monthly(city.ask(period_paper, Period(PeriodKind.MONTH, 202610), now))
    [shares] = [t for t in document.blocks if is_table(t) and "办理指标" in t.title]
    assert [row[:2] for row in shares.rows] == [
        ("按时办结率", "33.3%"), ("调解成功率", "33.3%"), ("挽回经济损失", "100元"),
    ]  # fmt: skip
