"""The filtered timeline counts exactly the rows that the filter opens."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from commandcenter.domain.complaints.complaint import Channel
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_page
from commandcenter.queries.watch.monitor_timeline import monitor_choices, monitor_timeline
from commandcenter.queries.watch.timeline import timeline
from tests.queries.conftest import rows_of

WANTED = [
    ComplaintFilter(),
    ComplaintFilter(channel=Channel.APP),
    ComplaintFilter(category="教育"),
    ComplaintFilter(district="990102"),
    ComplaintFilter(district="990103", category="餐饮", channel=Channel.WEB),
    ComplaintFilter(words="退费"),
    ComplaintFilter(words="乙店 门口"),
]


def span(now, minutes, bins):
    start = now.replace(minute=0, second=0, microsecond=0)
    end = start + timedelta(minutes=max(60, minutes))
    return end - bins * timedelta(minutes=minutes), end


def test_the_bars_count_what_the_filter_opens(crowded):
    now = crowded.db.clock()
    for wanted, (minutes, bins), by in product(
        WANTED, ((30, 48), (1_440, 30)), ("channel", "category")
    ):
        start, end = span(now, minutes, bins)
        shown = crowded.ask(monitor_timeline, wanted, start, end, minutes, by, now=now)
        opened = replace(wanted, since=start, until=end)
        page = crowded.ask(complaint_page, opened, limit=1_000)
        assert sum(sum(s.counts) for s in shown.series) == page.total, wanted
        step = timedelta(minutes=minutes)
        columns = [sum(c) for c in zip(*(s.counts for s in shown.series), strict=True)]
        in_bins = [(line.registered_at - start) // step for line in page.lines]
        assert (columns or [0] * bins) == [in_bins.count(n) for n in range(bins)], wanted


def test_without_a_filter_it_is_the_timeline_of_the_city(crowded):
    now = crowded.db.clock()
    start, end = span(now, 30, 48)
    shown = crowded.ask(monitor_timeline, ComplaintFilter(), start, end, 30, now=now)
    assert shown == crowded.ask(timeline, None, start, end, 30, now=now)


def test_what_is_usual_is_usual_for_just_these(crowded):
    now = crowded.db.clock()
    start, end = span(now, 1_440, 1)
    rows, hour = rows_of(crowded), timedelta(hours=1)
    oldest = min(r.registered_at for r in rows).replace(minute=0, second=0, microsecond=0)
    for wanted in WANTED:
        band = crowded.ask(monitor_timeline, wanted, start, end, 1_440, now=now).band
        page = crowded.ask(complaint_page, wanted, limit=1_000)
        times = [line.registered_at for line in page.lines]
        begins = [start - week * timedelta(weeks=1) - hour for week in range(1, 9)]
        weeks = [
            sum(since <= at < since + 26 * hour for at in times)
            for since in begins
            if since >= oldest
        ]
        kept = sorted(weeks)[1:-1] if len(weeks) > 4 else weeks
        usual = (sum(kept) + 0.5) / (len(kept) * 26 / 24)
        assert band.expected[0] == pytest.approx(usual), wanted


def test_nothing_is_usual_yet_in_a_city_that_has_counted_for_a_few_days(city):
    now = city.db.clock()
    start, end = span(now, 30, 48)
    for minutes_ago in (60, 2 * 1_440):
        city.take_in(city.complaint(f"y{minutes_ago}", minutes_ago=minutes_ago))
        for wanted in (ComplaintFilter(), ComplaintFilter(category="文化娱乐体育")):
            shown = city.ask(monitor_timeline, wanted, start, end, 30, now=now)
            assert shown.band is None
            assert sum(sum(each.counts) for each in shown.series) == 1


def test_the_choices_are_the_counties_and_the_categories_that_occur(crowded):
    now = crowded.db.clock()
    choices = crowded.ask(monitor_choices, now)
    recent = [r for r in rows_of(crowded) if r.registered_at > now - timedelta(days=89)]
    counted = [r.category for r in recent if r.category]
    assert set(choices.categories) == set(counted)
    by_count = [counted.count(c) for c in choices.categories]
    assert by_count == sorted(by_count, reverse=True)
    assert ("990102", "城东区") in choices.districts
