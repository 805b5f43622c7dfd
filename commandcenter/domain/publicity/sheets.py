"""What of the publicity goes on paper."""

from enum import StrEnum

from commandcenter.domain.phrase import phrases


class PublicitySheet(StrEnum):
    YEAR = "year"  # 年度宣传工作情况, of a year
    CASE = "case"  # 典型案例, one of them


SHEET_WORDS: dict[PublicitySheet, str] = phrases(
    {
        PublicitySheet.YEAR: "年度宣传工作情况",
        PublicitySheet.CASE: "典型案例",
    }
)
