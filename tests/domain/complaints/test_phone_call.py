"""A call of 12315: what must be said of how it ended."""

import pytest

from commandcenter.domain.complaints.phone_call import CallOutcome, require_outcome
from commandcenter.domain.errors import RuleBroken

COMPLAINT, ANSWERED, PASSED_ON, VOID = CallOutcome


@pytest.mark.parametrize(
    ("outcome", "number", "answer", "words"),
    [
        (COMPLAINT, "12315-1", "", None),
        (ANSWERED, "", "已告知退货期限", None),
        (PASSED_ON, "", "东城区局", None),
        (VOID, "", "", None),
        (COMPLAINT, "", "", "由登记投诉一并记下"),
        (ANSWERED, "12315-1", "已告知", "其他来电不写登记编号"),
        (VOID, "12315-1", "", "其他来电不写登记编号"),
        (ANSWERED, "", " ", "请填写答复的内容"),
        (PASSED_ON, "", "", "请填写转告了谁"),
    ],
)
def test_a_call_ends_as_a_complaint_with_its_number_or_with_what_was_said(
    outcome, number, answer, words
):
    if words is None:
        require_outcome(outcome, number, answer)
    else:
        with pytest.raises(RuleBroken, match=words):
            require_outcome(outcome, number, answer)
