"""Days of rest and of work as the State Council announced them, by year (部分节假日安排的通知).

Facts of the published notices, whose addresses stand with each year, collected and held against
holiday-cn (github.com/NateScarlet/holiday-cn, of 2026-08-07). What a bureau sets in its own
calendar goes before. A year that is not here yet is entered on screen when its notice is out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from commandcenter.domain.plan.calendar_period import CalendarPeriod
from commandcenter.late_dataclass import dataclass

# 休: days of rest, 班: days worked in place of rest; MMDD of the year, or YYYYMMDD.
_NOTICES = """
2012 http://www.gov.cn/zhengce/zhengceku/2011-12/06/content_1411.htm
休 元旦0101-0103 春节0122-0128 清明节0402-0404 劳动节0429-0501 端午节0622-0624
中秋节、国庆节0930-1007
班 元旦20111231 春节0121 春节0129 清明节0331-0401 劳动节0428 中秋节、国庆节0929
2013 http://www.gov.cn/zhengce/zhengceku/2012-12/10/content_1353.htm
休 元旦0101-0103 春节0209-0215 清明节0404-0406 劳动节0429-0501 端午节0610-0612 中秋节0919-0921
国庆节1001-1007
班 元旦0105-0106 春节0216-0217 清明节0407 劳动节0427-0428 端午节0608-0609 中秋节0922 国庆节0929
国庆节1012
2014 http://www.gov.cn/zhengce/zhengceku/2014-01/02/content_1194.htm
休 元旦0101 春节0131-0206 清明节0405 清明节0407 劳动节0501-0503 端午节0602 中秋节0908
国庆节1001-1007
班 春节0126 春节0208 劳动节0504 国庆节0928 国庆节1011
2015 http://www.gov.cn/zhengce/zhengceku/2014-12/16/content_9302.htm
http://www.gov.cn/zhengce/zhengceku/2015-05/13/content_9742.htm
休 元旦0101-0103 春节0218-0224 清明节0405-0406 劳动节0501 端午节0620 端午节0622
抗战胜利纪念日0903-0905 中秋节0927 国庆节1001-1007
班 元旦0104 春节0215 春节0228 抗战胜利纪念日0906 国庆节1010
2016 http://www.gov.cn/zhengce/zhengceku/2015-12/10/content_10394.htm
休 元旦0101 春节0207-0213 清明节0404 劳动节0501-0502 端午节0609-0611 中秋节0915-0917
国庆节1001-1007
班 春节0206 春节0214 端午节0612 中秋节0918 国庆节1008-1009
2017 http://www.gov.cn/zhengce/zhengceku/2016-12/01/content_5141603.htm
休 元旦0101-0102 春节0127-0202 清明节0402-0404 劳动节0501 端午节0528-0530
中秋节、国庆节1001-1008
班 春节0122 春节0204 清明节0401 端午节0527 中秋节、国庆节0930
2018 http://www.gov.cn/zhengce/zhengceku/2017-11/30/content_5243579.htm
休 元旦0101 春节0215-0221 清明节0405-0407 劳动节0429-0501 端午节0618 中秋节0924 国庆节1001-1007
班 春节0211 春节0224 清明节0408 劳动节0428 国庆节0929-0930
2019 http://www.gov.cn/zhengce/zhengceku/2018-12/06/content_5346276.htm
http://www.gov.cn/zhengce/zhengceku/2019-03/22/content_5375877.htm
休 元旦20181230-0101 春节0204-0210 清明节0405 劳动节0501-0504 端午节0607 中秋节0913
国庆节1001-1007
班 元旦20181229 春节0202-0203 劳动节0428 劳动节0505 国庆节0929 国庆节1012
2020 http://www.gov.cn/zhengce/zhengceku/2019-11/21/content_5454164.htm
http://www.gov.cn/zhengce/zhengceku/2020-01/27/content_5472352.htm
休 元旦0101 春节0124-0202 清明节0404-0406 劳动节0501-0505 端午节0625-0627
国庆节、中秋节1001-1008
班 春节0119 劳动节0426 劳动节0509 端午节0628 国庆节、中秋节0927 国庆节、中秋节1010
2021 http://www.gov.cn/zhengce/zhengceku/2020-11/25/content_5564127.htm
休 元旦0101-0103 春节0211-0217 清明节0403-0405 劳动节0501-0505 端午节0612-0614 中秋节0919-0921
国庆节1001-1007
班 春节0207 春节0220 劳动节0425 劳动节0508 中秋节0918 国庆节0926 国庆节1009
2022 http://www.gov.cn/zhengce/zhengceku/2021-10/25/content_5644835.htm
休 元旦0101-0103 春节0131-0206 清明节0403-0405 劳动节0430-0504 端午节0603-0605 中秋节0910-0912
国庆节1001-1007
班 春节0129-0130 清明节0402 劳动节0424 劳动节0507 国庆节1008-1009
2023 http://www.gov.cn/zhengce/zhengceku/2022-12/08/content_5730844.htm
休 元旦20221231-0102 春节0121-0127 清明节0405 劳动节0429-0503 端午节0622-0624
中秋节、国庆节0929-1006
班 春节0128-0129 劳动节0423 劳动节0506 端午节0625 中秋节、国庆节1007-1008
2024 https://www.gov.cn/zhengce/zhengceku/202310/content_6911528.htm
休 元旦0101 春节0210-0217 清明节0404-0406 劳动节0501-0505 端午节0610 中秋节0915-0917
国庆节1001-1007
班 春节0204 春节0218 清明节0407 劳动节0428 劳动节0511 中秋节0914 国庆节0929 国庆节1012
2025 https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm
休 元旦0101 春节0128-0204 清明节0404-0406 劳动节0501-0505 端午节0531-0602
国庆节、中秋节1001-1008
班 春节0126 春节0208 劳动节0427 国庆节、中秋节0928 国庆节、中秋节1011
2026 https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm
休 元旦0101-0103 春节0215-0223 清明节0404-0406 劳动节0501-0505 端午节0619-0621 中秋节0925-0927
国庆节1001-1007
班 元旦0104 春节0214 春节0228 劳动节0509 国庆节0920 国庆节1010
"""
_PERIOD = re.compile(r"(\D+)(\d{4,8})(?:-(\d{4,8}))?")
SOURCE = "国务院办公厅关于{year}年部分节假日安排的通知（{papers}）"


@dataclass(frozen=True, slots=True)
class AnnouncedYear:
    year: int
    source: str
    periods: tuple[CalendarPeriod, ...]


@cache
def announced() -> Mapping[int, AnnouncedYear]:
    found: dict[int, list[str]] = {}
    year = 0
    for word in _NOTICES.split():
        if word.isdigit():
            year = int(word)
        else:
            found.setdefault(year, []).append(word)
    return {year: _year(year, words) for year, words in found.items()}


def _year(year: int, words: Sequence[str]) -> AnnouncedYear:
    """Of the words of a notice: its addresses, then after 休 and 班 its days."""
    papers = [word for word in words if word.startswith("http")]
    source = SOURCE.format(year=year, papers="、".join(papers))
    rest, work = words.index("休"), words.index("班")
    periods = [
        *_periods(year, words[rest + 1 : work], source, rest=True),
        *_periods(year, words[work + 1 :], source, rest=False),
    ]
    return AnnouncedYear(year, source, tuple(sorted(periods, key=lambda p: p.first)))


def _periods(
    year: int, words: Sequence[str], source: str, *, rest: bool
) -> Iterator[CalendarPeriod]:
    for word in words:
        match = _PERIOD.fullmatch(word)
        assert match, word
        first, last = _day(year, match[2]), _day(year, match[3] or match[2])
        title = match[1] if rest else f"{match[1]}调休上班"
        yield CalendarPeriod(f"announced.{first}", title, rest, first, last, source)


def _day(year: int, digits: str) -> date:
    if len(digits) == 4:
        digits = f"{year}{digits}"
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
