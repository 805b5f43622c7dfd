"""Scenario A, `domain.md` 6.A: a gym chain with three stores takes the money and closes.

690 records of 648 people over seventeen days; on D0 at 10:46 there are 181 件, 169 人次,
158 人 and 141.2 万元. Times are those of registration; at every moment of the table all that
is registered is also here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from commandcenter.db.demo import gym_words as said
from commandcenter.db.demo import names
from commandcenter.db.demo.background import number_of
from commandcenter.db.demo.city import Town, town, towns
from commandcenter.db.demo.complainants import CrowdRecord, Wave, Ways, exact, gather, portion
from commandcenter.db.demo.exports import Arrival, Schedule
from commandcenter.db.demo.moment import moment
from commandcenter.db.demo.random_streams import Weighted, one, stream
from commandcenter.db.demo.traders import GYM_BRAND, Trader, of_brand
from commandcenter.domain.complaints.complaint import (
    Channel,
    Complainant,
    ComplaintKind,
    NewComplaint,
    Precision,
    Source,
)
from commandcenter.domain.times import day_start, local

SERIES = 2
EAST, WEST, RIVER, TECH, GREEN, STONE = (
    "990102", "990103", "990104", "990105", "990121", "990181",
)  # fmt: skip
BEFORE = (2, 1, 3, 2, 4, 3, 5, 6, 9)  # D-9 to D-1
FIRST_DAY, LAST_DAY = -9, 7
# Registered on D0 from one time to the next (hour, minute): count, again today, again, nameless.
DAY_ZERO = (
    ((7, 50), (8, 0), 3, 1, 0, 0),
    ((8, 0), (8, 30), 11, 3, 2, 0),
    ((8, 30), (9, 0), 33, 2, 1, 1),
    ((9, 0), (9, 5), 8, 1, 0, 0),
    ((9, 5), (9, 46), 40, 2, 2, 1),
    ((9, 46), (10, 0), 4, 0, 0, 0),
    ((10, 0), (10, 30), 33, 2, 2, 1),
    ((10, 30), (10, 46), 13, 1, 1, 0),
    ((10, 46), (11, 0), 4, 0, 0, 0),
    ((11, 0), (12, 0), 43, 0, 0, 0),
    ((12, 0), (13, 0), 32, 0, 0, 0),
    ((13, 0), (14, 0), 40, 0, 0, 0),
    ((14, 0), (15, 0), 20, 0, 1, 0),
    ((15, 0), (15, 30), 16, 0, 0, 0),
    ((15, 30), (16, 0), 1, 0, 0, 0),
    ((16, 0), (17, 0), 14, 0, 0, 0),
    ((17, 0), (18, 0), 12, 1, 0, 0),
    ((18, 0), (19, 0), 13, 0, 0, 0),
    ((19, 0), (20, 0), 12, 0, 1, 0),
    ((20, 0), (24, 0), 31, 1, 0, 0),
)
# D1 to D7 the same: count, again today, again, nameless.
DAYS_AFTER = (
    (140, 2, 5, 1), (64, 1, 2, 0), (26, 1, 1, 0), (22, 0, 1, 0), (8, 0, 0, 0), (5, 0, 0, 0),
    (6, 0, 1, 0),
)  # fmt: skip
# The response ends at 16:30 of the last day, and its last records are counted by then.
LAST_END = (16, 0)
# Moments of D0 that have a number, beside every midnight.
MOMENTS = ((7, 42), (8, 30), (9, 5), (10, 30), (10, 46), (14, 0), (15, 30), (20, 0))
# Yuan of all who are new until then: the first ones had bought private lessons.
AMOUNTS = (((0, 9, 5), 1_026_000), ((0, 10, 46), 1_412_000), ((0, 15, 30), 2_140_000),
           ((7, 24, 0), 5_873_000))  # fmt: skip
SIGMA, STATED = 0.75, 0.92
AT_1046 = {EAST: 92, WEST: 38, TECH: 27, RIVER: 13, STONE: 8, GREEN: 3}
DISTRICTS = Weighted(AT_1046)
CHANNELS = Weighted(
    {
        Channel.PHONE: 44,
        Channel.MINI_PROGRAM: 32,
        Channel.HOTLINE: 16,
        Channel.APP: 5,
        Channel.WEB: 3,
    }
)
# Which store people of a county unit go to, as weights of (east, west, tech).
STORES = {
    EAST: (96, 2, 2), WEST: (3, 96, 1), TECH: (4, 0, 96), RIVER: (75, 25, 0), STONE: (45, 0, 55),
    GREEN: (10, 90, 0),
}  # fmt: skip
PROBLEMS = Weighted({"合同": 72, "售后服务": 18, "其他": 10})


@dataclass(frozen=True, slots=True)
class Member:
    """One of the crowd. `yuan`: what is left unused as stated, None when not stated."""

    complainant: Complainant
    home: Town
    store: Trader
    card: str
    yuan: int | None


def arrivals(d0: date, schedule: Schedule) -> list[Arrival]:
    """All records of the scenario, by registration."""
    return [schedule.arrival(c) for c in complaints(d0, schedule)]


def complaints(d0: date, schedule: Schedule) -> list[NewComplaint]:
    """In order of registration; the same for the same D0 and schedule."""
    chance = stream("scenario A")
    tellings = _first_call(gather(chance, waves(d0)), d0)
    members = _members(chance, tellings, d0)
    ways = Ways(schedule, _moments(d0), CHANNELS, own_phone=0.5)
    made: list[NewComplaint] = []
    last_way: dict[int, Channel] = {}
    reports: dict[int, bool] = {}  # who reports once reports again: they are counted as one
    for number, telling in enumerate(tellings):
        way = ways.choose(chance, telling.at, last_way.get(telling.member))
        last_way[telling.member] = way[0]
        lot = not telling.named or chance.random() < 0.05
        report = reports.setdefault(telling.member, lot)
        member = members[telling.member]
        made.append(_complaint(chance, telling, member, way, d0, number, report=report))
    return made


def waves(d0: date) -> list[Wave]:
    """The records by stretches of time; before D0 between 08:30 and 21:00."""
    before = [
        Wave(moment(d0, day, 8, 30), moment(d0, day, 21), count)
        for day, count in enumerate(BEFORE, FIRST_DAY)
    ]
    first = moment(d0, 0, 7, 42)
    call = Wave(first - timedelta(seconds=60), first + timedelta(seconds=60), 1)
    day_zero = [
        Wave(moment(d0, 0, *start), moment(d0, 0, *end), *counts)
        for start, end, *counts in DAY_ZERO
    ]
    ends = {LAST_DAY: LAST_END}
    after = [
        Wave(moment(d0, day, 7, 30), moment(d0, day, *ends.get(day, (22, 0))), *counts)
        for day, counts in enumerate(DAYS_AFTER, 1)
    ]
    return [*before, call, *day_zero, *after]


def _first_call(tellings: Sequence[CrowdRecord], d0: date) -> list[CrowdRecord]:
    """The first call of D0 comes at 07:42 sharp."""
    first = sum(BEFORE)
    call = tellings[first]
    sharp = CrowdRecord(moment(d0, 0, 7, 42), call.member, call.nth, call.named, call.wave)
    return [*tellings[:first], sharp, *tellings[first + 1 :]]


def _moments(d0: date) -> tuple[datetime, ...]:
    midnights = [moment(d0, day, 24) for day in range(FIRST_DAY, LAST_DAY + 1)]
    return tuple(sorted([*midnights, *(moment(d0, 0, *at) for at in MOMENTS)]))


def _members(chance: Random, tellings: Sequence[CrowdRecord], d0: date) -> list[Member]:
    firsts = [t for t in tellings if t.nth == 1]
    districts = _districts(chance, tellings, d0)
    yuan = _amounts(chance, firsts, d0)
    stores = of_brand(GYM_BRAND)
    return [
        _member(chance, telling, districts[telling.member], yuan[telling.member], stores)
        for telling in firsts
    ]


def _districts(chance: Random, tellings: Sequence[CrowdRecord], d0: date) -> list[str]:
    """By member: at 10:46 the records of each county unit are those of AT_1046."""
    until = moment(d0, 0, 10, 46)
    early = [t.member for t in tellings if t.at <= until]
    caller = tellings[sum(BEFORE)].member  # 07:42, at the store in the east
    counts = [0] * (max(early) + 1)
    for member in early:
        counts[member] += 1
    quotas = AT_1046 | {EAST: AT_1046[EAST] - counts[caller]}
    counts[caller] = 0
    given = portion(chance, counts, quotas)
    given[caller] = EAST
    later = max(t.member for t in tellings) + 1 - len(given)
    return given + [DISTRICTS.pick(chance.random()) for _ in range(later)]


def _amounts(chance: Random, firsts: Sequence[CrowdRecord], d0: date) -> dict[int, int | None]:
    """By member, in yuan: the totals of AMOUNTS hold."""
    given: dict[int, int | None] = {t.member: None for t in firsts}
    since, before = moment(d0, -30, 0), 0
    for when, total in AMOUNTS:
        until = moment(d0, *when)
        stating = [
            t.member
            for t in firsts
            if since < t.at <= until and t.named and chance.random() < STATED
        ]
        given |= zip(stating, exact(chance, len(stating), total - before, SIGMA), strict=True)
        since, before = until, total
    return given


def _member(
    chance: Random, telling: CrowdRecord, district: str, yuan: int | None, stores: Sequence[Trader]
) -> Member:
    home = one(chance, towns(district))
    store = Weighted(zip(stores, STORES[district], strict=True)).pick(chance.random())
    index = names.SCENARIOS + telling.member
    address = f"{home.district_name}{home.name}"
    complainant = names.person(chance, index, address) if telling.named else Complainant()
    dear = yuan is not None and yuan >= 6_000
    return Member(
        complainant, home, store, one(chance, said.COACHING if dear else said.CARDS), yuan
    )


def _complaint(
    chance: Random,
    telling: CrowdRecord,
    member: Member,
    way: tuple[Channel, Source],
    d0: date,
    number: int,
    *,
    report: bool,
) -> NewComplaint:
    channel, source = way
    title, text = _words(chance, telling, member, d0)
    where, lat, lon, precision = _place(chance, member)
    start = day_start(local(telling.at).date())
    second = int((telling.at - start).total_seconds())
    return NewComplaint(
        number=number_of(source, start, second, SERIES, number),
        source=source,
        kind=ComplaintKind.REPORT if report else ComplaintKind.COMPLAINT,
        channel=channel,
        registered_at=telling.at,
        complainant=member.complainant,
        title=title,
        text=text,
        category="文化娱乐体育",
        problem=PROBLEMS.pick(chance.random()),
        district=member.home.district,
        subject_name=member.store.name,
        subject_code=member.store.credit_code,
        subject_address=member.store.address,
        brand=GYM_BRAND,
        goods=member.card,
        amount_cents=member.yuan * 100 if member.yuan else None,
        online=False,
        special_group=Weighted({"": 88, "老人": 5, "妇女": 5, "儿童": 2}).pick(chance.random()),
        urgency="紧急" if telling.at >= moment(d0, 0, 7, 42) else "一般",
        lat=lat,
        lon=lon,
        precision=precision,
        town=where.name,
    )


def _place(chance: Random, member: Member) -> tuple[Town, float, float, Precision]:
    """The store for half of those who live in its county unit, else the person's town."""
    store, home = member.store, member.home
    if store.district == home.district and chance.random() < 0.55:
        where = town(store.district, store.town)
        return where, store.lat, store.lon, Precision.EXACT
    return home, home.lat, home.lon, Precision.TOWN


