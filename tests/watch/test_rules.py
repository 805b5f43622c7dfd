"""苗头 and 群体投诉 at the borders of their numbers: people, hours, subject and cause."""

from datetime import timedelta

import pytest

from commandcenter.domain.complaints.complaint import ComplaintKind
from commandcenter.domain.watch.signal import Detector, StreamKind
from commandcenter.watch.detect import detect
from tests.watch.stage import crowd, known_since_days, shop_complaint


def detected(city, *complaints):
    city.take_in(*complaints)
    findings = detect(city.db, city.db.clock(), full=False)
    return {(f.stream, f.detector): f for f in findings}


def early(city, *complaints):
    return detected(city, *complaints).get((StreamKind.SUBJECT, Detector.EARLY_SIGN))


def group(city, *complaints):
    return detected(city, *complaints).get((StreamKind.SUBJECT, Detector.GROUP_COMPLAINT))


def test_ten_people_about_one_trader_within_two_days_are_an_early_sign(city):
    sign = early(city, *crowd(city, 1, 10, 47))
    assert (sign.people, sign.observed) == (10, 10)


def test_nine_people_are_none_yet(city):
    assert early(city, *crowd(city, 1, 9, 47)) is None


def test_ten_people_over_more_than_two_days_are_none(city):
    assert early(city, *crowd(city, 1, 10, 48.2, end_hours=0.2)) is None


def test_a_person_counts_once_however_often_he_complains(city):
    nine = crowd(city, 1, 9, 40)
    again = [shop_complaint(city, 100 + n, 30 + n, person=1) for n in range(6)]
    assert early(city, *nine, *again) is None


def test_who_is_not_named_is_no_person_for_the_rule(city):
    nine = crowd(city, 1, 9, 40)
    assert (
        early(
            city,
            *nine,
            shop_complaint(city, 50, 20, person=0),
            shop_complaint(city, 51, 20, person=0),
        )
        is None
    )


@pytest.mark.parametrize("fields", [{"other_province": True}, {"kind": ComplaintKind.ENQUIRY}])
def test_other_provinces_and_enquiries_stand_beside(city, fields):
    assert early(city, *crowd(city, 1, 9, 40), shop_complaint(city, 99, 15, **fields)) is None


def test_stores_of_one_brand_are_one_trader(city):
    stores = [
        shop_complaint(city, n, 60 * n, subject_name=f"悦力{n % 3}店", brand="悦力工场")
        for n in range(1, 11)
    ]
    kinds = detected(city, *stores)
    assert (StreamKind.FAMILY, Detector.EARLY_SIGN) in kinds
    assert (StreamKind.SUBJECT, Detector.EARLY_SIGN) not in kinds


def test_five_people_with_one_cause_in_a_day_are_a_group_complaint(city):
    sign = group(city, *crowd(city, 1, 5, 23))
    assert (sign.people, sign.cause) == (5, "售后服务")


def test_five_people_with_two_causes_are_none(city):
    assert group(city, *crowd(city, 1, 4, 20), shop_complaint(city, 9, 15, problem="价格")) is None


def test_five_people_over_more_than_a_day_are_none(city):
    assert group(city, *crowd(city, 1, 5, 24.2, end_hours=0.2)) is None


def food(city, number, minutes_ago, **fields):
    ill = {"problem": "食品安全", "text": "孩子吃了午饭后呕吐，已送医院"}
    return shop_complaint(city, number, minutes_ago, **(ill | fields))


def test_the_third_linked_food_case_is_a_sign(city):
    two = [food(city, 1, 40), food(city, 2, 30)]
    city.take_in(*two)
    assert not detect(city.db, city.db.clock(), full=False)
    kinds = detected(city, food(city, 3, 20))
    assert kinds[StreamKind.SUBJECT, Detector.LINKED_CASES].people == 3


def test_food_complaints_without_illness_are_no_cases(city):
    assert not detected(city, *[food(city, n, 9 * n, text="包子里有头发") for n in range(1, 5)])


def test_what_is_usual_is_counted_as_the_rule_counts(city):
    """Of a restaurant with a complaint a day nobody fell ill before; half name another cause."""
    usual = [
        shop_complaint(city, 100 + n, 60 * 24 * n + 9, problem=("价格", "售后服务")[n % 2])
        for n in range(3, 43)
    ]
    city.take_in(*usual)
    three = detected(city, *[food(city, n, 10 * n) for n in range(1, 4)])
    cases = three[StreamKind.SUBJECT, Detector.LINKED_CASES]
    assert (cases.observed, cases.expected < 0.1) == (3, True)
    five = group(city, *crowd(city, 11, 5, 20))
    assert five.expected == pytest.approx(0.5, abs=0.1)  # one of this cause every other day


def test_two_calls_of_one_parent_are_one_case(city):
    calls = [food(city, 1, 40), food(city, 2, 30), food(city, 3, 20, person=1)]
    assert not detected(city, *calls)


def test_a_window_that_passed_while_nobody_watched_is_seen_from_the_run_before(city):
    city.take_in(*crowd(city, 1, 10, 20, end_hours=60))
    known_since_days(city, 1)
    now = city.db.clock()
    assert not detect(city.db, now, full=False)
    assert detect(city.db, now, full=False, since=now - timedelta(hours=62))


def test_what_gathered_days_ago_is_seen_when_its_last_rows_come_late(city):
    crowded = crowd(city, 1, 10, 20, end_hours=60)
    city.take_in(*crowded[:-1])
    known_since_days(city, 1)
    assert not detect(city.db, city.db.clock(), full=False)
    kinds = detected(city, crowded[-1])
    assert kinds[StreamKind.SUBJECT, Detector.EARLY_SIGN].people == 10


def test_what_comes_a_week_late_is_history(city):
    assert not detected(city, *crowd(city, 1, 10, 20, end_hours=24 * 7 + 1))


def test_a_late_row_does_not_bring_back_what_gathered_without_it(city):
    city.take_in(*crowd(city, 1, 10, 20, end_hours=60))
    known_since_days(city, 1)
    assert not detected(city, shop_complaint(city, 50, 60 * 150))
