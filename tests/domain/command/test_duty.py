"""The duty room's rules: what a roster leaves open, numbers that are not kept, two signatures."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.domain.command.duty import (
    DUTY_ROLES,
    LogKind,
    Turn,
    caller_name,
    caller_phone,
    flaws,
    hide_mobiles,
    is_county_bureau,
    require_caller,
    require_not_begun,
    require_not_doubled,
    require_number,
    require_open_handover,
    require_other,
    require_receiver,
    require_revocable,
    require_span,
    require_turn,
    require_unsettled,
    stand_in_right,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.domain.rights import Action

START = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


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


def test_turns_before_and_after_the_time_that_is_looked_at_say_nothing_of_it():
    turns = [turn(-9, -1), turn(-8, 0, 2), turn(24, 30), turn(26, 40, 2)]
    assert of(Role.DUTY, flaws(turns, START, START + 24 * HOUR)) == [(0, 24, True)]
    over_both_ends = [turn(-9, 10), turn(10, 40, 2)]
    assert of(Role.DUTY, flaws(over_both_ends, START, START + 24 * HOUR)) == []


def test_the_flaws_of_both_roles_stand_in_the_order_of_their_time():
    turns = [turn(0, 20), turn(0, 4, role=Role.LEAD_DUTY), turn(6, 24, role=Role.LEAD_DUTY)]
    found = flaws(turns, START, START + 24 * HOUR)
    assert [flaw.role for flaw in found] == [Role.LEAD_DUTY, Role.DUTY]
    assert of(Role.LEAD_DUTY, found) == [(4, 6, True)]


@pytest.mark.parametrize("seconds", [59, 60])
def test_less_than_a_minute_between_two_turns_is_no_flaw(seconds):
    told, between = seconds >= 60, timedelta(seconds=seconds)

    def found(*spans):
        turns = [Turn(Role.DUTY, n, *span) for n, span in enumerate(spans)]
        return [
            (f.starts_at, f.ends_at, f.gap)
            for f in flaws(turns, START, START + 24 * HOUR)
            if f.role is Role.DUTY
        ]

    end, noon = START + 24 * HOUR, START + 12 * HOUR
    assert found((START, noon), (noon + between, end)) == [(noon, noon + between, True)] * told
    assert found((START, noon), (noon - between, end)) == [(noon - between, noon, False)] * told
    assert found((START + between, end)) == [(START, START + between, True)] * told
    assert found((START, end - between)) == [(end - between, end, True)] * told


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


def test_of_a_citizen_who_called_name_and_number_are_covered_and_of_an_office_not():
    assert caller_name("", "李蔚") == "李**"
    assert caller_name("东城区局", "李蔚") == "李蔚"
    assert caller_phone("", "0990-1234567") == "099****4567"
    assert caller_phone("东城区局", "0990-1234567") == "0990-1234567"
    assert caller_phone("东城区局", "13812345678") == "138****5678"


@pytest.mark.parametrize("unit", ["", "东城区局"])
def test_that_nobody_said_a_name_or_left_a_number_is_not_covered(unit):
    assert caller_name(unit, "未告知") == "未告知"
    assert caller_phone(unit, "未留号码") == "未留号码"
    assert caller_name(unit, "") == caller_phone(unit, "") == ""


@pytest.mark.parametrize(
    ("unit", "is_one"),
    [
        ("东城区局", True), (" 临江县局 ", True), ("高新分局", True), ("江口市局", True),
        ("东城区市场监管局", False), ("省局", False), ("区局值班室", False), ("", False),
    ],
)  # fmt: skip
def test_a_county_bureau_is_known_by_what_it_is_called(unit, is_one):
    assert is_county_bureau(unit) is is_one


@pytest.mark.parametrize("kind", list(LogKind))
def test_of_a_call_it_is_known_who_called(kind):
    for unit, name in (("东城区局", ""), ("", "未告知"), ("东城区局", "李蔚")):
        require_caller(kind, unit, name)
    for unit, name in (("", ""), (" ", ""), ("", " ")):
        if kind is LogKind.NOTE:
            require_caller(kind, unit, name)
        else:
            with pytest.raises(
                RuleBroken, match=r"^请填写对方的单位或姓名；不肯说的，请写“未告知”。$"
            ):
                require_caller(kind, unit, name)


def test_who_called_can_be_rung_back_or_left_no_number():
    require_number("李蔚", "0990-1234567", left_none=False)
    require_number("李蔚", " ", left_none=True)
    require_number(" ", "", left_none=False)  # nobody is named, so there is nobody to ring
    for phone in ("", " "):
        with pytest.raises(RuleBroken, match=r"^请填写回拨号码；没有留号码的，请勾选“未留号码”。$"):
            require_number("李蔚", phone, left_none=False)


@pytest.mark.parametrize(
    ("role", "days", "words"),
    [
        (Role.DUTY, 2, r"^值班员一个班次不能超过 2 天。$"),
        (Role.LEAD_DUTY, 7, r"^带班领导一个班次不能超过 7 天。$"),
    ],
)
def test_nobody_sits_at_the_telephone_for_longer_than_can_be(role, days, words):
    require_turn(turn(0, 24 * days, role=role))
    long = Turn(role, 1, START, START + timedelta(days=days) + SECOND)
    with pytest.raises(RuleBroken, match=words):
        require_turn(long)


@pytest.mark.parametrize("role", list(Role))
def test_a_turn_is_of_the_duty_room_and_ends_after_it_began(role):
    words = r"^值班安排须写明值班员或带班领导，且结束晚于开始。$"
    if role in (Role.DUTY, Role.LEAD_DUTY):
        require_turn(Turn(role, 1, START, START + SECOND))
    else:
        with pytest.raises(RuleBroken, match=words):
            require_turn(turn(0, 8, role=role))
    for last in (5, 4):
        with pytest.raises(RuleBroken, match=words):
            require_turn(turn(5, last, role=role))


def test_nobody_has_two_turns_of_one_role_at_once():
    with pytest.raises(RuleBroken, match="已有值班员班次"):
        require_not_doubled(turn(4, 6), [turn(0, 5, number=7)], "马骁")
    require_not_doubled(turn(4, 6, number=7), [turn(0, 5, number=7)], "马骁")
    require_not_doubled(turn(5, 6), [turn(0, 5, number=7)], "马骁")
    require_not_doubled(turn(0, 5), [turn(5, 6, number=7)], "马骁")
    require_not_doubled(turn(4, 6, role=Role.LEAD_DUTY), [turn(0, 5, number=7)], "马骁")
    require_not_doubled(turn(4, 6), [turn(0, 5, person=2, number=7)], "马骁")
    with pytest.raises(RuleBroken, match=r"^马骁在这段时间已有带班领导班次，请先调整原班次。$"):
        require_not_doubled(
            turn(4, 6, role=Role.LEAD_DUTY),
            [turn(4, 6), turn(6, 9, 1, Role.LEAD_DUTY, 8), turn(5, 9, 1, Role.LEAD_DUTY, 9)],
            "马骁",
        )


def test_a_turn_that_runs_is_not_taken_off():
    with pytest.raises(RuleBroken, match="提前结束"):
        require_not_begun(START, START)
    require_not_begun(START + HOUR, START)


def test_a_handover_is_signed_once_by_him_it_is_for():
    require_open_handover("", "")
    require_receiver(7, 7, "宋扬")
    require_other(7, 8)
    require_other(None, 8)
    with pytest.raises(RuleBroken, match="已由宋扬签收"):
        require_open_handover("宋扬", "")
    with pytest.raises(RuleBroken, match="重新交班"):
        require_open_handover("", "宋扬")
    with pytest.raises(RuleBroken, match="宋扬本人"):
        require_receiver(7, 8, "宋扬")
    with pytest.raises(RuleBroken, match="同一个人"):
        require_other(7, 7)


def test_what_is_settled_or_over_is_not_settled_again():
    require_unsettled("", "")
    with pytest.raises(RuleBroken, match="已由李蔚办结：已告知"):
        require_unsettled("李蔚", "已告知")
    require_revocable("", START + SECOND, START)
    with pytest.raises(RuleBroken, match="已由陈屿撤销"):
        require_revocable("陈屿", START + HOUR, START)
    for until in (START, START - SECOND):
        with pytest.raises(RuleBroken, match="已经到期"):
            require_revocable("", until, START)


@pytest.mark.parametrize(
    ("begins", "ends", "fits"),
    [(0, 1, True), (-2, 1, True), (-2, 0, False), (-2, -1, False), (2, 2, False), (3, 2, False)],
)
def test_a_right_for_a_time_ends_after_it_began_and_not_in_the_past(begins, ends, fits):
    """In hours from now."""
    span = (START + begins * HOUR, START + ends * HOUR, START)
    if fits:
        require_span(*span, "委托")
    else:
        with pytest.raises(RuleBroken, match=r"^委托的结束时间应晚于开始时间和现在。$"):
            require_span(*span, "委托")


@pytest.mark.parametrize("role", list(Role))
def test_who_lets_somebody_stand_in_depends_on_the_role(role):
    said = {
        Role.COMMANDER: Action.DELEGATE,
        Role.DEPUTY: Action.DELEGATE,
        Role.LEADER: Action.HAND_OVER_LEAD,
        Role.MEMBER: Action.ASSIGN_PEOPLE,
        Role.DUTY: Action.MAKE_ROSTER,
        Role.LEAD_DUTY: Action.MAKE_ROSTER,
    }
    assert stand_in_right(role) is said.get(role, Action.MANAGE_ACCOUNTS)
