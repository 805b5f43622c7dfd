"""One matter told to two systems: linked at the limits and not beyond, and taking nothing away."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.domain.complaints.complaint import Source
from commandcenter.domain.complaints.cross_links import (
    Limits,
    Pair,
    Submission,
    bigrams,
    likeness,
    pairs,
    require_free,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.times import from_local

AT = from_local(2026, 11, 20, 9)
LIMITS = Limits(hours=72, similarity=0.5)
WORDS = "健身房关门请退会员费"


def told(number, source=Source.PLATFORM, *, hours=0.0, person="a", subject=1, words=WORDS):
    return Submission(number, source, AT + timedelta(hours=hours), person, subject, words)


def other(number, **more):
    return told(number, Source.HOTLINE, **more)


def linked(*submissions, limits=LIMITS, apart=()):
    found = pairs(submissions, limits, frozenset(map(frozenset, apart)))
    return [(pair.first, pair.second) for pair in found]


def test_the_limits_are_those_of_the_plan(plan):
    assert Limits.of(plan) == Limits(hours=72, similarity=0.3)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("退会员费", {"退会", "会员", "员费"}),
        ("退，会 员！费", {"退会", "会员", "员费"}),
        ("A1b", {"a1", "1b"}),
        ("费", set()),
        ("", set()),
    ],
)
def test_words_are_compared_by_pairs_of_signs_without_marks(words, found):
    assert bigrams(words) == found


@pytest.mark.parametrize(
    ("one", "two", "share"),
    [
        ("退会员费", "退会员费", 1.0),
        ("退会员费", "退会员卡", 0.5),
        ("退会员费", "健身关门", 0.0),
        ("退会员费", "", 0.0),
        ("", "", 0.0),
    ],
)
def test_two_are_as_alike_as_what_both_have_of_what_either_has(one, two, share):
    assert likeness(bigrams(one), bigrams(two)) == share


def test_the_earlier_of_a_pair_stands_first_with_how_alike_they_are():
    assert pairs([other(1, hours=5), told(2)], LIMITS) == [Pair(2, 1, 1.0)]
    assert pairs([other(1), told(2)], LIMITS) == [Pair(1, 2, 1.0)]
    assert pairs([told(1), other(2, words="健身房关门请退费")], LIMITS) == [Pair(1, 2, 0.6)]


@pytest.mark.parametrize(
    "more",
    [
        {"person": "b"}, {"subject": 2}, {"words": "别的事情"}, {"words": ""},
        {"source": Source.PLATFORM}, {"source": Source.DESK}, {"person": ""},
    ],
)  # fmt: skip
def test_only_the_same_person_of_the_same_trader_in_the_other_system_is_linked(more):
    assert linked(told(1), other(2)) == [(1, 2)]
    assert linked(told(1), replace(other(2), **more)) == []


def test_nobody_is_linked_with_nobody():
    assert linked(told(1, person=""), other(2, person="")) == []


@pytest.mark.parametrize("hours", [-72, 72])
def test_two_are_close_within_the_hours(hours):
    assert len(linked(told(1), other(2, hours=hours))) == 1
    beyond = hours + (0.001 if hours > 0 else -0.001)
    assert linked(told(1), other(2, hours=beyond)) == []


def test_two_are_alike_from_the_limit_on():
    half = told(1, words="退会员费"), other(2, words="退会员卡")
    assert linked(*half) == [(1, 2)]
    assert linked(*half, limits=Limits(72, 0.51)) == []


def test_what_a_person_took_apart_stays_apart():
    assert linked(told(1), other(2), apart=[(2, 1)]) == []
    assert linked(told(1), other(2), other(3), apart=[(1, 2)]) == [(1, 3)]


def test_a_record_is_linked_with_one_other_the_most_alike():
    assert linked(told(1), other(2, words=WORDS + "急"), other(3, hours=9)) == [(1, 3)]


def test_of_those_alike_the_closest_in_time_are_linked_then_the_first():
    assert linked(told(1, hours=5), other(2), other(3, hours=4)) == [(3, 1)]
    assert linked(told(1), other(2, hours=1), other(3, hours=1)) == [(1, 2)]


def test_all_that_fit_are_linked_in_the_order_of_the_later():
    rows = (told(1), other(9, hours=1), told(3, subject=2), other(4, subject=2, hours=1))
    assert linked(*rows) == [(3, 4), (1, 9)]
    two = (told(1), other(2, hours=1), told(3, hours=20), other(4, hours=21))
    assert linked(*two) == [(1, 2), (3, 4)]


@pytest.mark.parametrize(("later", "still"), [(39, True), (40, False)])
def test_forty_of_a_system_are_compared_the_newest(later, still):
    first = told(1)
    rest = [told(100 + n, hours=1 + n / 100, words="别的") for n in range(later)]
    assert linked(first, *rest, other(2)) == ([(1, 2)] if still else [])


def test_what_is_linked_by_now_is_not_linked_again():
    require_free(linked=False)
    with pytest.raises(RuleBroken, match="两件中有一件已与其他记录关联，请先解除那一关联。"):
        require_free(linked=True)
