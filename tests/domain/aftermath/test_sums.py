"""People and money of a line after the response: numbers that can be, and what is settled."""

import pytest

from commandcenter.domain.aftermath.aftermath import (
    INQUIRY_CLAUSES,
    KEEPERS,
    LEDGER_CLAUSES,
    LineState,
    Sums,
    require_settled_or_why,
    require_sums,
    require_unsettled,
    state_of,
)
from commandcenter.domain.errors import RuleBroken

LIMITS = {
    "people": (10_000_000, "人数"),
    "cents": (10**14, "金额"),
    "settled_people": (10_000_000, "已办结人数"),
    "settled_cents": (10**14, "已办结金额"),
}


@pytest.mark.parametrize("key", list(LIMITS))
def test_each_number_is_none_below_zero_and_none_beyond_belief(key):
    most, words = LIMITS[key]
    for number in (None, 0, most):
        require_sums(Sums(**{key: number}))
    for number in (-1, most + 1):
        with pytest.raises(RuleBroken, match=f"^{words}不在允许的范围内。$"):
            require_sums(Sums(**{key: number}))


def test_no_more_is_settled_than_there_was():
    require_sums(Sums(84, 500_00, 84, 500_00))
    require_sums(Sums(None, None, 84, 500_00))  # nobody knows of how many
    require_sums(Sums(0, 0))
    with pytest.raises(RuleBroken, match="已办结 1 人，多于本条的 0 人"):
        require_sums(Sums(0, 0, 1))
    with pytest.raises(RuleBroken, match="已办结 85 人，多于本条的 84 人"):
        require_sums(Sums(people=84, settled_people=85))
    with pytest.raises(RuleBroken, match="已办结金额多于本条的金额"):
        require_sums(Sums(cents=500_00, settled_cents=500_01))


def test_a_line_closed_short_says_where_the_rest_went():
    for sums in (Sums(), Sums(84, 500_00, 84, 500_00), Sums(settled_people=3), Sums(0, 0)):
        require_settled_or_why(sums, "")
    short = Sums(84), Sums(84, settled_people=83), Sums(cents=500_00, settled_cents=1)
    for sums in (*short, Sums(84, 500_00, 84, 499_99), Sums(84, 500_00, 83, 500_00), Sums(cents=1)):
        require_settled_or_why(sums, "其余另案处理")
        with pytest.raises(RuleBroken, match="尚有人数或金额未办结"):
            require_settled_or_why(sums, " ")


@pytest.mark.parametrize(
    ("sums", "settled", "waived", "state"),
    [
        (Sums(84, 500_00), False, False, "open"),
        (Sums(84, 500_00, 0, 0), False, False, "open"),
        (Sums(84, 500_00, 1), False, False, "partial"),
        (Sums(84, 500_00, None, 1), False, False, "partial"),
        (Sums(84, 500_00, 84, 500_00), False, False, "partial"),  # nobody has closed it yet
        (Sums(84, 500_00), True, False, "settled"),
        (Sums(84, 500_00, 84), False, True, "waived"),
        (Sums(84, 500_00), True, True, "waived"),
    ],
)
def test_how_far_a_line_has_come(sums, settled, waived, state):
    assert state_of(sums, settled=settled, waived=waived) == state


CLOSED = {
    "settled": "该事项已办结（周岚），不能再改。",
    "waived": "该事项已豁免（周岚），不能再改。",
}


@pytest.mark.parametrize("state", list(LineState))
def test_a_line_that_is_settled_or_waived_is_changed_no_more(state):
    if state.value not in CLOSED:
        require_unsettled(state, "周岚")
        return
    with pytest.raises(RuleBroken) as refused:
        require_unsettled(state, "周岚")
    assert str(refused.value) == CLOSED[state]


def test_each_report_and_ledger_is_of_its_clause():
    assert INQUIRY_CLAUSES == {"investigation": "5.1", "assessment": "2.1(4)"}
    assert LEDGER_CLAUSES == {"consumers": "5.3(1)", "firms": "5.3(2)", "hardship": "5.3(3)"}
    assert KEEPERS == ("investigation", "legal")  # of who is liable (5.2)
