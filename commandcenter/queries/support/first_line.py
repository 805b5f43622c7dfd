"""A line of 先办: what must be seen to, by when, and what can be done about it here."""

from datetime import datetime
from enum import StrEnum

from commandcenter.domain.phrase import phrases
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer

SOON_DAYS = "support_soon_days"  # of the plan's settings: how far ahead is looked


class FirstKind(StrEnum):
    """Which book it stands in."""

    TEAM = "team"
    TRAINING = "training"
    STOCK = "stock"
    MONEY = "money"
    PUBLICITY = "publicity"  # of 宣传: this and the next two
    CASES = "cases"
    RESEARCH = "research"


FIRST_WORDS: dict[FirstKind, str] = phrases({
    FirstKind.TEAM: "队伍",
    FirstKind.TRAINING: "培训",
    FirstKind.STOCK: "物资",
    FirstKind.MONEY: "资金",
    FirstKind.PUBLICITY: "活动",
    FirstKind.CASES: "案例",
    FirstKind.RESEARCH: "科研",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class FirstLine:
    """`late`: it is overdue, or too little is there; else it falls due soon. `at`: since when, or
    by when. `subject`: the line of its book. `act`: what its book offers there, None nothing.
    """

    kind: FirstKind
    subject: int
    late: bool
    words: str
    when: str
    at: datetime
    act: Offer | None = None
