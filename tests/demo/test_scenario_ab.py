"""Scenarios A and B on one day: each as alone, told on the same dates, by people who came once."""

from collections import Counter

from commandcenter.db.demo import acts_a, acts_b
from commandcenter.db.demo.acts import Verb
from commandcenter.db.demo.moment import D0, ScenarioKey
from commandcenter.db.demo.stories import story
from commandcenter.db.demo.traders import GYM_BRAND, SCHOOL_MEALS

BOTH = story(ScenarioKey.AB)
DAY = D0[ScenarioKey.AB]


def test_everything_of_both_happens_at_its_own_minute():
    for key, acts in ((GYM_BRAND, acts_a.acts(DAY)), (SCHOOL_MEALS, acts_b.acts(DAY))):
        told = [(act.at, act.login, act.verb) for act in BOTH.acts if act.story == key]
        alone = [(act.at, act.login, act.verb) for act in acts]
        missing = Counter(alone) - Counter(told)
        assert {verb for _, _, verb in missing} <= {Verb.SIGN_IN}
        assert not Counter(told) - Counter(alone)


def test_nobody_signs_in_to_the_command_twice():
    came = Counter(act.login for act in BOTH.acts if act.verb is Verb.SIGN_IN)
    assert len(came) > 39
    assert set(came.values()) == {1}


def test_the_school_is_told_on_the_day_that_it_happens_here():
    said = "".join(repr(act.arguments) for act in BOTH.acts if act.story == SCHOOL_MEALS)
    assert "10月1" not in said
    assert "10·14" not in said
    assert "“11·24”禾味鲜" in said
    assert "11月25日替代供餐" in said
    alone = "".join(repr(act.arguments) for act in acts_b.acts(D0[ScenarioKey.B]))
    assert "“10·14”禾味鲜" in alone


def test_the_records_of_both_come_in():
    own = {arrival.complaint.brand for arrival in BOTH.own}
    assert {GYM_BRAND, SCHOOL_MEALS} <= own
    parts = [len(story(key).own) for key in (ScenarioKey.A, ScenarioKey.B)]
    false_alarm = 25  # in each story once
    assert len(BOTH.own) == sum(parts) - false_alarm
