"""The notice of the State Council on the holidays of a year, read from its text as it is published.

一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
"""

import re
from collections.abc import Iterator
from datetime import date

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import joined, phrase
from commandcenter.domain.plan.calendar_period import CalendarPeriod
from commandcenter.domain.plan.holiday_law import legal_days
from commandcenter.late_dataclass import dataclass

_YEAR = re.compile(r"(20\d{2})年\s*(?:部分)?节假日")
_NUMBER = re.compile(r"国办发明电\s*[〔\[(（]\s*(20\d{2})\s*[〕\])）]\s*(\d+)\s*号")
_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)")
_ITEM = re.compile(r"[一二三四五六七八九十]+、\s*([^：:。\n]{2,12})[：:]")
_DATE = r"(?:(20\d{2})年)?(?:(\d{1,2})月)?(\d{1,2})日"
_SPAN = re.compile(rf"{_DATE}(?:\s*(?:至|到|—|-|～|~)\s*{_DATE})?")
CODE = "notice."  # of its periods, then the first day
LONGEST = 20  # days; the longest holiday so far had eleven
MOST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Notice:
    """`source`: its name, with its number where the text has it."""

    year: int
    source: str
    periods: tuple[CalendarPeriod, ...]


def read_notice(text: str) -> Notice:
    """Raises RuleBroken, saying what is missing, for a text that does not tell a whole year."""
    if len(text) > MOST_TEXT:
        raise RuleBroken("文字太长，请只粘贴通知的正文。")
    if not (named := _YEAR.search(text)):
        raise RuleBroken("没有找到年份，请从通知的标题（关于某年部分节假日安排的通知）开始粘贴。")
    year = int(named[1])
    periods = tuple(sorted(_periods(year, text), key=lambda period: period.first))
    _require_whole(year, periods)
    number = _NUMBER.search(text)
    told = f"（国办发明电〔{number[1]}〕{number[2]}号）" if number else ""
    return Notice(year, f"{_title(year)}{told}", periods)


def _title(year: int) -> str:
    return f"国务院办公厅关于{year}年部分节假日安排的通知"


def is_of_notice(period: CalendarPeriod, year: int) -> bool:
    """Whether a notice of the year gave it, and not the bureau; by its source, for a corrected
    notice may have another number."""
    return period.code.startswith(CODE) and period.source.startswith(_title(year))


def _periods(year: int, text: str) -> Iterator[CalendarPeriod]:
    plain = _BRACKETS.sub("", _BRACKETS.sub("", text))
    items = list(_ITEM.finditer(plain))
    ends = [item.start() for item in items[1:]] + [len(plain)]
    for item, end in zip(items, ends, strict=True):
        title, month = "".join(item[1].split()), 0
        for sentence in re.split(r"[。；;\n]", plain[item.end() : end]):
            work = "上班" in sentence
            if not work and "放假" not in sentence:
                continue
            for span in _SPAN.finditer(sentence):
                first, month = _day(year, month, span[1], span[2], span[3])
                last = first
                if span[6]:
                    last, month = _day(first.year, month, span[4], span[5], span[6])
                yield _period(title, work, first, last)
                if not work:
                    break  # what follows says how many days, or what is worked


def _day(
    year: int, month: int, own_year: str | None, own_month: str | None, day: str
) -> tuple[date, int]:
    """A day, and its month for the next one that names none."""
    month = int(own_month or month)
    try:
        return date(int(own_year or year), month, int(day)), month
    except ValueError as error:
        raise RuleBroken("“{month}月{day}日”不是日期。", month=month, day=day) from error


def _period(title: str, work: bool, first: date, last: date) -> CalendarPeriod:
    if last < first or (last - first).days >= LONGEST:
        raise RuleBroken("“{title}”的起止日期有误，请核对原文。", title=title)
    name = f"{title}调休上班" if work else title
    return CalendarPeriod(f"{CODE}{first}", name, not work, first, last, "")


def _require_whole(year: int, periods: tuple[CalendarPeriod, ...]) -> None:
    resting = {day for period in periods if period.rest for day in period.days()}
    working = {day for period in periods if not period.rest for day in period.days()}
    if both := sorted(resting & working):
        raise RuleBroken(
            "{day}既是休息又是上班，请核对原文。",
            day=phrase("{month}月{day}日", month=both[0].month, day=both[0].day),
        )
    missing = [p.title for p in legal_days(year) if p.first not in resting]
    if missing:
        raise RuleBroken("没有找到{names}的安排，请粘贴通知的全文。", names=joined("、", missing))
