"""Scenario B, `domain.md` 6.B: pupils fall ill after the lunch of one school-meal supplier.

What counts are the patients, told by hospitals and schools (`PATIENTS`); the parents' calls
come beside them, and the table gives no number of these but the first three.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from commandcenter.db.demo import names
from commandcenter.db.demo.background import number_of
from commandcenter.db.demo.complainants import CrowdRecord, Wave, Ways, gather
from commandcenter.db.demo.exports import Arrival, Schedule
from commandcenter.db.demo.moment import moment
from commandcenter.db.demo.random_streams import Weighted, one, stream
from commandcenter.db.demo.traders import SCHOOL_MEALS, SCHOOLS, Trader, of_brand, trader
from commandcenter.domain.complaints.complaint import (
    Channel,
    ComplaintKind,
    NewComplaint,
    Precision,
    Source,
)
from commandcenter.domain.times import day_start, local

SERIES = 3


@dataclass(frozen=True, slots=True)
class Patients:
    """How many are known to be ill at a moment (day, hour, minute); none severely.

    `schools`: by school, in the order of SCHOOLS; `discharged` of `hurt`.
    """

    when: tuple[int, int, int]
    hurt: int
    schools: tuple[int, ...]
    observed: int = 0  # in hospital for observation; the rest is mild
    discharged: int = 0

    def at(self, d0: date) -> datetime:
        return moment(d0, *self.when)


PATIENTS = (
    Patients((0, 18, 40), 3, (3, 0, 0, 0)),
    Patients((0, 19, 5), 7, (7, 0, 0, 0)),
    Patients((0, 19, 20), 12, (12, 0, 0, 0)),
    Patients((0, 19, 45), 19, (19, 0, 0, 0), observed=1),
    Patients((0, 20, 10), 31, (31, 0, 0, 0), observed=2),
    Patients((0, 21, 30), 47, (36, 11, 0, 0), observed=2),
    Patients((0, 23, 10), 58, (43, 15, 0, 0), observed=2),
    Patients((1, 2, 0), 63, (47, 16, 0, 0), observed=2),
    Patients((1, 11, 0), 66, (49, 17, 0, 0), observed=2, discharged=24),
    Patients((1, 15, 0), 66, (49, 17, 0, 0), observed=1, discharged=41),
    Patients((2, 19, 0), 66, (49, 17, 0, 0), discharged=66),
    Patients((3, 19, 0), 66, (49, 17, 0, 0), discharged=66),
)

# Calls of parents: (day, hour, minute) from and to, count, again today, again.
CALLS = (
    ((0, 18, 22), (0, 18, 40), 3, 0, 0),
    ((0, 18, 40), (0, 19, 20), 9, 1, 0),
    ((0, 19, 20), (0, 20, 10), 22, 2, 0),
    ((0, 20, 10), (0, 21, 30), 38, 4, 0),
    ((0, 21, 30), (0, 23, 10), 41, 5, 0),
    ((0, 23, 10), (0, 24, 0), 9, 1, 0),
    ((1, 6, 30), (1, 22, 0), 60, 3, 9),
    ((2, 7, 30), (2, 21, 0), 14, 0, 3),
    ((3, 8, 0), (3, 20, 0), 4, 0, 1),
)
FIRST_CALLS = 3  # by 12345
SPREADS = (20, 30)  # until then only pupils of the first school are ill
FIRST_PERSON = names.SCENARIOS + 100_000
CHANNELS = Weighted({Channel.HOTLINE: 58, Channel.PHONE: 27, Channel.MINI_PROGRAM: 15})
GRADES = ("一", "二", "三", "四", "五", "六")
TITLES = ("学校午餐后呕吐", "孩子吃食堂午饭腹痛", "学生集体不适", "学校配餐疑似食物中毒")
ILL = (
    "孩子在{school}{grade}年级，中午吃了学校统一配的午餐，下午开始呕吐，现在在医院，请尽快查。",
    "{school}{grade}年级好几个孩子放学后肚子痛、吐，都吃了中午的配餐，怀疑食物中毒。",
    "家长反映{school}午餐有凉拌菜味道发酸，孩子{n}点开始发热呕吐。",
    "{school}班级群里已有{n}个孩子不舒服，要求封存午餐、公布供餐单位资质。",
)
ASKING = (
    "{school}家长要求公布检验结果和供餐单位处理情况。",
    "{school}家长咨询明天还供不供餐，孩子中午怎么安排。",
    "孩子在{school}{grade}年级，已出院，要求供餐单位承担医药费。",
    "{school}家长反映群里说法很多，请官方说明情况。",
)


def arrivals(d0: date, schedule: Schedule) -> list[Arrival]:
    """The parents' records, by registration; the same for the same D0."""
    chance = stream("scenario B")
    waves = [Wave(moment(d0, *a), moment(d0, *b), *counts) for a, b, *counts in CALLS]
    tellings = gather(chance, waves)
    schools: dict[int, Trader] = {}
    ways = Ways(schedule, (), CHANNELS, own_phone=0.5)
    made: list[Arrival] = []
    for number, telling in enumerate(tellings):
        first = number < FIRST_CALLS
        if telling.nth == 1:
            schools[telling.member] = _school(chance, telling.at < moment(d0, 0, *SPREADS))
        way = (Channel.HOTLINE, Source.HOTLINE) if first else ways.choose(chance, telling.at)
        complaint = _complaint(chance, telling, schools[telling.member], way, d0, number)
        made.append(schedule.arrival(complaint))
    return made


def _school(chance: Random, only_first: bool) -> Trader:
    """One of the schools, as often as its pupils are ill."""
    weights = zip(SCHOOLS, PATIENTS[-1].schools, strict=True)
    return trader(SCHOOLS[0] if only_first else Weighted(weights).pick(chance.random()))


def _complaint(
    chance: Random,
    telling: CrowdRecord,
    school: Trader,
    way: tuple[Channel, Source],
    d0: date,
    number: int,
) -> NewComplaint:
    channel, source = way
    supplier = of_brand(SCHOOL_MEALS)[0]
    start = day_start(local(telling.at).date())
    second = int((telling.at - start) / timedelta(seconds=1))
    texts = ILL if telling.at < moment(d0, 1, 3) else ASKING
    person = stream("scenario B person", telling.member)
    address = f"{school.address[:3]}{school.town}"
    return NewComplaint(
        number=number_of(source, start, second, SERIES, number),
        source=source,
        kind=ComplaintKind.COMPLAINT,
        channel=channel,
        registered_at=telling.at,
        complainant=names.person(person, FIRST_PERSON + telling.member, address),
        title=one(chance, TITLES),
        text=one(chance, texts).format(
            school=school.name, grade=one(chance, GRADES), n=3 + chance.randrange(5)
        ),
        category="餐饮和住宿",
        problem="食品安全",
        district=school.district,
        subject_name=supplier.name,
        subject_code=supplier.credit_code,
        subject_address=supplier.address,
        brand=SCHOOL_MEALS,
        goods="学校午餐",
        online=False,
        special_group="儿童",
        urgency="特别紧急",
        lat=school.lat,
        lon=school.lon,
        precision=Precision.EXACT,
        town=school.town,
    )
