"""Ninety usual days of complaints look like the published statistics, and are always the same."""

import hashlib
from collections import Counter
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from time import process_time

import pytest

from commandcenter.db.demo import background as bg
from commandcenter.db.demo.traders import BAKERY, GYM_BRAND, SCHOOL_MEALS, SOUP_BRAND, traders
from commandcenter.db.demo.trades import BY_CATEGORY
from commandcenter.domain.complaints.complaint import Channel, ComplaintKind, Source
from commandcenter.domain.times import local
from tests.pace import Pace

D0 = date(2026, 11, 24)
DAYS = 90  # D-89 to D0
FIRST = D0 - timedelta(days=DAYS - 1)
DIGEST = "3a285b63aeb825494d697c72afb28ff8eac3c979b6eeb4981e7c518a69bafbae"


@cache
def records():
    """Made when a test asks: every worker reads this file, and one runs its tests."""
    return [c for n in range(DAYS) for c in bg.of_day(FIRST + timedelta(days=n))]


def shares(values):
    counted = Counter(values)
    return {key: 100 * count / counted.total() for key, count in counted.items()}


def test_the_stream_is_the_same_for_ever():
    digest = hashlib.sha256()
    for c in records():
        digest.update(f"{c.number}|{c.registered_at}|{c.complainant}|{c.title}|{c.text}".encode())
        digest.update(f"{c.kind}{c.channel}{c.district}{c.amount_cents}{c.lat}{c.lon}".encode())
    assert digest.hexdigest() == DIGEST


@pytest.mark.parametrize("first", [FIRST, date(2025, 12, 16), date(2026, 7, 17)])
def test_every_day_brings_150_to_350(first):
    counts = [bg.volume(first + timedelta(days=n)) for n in range(DAYS + 14)]
    assert min(counts) >= 150
    assert max(counts) <= 350
    assert len(set(counts)) > 40


def test_weekends_and_holidays_are_quiet_and_the_day_after_is_not():
    by_weekday = {w: [] for w in range(7)}
    for n in range(DAYS):
        day = FIRST + timedelta(days=n)
        if (day.month, day.day) > (10, 10):
            by_weekday[day.weekday()].append(bg.volume(day))
    mean = {w: sum(v) / len(v) for w, v in by_weekday.items()}
    assert mean[6] < mean[5] < mean[4] < mean[0]
    assert bg.volume(date(2026, 10, 3)) < bg.volume(date(2026, 10, 8))


def test_the_office_hours_are_the_busy_ones():
    hours = Counter(local(c.registered_at).hour for c in records())
    assert min(hours[9], hours[10], hours[15]) > 3 * max(hours[h] for h in range(6))
    desk = [local(c.registered_at).hour for c in records() if c.source is Source.DESK]
    assert all(6 <= hour <= 22 for hour in desk)


def test_kinds_channels_and_problems_have_the_shares_of_the_statistics():
    kinds = shares(c.kind for c in records())
    assert kinds == pytest.approx({k: 100 * bg.KINDS.share(k) for k in bg.KINDS.items}, abs=1.5)
    channels = shares(c.channel for c in records())
    assert channels == pytest.approx({c: 100 * bg.CHANNELS.share(c) for c in Channel}, abs=1.7)
    for kind, wanted in [
        (ComplaintKind.COMPLAINT, bg.PROBLEMS),
        (ComplaintKind.REPORT, bg.REPORT_PROBLEMS),
    ]:
        got = shares(c.problem for c in records() if c.kind is kind)
        assert got == pytest.approx({p: 100 * wanted.share(p) for p in wanted.items}, abs=2.0)


def test_goods_are_two_thirds_and_every_class_occurs():
    goods = sum(not BY_CATEGORY[c.category].service for c in records()) / len(records())
    assert 0.62 < goods < 0.70
    assert {c.category for c in records()} == set(BY_CATEGORY)


def test_some_people_come_back_and_few_often():
    times = Counter(c.complainant.phone for c in records() if c.complainant.phone)
    again = sum(n for n in times.values() if n > 1) / len(records())
    assert 0.12 < again < 0.20
    assert 15 < max(times.values()) < 60


def test_a_person_has_one_name_and_one_telephone_that_nobody_real_has():
    names = {}
    for c in records():
        if c.complainant.phone:
            assert len(c.complainant.phone) == 11
            assert c.complainant.phone.startswith("100")
            assert names.setdefault(c.complainant.phone, c.complainant.name) == c.complainant.name


def test_amounts_follow_the_class_of_goods():
    def median(category):
        found = sorted(
            c.amount_cents for c in records() if c.category == category and c.amount_cents
        )
        return found[len(found) // 2] / 100

    for category in ("一般食品", "美容美发洗浴", "家用电器", "服装鞋帽"):
        assert median(category) == pytest.approx(BY_CATEGORY[category].yuan, rel=0.2)


def test_only_online_buyers_live_in_other_provinces():
    assert all(c.online for c in records() if c.other_province)
    assert 0.10 < sum(c.other_province for c in records()) / len(records()) < 0.20


def test_the_scenarios_firms_are_left_alone():
    brands = {GYM_BRAND, SOUP_BRAND, SCHOOL_MEALS, BAKERY}
    special = {t.name for t in traders() if t.brand in brands}
    assert not any(c.brand in brands or c.subject_name in special for c in records())


def test_texts_are_filled_in_and_differ():
    assert not any(
        "{" in c.text + c.title or "。。" in c.text or "，。" in c.text for c in records()
    )
    complaints = [c.text for c in records() if c.kind is ComplaintKind.COMPLAINT]
    assert len(set(complaints)) > 0.95 * len(complaints)


def test_records_are_in_time_order_with_numbers_of_their_own():
    assert all(a.registered_at <= b.registered_at for a, b in pairwise(records()))
    assert len({c.number for c in records()}) == len(records())


@pytest.mark.timing
def test_ninety_days_are_made_in_a_second():
    pace, start = Pace(), process_time()
    for n in range(DAYS):
        bg.of_day(FIRST + timedelta(days=n))
    took = process_time() - start
    assert took < pace.stretch(1.2)
