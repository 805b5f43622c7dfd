"""Whom to ring: in the order of the line, on to the next after some misses, and round again."""

import pytest

from commandcenter.domain.command.ring_order import RingOrder, ring_order

LINE = (7, 3, 9)


@pytest.mark.parametrize(
    ("missed", "now", "then"),
    [
        ({}, 0, 0),  # and again, should they not answer
        ({7: 1}, 0, 1),
        ({7: 2}, 1, 1),
        ({7: 2, 3: 1}, 1, 2),
        ({7: 2, 3: 2}, 2, 2),
        ({7: 2, 3: 2, 9: 1}, 2, 0),
        ({7: 2, 3: 2, 9: 2}, 0, 0),
        ({7: 5, 3: 2, 9: 2}, 1, 1),
        ({1: 9}, 0, 0),  # who is not in the line moves nobody
    ],
)
def test_the_next_comes_after_two_misses_and_at_the_end_the_first_again(missed, now, then):
    assert ring_order(LINE, missed, 2) == RingOrder(now, then)


def test_of_one_it_is_always_that_one_and_of_none_nobody():
    assert ring_order((7,), {7: 5}, 2) == RingOrder(0, 0)
    assert ring_order((), {}, 2) is None
