"""An analysis names what changed by more than chance, and nothing else."""

import pytest
from scipy import stats

from commandcenter.analysis.tails import share_tail
from commandcenter.queries.papers.period_counts import Compared, PeriodCounts, SubjectCount
from commandcenter.queries.papers.period_moves import moves


def counts_of(districts, categories=(), subjects=()):
    rows = [Compared(*row, None) for row in districts]
    total = Compared("", sum(r.now for r in rows), sum(r.before or 0 for r in rows), None)
    if any(row.before is None for row in rows):
        total = Compared("", total.now, None, None)
    return PeriodCounts(
        total, (), 0, 0, tuple((row.label, row) for row in rows),
        tuple(Compared(*row, None) for row in categories), (), tuple(subjects),
    )  # fmt: skip


QUIET = (("甲区", 100, 96), ("乙区", 210, 205), ("丙区", 88, 93))


def test_where_all_moved_alike_nothing_is_told():
    assert moves(counts_of(QUIET)) == ((), 3)
    doubled = [(name, 2 * before, before) for name, _, before in QUIET]
    assert moves(counts_of(doubled))[0] == ()


def test_a_county_that_grew_by_itself_is_told_with_what_was_expected():
    found, compared = moves(counts_of([*QUIET, ("丁区", 130, 40)]))
    (move,) = found
    assert (move.label, move.now, move.before, move.more) == ("丁区", 130, 40, True)
    assert move.expected == pytest.approx(40 * 398 / 394)
    assert compared == 4
    assert move.chance < 1e-6


def test_one_that_fell_is_told_too_and_small_numbers_are_not():
    found, _ = moves(counts_of([*QUIET, ("丁区", 10, 60)]))
    assert [(move.label, move.more) for move in found] == [("丁区", False)]
    assert moves(counts_of([*QUIET, ("丁区", 9, 0)]))[0] == ()


def test_a_trader_that_is_new_among_the_first_is_told():
    trader = SubjectCount("某健身中心", "甲区", "健身", 40, 38, 0)
    found, _ = moves(counts_of(QUIET, subjects=(trader,)))
    assert [move.label for move in found] == ["某健身中心"]


def test_without_the_time_before_nothing_is_compared():
    assert moves(counts_of([("甲区", 100, None)])) == ((), 0)


@pytest.mark.parametrize(("count", "other", "share"), [(5, 3, 0.5), (130, 40, 0.502), (0, 9, 0.3)])
def test_the_chance_is_that_of_the_binomial(count, other, share):
    known = stats.binom.sf(count - 1, count + other, share)
    assert share_tail(count, other, share) == pytest.approx(known, rel=1e-9)