def _words(chance: Random, telling: CrowdRecord, member: Member, d0: date) -> tuple[str, str]:
    if not telling.named:
        text = one(chance, said.ANONYMOUS_REPORTS)
        return "举报健身房闭店", text.format(store=member.store.name)
    titles, texts = _phase(telling.at, d0)
    asked = one(chance, said.AGAIN) if telling.nth > 1 else one(chance, said.REQUESTS)
    paid = one(chance, said.PAID if member.yuan else said.UNSTATED).format(yuan=member.yuan)
    left = one(chance, said.LEFT).format(n=2 + chance.randrange(8))
    title, text = one(chance, titles), f"{one(chance, texts)}{asked}"
    if telling.at == moment(d0, 0, 7, 42):
        title, text = said.FIRST_CALL, said.FIRST_CALL_TEXT
    return title, text.format(
        store=member.store.name,
        card=member.card,
        paid=paid,
        left=left,
        n=2 + chance.randrange(6),
        home=f"{member.home.district_name}{member.home.name}",
    )


def _phase(at: datetime, d0: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if at < moment(d0, 0, 7, 42):
        return said.UNEASE_TITLES, said.UNEASE
    if at < moment(d0, 0, 9, 5):
        return said.LOCKED_TITLES, said.LOCKED
    if at < moment(d0, 0, 20):
        return said.DAY_TITLES, said.DAY
    return said.AFTER_TITLES, said.AFTER
