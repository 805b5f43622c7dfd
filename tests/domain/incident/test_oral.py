from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.oral import (
    MATTER_WORDS,
    NEEDS,
    Matter,
    People,
    effective_at,
    require_signature,
    require_three,
    require_unsettled,
)

NOW = datetime(2026, 3, 15, 12, 58, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_every_matter_has_its_word():
    assert set(MATTER_WORDS) == set(Matter)


def test_who_decides_by_telephone_needs_the_right_of_who_signs():
    assert {matter.value: right.value for matter, right in NEEDS.items()} == {
        "grade": "decide_grade", "activate": "activate", "raise": "raise_level",
        "lower": "lower_level", "end": "end_response", "release": "approve_release",
    }  # fmt: skip


def test_three_people_stand_behind_an_oral_decision():
    require_three(People(1, "李蔚", 2, "陈屿", "周岚"))
    for people, words in [
        (People(2, "陈屿", 2, "陈屿", "周岚"), "决定的人以外"),
        (People(1, "李蔚", 2, "陈屿", "陈屿"), "第三人"),
        (People(1, "李蔚", 2, "陈屿", "李蔚"), "第三人"),
    ]:
        with pytest.raises(RuleBroken, match=words):
            require_three(people)


def test_a_call_is_neither_to_come_nor_before_what_it_decides_about():
    assert effective_at(NOW - MINUTE, NOW - 5 * MINUTE, NOW) == NOW - MINUTE
    assert effective_at(NOW, NOW - MINUTE, NOW) == NOW
    with pytest.raises(RuleBroken, match="晚于现在"):
        effective_at(NOW + timedelta(seconds=1), NOW - MINUTE, NOW)
    with pytest.raises(RuleBroken, match="晚于现在"):
        effective_at(NOW + MINUTE, NOW, NOW)
    with pytest.raises(RuleBroken, match="早于"):
        effective_at(NOW - 6 * MINUTE, NOW - 5 * MINUTE, NOW)


def test_a_call_of_the_same_minute_holds_from_the_last_act_on():
    assert effective_at(NOW.replace(second=0), NOW, NOW) == NOW


def test_a_call_after_the_clock_was_put_back_holds_from_now():
    assert effective_at(NOW - MINUTE, NOW + 90 * MINUTE, NOW) == NOW


def test_what_is_signed_or_disputed_is_settled():
    require_unsettled("陈屿", None, None)
    with pytest.raises(RuleBroken, match="补签"):
        require_unsettled("陈屿", NOW, None)
    with pytest.raises(RuleBroken, match="异议"):
        require_unsettled("陈屿", None, NOW)


def test_a_signature_is_the_own_name():
    require_signature(" 陈屿 ", "陈屿")
    with pytest.raises(RuleBroken, match="陈屿"):
        require_signature("陈", "陈屿")
