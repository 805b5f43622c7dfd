"""People and money of a line after the response: numbers that can be, and what is settled."""

import pytest

from commandcenter.domain.aftermath.aftermath import Sums, require_settled_or_why, require_sums
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
    with pytest.raises(RuleBroken, match="已办结 85 人，多于本条的 84 人"):
        require_sums(Sums(people=84, settled_people=85))
    with pytest.raises(RuleBroken, match="已办结金额多于本条的金额"):
        require_sums(Sums(cents=500_00, settled_cents=500_01))


def test_a_line_closed_short_says_where_the_rest_went():
    for sums in (Sums(), Sums(84, 500_00, 84, 500_00), Sums(settled_people=3)):
        require_settled_or_why(sums, "")
    for sums in (Sums(84), Sums(84, settled_people=83), Sums(cents=500_00, settled_cents=1)):
        require_settled_or_why(sums, "其余另案处理")
        with pytest.raises(RuleBroken, match="尚有人数或金额未办结"):
            require_settled_or_why(sums, " ")
