"""What the watch merged stays merged while what goes beyond the usual is the other's."""

from dataclasses import replace

import pytest

from commandcenter.domain.watch.signal import SignalState, StreamKind
from commandcenter.domain.watch.watching import Limits
from commandcenter.services.guard import PROGRAM
from commandcenter.services.watch.signal_merging import merge_similar, split_diverged
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.watch.watch import SignalRow
from tests.signals import put_signal

SHARED = ("t1", "t2", "t3")
OWN = tuple(f"s{number}" for number in range(5))


@pytest.mark.parametrize(
    ("expected", "apart"),
    [
        (None, True),  # 3 of 8
        (1.0, True),
        (2.0, False),  # 3 of 6: just enough
        (5.0, False),
    ],
)
def test_only_what_goes_beyond_the_usual_is_asked_whose_it_is(city, expected, apart):
    main = put_signal(city, SHARED)
    merged = put_signal(
        city, (*SHARED, *OWN), state=SignalState.MERGED, merged_into=main, expected=expected
    )
    with city.db.write() as session:
        limits = replace(Limits.of(plan_of(session)), same_percent=50)
        row = session.get_one(SignalRow, merged)
        at = city.db.clock()
        assert split_diverged(session, PROGRAM, row, limits, at) is apart
        assert (row.merged_into is None) is apart
        assert (row.state is SignalState.NEW) is apart


@pytest.mark.parametrize("first", [StreamKind.FAMILY, StreamKind.SUBJECT])
def test_a_brand_of_one_trader_is_named_by_the_trader(city, first):
    """Whichever was written first, where both are as far beyond the usual."""
    kinds = sorted((StreamKind.FAMILY, StreamKind.SUBJECT), key=lambda kind: kind is not first)
    ids = [put_signal(city, SHARED, stream=kind) for kind in kinds]
    with city.db.write() as session:
        limits = Limits.of(plan_of(session))
        rows = [session.get_one(SignalRow, each) for each in ids]
        at = city.db.clock()
        (main,) = merge_similar(session, PROGRAM, rows, limits, at, at)
        assert main.stream is StreamKind.SUBJECT
