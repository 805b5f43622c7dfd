import pytest

from commandcenter.domain.org import (
    GROUP_SHORT,
    GROUP_WORDS,
    ROLE_WORDS,
    Actor,
    Grant,
    Group,
    Role,
    groups_zh,
    leader_zh,
    post_words,
)

BOTH = Actor(
    1,
    "x",
    "某人",
    frozenset({Grant(Role.MEMBER, Group.OPINION), Grant(Role.LEADER, Group.LEGAL)}),
)


def test_a_person_is_asked_for_his_groups_by_role():
    assert BOTH.groups() == {Group.OPINION, Group.LEGAL}
    assert BOTH.groups(Role.LEADER) == {Group.LEGAL}
    assert BOTH.has(Role.MEMBER)
    assert not BOTH.has(Role.COMMANDER)


def test_a_person_is_asked_for_his_counties():
    county = Actor(2, "y", "某人", frozenset({Grant(Role.COUNTY, district="990105")}))
    assert county.districts() == {"990105"}
    assert BOTH.districts() == frozenset()


def test_every_role_and_group_has_its_word():
    assert set(ROLE_WORDS) == set(Role)
    assert set(GROUP_WORDS) == set(Group)


@pytest.mark.parametrize("role", list(Role))
def test_the_groups_of_a_person_are_those_where_they_lead_or_work(role):
    person = Actor(3, "z", "某人", frozenset({Grant(role, Group.LEGAL), Grant(role)}))
    working = role in (Role.LEADER, Role.MEMBER)
    assert person.groups() == ({Group.LEGAL} if working else set())
    assert person.groups(role) == {Group.LEGAL}


@pytest.mark.parametrize("role", list(Role))
def test_only_a_county_bureau_has_counties(role):
    person = Actor(3, "z", "某人", frozenset({Grant(role, district="990105"), Grant(role)}))
    assert person.districts() == ({"990105"} if role is Role.COUNTY else set())


def test_groups_stand_in_the_order_of_the_plan():
    assert groups_zh([Group.LEGAL, Group.ONSITE]) == "现场处置组、法律咨询组"
    assert groups_zh(list(reversed(Group))) == (
        "综合协调组、现场处置组、调查取证组、舆情监测组、法律咨询组、后勤保障组"
    )
    assert {f"{short}组" for short in GROUP_SHORT.values()} == set(GROUP_WORDS.values())


def test_a_post_is_told_with_its_group():
    assert leader_zh(Group.LOGISTICS) == "后勤保障组组长"
    assert post_words(Role.MEMBER, "onsite") == "现场处置组组员"
    assert post_words(Role.DUTY, None) == "值班员"
