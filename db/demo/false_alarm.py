"""The false alarm of `domain.md` 6: 25 complaints by three telephones against one bakery.

On D-4 in the evening; the same words under five names. A person who counts people and not
records sees three, and the factors of 令121 Art. 17 (several people, one telephone).
"""

from datetime import date, timedelta

from commandcenter.db.demo import names
from commandcenter.db.demo.background import number_of
from commandcenter.db.demo.exports import Arrival, Schedule
from commandcenter.db.demo.moment import moment
from commandcenter.db.demo.random_streams import Weighted, one, shuffled, spread, stream
from commandcenter.db.demo.traders import BAKERY, of_brand
from commandcenter.domain.complaints.complaint import (
    Channel,
    Complainant,
    ComplaintKind,
    NewComplaint,
    Precision,
    Source,
)
from commandcenter.domain.times import day_start

SERIES = 5
DAY, START, END = -4, (18, 30), (21, 10)
PHONES = (9, 9, 7)  # records of each telephone
NAMES = 5
FIRST_PERSON = names.SCENARIOS + 900_000
CHANNELS = Weighted({Channel.MINI_PROGRAM: 60, Channel.APP: 25, Channel.HOTLINE: 15})
TEXTS = (
    "在{shop}买的{goods}吃出异物，要求十倍赔偿，不赔就曝光。",
    "{shop}的{goods}里有异物，要求退一赔十。",
    "购买{shop}{goods}发现头发，要求按食品安全法赔偿一千元。",
)
GOODS = ("奶油面包", "蛋挞", "吐司")


def arrivals(d0: date, schedule: Schedule) -> list[Arrival]:
    """In order of registration; the same for the same D0."""
    chance = stream("false alarm")
    shop = of_brand(BAKERY)[0]
    called = [names.name(chance) for _ in range(NAMES)]
    phones = shuffled(chance, (n for n, count in enumerate(PHONES) for _ in range(count)))
    start, end = moment(d0, DAY, *START), moment(d0, DAY, *END)
    midnight = day_start(d0 + timedelta(days=DAY))
    made: list[Arrival] = []
    times = spread(chance, len(phones), 0, int((end - start).total_seconds()))
    for number, (second, phone) in enumerate(zip(times, phones, strict=True)):
        at = start + timedelta(seconds=second)
        channel, goods = CHANNELS.pick(chance.random()), one(chance, GOODS)
        source = Source.HOTLINE if channel is Channel.HOTLINE else Source.PLATFORM
        since = int((at - midnight).total_seconds())
        complaint = NewComplaint(
            number=number_of(source, midnight, since, SERIES, number),
            source=source,
            kind=ComplaintKind.COMPLAINT,
            channel=channel,
            registered_at=at,
            complainant=Complainant(one(chance, called), names.mobile(FIRST_PERSON + phone)),
            title="面包吃出异物要求赔偿",
            text=one(chance, TEXTS).format(shop=shop.name, goods=goods),
            category=shop.trade,
            problem="食品安全",
            district=shop.district,
            subject_name=shop.name,
            subject_code=shop.credit_code,
            subject_address=shop.address,
            brand=shop.brand,
            goods=goods,
            amount_cents=(8 + chance.randrange(20)) * 100,
            online=False,
            urgency="一般",
            lat=shop.lat,
            lon=shop.lon,
            precision=Precision.EXACT,
            town=shop.town,
        )
        made.append(schedule.arrival(complaint))
    return made
