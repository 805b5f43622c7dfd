"""Certificates: which can be entered, how one stands on a day, who lacks which."""

from dataclasses import replace
from datetime import date

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group
from commandcenter.domain.support.certificates import (
    NewCertificate,
    Standing,
    Strength,
    lacking,
    months_after,
    require_certificate,
    standing,
    strengths,
)
from commandcenter.domain.support.support_items import Skill

TODAY = date(2026, 11, 24)
LAW = Skill(
    "law", "执法证", "行政执法证件", 3, "本局", frozenset({Group.INVESTIGATION, Group.LEGAL})
)
FIRST_AID = Skill("aid", "救护员证", "急救", 1, "本局", wanted={Group.ONSITE: 2}, lasting=True)
SKILLS = {each.code: each for each in (LAW, FIRST_AID)}
ISSUED = date(2026, 1, 5)
NEW = NewCertificate("law", "澄执001", ISSUED, date(2030, 1, 4))


@pytest.mark.parametrize(
    "new",
    [
        NEW,
        replace(NEW, issued_on=TODAY, expires_on=date(2026, 11, 25)),
        replace(NEW, expires_on=date(2026, 1, 6)),
        replace(NEW, skill="aid", expires_on=None),
        replace(NEW, skill="aid"),
    ],
)
def test_a_certificate_of_possible_days_is_entered(new):
    require_certificate(new, SKILLS, TODAY)


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (replace(NEW, skill="电" * 41), f"预案数据里没有“{'电' * 40}”这种证照。"),
        (replace(NEW, issued_on=date(2026, 11, 25)), "发证日期不能晚于今天。"),
        (replace(NEW, expires_on=None), "“执法证”须填写有效期至。"),
        (replace(NEW, expires_on=ISSUED), "有效期至应晚于发证日期。"),
        (replace(NEW, skill="aid", expires_on=date(2026, 1, 4)), "有效期至应晚于发证日期。"),
    ],
)
def test_a_certificate_that_cannot_be_is_refused(new, words):
    with pytest.raises(RuleBroken) as refused:
        require_certificate(new, SKILLS, TODAY)
    assert str(refused.value) == words


@pytest.mark.parametrize(
    ("expires_on", "stands"),
    [
        (None, Standing.VALID),
        (date(2026, 11, 23), Standing.EXPIRED),
        (TODAY, Standing.SOON),
        (date(2027, 2, 24), Standing.SOON),
        (date(2027, 2, 25), Standing.VALID),
    ],
)
def test_a_certificate_holds_on_its_last_day_and_is_told_months_before(expires_on, stands):
    assert standing(expires_on, TODAY, 3) is stands


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
        (date(2026, 11, 24), 1, date(2026, 12, 24)),
        (date(2026, 11, 24), 2, date(2027, 1, 24)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
        (date(2026, 12, 1), 24, date(2028, 12, 1)),
    ],
)
def test_a_month_without_the_day_gives_its_last(day, months, then):
    assert months_after(day, months) == then


@pytest.mark.parametrize(
    ("groups", "held", "lacks"),
    [
        ({Group.LEGAL}, set(), (LAW,)),
        ({Group.INVESTIGATION, Group.ONSITE}, {"aid"}, (LAW,)),
        ({Group.LEGAL}, {"law"}, ()),
        ({Group.ONSITE, Group.LOGISTICS}, set(), ()),
        (set(), set(), ()),
    ],
)
def test_who_must_hold_one_and_does_not_is_told(groups, held, lacks):
    assert lacking(SKILLS.values(), groups, held) == lacks


def test_the_strength_of_a_group_is_told_by_skill_in_the_order_of_the_plan():
    people = {1: {Group.LEGAL}, 2: {Group.LEGAL, Group.ONSITE}, 3: {Group.LOGISTICS}, 4: set()}
    held = {1: {"law"}, 3: {"law", "aid"}, 4: {"aid"}}
    assert strengths(SKILLS.values(), people, held) == (
        Strength(Group.LEGAL, "law", 1, 2),
        Strength(Group.LOGISTICS, "law", 1, 0),
        Strength(Group.ONSITE, "aid", 0, 2),
        Strength(Group.LOGISTICS, "aid", 1, 0),
    )


def test_a_group_wants_the_greater_of_its_number_and_of_its_people():
    both = replace(LAW, wanted={Group.LEGAL: 2})
    three = {n: {Group.LEGAL} for n in (1, 2, 3)}
    assert strengths([both], three, {}) == (Strength(Group.LEGAL, "law", 0, 3),)
    assert strengths([both], {1: {Group.LEGAL}}, {}) == (Strength(Group.LEGAL, "law", 0, 2),)


@pytest.mark.parametrize(("held", "wanted", "short"), [(0, 2, 2), (1, 2, 1), (2, 2, 0), (3, 2, 0)])
def test_a_group_is_short_of_those_it_lacks(held, wanted, short):
    assert Strength(Group.LEGAL, "law", held, wanted).short == short
