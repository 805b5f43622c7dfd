"""The holidays that the law itself gives (全国年节及纪念日放假办法), of any year from 2000 to 2099.

Only the days of the law: which weekends are worked for longer holidays is announced each year.
What falls on a weekend is not moved to a workday, so no limit is later than the strictest reading.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from commandcenter.domain.plan.calendar_period import CalendarPeriod

FIRST_YEAR, LAST_YEAR = 2000, 2099
LAW = "《全国年节及纪念日放假办法》（{issue}）"
# From which year on a wording of the law holds.
ISSUES = (
    (2025, "国务院令第795号，2025年1月1日起施行"),
    (2014, "国务院令第644号，2014年1月1日起施行"),
    (2008, "国务院令第513号，2008年1月1日起施行"),
    (2000, "国务院令第270号"),
)
# 春节, 清明, 端午 and 中秋 of each year as MMDD, by two libraries that agree (lunar-python 1.4.8,
# lunardate 0.3.0); those of 2012 to 2026 are also those of the notices.
_MOVING = """
0205040406060912 0124040506251001 0212040506150921 0201040506040911 0122040406220928
0209040506110918 0129040505311006 0218040506190925 0207040406080914 0126040405281003
0214040506160922 0203040506060912 0123040406230930 0210040406120919 0131040506020908
0219040506200927 0208040406090915 0128040405301004 0216040506180924 0205040506070913
0125040406251001 0212040406140921 0201040506030910 0122040506220929 0210040406100917
0129040405311006 0217040506190925 0206040506090915 0126040405281003 0213040406160922
0203040506050912 0123040506241001 0211040406120919 0131040406010908 0219040506200927
0208040506100916 0128040405301004 0215040406180924 0204040506070913 0124040505271002
0212040406140920 0201040406030910 0122040406220928 0210040506110917 0130040405311005
0217040406190925 0206040406080915 0126040505291004 0214040406150922 0202040406040911
0123040406230930 0211040506130919 0201040406010907 0219040406200926 0208040406100916
0128040505301005 0215040406170924 0204040406060913 0124040406251002 0212040506140921
0202040406030909 0121040406220928 0209040406110917 0129040506011006 0217040406190925
0205040406080915 0126040405281003 0214040506160923 0203040406040911 0123040406230929
0211040406130919 0131040506020908 0219040406200926 0207040406100916 0127040405301005
0215040406170924 0205040406060912 0124040406241001 0212040406140920 0202040406040910
0122040406220928 0209040406110917 0129040406011006 0217040406190926 0206040406070914
0126040405271003 0214040406150922 0203040406050911 0124040406230929 0210040406130918
0130040406020908 0218040406210927 0207040406090916 0127040405291005 0215040406170924
0205040406060913 0125040406240930 0212040406140920 0201040406040909 0121040406230929
"""


@cache
def legal_days(year: int) -> tuple[CalendarPeriod, ...]:
    """In order; none outside of the years that are known."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return ()
    source = LAW.format(issue=next(words for since, words in ISSUES if year >= since))
    return tuple(
        CalendarPeriod(f"law.{first}", title, True, first, first + timedelta(days=days - 1), source)
        for title, first, days in sorted(_holidays(year), key=lambda each: each[1])
    )


def _holidays(year: int) -> Iterator[tuple[str, date, int]]:
    """Title, first day, how many days."""
    spring, qingming, dragon_boat, mid_autumn = moving_days(year)
    yield "元旦", date(year, 1, 1), 1
    yield "国庆节", date(year, 10, 1), 3
    yield "劳动节", date(year, 5, 1), 2 if year >= 2025 else 1 if year >= 2008 else 3
    if year >= 2025:
        yield "春节", spring - timedelta(days=1), 4  # 除夕至初三
    elif 2008 <= year < 2014:
        yield "春节", spring - timedelta(days=1), 3  # 除夕至初二
    else:
        yield "春节", spring, 3  # 初一至初三
    if year >= 2008:
        yield "清明节", qingming, 1
        yield "端午节", dragon_boat, 1
        yield "中秋节", mid_autumn, 1


def moving_days(year: int) -> tuple[date, date, date, date]:
    """春节 (初一), 清明, 端午 and 中秋 of a year."""
    digits = _MOVING.split()[year - FIRST_YEAR]
    days = [digits[n : n + 4] for n in range(0, 16, 4)]
    spring, qingming, boat, autumn = (date(year, int(d[:2]), int(d[2:])) for d in days)
    return spring, qingming, boat, autumn
