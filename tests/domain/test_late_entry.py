"""What was entered clearly later than it happened says so."""

from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.late_entry import entered_late, with_entry

STATED = datetime(2026, 11, 24, 2, 5, tzinfo=UTC)
AFTER = timedelta(minutes=30)


@pytest.mark.parametrize(
    ("seconds", "late"), [(-60, False), (0, False), (1_799, False), (1_800, True), (9_000, True)]
)
def test_from_half_an_hour_on_it_is_late(seconds, late):
    entered = STATED + timedelta(seconds=seconds)
    assert entered_late(STATED, entered, AFTER) == (entered if late else None)


def test_without_one_of_the_moments_nothing_is_late():
    assert entered_late(None, STATED, AFTER) is None
    assert entered_late(STATED, None, AFTER) is None


def test_a_late_one_is_told_beside_its_moment():
    assert with_entry("10:05", "11:40") == "10:05（补记，录入于 11:40）"
    assert with_entry("10:05", "") == "10:05"
