"""Scenario A has the numbers of its table at every moment of the table."""

import hashlib
from collections import Counter
from datetime import timedelta

import pytest

from commandcenter.db.demo import scenario_a
from commandcenter.db.demo.acts_a import FACTS
from commandcenter.db.demo.exports import Schedule
from commandcenter.db.demo.moment import D0, ScenarioKey, moment
from commandcenter.db.demo.traders import GYM_BRAND
from commandcenter.domain.complaints.complaint import Channel, ComplaintKind, Precision, Source
from commandcenter.domain.times import local
from tests.demo.counting import arrived, counts

DAY = D0[ScenarioKey.A]
SCHEDULE = Schedule(moment(DAY, -90, 0))
ARRIVALS = scenario_a.arrivals(DAY, SCHEDULE)
DIGEST = "4a6406e2650227d5e323931ee027bcaca16ea9e802e38953d02d05a302478636"


def at(day, hour, minute=0):
    moment_ = moment(DAY, day, hour, minute)
    return counts(arrived(ARRIVALS, moment_), moment_)


def registered(start, end):
    return sum(start <= a.complaint.registered_at < end for a in ARRIVALS)


@pytest.mark.parametrize(
    ("day", "hour", "minute", "records"),
    [
        (-1, 24, 0, 35), (0, 7, 42, 36), (0, 8, 30, 50), (0, 9, 5, 91), (0, 10, 30, 168),
        (0, 10, 46, 181), (0, 14, 0, 300), (0, 20, 0, 388), (1, 24, 0, 559), (2, 24, 0, 623),
        (3, 24, 0, 649), (4, 24, 0, 671), (5, 24, 0, 679), (6, 24, 0, 684), (7, 24, 0, 690),
    ],
)  # fmt: skip
def test_the_records_here_are_those_of_the_table(day, hour, minute, records):
    assert at(day, hour, minute).complaints == records


@pytest.mark.parametrize("day", range(-9, 0))
def test_the_days_before_bring_what_the_table_says(day):
    wanted = (2, 1, 3, 2, 4, 3, 5, 6, 9)[day + 9]
    assert registered(moment(DAY, day, 0), moment(DAY, day, 24)) == wanted


def test_the_hours_of_the_first_day_bring_what_the_table_says():
    hours = [registered(moment(DAY, 0, h), moment(DAY, 0, h + 1)) for h in range(7, 20)]
    assert hours == [4, 44, 52, 50, 43, 32, 40, 20, 17, 14, 12, 13, 12]
    assert registered(moment(DAY, 0, 0), moment(DAY, 0, 7)) == 0


def test_six_repeats_leave_44_people_at_0830():
    found = at(0, 8, 30)
    assert (found.complaints, found.people) == (50, 44)
    channels = {
        a.complaint.channel
        for a in ARRIVALS
        if moment(DAY, 0, 7, 50) <= a.complaint.registered_at < moment(DAY, 0, 8, 30)
    }
    assert len(channels) >= 3


def test_the_screens_numbers_hold_at_1046():
    found = at(0, 10, 46)
    assert (found.complaints, found.person_times, found.people) == (181, 169, 158)
    assert (found.last_hour, found.amount_cents) == (50, 141_200_000)


def test_the_county_units_have_the_screens_numbers_at_1046():
    found = Counter(c.district for c in arrived(ARRIVALS, moment(DAY, 0, 10, 46)))
    assert found == {
        "990102": 92, "990103": 38, "990105": 27, "990104": 13, "990181": 8, "990121": 3,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("day", "hour", "minute", "people", "wan"),
    [(0, 15, 30, 312, 214.0), (7, 24, 0, 648, 587.3)],
)
def test_people_and_money_of_the_later_reports_hold(day, hour, minute, people, wan):
    found = at(day, hour, minute)
    assert (found.people, found.amount_cents) == (people, round(wan * 1_000_000))


def test_there_is_an_early_sign_on_the_second_day_before():
    now = moment(DAY, -2, 24)
    since = now - timedelta(hours=48)
    recent = [c for c in arrived(ARRIVALS, now) if c.registered_at > since]
    assert counts(recent, now).people >= 10


def test_the_facts_of_the_grade_suggestion_are_those_of_the_data():
    now = moment(DAY, 0, 9, 5)
    found = arrived(ARRIVALS, now)
    last_day = [c for c in found if c.registered_at > now - timedelta(hours=24)]
    assert counts(last_day, now).people == FACTS["complainants"]
    assert counts(found, now).amount_cents == FACTS["amount_yuan"] * 100


def test_at_1046_the_exports_are_as_old_as_the_screens_say():
    last = {s: SCHEDULE.last(s, moment(DAY, 0, 10, 46)) for s in Source}
    newest = {
        s: max(c.registered_at for c in arrived(ARRIVALS, last[s]) if c.source is s) for s in Source
    }
    assert all(newest[s] <= last[s] for s in Source)
    assert newest[Source.DESK] > last[Source.PLATFORM] > last[Source.HOTLINE]


def test_the_first_call_comes_at_0742_and_says_the_door_is_locked():
    [call] = [a.complaint for a in ARRIVALS if a.complaint.registered_at == moment(DAY, 0, 7, 42)]
    assert call.source is Source.DESK
    assert call.title == "门锁了，设备在搬"
    assert (call.district, call.subject_name) == ("990102", "悦力工场健身（城东店）")


def test_every_record_is_on_the_brand_and_names_one_of_the_stores():
    stores = Counter(a.complaint.subject_name for a in ARRIVALS)
    assert len(stores) == 3
    assert stores.most_common(1)[0][0] == "悦力工场健身（城东店）"
    assert {a.complaint.brand for a in ARRIVALS} == {GYM_BRAND}


def test_the_telephone_leads_then_the_mini_program_then_12345():
    early = Counter(c.channel for c in arrived(ARRIVALS, moment(DAY, 0, 10, 46)))
    ranked = [channel for channel, _ in early.most_common(3)]
    assert ranked == [Channel.PHONE, Channel.MINI_PROGRAM, Channel.HOTLINE]


def test_who_names_nobody_reports_and_states_no_amount():
    nameless = [a.complaint for a in ARRIVALS if not a.complaint.complainant.phone]
    assert len(nameless) == 4
    assert all(c.kind is ComplaintKind.REPORT and c.amount_cents is None for c in nameless)


def test_a_person_keeps_store_amount_and_home():
    seen = {}
    for c in (a.complaint for a in ARRIVALS if a.complaint.complainant.phone):
        fixed = (c.complainant, c.subject_name, c.amount_cents, c.district)
        assert seen.setdefault(c.complainant.phone, fixed) == fixed
        assert c.complainant.phone.startswith("100")
        assert c.precision in (Precision.EXACT, Precision.TOWN)


def test_texts_read_like_people_and_are_filled_in():
    texts = [a.complaint.text for a in ARRIVALS]
    assert not any("{" in t or "}" in t or "。。" in t or "None" in t for t in texts)
    assert len(set(texts)) > 0.95 * len(texts)


def test_the_stream_is_the_same_for_ever_and_on_another_day():
    digest = hashlib.sha256("".join(map(_line, ARRIVALS)).encode()).hexdigest()
    assert digest == DIGEST
    other = DAY + timedelta(days=30)
    again = scenario_a.arrivals(other, Schedule(moment(other, -90, 0)))
    assert [a.complaint.text for a in again] == [a.complaint.text for a in ARRIVALS]


def _line(arrival):
    c = arrival.complaint
    return f"{c.number}{local(c.registered_at)}{c.complainant}{c.text}{c.amount_cents}{c.lat}"
