"""After the response (plan 5): reports, who is liable, and the three recovery ledgers."""

from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group
from commandcenter.domain.phrase import phrases, word
from commandcenter.late_dataclass import dataclass


class InquiryKind(StrEnum):
    INVESTIGATION = "investigation"
    ASSESSMENT = "assessment"


INQUIRY_WORDS: dict[InquiryKind, str] = phrases(
    {
        InquiryKind.INVESTIGATION: "调查报告",
        InquiryKind.ASSESSMENT: "总结评估报告",
    }
)
INQUIRY_CLAUSES: dict[InquiryKind, str] = {
    InquiryKind.INVESTIGATION: "5.1",
    InquiryKind.ASSESSMENT: "2.1(4)",
}


class LiableKind(StrEnum):
    """Whose liability: of an official only the referral is kept, for few to see (plan 5.2)."""

    OPERATOR = "operator"
    OFFICIAL = "official"


KEEPERS = (Group.INVESTIGATION, Group.LEGAL)  # the groups that keep the ledger of 5.2


class Ledger(StrEnum):
    CONSUMERS = "consumers"
    FIRMS = "firms"
    HARDSHIP = "hardship"


LEDGER_WORDS: dict[Ledger, str] = phrases(
    {
        Ledger.CONSUMERS: "消费者权益保护",
        Ledger.FIRMS: "企业帮扶",
        Ledger.HARDSHIP: "社会救助",
    }
)
LEDGER_CLAUSES: dict[Ledger, str] = {
    Ledger.CONSUMERS: "5.3(1)",
    Ledger.FIRMS: "5.3(2)",
    Ledger.HARDSHIP: "5.3(3)",
}


class LineState(StrEnum):
    OPEN = "open"
    PARTIAL = "partial"
    SETTLED = "settled"
    WAIVED = "waived"


LINE_WORDS: dict[LineState, str] = phrases(
    {
        LineState.OPEN: "未办结",
        LineState.PARTIAL: "部分办结",
        LineState.SETTLED: "已办结",
        LineState.WAIVED: "已豁免",
    }
)


@dataclass(frozen=True, slots=True)
class RecoveryWay:
    """A way to make somebody whole, in one of the ledgers."""

    code: str
    ledger: Ledger
    title: str
    clause: str
    source: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class InquirySection:
    """A section of one of the two reports, and what the plan wants in it."""

    code: str
    report: InquiryKind
    title: str
    hint: str
    clause: str = ""
    source: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class RetentionScope:
    """A kind of personal data that may be erased or kept after the response."""

    code: str
    title: str
    words: str
    source: str
    clause: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class Sums:
    """People and money (分) of a line: what there was, and what is made whole of it."""

    people: int | None = None
    cents: int | None = None
    settled_people: int | None = None
    settled_cents: int | None = None


def state_of(sums: Sums, *, settled: bool, waived: bool) -> LineState:
    if waived:
        return LineState.WAIVED
    if settled:
        return LineState.SETTLED
    some = (sums.settled_people or 0) + (sums.settled_cents or 0)
    return LineState.PARTIAL if some else LineState.OPEN


def require_sums(sums: Sums) -> None:
    """Raise RuleBroken unless the numbers can be: none below zero, no more settled than there was.

    Where the whole is not known, what is settled is not held against it.
    """
    for what, value, limit in (
        (word("人数"), sums.people, 10_000_000),
        (word("金额"), sums.cents, 10**14),
        (word("已办结人数"), sums.settled_people, 10_000_000),
        (word("已办结金额"), sums.settled_cents, 10**14),
    ):
        if value is not None and not 0 <= value <= limit:
            raise RuleBroken("{what}不在允许的范围内。", what=what)
    if sums.people is not None and (sums.settled_people or 0) > sums.people:
        raise RuleBroken(
            "已办结 {settled} 人，多于本条的 {people} 人。",
            settled=sums.settled_people,
            people=sums.people,
        )
    if sums.cents is not None and (sums.settled_cents or 0) > sums.cents:
        raise RuleBroken("已办结金额多于本条的金额。")


def is_whole(sums: Sums) -> bool:
    """Whether all the people and all the money of a line are made whole."""
    people = sums.people is None or (sums.settled_people or 0) == sums.people
    return people and (sums.cents is None or (sums.settled_cents or 0) == sums.cents)


def require_settled_or_why(sums: Sums, note: str) -> None:
    """A line is closed short of its numbers only with the reason for the rest."""
    if not is_whole(sums) and not note.strip():
        raise RuleBroken("尚有人数或金额未办结，请先部分办结，或写明余下部分的去向。")


def require_unsettled(state: LineState, who: str) -> None:
    if state in (LineState.SETTLED, LineState.WAIVED):
        raise RuleBroken("该事项{state}（{who}），不能再改。", state=LINE_WORDS[state], who=who)
