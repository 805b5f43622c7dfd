"""Information reports (plan 4.1(1)): kinds, states, elements."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ReportKind(StrEnum):
    FIRST = "first"  # 首报
    FOLLOW_UP = "followup"  # 续报
    FINAL = "final"  # 终报


REPORT_WORDS: dict[ReportKind, str] = {
    ReportKind.FIRST: "首报",
    ReportKind.FOLLOW_UP: "续报",
    ReportKind.FINAL: "终报",
}


class ReportState(StrEnum):
    DRAFT = "draft"
    SIGNED = "signed"
    SENT = "sent"


UNDER_CHECK = "正在核查"


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a report: its text, where it is from and as of when.

    An element that is not known yet says UNDER_CHECK and has no as-of time.
    """

    code: str
    label: str
    text: str
    source: str = ""
    as_of: datetime | None = None
