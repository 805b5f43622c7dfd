"""The bars and the band of the timeline equal the rows, on both databases."""

from collections import Counter
from datetime import timedelta

import numpy as np
import pytest

from commandcenter.domain.complaints.complaint import CHANNEL_WORDS, Channel
from commandcenter.domain.level import Level
from commandcenter.queries.watch.timeline import MarkKind, timeline
from commandcenter.services.incident import incidents
from tests.queries.conftest import rows_of

SPANS = [(5, 24), (30, 24), (60, 24), (60, 72), (1_440, 14)]


def spans(now, minutes, bins, late=0):
    start = now.replace(minute=late, second=0, microsecond=0) - (bins - 1) * timedelta(
        minutes=minutes
    )
    return start, start + bins * timedelta(minutes=minutes)


def bin_of(row, start, minutes):
    return (row.registered_at - start) // timedelta(minutes=minutes)


@pytest.mark.lot(4)
@pytest.mark.parametrize(("minutes", "bins"), SPANS)
@pytest.mark.parametrize("late", [0, 20])
def test_the_bars_of_each_channel_equal_the_rows(crowded, minutes, bins, late):
    now = crowded.db.clock()
    start, end = spans(now, minutes, bins, late)
    shown = crowded.ask(timeline, None, start, end, minutes, now=now)
    rows = [r for r in rows_of(crowded) if start <= r.registered_at < end]
    expected = Counter((r.channel.value, bin_of(r, start, minutes)) for r in rows)
    assert shown.bins == bins
    single = [s for s in shown.series if not s.others]
    named = {(s.key, n): c for s in single for n, c in enumerate(s.counts) if c}
    assert named.items() <= expected.items()
    columns = zip(*(s.counts for s in shown.series), strict=True)
    in_bin = Counter(n for _, n in expected.elements())
    assert [sum(c) for c in columns] == [in_bin[n] for n in range(bins)] or not rows


def test_the_bars_by_category_put_the_smallest_together(crowded):
    now = crowded.db.clock()
    start, end = spans(now, 1_440, 40)
    shown = crowded.ask(timeline, None, start, end, 1_440, "category", now=now)
    totals = [sum(s.counts) for s in shown.series]
    rows = [r for r in rows_of(crowded) if start <= r.registered_at < end]
    assert sum(totals) == len(rows)
    assert len(shown.series) == 6
    assert totals[:5] == sorted(totals[:5], reverse=True)
    assert shown.series[-1].label == "其他"


def test_the_channels_have_their_names(city):
    city.take_in(city.complaint("a", channel=Channel.MINI_PROGRAM))
    now = city.db.clock()
    start, end = spans(now, 60, 2)
    [series] = city.ask(timeline, None, start, end, 60, now=now).series
    assert series.label == CHANNEL_WORDS[Channel.MINI_PROGRAM]


def usual(rows, start, bins, minutes):
    """Per bin the mean of the same hours and those beside them in eight weeks before.

    Only weeks that have data count; of five or more the highest and the lowest do not.
    """
    first = start.replace(minute=0)
    oldest = min(row.registered_at for row in rows).replace(minute=0, second=0, microsecond=0)
    hour = timedelta(hours=1)
    by_hour = Counter((row.registered_at - first) // hour for row in rows)
    width = max(1, minutes // 60)
    means = []
    for n in range(bins):
        at = (start.minute + n * minutes) // 60 if minutes < 60 else n * width
        windows = [
            sum(by_hour[at - week * 168 + h] for h in range(-1, width + 1))
            for week in range(1, 9)
            if first + (at - week * 168 - 1) * hour >= oldest
        ]
        assert len(windows) >= 3
        if len(windows) > 4:
            windows = sorted(windows)[1:-1]
        hours = len(windows) * (width + 2) / width
        means.append((sum(windows) + 0.5) / hours * min(1, minutes / 60))
    return means


@pytest.mark.lot(4)
@pytest.mark.parametrize(("minutes", "bins"), SPANS)
@pytest.mark.parametrize("late", [0, 30])
def test_the_band_is_what_the_same_hours_of_past_weeks_had(crowded, minutes, bins, late):
    now = crowded.db.clock()
    start, end = spans(now, minutes, bins, late)
    band = crowded.ask(timeline, None, start, end, minutes, now=now).band
    assert np.allclose(band.expected, usual(rows_of(crowded), start, bins, minutes))
    for low, expected, high in zip(band.low, band.expected, band.high, strict=True):
        assert low <= expected <= max(high, 1)
        assert high == int(high)


def test_half_an_hour_is_expected_to_bring_half_of_the_hour(crowded):
    now = crowded.db.clock()
    start, end = spans(now, 60, 24)
    whole = crowded.ask(timeline, None, start, end, 60, now=now).band
    half = crowded.ask(timeline, None, start, end, 30, now=now).band
    assert np.allclose(np.reshape(half.expected, (-1, 2)).sum(axis=1), whole.expected)


def test_without_any_past_there_is_no_band(city):
    now = city.db.clock()
    start, end = spans(now, 30, 24)
    assert city.ask(timeline, None, start, end, 30, now=now).band is None


def test_the_marks_are_the_first_hint_and_each_response(city):
    incident = city.register()
    city.do(incidents.suggest_grade, "zhoulan", incident, Level.III, "60 人", {})
    city.activate(incident)
    now = city.db.clock()
    start, end = spans(now, 30, 24)
    marks = city.ask(timeline, incident, start, end, 30, now=now).marks
    assert [mark.kind for mark in marks] == [MarkKind.WARNING, MarkKind.ACTIVATION]
    assert "Ⅲ级" in marks[1].label
