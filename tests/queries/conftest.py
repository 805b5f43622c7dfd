"""A city with some hundred awkward complaints, for comparing each answer with its rows."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.complaints.columns import columns_of
from commandcenter.domain.complaints.complaint import (
    Channel,
    Complainant,
    ComplaintKind,
    Precision,
    Source,
)
from commandcenter.services.complaints import hand_entry
from commandcenter.store.tables.every import ComplaintRow

NAMES = ("欧阳明月", "司马青衫", "上官云飞", "诸葛小亮")
DISTRICTS = (None, "990102", "990103", "990121", "990181")
PRECISIONS = (None, Precision.EXACT, Precision.TOWN, Precision.COUNTY)


def sample_person(person, n):
    phone = f"100{person:08}" if person else ""
    return Complainant(NAMES[person % 4], phone, "身份证", f"99010219900101{n:04}")


def random_complaint(city, chance, n, **fields):
    precision = chance.choice(PRECISIONS)
    person = chance.randrange(40)
    minutes = chance.choice((5, 50, 300, 1_500, 20_000, 90_000))
    values = {
        "number": f"N{n:05}",
        "source": chance.choice(list(Source)),
        "kind": chance.choice(list(ComplaintKind)),
        "channel": chance.choice(list(Channel)),
        "registered_at": city.db.clock() - timedelta(minutes=chance.randrange(-5, minutes)),
        "complainant": Complainant(
            NAMES[person % 4],
            f"100{person:08}" if person else "",
            "身份证",
            f"99010219900101{n:04}",
        ),
        "title": chance.choice(("退费", "100% 虚假", "a_b", "")),
        "text": "门口有人",
        "category": chance.choice(("体育", "教育", "餐饮", "美容", "医疗", "旅游", "住宿", "")),
        "problem": chance.choice(("合同", "食品安全", "价格", "")),
        "district": chance.choice(DISTRICTS),
        "subject_name": chance.choice(("", "甲店", "乙店", "丙店")),
        "brand": chance.choice(("", "悦力工场")),
        "amount_cents": chance.choice((None, 0, 10_000, 320_000)),
        "other_province": chance.random() < 0.2,
        "lat": 30.5 if precision else None,
        "lon": 120.5 if precision else None,
        "precision": precision,
        "town": chance.choice(("", "人民路街道")),
    }
    return city.complaint(**(values | fields))


@pytest.fixture
def crowded(city):
    """Some imports, a hand entry, an undone import and an open one."""
    from commandcenter.services.complaints import intake
    from tests.city import KEY

    chance = random.Random(3)
    named = random_complaint(city, chance, 901, subject_name="丁店", brand="悦力工场")
    city.take_in(named, *[random_complaint(city, chance, n) for n in range(150)])
    city.take_in(*[random_complaint(city, chance, n) for n in range(140, 250)])
    at = city.db.clock() - timedelta(minutes=3)
    late = random_complaint(city, chance, 900, text="柜台登记", registered_at=at)
    city.do(hand_entry.enter_by_hand, "liwei", late, KEY)
    facts = intake.FileFacts("x.csv", "0" * 64, "", 50, 0, 0)
    stream = (random_complaint(city, chance, n) for n in range(1_000, 1_050))
    with pytest.raises(intake.Cancelled):
        intake.take_in(city.db, city.liwei, facts, stream, KEY, should_stop=lambda: True)
    city.incident = city.register()
    with city.db.write() as session:
        batch = intake.open_batch(session, city.liwei, facts)
        some = [random_complaint(city, chance, n) for n in range(2_000, 2_060)]
        chunk = replace(columns_of(some), keys=["k"] * len(some))
        intake.store_chunk(session, city.liwei, batch, chunk, intake.subjects.Known())
    city.open_batch = batch
    return city


def rows_of(city):
    """All complaints that are settled."""
    with city.db.read() as session:
        return session.scalars(
            select(ComplaintRow).where(ComplaintRow.batch_id != city.open_batch)
        ).all()
