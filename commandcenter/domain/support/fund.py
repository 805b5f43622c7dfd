"""应急资金: the budget of a year by purpose, and what may be spent of it (plan 6.4)."""

from enum import StrEnum

from commandcenter.domain.command.supply import MOST_CENTS
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.numerals import money_zh
from commandcenter.domain.phrase import phrases, with_note, word
from commandcenter.late_dataclass import dataclass

FIRST_YEAR, LAST_YEAR = 2000, 2100
NOTHING = 0


class FundState(StrEnum):
    """Of a request of the bureau's own; those of an incident are requests to 后勤保障组."""

    ASKED = "asked"
    APPROVED = "approved"
    SPENT = "spent"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


FUND_STATE_WORDS: dict[FundState, str] = phrases(
    {
        FundState.ASKED: "待批准",
        FundState.APPROVED: "已批准",
        FundState.SPENT: "已支出",
        FundState.REFUSED: "未予批准",
        FundState.WITHDRAWN: "已撤回",
    }
)
NEXT: dict[FundState, frozenset[FundState]] = {
    FundState.ASKED: frozenset({FundState.APPROVED, FundState.REFUSED, FundState.WITHDRAWN}),
    FundState.APPROVED: frozenset({FundState.SPENT, FundState.REFUSED}),
    FundState.SPENT: frozenset(),
    FundState.REFUSED: frozenset(),
    FundState.WITHDRAWN: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Spending:
    """Of one purpose or of all, in 分. `asked`: waits for approval. `approved`: not yet spent."""

    budget: int = 0
    asked: int = 0
    approved: int = 0
    spent: int = 0

    @property
    def free(self) -> int:
        """What may still be approved; below zero where an exception went beyond."""
        return self.budget - self.approved - self.spent

    def __add__(self, other: "Spending") -> "Spending":
        return Spending(
            self.budget + other.budget,
            self.asked + other.asked,
            self.approved + other.approved,
            self.spent + other.spent,
        )


def require_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise RuleBroken("预算年度应为 {first} 至 {last}。", first=FIRST_YEAR, last=LAST_YEAR)


def require_sum(cents: int | None, what: str = "金额") -> int:
    """A sum of money that can be: more than nothing. Raises RuleBroken."""
    if cents is None or not 0 < cents <= MOST_CENTS:
        raise RuleBroken("{what}应大于 0，且不超过 100 亿元。", what=word(what))
    return cents


def require_budget(cents: int, taken: int, purpose: str) -> None:
    """A budget is not set below what was approved and spent of it."""
    if not 0 <= cents <= MOST_CENTS:
        raise RuleBroken("预算应为 0 至 100 亿元。")
    if cents < taken:
        raise RuleBroken(
            "“{purpose}”已批准和支出 {taken}，预算不能少于这个数。",
            purpose=purpose,
            taken=money_zh(taken),
        )


def is_over(free: int | None, cents: int) -> bool:
    """Whether it needs an exception. `free`: of its purpose; None where no budget is named."""
    return cents > (free if free is not None else NOTHING)


def require_within(purpose: str, free: int | None, cents: int, exception: str) -> str:
    """The exception that is kept: "" within the budget. Raises RuleBroken where one is lacking."""
    if not is_over(free, cents):
        return ""
    if exception.strip():
        return exception
    if free is None:
        raise RuleBroken("没有写明预算科目。没有预算的支出，须写明理由，作为例外批准。")
    raise RuleBroken(
        "“{purpose}”可用 {free}，这一笔 {cents}，超出预算。确需支出的，须写明理由，作为例外批准。",
        purpose=purpose,
        free=money_zh(max(free, 0)),
        cents=money_zh(cents),
    )


def require_move(now: FundState, to: FundState, by: str = "") -> None:
    """Raise RuleBroken unless the request may go on; says who was first."""
    if to not in NEXT[now]:
        raise RuleBroken(
            "这笔申请{now}，不能转为“{to}”。",
            now=with_note(FUND_STATE_WORDS[now], by),
            to=FUND_STATE_WORDS[to],
        )
