"""Requests to 后勤保障组: what may be asked for, and how a request goes on."""

import pytest

from commandcenter.domain.command.supply import (
    Kind,
    State,
    needs_money,
    require_move,
    require_wanted,
)
from commandcenter.domain.errors import RuleBroken

MOST_CENTS = 10_000_000_000_00


@pytest.mark.parametrize(
    ("kind", "amount", "cents", "words"),
    [
        (Kind.MEAL, 1, None, None),
        (Kind.MEAL, 100_000, 1, None),
        (Kind.MONEY, 1, MOST_CENTS, None),
        (Kind.MEAL, 0, None, "数量应为 1 至 100000"),
        (Kind.MEAL, 100_001, None, "数量应为 1 至 100000"),
        (Kind.MONEY, 1, None, "申请资金须写明金额"),
        (Kind.MONEY, 1, 0, "申请资金须写明金额"),
        (Kind.MEAL, 1, 0, "金额应大于 0，且不超过 100 亿元"),
        (Kind.MEAL, 1, -1, "金额应大于 0，且不超过 100 亿元"),
        (Kind.MONEY, 1, MOST_CENTS + 1, "金额应大于 0，且不超过 100 亿元"),
    ],
)
def test_a_request_names_an_amount_and_a_sum_that_can_be(kind, amount, cents, words):
    if words is None:
        require_wanted(kind, amount, cents)
    else:
        with pytest.raises(RuleBroken, match=words):
            require_wanted(kind, amount, cents)


def test_money_and_what_is_paid_for_is_the_commanders():
    assert needs_money(Kind.MONEY, None)
    assert needs_money(Kind.MEAL, 1)
    assert not needs_money(Kind.MEAL, None)


@pytest.mark.parametrize("now", list(State))
@pytest.mark.parametrize("to", list(State))
def test_a_request_goes_on_from_where_it_stands(now, to):
    ways = {
        (State.ASKED, State.APPROVED), (State.ASKED, State.REFUSED),
        (State.ASKED, State.WITHDRAWN), (State.APPROVED, State.DELIVERED),
        (State.APPROVED, State.REFUSED), (State.DELIVERED, State.RETURNED),
    }  # fmt: skip
    if (now, to) in ways:
        require_move(Kind.VEHICLE, now, to)
    else:
        with pytest.raises(RuleBroken, match=r"这项需求.*罗敏.*，不能转为"):
            require_move(Kind.VEHICLE, now, to, "罗敏")


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_used_up_is_not_given_back(kind):
    if kind in (Kind.MATERIAL, Kind.MEAL, Kind.MONEY):
        with pytest.raises(RuleBroken, match="不需要归还"):
            require_move(kind, State.DELIVERED, State.RETURNED)
    else:
        require_move(kind, State.DELIVERED, State.RETURNED)
