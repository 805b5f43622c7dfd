"""A call of 12315: what it was about, and what came of it (plan 3.1(1))."""

from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import phrases


class CallOutcome(StrEnum):
    COMPLAINT = "complaint"
    ANSWERED = "answered"
    PASSED_ON = "passed_on"
    VOID = "void"


OUTCOME_WORDS: dict[CallOutcome, str] = phrases(
    {
        CallOutcome.COMPLAINT: "登记投诉",
        CallOutcome.ANSWERED: "当场答复",
        CallOutcome.PASSED_ON: "转告",
        CallOutcome.VOID: "无效来电",
    }
)
# What of a call without a complaint must be said of how it ended.
SAID = phrases(
    {
        CallOutcome.ANSWERED: "请填写答复的内容。",
        CallOutcome.PASSED_ON: "请填写转告了谁。",
    }
)


def require_outcome(outcome: CallOutcome, number: str, answer: str) -> None:
    """A complaint is named by its number, and what was answered or passed on is said."""
    if (outcome is CallOutcome.COMPLAINT) != bool(number):
        raise RuleBroken("来电登记为投诉的，由登记投诉一并记下；其他来电不写登记编号。")
    if outcome in SAID and not answer.strip():
        raise RuleBroken(SAID[outcome])
