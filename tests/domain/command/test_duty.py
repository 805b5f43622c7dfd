"""The duty room's rules: what a roster leaves open, numbers that are not kept, two signatures."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.domain.command.duty import (
    DUTY_ROLES,
    LogKind,
    Turn,
    flaws,
    hide_mobiles,
    require_caller,
    require_not_begun,
    require_not_doubled,
    require_open_handover,
    require_other,
    require_receiver,
    require_revocable,
    require_signature,
    require_span,
    require_turn,
    require_unsettled,
    stand_in_right,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.domain.rights import Action

START = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def turn(first, last, person=1, role=Role.DUTY, number=0):
    return Turn(role, person, START + first * HOUR, START + last * HOUR, number)


def of(role, found):
    return [
        (int((f.starts_at - START) / HOUR), int((f.ends_at - START) / HOUR), f.gap)
        for f in found
        if f.role is role
    ]


def test_a_roster_without_turns_is_one_gap_for_each_role():
    found = flaws([], START, START + 24 * HOUR)
    assert {f.role for f in found} == set(DUTY_ROLES)
    assert of(Role.DUTY, found) == [(0, 24, True)]


def test_gaps_are_found_before_between_and_after_the_turns():
    turns = [turn(2, 8), turn(10, 20)]
    found = flaws(turns, START, START + 24 * HOUR)
    assert of(Role.DUTY, found) == [(0, 2, True), (8, 10, True), (20, 24, True)]


def test_an_overlap_is_told_only_for_the_time_that_two_share():
    turns = [turn(0, 13), turn(12, 24, person=2)]
    assert of(Role.DUTY, flaws(turns, START, START + 24 * HOUR)) == [(12, 13, False)]


def test_turns_that_follow_each_other_leave_nothing_to_say():
    turns = [turn(0, 8), turn(8, 16, 2), turn(16, 24, 3)]
    assert of(Role.DUTY, flaws(turns, START, START + 24 * HOUR)) == []


def test_a_turn_inside_another_is_no_gap_behind_it():
    turns = [turn(0, 24), turn(6, 8, person=2)]
    assert of(Role.DUTY, flaws(turns, START, START + 24 * HOUR)) == [(6, 8, False)]


@given(st.lists(st.tuples(st.integers(0, 47), st.integers(1, 12)), max_size=8))
def test_each_hour_is_named_as_often_as_the_roster_says(spans):
    """Against counting hour by hour: a gap where nobody is on, never one where somebody is."""
    turns = [turn(first, first + long, person=n) for n, (first, long) in enumerate(spans)]
    found = of(Role.DUTY, flaws(turns, START, START + 48 * HOUR))
    gaps = {h for first, last, gap in found if gap for h in range(first, last)}
    doubled = {h for first, last, gap in found if not gap for h in range(first, last)}
    for hour in range(48):
        on = sum(first <= hour < first + long for first, long in spans)
        assert (hour in gaps) == (on == 0)
        assert not (hour in doubled and on < 2)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("13812345678", "138****5678"),
        ("请回 138-1234-5678", "请回 138****5678"),
        ("0990-1234567", "0990-1234567"),
        ("案号 113812345678900", "案号 113812345678900"),
        ("", ""),
    ],
)
def test_only_the_ends_of_a_mobile_number_are_kept(said, kept):
    assert hide_mobiles(said) == kept


def test_of_a_call_it_is_known_who_called():
    with pytest.raises(RuleBroken, match="未告知"):
        require_caller(LogKind.CALL_IN, " ", "")
    require_caller(LogKind.CALL_IN, "", "未告知")
    require_caller(LogKind.NOTE, "", "")


@pytest.mark.parametrize(
    "bad",
    [
        turn(5, 5),
        turn(6, 5),
        turn(0, 49),
        turn(0, 169, role=Role.LEAD_DUTY),
        turn(0, 8, role=Role.DEPUTY),
    ],
)
def test_a_turn_that_nobody_can_serve_is_refused(bad):
    with pytest.raises(RuleBroken):
        require_turn(bad)


def test_nobody_has_two_turns_of_one_role_at_once():
    with pytest.raises(RuleBroken, match="已有值班员班次"):
        require_not_doubled(turn(4, 6), [turn(0, 5, number=7)])
    require_not_doubled(turn(4, 6, number=7), [turn(0, 5, number=7)])
    require_not_doubled(turn(5, 6), [turn(0, 5)])
    require_not_doubled(turn(4, 6, role=Role.LEAD_DUTY), [turn(0, 5)])


def test_a_turn_that_runs_is_not_taken_off():
    with pytest.raises(RuleBroken, match="提前结束"):
        require_not_begun(START, START)
    require_not_begun(START + HOUR, START)


def test_a_handover_is_signed_once_by_him_it_is_for():
    with pytest.raises(RuleBroken, match="已由宋扬签收"):
        require_open_handover("宋扬", "")
    with pytest.raises(RuleBroken, match="重新交班"):
        require_open_handover("", "宋扬")
    with pytest.raises(RuleBroken, match="宋扬本人"):
        require_receiver(7, 8, "宋扬")
    with pytest.raises(RuleBroken, match="同一个人"):
        require_other(7, 7)
    with pytest.raises(RuleBroken, match="李蔚"):
        require_signature("李", "李蔚")
    require_signature(" 李蔚 ", "李蔚")


def test_what_is_settled_or_over_is_not_settled_again():
    with pytest.raises(RuleBroken, match="已由李蔚办结：已告知"):
        require_unsettled("李蔚", "已告知")
    with pytest.raises(RuleBroken, match="已由陈屿撤销"):
        require_revocable("陈屿", START + HOUR, START)
    with pytest.raises(RuleBroken, match="已经到期"):
        require_revocable("", START, START)
    with pytest.raises(RuleBroken, match="结束时间"):
        require_span(START, START, START - HOUR, "委托")


def test_who_lets_somebody_stand_in_depends_on_the_role():
    assert stand_in_right(Role.COMMANDER) is Action.DELEGATE
    assert stand_in_right(Role.LEADER) is Action.HAND_OVER_LEAD
    assert stand_in_right(Role.AUDITOR) is Action.MANAGE_ACCOUNTS
