"""The timeline: what it tells on hovering, what a click names, and that nothing overlaps."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox

from commandcenter.domain.times import short_zh
from commandcenter.queries.watch.timeline import Band, Mark, MarkKind, Series
from commandcenter.ui.watch.timeline_chart import TimelineChart
from commandcenter.ui.watch.timeline_marks import MAX_ROWS, Label, place_labels
from commandcenter.ui.watch.timeline_scale import count_ticks, thin, time_ticks
from commandcenter.ui.watch.timeline_view import TimelineView
from tests.ui import scenario_a


@pytest.fixture
def view(desk, show):
    view = TimelineView()
    view.set_timeline(scenario_a.timeline())
    return show(view, 600, 400)


def chart_of(view):
    return view.findChild(TimelineChart, "timeline_chart")


def spot(chart, bin_index, count):
    """The pixel at the middle of a bin, as high as `count`."""
    return QPoint(round(chart.frame.x(bin_index + 0.5)), round(chart.frame.y(count)))


def test_hovering_a_bar_tells_its_number_and_what_is_usual(qtbot, view):
    chart = chart_of(view)
    qtbot.mouseMove(chart, spot(chart, 20, 5))
    qtbot.waitUntil(lambda: chart.accessibleDescription() == "10:00–10:30：33 件，平时 2.1 件")


def test_a_click_on_a_bar_names_its_half_hour_and_its_channel(qtbot, view):
    chart = chart_of(view)
    with qtbot.waitSignal(view.bin_clicked) as clicked:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=spot(chart, 20, 5))
    start, end, series = clicked.args
    assert (start, end, series.key) == (scenario_a.at(10), scenario_a.at(10, 30), "phone")


def test_a_click_above_a_bar_means_all_of_its_complaints(qtbot, view):
    chart = chart_of(view)
    with qtbot.waitSignal(view.bin_clicked) as clicked:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=spot(chart, 2, 20))
    assert clicked.args == [scenario_a.at(1), scenario_a.at(1, 30), None]


def test_the_arrow_keys_walk_the_bars_and_enter_opens_one(qtbot, view):
    chart = chart_of(view)
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_End)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    with qtbot.waitSignal(view.bin_clicked) as clicked:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert clicked.args == [scenario_a.at(10), scenario_a.at(10, 30), None]


def test_another_range_and_another_stack_are_asked_for(qtbot, view):
    with qtbot.waitSignal(view.range_changed) as asked:
        view.findChild(QComboBox, "timeline_range").setCurrentIndex(4)
    assert asked.args == [timedelta(days=7)]
    with qtbot.waitSignal(view.stack_changed) as asked:
        view.findChild(QComboBox, "timeline_stack").setCurrentIndex(1)
    assert asked.args == ["category"]


def test_the_as_of_time_is_the_one_of_each_source(view):
    assert view.note.text() == "数据截至 12315 10:30 · 12345 10:15"
    assert not view.note.is_cut()
    assert view.title.text() == "投诉时间线（每 30 分钟）"


def test_bars_stay_under_the_labels_of_the_marks(view):
    frame = chart_of(view).frame
    assert frame.y(33) >= frame.bars_top > frame.area.top()


@pytest.mark.parametrize(
    "change",
    [
        {"series": (), "bins": 0, "band": None, "marks": (), "sources": ()},
        {"series": (Series("phone", "12315 电话", (7,)),), "bins": 1, "band": None},
        {"series": (Series("phone", "12315 电话", (10**9,) * 22),)},
        {"series": (Series("phone", "12315 电话", (0,) * 22),), "band": None},
    ],
    ids=["nothing", "one bin", "huge", "only zeros"],
)
def test_any_amount_of_data_is_painted(look, show, picture, change):
    view = TimelineView()
    view.set_timeline(replace(scenario_a.timeline(), **change))
    picture(show(view, 700, 260), "timeline_odd")


def test_text_from_outside_is_painted_as_it_is(look, show, picture, plain_labels):
    series = tuple(Series(str(i), scenario_a.HOSTILE, (i,) * 22) for i in range(9))
    marks = (Mark(scenario_a.at(8, 31), scenario_a.HOSTILE, MarkKind.WARNING),)
    view = TimelineView()
    view.set_timeline(replace(scenario_a.timeline(), series=series, marks=marks))
    picture(show(view, 600, 260), "timeline_hostile")
    assert plain_labels(view)


def test_a_mark_of_another_day_names_it(look, show):
    view, now = TimelineView(), scenario_a.timeline().now
    marks = tuple(Mark(now - timedelta(days=d), "启动", MarkKind.ACTIVATION) for d in (2, 1, 0))
    shown = replace(scenario_a.timeline(), start=now - timedelta(days=3), bin_minutes=240)
    view.set_timeline(replace(shown, marks=marks))
    show(view, 1200, 260)
    labels = [label for label, _ in chart_of(view)._overlay._picture.marks]
    assert labels == [f"{short_zh(mark.at, now)} 启动" for mark in marks]
    assert labels[0].startswith("11月")


@pytest.mark.parametrize(("kind", "width", "height"), [("desk", 600, 396), ("wall", 1252, 262)])
def test_a_picture_of_the_timeline(request, show, picture, kind, width, height):
    request.getfixturevalue(kind)
    view = TimelineView()
    view.set_timeline(scenario_a.timeline())
    picture(show(view, width, height), f"timeline_{kind}")
    assert not view.note.is_cut()


def test_a_narrow_card_of_the_wall_loses_neither_its_title_nor_its_times(wall, show, picture):
    view = TimelineView()
    narrow = show(view, 440, 396)
    view.set_timeline(scenario_a.timeline())  # it comes when the card has its size
    picture(narrow, "timeline_narrow")
    assert view.title.width() >= view.title.sizeHint().width()
    assert view.under.text() == view.note.text()
    assert view.under.isVisible()
    assert not view.under.is_cut()
    assert view.legend.geometry().top() >= view.under.geometry().bottom()
    view.resize(1252, 262)
    assert (view.under.isVisible(), view.note.isVisible()) == (False, True)
    assert not view.note.is_cut()
    assert view.legend.geometry().top() < view.title.geometry().bottom()


def test_what_the_band_means_is_named_however_narrow(look, show):
    view = TimelineView()
    view.set_timeline(replace(scenario_a.timeline(), of_incident=True))
    room = sum(view.legend._width(words) for words in ("同类同地平时", "等 3 类"))
    shown, rest = view.legend._fitting(room)
    assert shown[0].label == "同类同地平时"
    assert rest == "等 3 类"  # the band is none of them


def test_a_new_answer_makes_no_new_items(view):
    scene = chart_of(view)._bars.widget.scene()
    before = len(scene.items())
    view.set_timeline(scenario_a.timeline())
    assert len(scene.items()) == before


def test_more_bins_than_pixels_lose_no_peak():
    counts = np.zeros((2, 10_000))
    counts[:, 7_123] = 40, 2
    thinned = thin(counts, 300)
    assert thinned.counts.shape[1] <= 300
    tallest = thinned.counts.sum(axis=0).argmax()
    assert thinned.counts[:, tallest].tolist() == [40, 2]
    assert thinned.left[tallest] <= 7_123 < thinned.right[tallest]


def test_ticks_of_time_are_round_hours_in_shanghai():
    ticks = time_ticks(scenario_a.timeline(), 600, 55)
    assert [t.label for t in ticks] == ["00:00", "02:00", "04:00", "06:00", "08:00", "10:00"]
    assert [t.at for t in ticks] == [0, 4, 8, 12, 16, 20]


def test_a_month_has_days_on_its_axis():
    month = replace(scenario_a.timeline(), start=scenario_a.at(3, day=1), bin_minutes=60, bins=720)
    ticks = time_ticks(month, 900, 60)
    assert ticks[0].label == "11月2日"
    assert 5 <= len(ticks) <= 10


@pytest.mark.parametrize("highest", [0, 0.3, 1, 7, 33, 99, 1234, 98_765, 10**9])
def test_ticks_of_counts_are_whole_and_few(highest):
    ticks = count_ticks(highest)
    assert 2 <= len(ticks) <= 6
    assert all(t.at == int(t.at) for t in ticks)
    assert ticks[-1].at >= highest


@given(
    st.lists(st.tuples(st.floats(0, 900), st.floats(20, 140)), max_size=7).map(sorted),
)
def test_labels_of_marks_never_overlap_and_stay_inside(marks):
    labels = [Label(x, width) for x, width in marks]
    placed = place_labels(labels, 900, 6)
    shown = [
        (spot.row, spot.left, spot.left + label.width)
        for label, spot in zip(labels, placed, strict=True)
        if spot.row is not None
    ]
    for i, (row, left, right) in enumerate(shown):
        assert left >= 0
        assert right <= 900 + 1e-6
        assert row < MAX_ROWS
        for other_row, other_left, other_right in shown[i + 1 :]:
            assert row != other_row or right <= other_left or other_right <= left


def test_a_band_longer_than_the_pixels_is_painted(desk, show, picture):
    bins = 9_000
    usual = tuple(2.0 + (i % 24) / 8 for i in range(bins))
    timeline = replace(
        scenario_a.timeline(),
        bin_minutes=5,
        start=scenario_a.at(0, day=1) - timedelta(days=8),
        bins=bins,
        series=(Series("phone", "12315 电话", tuple(i % 11 for i in range(bins))),),
        band=Band(tuple(u / 2 for u in usual), usual, tuple(u * 2 for u in usual)),
    )
    view = TimelineView()
    view.set_timeline(timeline)
    picture(show(view, 600, 300), "timeline_long")
