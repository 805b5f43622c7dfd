"""Holidays of any year: the law's own, those announced, and a notice read from its text."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.plan.announced_days import announced
from commandcenter.domain.plan.calendar_period import CalendarPeriod
from commandcenter.domain.plan.holiday_law import FIRST_YEAR, LAST_YEAR, legal_days
from commandcenter.domain.plan.holiday_notice import read_notice
from commandcenter.domain.plan.holidays import Basis, basis_of, estimated_years, rests
from commandcenter.domain.plan.workdays import set_day


def days_of(periods, *, rest=True):
    return {day for period in periods if period.rest is rest for day in period.days()}


@pytest.mark.parametrize("year", sorted(announced()))
def test_every_holiday_of_the_law_is_in_the_notice_of_its_year(year):
    assert days_of(legal_days(year)) <= days_of(announced()[year].periods)


@pytest.mark.parametrize("year", sorted(announced()))
def test_what_a_notice_lets_work_is_a_weekend_and_no_holiday(year):
    worked = days_of(announced()[year].periods, rest=False)
    assert all(day.weekday() >= 5 for day in worked)
    assert worked.isdisjoint(days_of(announced()[year].periods))
    assert worked.isdisjoint(days_of(legal_days(year)))


def test_each_year_of_a_century_has_the_holidays_of_its_law():
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        count = sum(len(p.days()) for p in legal_days(year))
        assert count == (13 if year >= 2025 else 11 if year >= 2008 else 10), year
        assert {day.year for day in days_of(legal_days(year))} == {year}
    assert legal_days(LAST_YEAR + 1) == ()


def test_festivals_of_the_moon_fall_where_they_must():
    for year in range(2008, LAST_YEAR + 1):
        by_title = {p.title: p for p in legal_days(year)}
        assert date(year, 1, 20) <= by_title["春节"].last - timedelta(days=2)
        assert by_title["春节"].last <= date(year, 2, 24)
        assert by_title["清明节"].first.day in (4, 5, 6)
        assert date(year, 5, 25) <= by_title["端午节"].first <= date(year, 6, 25)
        assert date(year, 9, 7) <= by_title["中秋节"].first <= date(year, 10, 8)


def test_the_bureau_goes_before_the_notice_and_the_notice_before_the_weekday():
    sunday = date(2019, 9, 29)  # worked, by the notice of 2019
    assert not rests({}, sunday)
    own = CalendarPeriod("x", "停电", True, sunday, sunday, "本局通知")
    assert rests({"x": own}, sunday)
    assert rests({}, date(2027, 10, 1))
    assert not rests({}, date(2027, 10, 4))  # a Monday: nobody has said otherwise yet


def test_days_of_december_may_stand_in_the_notice_of_the_next_year():
    assert rests({}, date(2018, 12, 31))  # a Monday
    assert not rests({}, date(2018, 12, 29))  # a Saturday


def test_a_year_is_known_by_its_notice_alone():
    assert basis_of({}, 2026) is Basis.ANNOUNCED
    assert basis_of({}, 2027) is Basis.LAW
    assert estimated_years({}, date(2026, 12, 1), date(2027, 2, 1)) == (2027,)
    own = {p.code: p for p in legal_days(2027)}
    assert basis_of(own, 2027) is Basis.OWN
    del own[next(iter(own))]
    assert basis_of(own, 2027) is Basis.LAW


OF_2025 = """国务院办公厅关于2025年
部分节假日安排的通知
国办发明电〔2024〕12号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2025年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。
"""


OF_2023 = """国务院办公厅关于2023年部分节假日安排的通知
一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
三、清明节：4月5日放假，共1天。
四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。
"""


def test_the_text_of_a_notice_says_what_is_known_of_its_year():
    notice = read_notice(OF_2025)
    assert (notice.year, "12号" in notice.source) == (2025, True)
    known = announced()[2025].periods
    for rest in (True, False):
        assert days_of(notice.periods, rest=rest) == days_of(known, rest=rest)


def test_a_notice_may_begin_in_the_year_before():
    text = OF_2023
    first = read_notice(text).periods[0]
    assert (first.first, first.last) == (date(2022, 12, 31), date(2023, 1, 2))
    assert days_of(read_notice(text).periods) == days_of(announced()[2023].periods)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "没有找到年份"),
        (OF_2025[: OF_2025.index("六、国庆节")], "没有找到国庆节、中秋节"),
        (OF_2025.replace("9月28日（周日）", "10月2日（周四）"), "既是休息又是上班"),
        (OF_2025.replace("至5日（周一）", "至35日"), "不是日期"),
        (OF_2025.replace("1月1日（周三）放假", "1月1日至3月1日放假"), "起止日期有误"),
        (OF_2025.ljust(20_001, "长"), "太长"),
        (OF_2025.replace("1月1日（周三）放假", "1月20日至2月9日放假"), "“元旦”的起止日期有误"),
        (OF_2025.replace("至6日（周日）", "至3日（周四）"), "“清明节”的起止日期有误"),
        (OF_2025.replace("4月4日（周五）至6日", "4日至6日"), "“0月4日”不是日期"),
    ],
)
def test_what_is_no_whole_notice_is_refused_in_a_sentence(text, why):
    with pytest.raises(RuleBroken, match=why):
        read_notice(text)


@pytest.mark.parametrize(
    ("day", "fits"),
    [
        (date(1999, 12, 31), False), (date(2000, 1, 1), True),
        (date(2100, 12, 31), True), (date(2101, 1, 1), False),
    ],
)  # fmt: skip
def test_a_day_is_set_within_this_century(day, fits):
    """To what it is not: a day that is so already gets no entry."""
    rest = not rests({}, day)
    if fits:
        after = set_day({}, day, rest=rest, title="停电", source="本局通知", proposal=False)
        assert [(p.first, p.last, p.rest) for p in after.values()] == [(day, day, rest)]
        assert rests(after, day) is rest
    else:
        with pytest.raises(RuleBroken, match="日期应在 2000 年至 2100 年之间"):
            set_day({}, day, rest=rest, title="停电", source="本局通知", proposal=False)


def test_a_notice_has_twenty_thousand_signs_and_a_holiday_twenty_days_at_most():
    assert read_notice(OF_2025.ljust(20_000, "长")).year == 2025
    longest = read_notice(OF_2025.replace("1月1日（周三）放假", "1月1日至1月20日放假"))
    assert (longest.periods[0].last - longest.periods[0].first).days == 19


def test_a_bureau_has_told_a_year_by_all_its_days_of_rest_and_no_day_of_work():
    own = {p.code: p for p in legal_days(2027)}
    code, first = next(iter(own.items()))
    assert basis_of(own | {code: replace(first, rest=False)}, 2027) is Basis.LAW
    assert basis_of({}, LAST_YEAR + 1) is Basis.LAW
    assert basis_of(own, 2026) is Basis.ANNOUNCED
    assert estimated_years(own, date(2026, 1, 1), date(2029, 1, 1)) == (2028, 2029)
