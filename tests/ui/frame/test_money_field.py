"""A sum as a person types it."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.ui.frame.money_field import cents_of


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("", None),
        ("  ", None),
        ("12000", 1_200_000),
        ("8,600.50", 860_050),
        ("12，000", 1_200_000),
        ("0", 0),
        ("-5", -500),  # what a sum may be is the rule's to say
    ],
)
def test_a_sum_is_read_to_the_cent(typed, cents):
    assert cents_of(typed) == cents


@pytest.mark.parametrize(
    "typed", ["一百", "1.005", "nan", "inf", "1e999999", "1e-999999", "9" * 40, "<b>1</b>", "1 2"]
)
def test_what_is_no_sum_is_said_with_an_example(typed):
    with pytest.raises(RuleBroken, match="请写成 12000"):
        cents_of(typed)
