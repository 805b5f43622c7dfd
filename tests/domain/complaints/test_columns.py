"""Checked complaints by column: what goes in comes out, and only what is picked."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from commandcenter.domain.complaints.columns import Columns, Seconds, by_column, columns_of
from commandcenter.domain.complaints.complaint import (
    Channel,
    Complainant,
    ComplaintKind,
    NewComplaint,
    Source,
)

AT = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)


def complaint(number):
    return NewComplaint(
        f"12345-{number}", Source.HOTLINE, ComplaintKind.REPORT, Channel.LETTER, AT,
        Complainant(f"第{number}人", f"1001234567{number}"), title=f"第{number}件",
        amount_cents=number * 100, online=True,
    )  # fmt: skip


THREE = [complaint(n) for n in range(3)]


def whole(columns):
    return [columns[n] for n in range(len(columns))]


def test_complaints_come_out_of_columns_as_they_went_in():
    assert whole(columns_of(THREE)) == THREE


@pytest.mark.parametrize(("size", "lengths"), [(1, [1, 1, 1]), (2, [2, 1]), (3, [3]), (4, [3])])
def test_a_stream_comes_some_at_a_time(size, lengths):
    chunks = list(by_column(iter(THREE), size))
    assert [len(chunk) for chunk in chunks] == lengths
    assert [each for chunk in chunks for each in whole(chunk)] == THREE


@pytest.mark.parametrize("places", [[], [0], [2], [0, 2], [0, 1, 2]])
def test_only_those_picked_are_left_with_their_people(places):
    columns = replace(columns_of(THREE), keys=["a", "b", "c"])
    picked = columns.picked(places)
    assert whole(picked) == [THREE[n] for n in places]
    assert list(picked.keys) == ["abc"[n] for n in places]
    assert columns_of(THREE).picked(places).keys == ()


def test_where_all_are_picked_nothing_is_copied():
    columns = columns_of(THREE)
    assert columns.picked([0, 1, 2]) is columns


def test_times_in_seconds_are_made_where_they_are_asked_for():
    times = Seconds([0, None, 1_795_483_800])
    assert len(times) == 3
    assert list(times) == [datetime(1970, 1, 1, tzinfo=UTC), None, AT]
    assert times[-1] == AT
    assert times[1:] == Seconds([None, 1_795_483_800])
    assert times.picked([2, 0]) == Seconds([1_795_483_800, 0])


def test_times_in_seconds_are_picked_as_such():
    of = columns_of(THREE).of
    columns = Columns({**of, "registered_at": Seconds([1, 2, 3])}, columns_of(THREE).people)
    assert columns.picked([0, 2]).of["registered_at"] == Seconds([1, 3])
