"""The city's usual complaints: 150 to 350 a day, by hour, weekday and holiday.

Each day has its own stream, so any stretch of days gives the same records. Sources of the
shares: `domain.md` 2.4 and 2.5; what is chosen freely says so.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from random import Random

from commandcenter.db.demo import names
from commandcenter.db.demo.background_text import Story, write
from commandcenter.db.demo.city import DISTRICTS, Town, town, towns
from commandcenter.db.demo.exports import Arrival, Schedule
from commandcenter.db.demo.random_streams import Weighted, bell, lognormal, one, stream
from commandcenter.db.demo.traders import SPECIAL, Trader, traders
from commandcenter.db.demo.trades import BY_CATEGORY, Trade, category
from commandcenter.domain.complaints.complaint import (
    Channel,
    Complainant,
    ComplaintKind,
    NewComplaint,
    Precision,
    Source,
)
from commandcenter.domain.times import day_start
from commandcenter.paths import RESOURCES

LEAST, MOST = 150, 350
USUAL = 236.0  # a day, before weekday and season: between 台州 (215) and 温州 (335)
WEEKDAY = (1.16, 1.08, 1.05, 1.03, 1.0, 0.86, 0.80)  # chosen: offices ring, shops are full
HOLIDAY, AFTER_HOLIDAY = 0.78, 1.22
MONTH = {1: 0.95, 2: 0.88, 3: 1.2, 6: 1.05, 11: 1.07, 12: 1.03}  # 3·15, 6·18, 双11

# Country 2024: 投诉 47.5, 举报 13.9, 咨询 38.6 of a hundred; fewer enquiries here, because a
# city's windows answer the simple ones without a record.
KINDS = Weighted(
    {ComplaintKind.COMPLAINT: 55.0, ComplaintKind.REPORT: 15.0, ComplaintKind.ENQUIRY: 30.0}
)
# Between 台州 2024 (platform 53, telephone 5) and 温州 2023 (telephone 47, mini program 16).
CHANNELS = Weighted(
    {
        Channel.PHONE: 33.0,
        Channel.MINI_PROGRAM: 23.0,
        Channel.HOTLINE: 18.0,
        Channel.APP: 10.0,
        Channel.WEB: 9.0,
        Channel.LETTER: 3.0,
        Channel.VISIT: 2.5,
        Channel.OTHER: 1.5,
    }
)
DESK_PHONE = 0.2  # of the calls: to the bureau's own number instead of 12315
# 遂宁 2022.
PROBLEMS = Weighted(
    {
        "售后服务": 23.2, "质量": 19.4, "食品安全": 18.5, "价格": 9.1, "合同": 8.4,
        "不正当竞争": 5.3, "计量": 1.9, "广告": 1.6, "安全": 0.9, "商标": 0.2, "其他": 11.5,
    }
)  # fmt: skip
# 温州 Q1 2023 gives the first six; the rest is chosen.
REPORT_PROBLEMS = Weighted(
    {
        "广告": 32.5, "不正当竞争": 17.4, "侵害消费者权益": 10.4, "其他": 9.0, "价格": 7.2,
        "食品安全": 6.9, "质量": 8.6, "商标": 2.4, "计量": 2.0, "安全": 1.6, "合同": 2.0,
    }
)  # fmt: skip
ENQUIRY_PROBLEMS = Weighted(
    {"售后服务": 24, "质量": 14, "食品安全": 10, "价格": 12, "合同": 14, "其他": 26}
)
STAFFED = (0, 0, 0, 0, 0, 0, 0.2, 1, 5, 9, 10, 9, 5, 6, 9, 9, 8, 6, 3, 2, 1.5, 0.8, 0.2, 0)
ONLINE = (1, 0.6, 0.4, 0.3, 0.3, 0.5, 1, 2, 4, 6, 7, 6.5, 6, 5.5, 6, 6, 6, 5.5, 5, 6, 6.5, 6, 4, 2)
HOURS = {online: Weighted(enumerate(ONLINE if online else STAFFED)) for online in (True, False)}
ONLINE_CHANNELS = frozenset({Channel.MINI_PROGRAM, Channel.APP, Channel.WEB, Channel.OTHER})

AGAIN = 0.015  # the same person, the same matter, by another channel that day
FREQUENT = 0.15  # records of people who complain several times a quarter
POOL = 900  # how many such people there are; a few of them live on it (职业索赔)
ANONYMOUS = {
    ComplaintKind.COMPLAINT: 0.0,
    ComplaintKind.REPORT: 0.25,
    ComplaintKind.ENQUIRY: 0.15,
}
NAMELESS_TRADER = {
    ComplaintKind.COMPLAINT: 0.05,
    ComplaintKind.REPORT: 0.03,
    ComplaintKind.ENQUIRY: 0.7,
}
ELSEWHERE = 0.6  # of the online buyers of the city's traders live in another province
LETTERS = {Source.PLATFORM: "P", Source.HOTLINE: "H", Source.DESK: "D"}


def arrivals(first: date, days: int, schedule: Schedule) -> Iterator[Arrival]:
    """The records of `days` days from `first`, by registration, with their batches."""
    for number in range(days):
        for complaint in of_day(first + timedelta(days=number)):
            yield schedule.arrival(complaint)


def of_day(day: date) -> list[NewComplaint]:
    """The records registered on one day, in time order; the same on each call."""
    chance = stream("background", day)
    made: list[NewComplaint] = []
    start, count = day_start(day), volume(day)
    for number in range(count):
        if made and chance.random() < AGAIN:
            made.append(_again(chance, one(chance, made), day, number))
        else:
            made.append(_record(chance, day, start, number))
    return sorted(made, key=lambda complaint: complaint.registered_at)


def volume(day: date) -> int:
    """How many records a day brings, LEAST to MOST."""
    chance = stream("volume", day)
    usual = USUAL * MONTH.get(day.month, 1.0)
    if is_rest(day):
        usual *= HOLIDAY if day.weekday() < 5 else WEEKDAY[day.weekday()]
    else:
        usual *= AFTER_HOLIDAY if _after_holiday(day) else WEEKDAY[min(day.weekday(), 4)]
    noise = max(-2.5, min(2.5, bell(chance)))
    return max(LEAST, min(MOST, round(usual * (1 + 0.05 * noise))))


@cache
def _calendar() -> dict[date, bool]:
    """Rest (True) or work (False) of the days that the published calendar names."""
    rows = tomllib.loads((RESOURCES / "plan" / "calendar_2026.toml").read_text("utf-8"))["calendar"]
    days: dict[date, bool] = {}
    for row in rows:
        first, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
        for number in range((last - first).days + 1):
            days[first + timedelta(days=number)] = row["rest"]
    return days


def is_rest(day: date) -> bool:
    return _calendar().get(day, day.weekday() >= 5)


def _after_holiday(day: date) -> bool:
    return _calendar().get(day - timedelta(days=1), False)


def _record(chance: Random, day: date, start: datetime, number: int) -> NewComplaint:
    draw = chance.random
    kind, channel = KINDS.pick(draw()), CHANNELS.pick(draw())
    source = _source(chance, channel)
    hour = HOURS[channel in ONLINE_CHANNELS].pick(draw())
    second = hour * 3600 + int(draw() * 3600)
    problem = _problems(kind).pick(draw())
    trade = BY_CATEGORY[category(problem, draw())]
    trader = None if draw() < NAMELESS_TRADER[kind] else _trader(chance, trade)
    online = draw() < trade.online
    person, elsewhere = _person(chance, kind, day, number, online)
    yuan = None if kind is not ComplaintKind.COMPLAINT else _amount(chance, trade)
    story = Story(kind, problem, trade, trader, online, yuan, day)
    title, text, goods = write(chance, story)
    place, lat, lon, precision = _place(chance, trader)
    return NewComplaint(
        number=number_of(source, start, second, 1, number),
        source=source,
        kind=kind,
        channel=channel,
        registered_at=start + timedelta(seconds=second),
        complainant=person,
        title=title,
        text=text,
        category=trade.category,
        problem=problem,
        district=place.district if place else None,
        subject_name=trader.name if trader else "",
        subject_code=trader.credit_code if trader and draw() < 0.7 else "",
        subject_address=trader.address if trader else "",
        brand=trader.brand if trader else "",
        goods=goods,
        amount_cents=yuan * 100 if yuan else None,
        online=online,
        special_group=_group(chance),
        other_province=elsewhere,
        urgency="一般",
        lat=lat,
        lon=lon,
        precision=precision,
        town=place.name if place and precision is not Precision.COUNTY else "",
    )


def _problems(kind: ComplaintKind) -> Weighted[str]:
    return {
        ComplaintKind.COMPLAINT: PROBLEMS,
        ComplaintKind.REPORT: REPORT_PROBLEMS,
        ComplaintKind.ENQUIRY: ENQUIRY_PROBLEMS,
    }[kind]


def _source(chance: Random, channel: Channel) -> Source:
    if channel is Channel.HOTLINE:
        return Source.HOTLINE
    if channel in (Channel.LETTER, Channel.VISIT):
        return Source.DESK
    own = channel is Channel.PHONE and chance.random() < DESK_PHONE
    return Source.DESK if own else Source.PLATFORM


@cache
def _of_class(category: str) -> Weighted[Trader]:
    """Traders of a class: the first are complained about far more often."""
    special = {name for name, *_ in SPECIAL}
    found = [t for t in traders() if t.trade == category and t.name not in special]
    return Weighted((t, 1 / (n + 1.5)) for n, t in enumerate(found))


def _trader(chance: Random, trade: Trade) -> Trader:
    return _of_class(trade.category).pick(chance.random())


def _person(
    chance: Random, kind: ComplaintKind, day: date, number: int, online: bool
) -> tuple[Complainant, bool]:
    """Who complains, and whether from another province."""
    if chance.random() < ANONYMOUS[kind]:
        return NOBODY, False
    if chance.random() < FREQUENT:
        return _frequent(int(POOL * chance.random() ** 1.6)), False
    index = day.toordinal() % 100_000 * 400 + number
    if online and chance.random() < ELSEWHERE:
        return names.person(chance, index, one(chance, names.PROVINCES)), True
    where = one(chance, towns(DISTRICTS.pick(chance.random())))
    return names.person(chance, index, f"{where.district_name}{where.name}"), False


NOBODY = Complainant()


@cache
def _frequent(number: int) -> Complainant:
    chance = stream("frequent", number)
    where = one(chance, towns(DISTRICTS.pick(chance.random())))
    address = f"{where.district_name}{where.name}"
    return names.person(chance, names.FREQUENT + number, address)


def _amount(chance: Random, trade: Trade) -> int | None:
    """Whole yuan, lognormal around what the class costs; one in nine states none."""
    if chance.random() < 0.11:
        return None
    yuan = max(3.0, lognormal(chance, trade.yuan, trade.spread))
    return round(yuan) if yuan < 200 else round(yuan / 10) * 10


@cache
def _town_of(trader: Trader) -> Town:
    return town(trader.district, trader.town)


def _place(
    chance: Random, trader: Trader | None
) -> tuple[Town | None, float | None, float | None, Precision | None]:
    """Where it is: the trader's house, its town, or only its county unit."""
    number = chance.random()
    if trader is None:
        where = one(chance, towns(DISTRICTS.pick(chance.random()))) if number < 0.6 else None
        return where, None, None, Precision.COUNTY if where else None
    where = _town_of(trader)
    if number < 0.7:
        return where, trader.lat, trader.lon, Precision.EXACT
    if number < 0.9:
        return where, where.lat, where.lon, Precision.TOWN
    return where, None, None, Precision.COUNTY


def _group(chance: Random) -> str:
    number = chance.random()
    return "" if number > 0.1 else "老人" if number < 0.05 else "妇女" if number < 0.08 else "儿童"


def _again(chance: Random, first: NewComplaint, day: date, number: int) -> NewComplaint:
    """The same matter once more, by a channel of another source, up to three hours later."""
    hotline = first.source is Source.HOTLINE
    source = Source.PLATFORM if hotline else Source.HOTLINE
    start = day_start(day)
    passed = int((first.registered_at - start).total_seconds())
    second = min(passed + 600 + int(chance.random() * 10_000), 24 * 3600 - 1)
    return replace(
        first,
        number=number_of(source, start, second, 1, number),
        source=source,
        channel=Channel.MINI_PROGRAM if hotline else Channel.HOTLINE,
        registered_at=start + timedelta(seconds=second),
        text=f"{first.text}（此前已反映过一次，至今未处理。）",
    )


def number_of(source: Source, start: datetime, second: int, series: int, number: int) -> str:
    """登记编号: source, local time to the second, series of the demo, number in the series."""
    at = start + timedelta(hours=8, seconds=second)
    return f"{LETTERS[source]}{at:%Y%m%d%H%M%S}{series}{number:04d}"
