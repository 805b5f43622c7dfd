"""Scenario C, `domain.md` 6.C: a live-stream seller is named on television on the night of 3·15.

1,760 records of 1,502 people, 78 % of them from other provinces; up to twelve in a minute.
From 20:40 until midnight the 3·15 duty team exports 12315 every five minutes.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from commandcenter.db.demo import names
from commandcenter.db.demo.background import number_of
from commandcenter.db.demo.city import DISTRICTS, Town, towns
from commandcenter.db.demo.complainants import Ways, portion
from commandcenter.db.demo.exports import Arrival, Rush, Schedule
from commandcenter.db.demo.moment import moment
from commandcenter.db.demo.random_streams import (
    Weighted,
    lognormal,
    one,
    shuffled,
    spread,
    stream,
)
from commandcenter.db.demo.traders import SOUP_BRAND, Trader, of_brand
from commandcenter.domain.complaints.complaint import (
    Channel,
    Complainant,
    ComplaintKind,
    NewComplaint,
    Precision,
    Source,
)
from commandcenter.domain.times import day_start, local

SERIES = 4
# (day, hour, minute) from and to, records; up to LAST_BURST not more than PEAK a minute.
WAVES = (
    ((0, 20, 31), (0, 20, 36), 2),
    ((0, 20, 36), (0, 20, 45), 9),
    ((0, 20, 45), (0, 21, 20), 149),
    ((0, 21, 20), (0, 22, 30), 530),
    ((0, 22, 30), (0, 24, 0), 190),
    ((1, 0, 0), (1, 2, 0), 80),
    ((1, 2, 0), (1, 6, 0), 20),
    ((1, 6, 0), (1, 7, 0), 40),
    ((1, 7, 0), (1, 10, 0), 260),
    ((1, 10, 0), (1, 17, 0), 200),
    ((1, 17, 0), (1, 24, 0), 95),
    ((2, 7, 0), (2, 23, 0), 70),
    ((3, 7, 30), (3, 23, 0), 45),
    ((4, 8, 0), (4, 22, 0), 30),
    ((5, 8, 0), (5, 22, 0), 17),
    ((6, 8, 0), (6, 22, 0), 11),
    ((7, 8, 0), (7, 22, 0), 7),
    ((8, 8, 0), (8, 22, 0), 5),
)
LAST_BURST, PEAK = (0, 22, 30), 12
MOMENTS = ((0, 20, 36), (0, 20, 45), (0, 21, 20), (0, 22, 30), (1, 7, 0), (1, 10, 0), (1, 17, 0))
# 46 suspected repeated claimants with four records each, 120 people with two, the rest one.
CLAIMANTS, CLAIMS, TWICE, PEOPLE = 46, 4, 120, 1_502
AT_2120, ELSEWHERE_AT_2120, ELSEWHERE = 160, 125, 1_373  # 78 %
FIRST_PERSON = names.SCENARIOS + 200_000
CHANNELS = Weighted(
    {
        Channel.MINI_PROGRAM: 46,
        Channel.PHONE: 26,
        Channel.APP: 14,
        Channel.WEB: 8,
        Channel.HOTLINE: 6,
    }
)
GOODS = ("参源元气饮", "参源草本饮礼盒", "参源固体饮料", "参源老人装")
TITLES = ("直播间虚假宣传", "看直播买的保健饮品要求退款", "夸大功效", "直播购物要求退一赔三")
TEXTS = (
    "看了晚会才知道被骗，{when}在云岭参源直播间买了{goods}，{yuan}元，要求退一赔三。",
    "{when}给父母买的{goods}，主播说能降血压，花了{yuan}元，老人停了药，要求退款。",
    "云岭参源直播间宣称{goods}是药食同源、{n}天见效，{yuan}元，收到就是普通饮料。",
    "下单{goods}共{yuan}元，客服不回，直播间还在播，请马上查。",
    "{goods}喝了{n}盒没有任何效果，主播承诺无效退款，现在找不到人。付款{yuan}元。",
    "看到3·15曝光，我也买过{goods}，{yuan}元，订单截图都在，要求处理。",
)
CLAIM = "购买{goods}，{yuan}元，涉嫌虚假宣传，要求依法退一赔三并给予举报奖励。"


@dataclass(frozen=True, slots=True)
class Buyer:
    """`home`: None for a person from another province."""

    complainant: Complainant
    home: Town | None
    claimant: bool


def rush(d0: date) -> Rush:
    """While the duty team exports 12315 every five minutes."""
    start, end = moment(d0, 0, 20, 40), moment(d0, 0, 24)
    return Rush(Source.PLATFORM, start, end, timedelta(minutes=5))


def arrivals(d0: date, schedule: Schedule) -> list[Arrival]:
    """All records, by registration; the same for the same D0. `schedule` has the rush."""
    chance = stream("scenario C")
    times = _times(chance, d0)
    who = _members(chance, len(times))
    buyers = _buyers(who)
    moments = [moment(d0, *when) for when in MOMENTS]
    moments += [moment(d0, day, 24) for day in range(9)]
    ways = Ways(schedule, tuple(sorted(moments)), CHANNELS, own_phone=0.3)
    reports: dict[Buyer, bool] = {}  # who reports once reports again: they are counted as one
    return [
        schedule.arrival(_complaint(chance, at, buyers[member], ways, number, reports))
        for number, (at, member) in enumerate(zip(times, who, strict=True))
    ]


def _times(chance: Random, d0: date) -> list[datetime]:
    burst = moment(d0, *LAST_BURST)
    made: list[datetime] = []
    for when, until, count in WAVES:
        start, end = moment(d0, *when), moment(d0, *until)
        minutes = int((end - start).total_seconds()) // 60
        if end > burst:
            seconds = spread(chance, count, 0, minutes * 60)
        else:
            by_minute = _by_minute(chance, count, minutes)
            seconds = [
                60 * n + s for n, c in enumerate(by_minute) for s in spread(chance, c, 0, 60)
            ]
        made += [start + timedelta(seconds=second) for second in seconds]
    return made


def _by_minute(chance: Random, count: int, minutes: int) -> list[int]:
    """`count` records over the minutes, at most PEAK in one."""
    by_minute = [0] * minutes
    for _ in range(count):
        free = [m for m, n in enumerate(by_minute) if n < PEAK]
        by_minute[free[int(len(free) * chance.random())]] += 1
    return by_minute


def _members(chance: Random, count: int) -> list[int]:
    """The member of each record: claimants first among the numbers, then those of two."""
    numbers = [m for m in range(CLAIMANTS) for _ in range(CLAIMS)]
    numbers += [m for m in range(CLAIMANTS, CLAIMANTS + TWICE) for _ in range(2)]
    numbers += range(CLAIMANTS + TWICE, PEOPLE)
    if len(numbers) != count:
        raise ValueError(f"{len(numbers)} records of people, {count} moments")
    return shuffled(chance, numbers)


def _buyers(who: list[int]) -> list[Buyer]:
    chance = stream("scenario C buyers")
    elsewhere = _elsewhere(chance, who)
    return [_buyer(chance, member, elsewhere[member]) for member in range(PEOPLE)]


def _elsewhere(chance: Random, who: list[int]) -> list[bool]:
    """By member: 78 % of the records at 21:20 and at the end are from other provinces."""
    early, all_counts = [0] * PEOPLE, [0] * PEOPLE
    for number, member in enumerate(who):
        early[member] += number < AT_2120
        all_counts[member] += 1
    here = AT_2120 - ELSEWHERE_AT_2120
    given = portion(chance, early, {"elsewhere": ELSEWHERE_AT_2120, "here": here})
    later = [0 if early[m] else count for m, count in enumerate(all_counts)]
    left = ELSEWHERE - sum(all_counts[m] for m in range(PEOPLE) if given[m] == "elsewhere")
    rest = portion(chance, later, {"elsewhere": left, "here": sum(later) - left})
    return [(a or b) == "elsewhere" for a, b in zip(given, rest, strict=True)]


def _buyer(chance: Random, member: int, elsewhere: bool) -> Buyer:
    home = None if elsewhere else one(chance, towns(DISTRICTS.pick(chance.random())))
    address = f"{home.district_name}{home.name}" if home else one(chance, names.PROVINCES)
    person = names.person(chance, FIRST_PERSON + member, address)
    return Buyer(person, home, member < CLAIMANTS)


def _complaint(
    chance: Random, at: datetime, buyer: Buyer, ways: Ways, number: int, reports: dict[Buyer, bool]
) -> NewComplaint:
    studio = of_brand(SOUP_BRAND)[0]
    channel, source = ways.choose(chance, at)
    start = day_start(local(at).date())
    second = int((at - start).total_seconds())
    goods, yuan = one(chance, GOODS), round(lognormal(chance, 368, 0.6))
    bought = local(at) - timedelta(days=3 + chance.randrange(60))
    report = buyer.claimant or reports.setdefault(buyer, chance.random() < 0.12)
    text = CLAIM if buyer.claimant else one(chance, TEXTS)
    where = _where(studio, buyer.home)
    return NewComplaint(
        number=number_of(source, start, second, SERIES, number),
        source=source,
        kind=ComplaintKind.REPORT if report else ComplaintKind.COMPLAINT,
        channel=channel,
        registered_at=at,
        complainant=buyer.complainant,
        title=one(chance, TITLES),
        text=text.format(
            goods=goods,
            yuan=yuan,
            n=2 + chance.randrange(8),
            when=f"{bought.month}月{bought.day}日",
        ),
        category="保健食品",
        problem="广告",
        district=where[0],
        subject_name=studio.name,
        subject_code=studio.credit_code,
        subject_address=studio.address,
        brand=SOUP_BRAND,
        goods=goods,
        amount_cents=yuan * 100,
        online=True,
        special_group="老人" if chance.random() < 0.2 else "",
        other_province=buyer.home is None,
        urgency="紧急",
        lat=where[1],
        lon=where[2],
        precision=where[3],
        town=where[4],
    )


def _where(
    studio: Trader, home: Town | None
) -> tuple[str, float | None, float | None, Precision, str]:
    """District, place and town: the buyer's home, or for another province the studio."""
    if home is None:
        return studio.district, studio.lat, studio.lon, Precision.EXACT, studio.town
    return home.district, home.lat, home.lon, Precision.TOWN, home.name
