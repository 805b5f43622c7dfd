"""The small charts count their rows, and say how rare today is."""

from datetime import timedelta

import numpy as np
import pytest

from commandcenter.analysis.tails import tail
from commandcenter.domain.org import Actor, Grant, Role
from commandcenter.domain.times import day_start, local
from commandcenter.domain.watch.rarity import Frequency, Rarity, frequency_of
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_page
from commandcenter.queries.watch.monitor_days import DAYS, DayFamily, day_lines, day_share
from commandcenter.queries.watch.monitor_map import monitor_map
from commandcenter.store.plan.plan import plan_of
from tests.queries.conftest import rows_of

FIELDS = {
    DayFamily.DISTRICT: "district",
    DayFamily.CATEGORY: "category",
    DayFamily.PROBLEM: "problem",
}


def test_each_column_is_as_high_as_its_rows_are_many(crowded):
    now = crowded.db.clock()
    for family, field in FIELDS.items():
        shown = crowded.ask(day_lines, family, now)
        assert shown.first == local(now).date() - timedelta(days=DAYS - 1)
        rows = [
            (getattr(r, field) or "", (local(r.registered_at).date() - shown.first).days)
            for r in rows_of(crowded)
        ]
        for line in shown.lines:
            assert list(line.counts) == [rows.count((line.key, n)) for n in range(DAYS)]
        recent = {key for key, day in rows if -40 < day < DAYS}
        assert recent <= {line.key for line in shown.lines}


def test_a_column_opens_the_rows_it_counts(crowded):
    now = crowded.db.clock()
    for family, field in FIELDS.items():
        shown = crowded.ask(day_lines, family, now)
        for line in shown.lines:
            since, until = day_start(shown.first), day_start(local(now).date() + timedelta(days=1))
            wanted = ComplaintFilter(since=since, until=until, **{field: line.key})
            assert crowded.ask(complaint_page, wanted).total == sum(line.counts), line


@pytest.fixture
def steady(city):
    """Twelve weeks with four complaints every day at noon, in one category."""
    noon = day_start(local(city.db.clock()).date()) + timedelta(hours=12)
    city.noon = noon
    city.take_in(
        *(
            city.complaint(f"S{day}-{n}", registered_at=noon - timedelta(days=day), category="餐饮")
            for day in range(1, 90)
            for n in range(4)
        )
    )
    return city


def test_today_is_compared_with_what_has_come_by_this_hour(steady):
    early, late = (steady.noon + timedelta(hours=h) for h in (-1, 2))
    for now, share, usual in ((early, 0.0, 0.0), (late, 1.0, 4.0)):
        assert steady.ask(day_share, now) == share
        [line] = steady.ask(day_lines, DayFamily.CATEGORY, now).lines
        assert line.usual == pytest.approx(usual, abs=0.2)
        assert line.fewer == (share == 1.0)


def test_a_day_that_stands_out_comes_first_and_says_how_rare_it_is(steady):
    now = steady.noon + timedelta(hours=2)
    fields = {"registered_at": now - timedelta(hours=1)}
    steady.take_in(*(steady.complaint(f"A{n}", category="餐饮", **fields) for n in range(14)))
    steady.take_in(steady.complaint("B", category="教育", **fields))
    first, second = steady.ask(day_lines, DayFamily.CATEGORY, now).lines
    assert (first.label, first.counts[-1], second.label) == ("餐饮", 14, "教育")
    doubt = 7 / 6  # the mean itself is known from six days
    assert first.chance == pytest.approx(float(tail(14, first.usual, first.usual * doubt)))
    assert frequency_of(first.chance).rarity is Rarity.RARE
    assert np.all(np.array(first.counts[:-1]) <= first.high[:-1])


def test_a_public_holiday_is_no_day_like_others(city):
    """A year of four a day, of one on a public holiday: the chart of the National Day knows it."""
    with city.db.read() as session:
        periods = [p for p in plan_of(session).calendar.values() if p.rest]
    last = max((p for p in periods if p.first.year == 2026), key=lambda p: p.last)
    rest = {
        p.first + timedelta(days=n) for p in periods for n in range((p.last - p.first).days + 1)
    }
    now = day_start(last.last) + timedelta(hours=20)
    days = [last.last - timedelta(days=n) for n in range(1, 230)]
    city.take_in(
        *(
            city.complaint(
                f"H{day}-{n}", registered_at=day_start(day) + timedelta(hours=12), category="餐饮"
            )
            for day in days
            for n in range(1 if day in rest else 4)
        )
    )
    [line] = city.ask(day_lines, DayFamily.CATEGORY, now).lines
    assert line.usual == pytest.approx(1, abs=0.8)
    workdays = [n for n in range(DAYS) if now.date() - timedelta(days=DAYS - 1 - n) not in rest]
    assert all(line.high[n] > 3 for n in workdays)


def test_before_three_weeks_are_known_nothing_is_called_rare(city):
    now = city.db.clock()
    city.take_in(*(city.complaint(f"N{n}", minutes_ago=n) for n in range(30)))
    for family in DayFamily:
        for line in city.ask(day_lines, family, now).lines:
            assert (line.usual, line.chance, line.high) == (None, 1.0, ())


def test_chances_are_told_as_days_and_years():
    assert frequency_of(0.5) == Frequency(Rarity.USUAL)
    assert frequency_of(0.5, fewer=True) == Frequency(Rarity.FEWER)
    assert frequency_of(0.01) == Frequency(Rarity.MORE, days=100)
    assert frequency_of(1 / 1_000.5) == Frequency(Rarity.RARE, years=3)
    assert frequency_of(0.0) == Frequency(Rarity.RARE, years=10)
    assert frequency_of(float("nan")) == Frequency(Rarity.USUAL)


def test_the_map_counts_the_rows_of_its_day(crowded):
    now = crowded.db.clock()
    today = local(now).date()
    for back, words in ((None, ""), (0, ""), (1, ""), (14, "退费"), (60, "")):
        day = None if back is None else today - timedelta(days=back)
        wanted = ComplaintFilter(words=words)
        picture = crowded.ask(monitor_map, wanted, day, now)
        since = now - timedelta(hours=24) if day is None else day_start(day)
        until = None if day is None else day_start(day + timedelta(days=1))
        for district in picture.districts:
            rows = ComplaintFilter(words=words, since=since, until=until, district=district.code)
            assert crowded.ask(complaint_page, rows).total == district.count
        points = {p.id for p in picture.points}
        rows = ComplaintFilter(words=words, since=since, until=until)
        lines = {line.id for line in crowded.ask(complaint_page, rows, limit=1_000).lines}
        assert points <= lines
        placed = {r.id for r in rows_of(crowded) if r.precision and r.precision.value != "county"}
        assert points == lines & placed


def test_a_county_sees_the_citys_counts_but_its_own_points(crowded):
    now = crowded.db.clock()
    west = Actor(99, "shen", "沈立群", frozenset({Grant(Role.COUNTY, district="990103")}))
    day = local(now).date() - timedelta(days=1)
    everything = crowded.ask(monitor_map, ComplaintFilter(), day, now)
    own = crowded.ask(monitor_map, ComplaintFilter(), day, now, west)
    assert own.districts == everything.districts
    mine = {r.id for r in rows_of(crowded) if r.district == "990103"}
    assert {p.id for p in own.points} == {p.id for p in everything.points} & mine
