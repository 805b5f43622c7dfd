from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.facts import (
    NewFact,
    Origin,
    Reading,
    facts_then,
    gather,
    require_sound,
    require_statement,
    snapshot,
    statable,
    windows,
)
from commandcenter.domain.times import from_local

NOW = from_local(2026, 11, 24, 10, 46)
EARLIER = NOW - timedelta(minutes=16)


def data(value, as_of=EARLIER, note=""):
    return Reading(value, "12315 等登记", as_of, Origin.DATA, note)


def stated_reading(value, as_of=NOW):
    return Reading(value, "现场清点", as_of, Origin.STATED, by="马骁")


def fact(plan, *, of_data=None, stated=None):
    found = gather(
        plan,
        {"complainants": of_data} if of_data else {},
        {"complainants": stated} if stated else {},
    )
    return found["complainants"]


def test_a_fact_that_nobody_told_is_unknown(plan):
    found = fact(plan)
    assert (found.held, found.other, found.value) == (None, None, None)


def test_a_later_statement_beats_older_data_and_both_are_kept(plan):
    found = fact(plan, of_data=data(168), stated=stated_reading(312))
    assert (found.value, found.held.origin, found.other.value) == (312, Origin.STATED, 168)
    newer = fact(plan, of_data=data(320, NOW), stated=stated_reading(312, EARLIER))
    assert (newer.value, newer.other.value) == (320, 312)
    same = fact(plan, of_data=data(312), stated=stated_reading(312))
    assert (same.value, same.other) == (312, None)


@pytest.mark.parametrize(
    ("data_at", "stated_at", "value"),
    [
        (NOW, NOW, 312),
        (NOW + timedelta(seconds=1), NOW, 168),
        (NOW - timedelta(seconds=1), NOW, 312),
    ],
)
def test_of_the_same_moment_the_word_of_a_person_holds(plan, data_at, stated_at, value):
    found = fact(plan, of_data=data(168, data_at), stated=stated_reading(312, stated_at))
    assert found.value == value


def test_a_count_is_as_late_as_the_newest_that_is_in_it(plan):
    counted = replace(data(168, NOW), newest=EARLIER)
    assert (counted.known_to, data(168, NOW).known_to) == (EARLIER, NOW)
    assert fact(plan, of_data=counted, stated=stated_reading(312, EARLIER)).value == 312
    assert fact(plan, of_data=data(168, NOW), stated=stated_reading(312, EARLIER)).value == 168


def test_a_fact_of_one_source_alone_has_nothing_beside_it(plan):
    for found in (fact(plan, of_data=data(168)), fact(plan, stated=stated_reading(168))):
        assert (found.value, found.other) == (168, None)


def test_a_number_under_verification_is_unknown_and_the_old_one_is_kept_beside(plan):
    found = fact(plan, of_data=data(168), stated=stated_reading(None))
    assert (found.value, found.held.value, found.other.value) == (None, None, 168)


def test_what_can_be_stated_are_the_facts_asked_for_and_circumstances_of_judgement(plan):
    found = [item.code for item in statable(plan)]
    assert {"complainants", "hurt", "closed", "major_event", "elderly"} <= set(found)
    assert "statistical" not in found  # a signal, not of the matrix
    assert "sensitive_date" not in found  # the calendar says it
    assert len(found) == len(set(found))


def test_counted_facts_look_back_as_far_as_their_row(plan):
    found = windows(plan)
    assert (found["complainants"], found["amount_yuan"], found["hurt"]) == (24, 24, 0)


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (NewFact("weather", 1, "x", NOW), "没有“weather”"),
        (NewFact("sensitive_date", 1, "x", NOW), "没有“sensitive_date”"),
        (NewFact("hurt", -1, "x", NOW), "0 至"),
        (NewFact("hurt", 10**12 + 1, "x", NOW), "0 至"),
        (NewFact("media", 5, "x", NOW), "0 至 4"),
        (NewFact("closed", 2, "x", NOW), "0 至 1"),
        (NewFact("elderly_percent", 101, "x", NOW), "0 至 100"),
        (NewFact("hurt", 3, "x", NOW + timedelta(minutes=1)), "不能晚于现在"),
    ],
)
def test_a_statement_that_cannot_be_is_refused(plan, new, words):
    with pytest.raises(RuleBroken, match=words):
        require_statement(plan, new, NOW)


@pytest.mark.parametrize(
    "new",
    [
        NewFact("hurt", 0, "x", NOW),
        NewFact("hurt", 10**12, "x", NOW),
        NewFact("media", 4, "x", NOW),
        NewFact("closed", 1, "x", NOW),
        NewFact("closed", 0, "x", NOW),
        NewFact("elderly_percent", 100, "x", NOW),
    ],
)
def test_a_statement_within_its_limits_is_taken(plan, new):
    require_statement(plan, new, NOW)


def test_a_refused_statement_is_named_shortly_and_with_its_limit(plan):
    with pytest.raises(RuleBroken, match=rf"“{'x' * 40}”这项研判事实"):
        require_statement(plan, NewFact("x" * 41, 1, "x", NOW), NOW)
    with pytest.raises(RuleBroken, match="应为 0 至 1,000,000,000,000 的整数"):
        require_statement(plan, NewFact("hurt", -1, "x", NOW), NOW)


@pytest.mark.parametrize(
    ("hurt", "pupils"), [(43, 43), (43, 42), (None, 43), (40, None), (None, None)]
)
def test_pupils_are_among_the_patients(plan, hurt, pupils):
    told = [NewFact("hurt", hurt, "x", NOW), NewFact("school_hurt", pupils, "x", NOW)]
    require_sound(plan, told)
    require_sound(plan, told[:1])
    require_sound(plan, told[1:])


def test_being_verified_may_always_be_stated(plan):
    require_statement(plan, NewFact("hurt", None, "x", NOW), NOW)


def test_more_pupils_than_patients_are_refused(plan):
    told = [NewFact("hurt", 40, "x", NOW), NewFact("school_hurt", 43, "x", NOW)]
    with pytest.raises(RuleBroken, match="43 人，多于“受伤害或住院人数”40 人"):
        require_sound(plan, told)
    require_sound(plan, [NewFact("hurt", None, "x", NOW), told[1]])


def test_a_snapshot_gives_the_facts_back_as_they_were(plan):
    facts = gather(
        plan, {"complainants": data(168, note="异地 3 人另列")}, {"hurt": stated_reading(None)}
    )
    assert [(f.code, f.held, f.other) for f in facts_then(snapshot(facts, NOW))] == [
        (f.code, f.held, f.other) for f in facts.values()
    ]
    assert facts_then({}) == ()
    assert facts_then({"people": 60}) == ()  # an older record
