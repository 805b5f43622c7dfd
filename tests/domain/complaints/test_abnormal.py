"""Signs of Art. 17 are found at their limits and not below them, and drop nothing."""

from datetime import timedelta

import pytest

from commandcenter.domain.complaints.abnormal import SIGN_WORDS, Filing, Limits, Sign, signs
from commandcenter.domain.times import from_local

START = from_local(2026, 11, 20, 18, 30)
LIMITS = Limits(days=7, repeats=4, names=3, address_people=5, alike=10, amount_times=20)


def filing(number, *, hours=0, person="a", subject=1, **more):
    return Filing(number, START + timedelta(hours=hours), person, subject, **more)


def findings(filings):
    return {(each.filing, each.sign) for each in signs(filings, LIMITS)}


def test_the_limits_are_those_of_the_plan(plan):
    assert Limits.of(plan) == LIMITS


@pytest.mark.parametrize(("count", "flagged"), [(3, 0), (4, 4), (9, 9)])
def test_one_person_many_times_on_one_trader(count, flagged):
    assert len(findings(filing(n) for n in range(count))) == flagged


def test_four_complaints_over_a_month_are_no_sign():
    assert findings(filing(n, hours=n * 24 * 8) for n in range(4)) == set()


def test_only_those_within_the_days_are_flagged():
    near = [filing(n, hours=n) for n in range(4)]
    assert {f for f, _ in findings([*near, filing(9, hours=24 * 30)])} == {0, 1, 2, 3}


def test_four_complaints_on_four_traders_are_no_sign():
    assert findings(filing(n, subject=n + 1) for n in range(4)) == set()


def test_people_without_a_name_are_not_taken_for_one():
    assert findings(filing(n, person="", text="同样的话") for n in range(30)) == set()


def test_a_telephone_with_three_names():
    two = [filing(n, subject=n + 1, name=name) for n, name in enumerate("甲乙乙")]
    assert findings(two) == set()
    three = [filing(n, subject=n + 1, name=name) for n, name in enumerate("甲乙丙")]
    assert findings(three) == {(n, Sign.SHARED_PHONE) for n in range(3)}


def test_an_address_with_five_people_but_not_a_town():
    room = [filing(n, person=f"p{n}", address="东关路 12 号 301") for n in range(5)]
    assert findings(room) == {(n, Sign.SHARED_ADDRESS) for n in range(5)}
    town = [filing(n, person=f"p{n}", address="城东区人民路街道") for n in range(50)]
    assert findings(town) == set()


def test_many_alike_from_few_people_but_not_a_template_that_many_share():
    few = [filing(n, person=f"p{n % 4}", hours=n, text=f"要求赔偿 {n} 元！") for n in range(12)]
    assert {f for f, sign in findings(few) if sign is Sign.ALIKE} == set(range(12))
    many = [filing(n, person=f"p{n}", text="请按合同退还会员费") for n in range(200)]
    assert findings(many) == set()


def test_an_amount_far_beyond_the_usual():
    usual = [filing(n, person=f"p{n}", amount_cents=30_000) for n in range(6)]
    assert findings([*usual, filing(9, person="q", amount_cents=590_000)]) == set()
    assert findings([*usual, filing(9, person="q", amount_cents=600_000)]) == {(9, Sign.QUANTITY)}


def test_an_amount_is_compared_only_where_a_usual_is_known():
    pair = [filing(1, amount_cents=100), filing(2, person="q", amount_cents=10_000_000)]
    assert findings(pair) == set()


def test_a_filing_has_each_sign_once_and_says_the_greatest_number():
    runs = [filing(n, hours=24 * n) for n in range(12)]
    words = {each.filing: each.words for each in signs(runs, LIMITS)}
    assert words[5] == "7 日内对同一主体 8 件"
    assert len(words) == 12


def test_every_sign_has_its_word():
    assert set(SIGN_WORDS) == set(Sign)
