"""应急资金: years and sums that can be, and what is spent beyond a budget."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.support.fund import (
    NEXT,
    FundState,
    Spending,
    is_over,
    require_budget,
    require_move,
    require_sum,
    require_within,
    require_year,
)

MOST = 10_000_000_000_00  # 分


@pytest.mark.parametrize(
    ("year", "fits"), [(1999, False), (2000, True), (2100, True), (2101, False)]
)
def test_a_budget_is_of_a_year_of_this_century(year, fits):
    if fits:
        require_year(year)
    else:
        with pytest.raises(RuleBroken, match="预算年度应为 2000 至 2100"):
            require_year(year)


@pytest.mark.parametrize("cents", [None, 0, -1, MOST + 1])
def test_a_sum_is_more_than_nothing_and_no_slip_of_the_key(cents):
    assert (require_sum(1), require_sum(MOST)) == (1, MOST)
    with pytest.raises(RuleBroken, match=r"^支出金额应大于 0，且不超过 100 亿元。$"):
        require_sum(cents, "支出金额")


def test_a_budget_is_not_set_below_what_was_taken_of_it():
    require_budget(0, 0, "检测费")
    require_budget(500_00, 500_00, "检测费")
    require_budget(MOST, 0, "检测费")
    for cents in (-1, MOST + 1):
        with pytest.raises(RuleBroken, match="预算应为 0 至 100 亿元"):
            require_budget(cents, 0, "检测费")
    with pytest.raises(RuleBroken, match=r"“检测费”已批准和支出 .*预算不能少于这个数"):
        require_budget(499_99, 500_00, "检测费")


def test_what_goes_beyond_a_budget_says_why():
    assert require_within("检测费", 100, 100, "不写也行") == ""
    assert require_within("检测费", 100, 101, "连夜送检") == "连夜送检"
    with pytest.raises(RuleBroken, match=r"超出预算.*须写明理由"):
        require_within("检测费", 100, 101, " ")
    with pytest.raises(RuleBroken, match="没有写明预算科目"):
        require_within("", None, 1, "")
    with pytest.raises(RuleBroken, match=r"^“检测费”可用 0元，这一笔 860元，超出预算"):
        require_within("检测费", -100, 860_00, "")


@pytest.mark.parametrize(
    ("free", "cents", "over"),
    [(100, 100, False), (100, 101, True), (0, 1, True), (None, 1, True), (None, 0, False)],
)
def test_more_than_is_free_needs_an_exception(free, cents, over):
    assert is_over(free, cents) is over


def test_what_is_free_is_what_was_neither_approved_nor_spent():
    inspection = Spending(budget=1_000, asked=50, approved=300, spent=200)
    assert inspection.free == 500
    assert Spending(budget=100, approved=60, spent=50).free == -10
    both = inspection + Spending(budget=1, asked=2, approved=3, spent=4)
    assert both == Spending(budget=1_001, asked=52, approved=303, spent=204)


@pytest.mark.parametrize("now", list(FundState))
@pytest.mark.parametrize("to", list(FundState))
def test_a_request_goes_on_from_where_it_stands(now, to):
    asked, approved = FundState.ASKED, FundState.APPROVED
    ways = {
        (asked, approved), (asked, FundState.REFUSED), (asked, FundState.WITHDRAWN),
        (approved, FundState.SPENT), (approved, FundState.REFUSED),
    }  # fmt: skip
    assert (to in NEXT[now]) == ((now, to) in ways)
    if (now, to) in ways:
        require_move(now, to)
    else:
        with pytest.raises(RuleBroken, match=r"这笔申请.*罗敏.*，不能转为"):
            require_move(now, to, "罗敏")
