"""Signs of Art. 17 are found at their limits and not below them, and drop nothing."""

from dataclasses import replace
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


@pytest.mark.parametrize(
    ("limits", "fewest"),
    [
        ({}, 3),
        ({"names": 8}, 4),
        ({"names": 8, "repeats": 9}, 5),
        ({"names": 8, "repeats": 9, "address_people": 9}, 5),  # amounts of which one is usual
        ({"alike": 2}, 2),
    ],
)
def test_among_fewer_complaints_than_the_lowest_limit_none_has_a_sign(limits, fewest):
    assert replace(LIMITS, **limits).fewest == fewest


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


def test_who_gives_no_name_has_no_third_one():
    nameless = [filing(n, subject=n + 1, name=name) for n, name in enumerate(["甲", "乙", "", ""])]
    assert findings(nameless) == set()


def test_an_address_with_five_people_but_not_a_town():
    room = [filing(n, person=f"p{n}", address="东关路 12 号 301") for n in range(5)]
    assert findings(room) == {(n, Sign.SHARED_ADDRESS) for n in range(5)}
    town = [filing(n, person=f"p{n}", address="城东区人民路街道") for n in range(50)]
    assert findings(town) == set()


def test_neighbours_in_other_homes_have_no_address_in_common():
    homes = [filing(n, person=f"p{n}", address=f"阳光小区{n} 幢 {n}01 室") for n in range(9)]
    assert findings(homes) == set()


@pytest.mark.parametrize(
    "copy", ["东关路12号301", "东关路 12号 301", "东关路12号-301", "东关路12号，301。"]
)
def test_copies_of_one_address_are_one(copy):
    room = [filing(n, person=f"p{n}", address="东关路12号301") for n in range(4)]
    assert findings(room) == set()
    same = filing(9, person="q", address=copy)
    assert findings([*room, same]) == {(n, Sign.SHARED_ADDRESS) for n in (0, 1, 2, 3, 9)}


def test_five_complaints_of_one_person_share_no_address():
    own = [filing(n, subject=1, hours=n * 24 * 9, address="东关路12号") for n in range(5)]
    assert findings(own) == set()


def test_one_address_over_several_traders_is_no_sign():
    over = [filing(n, person=f"p{n}", subject=n + 1, address="东关路12号") for n in range(9)]
    assert findings(over) == set()


@pytest.mark.parametrize("lacking", [{"person": ""}, {"subject": None}])
def test_without_a_person_or_a_trader_only_a_telephone_tells(lacking):
    same = [
        filing(n, **{"address": "东关路12号", "text": "同样的话", "name": "甲", **lacking})
        for n in range(30)
    ]
    assert findings(same) == set()


def test_amounts_of_no_trader_are_not_compared():
    usual = [filing(n, person=f"p{n}", subject=None, amount_cents=100) for n in range(9)]
    assert findings([*usual, filing(9, person="q", subject=None, amount_cents=9_000)]) == set()


@pytest.mark.parametrize(("count", "flagged"), [(9, False), (10, True)])
def test_ten_alike_within_the_days_are_a_sign(count, flagged):
    alike = [filing(n, person=f"p{n // 3}", hours=n, text="请退会员费") for n in range(count)]
    found = {sign for _, sign in findings(alike)}
    assert (Sign.ALIKE in found) == flagged


@pytest.mark.parametrize(("people", "flagged"), [(5, True), (6, False)])
def test_those_alike_are_of_few_people_two_complaints_each(people, flagged):
    alike = [filing(n, person=f"p{n % people}", hours=n, text="请退会员费") for n in range(10)]
    assert findings(alike) == ({(n, Sign.ALIKE) for n in range(10)} if flagged else set())


def test_words_are_alike_whatever_numbers_and_marks_stand_in_them_but_some_must():
    marks = ["请退 30 元！", "请退40元", "请退，元"]
    alike = [filing(n, person=f"p{n % 4}", hours=n, text=marks[n % 3]) for n in range(11)]
    assert {sign for _, sign in findings(alike)} == {Sign.ALIKE}
    empty = [filing(n, person=f"p{n % 5}", hours=n, text="12345！") for n in range(10)]
    assert findings(empty) == set()


@pytest.mark.parametrize(("amounts", "flagged"), [(4, False), (5, True)])
def test_an_amount_is_usual_once_five_are_known(amounts, flagged):
    known = [filing(n, person=f"p{n}", amount_cents=100) for n in range(amounts - 1)]
    assert findings([*known, filing(9, person="q", amount_cents=2_000)]) == (
        {(9, Sign.QUANTITY)} if flagged else set()
    )


@pytest.mark.parametrize(("hours", "flagged"), [(56, True), (57, False)])
def test_the_last_of_four_comes_seven_days_after_the_first_at_most(hours, flagged):
    four = [filing(n, hours=n * hours) for n in range(4)]
    assert findings(four) == ({(n, Sign.REPEAT) for n in range(4)} if flagged else set())


def test_a_sign_says_what_was_counted():
    def said(filings):
        return {(each.sign, each.words) for each in signs(filings, LIMITS)}

    names = [filing(n, subject=n + 1, name=name) for n, name in enumerate("甲乙丙")]
    assert said(names) == {(Sign.SHARED_PHONE, "同一电话用了 3 个姓名")}
    room = [filing(n, person=f"p{n}", address="东关路12号") for n in range(5)]
    assert said(room) == {(Sign.SHARED_ADDRESS, "同一地址 5 人")}
    alike = [filing(n, person=f"p{n % 5}", hours=n, text="请退会员费") for n in range(10)]
    assert said(alike) == {(Sign.ALIKE, "5 人 10 件内容雷同")}
    usual = [filing(n, person=f"p{n}", amount_cents=300) for n in range(6)]
    assert said([*usual, filing(9, person="q", amount_cents=7_500)]) == {
        (Sign.QUANTITY, "自述金额为同一主体通常的 25 倍")
    }


def test_signs_stand_by_filing_then_in_their_own_order():
    rows = [filing(n, hours=n, name="甲乙丙丁"[n], text="话") for n in (3, 1, 0, 2)]
    assert [(each.filing, each.sign) for each in signs(rows, LIMITS)] == [
        (n, sign) for n in range(4) for sign in (Sign.REPEAT, Sign.SHARED_PHONE)
    ]


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
