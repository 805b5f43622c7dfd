from commandcenter.domain.org import GROUP_WORDS, ROLE_WORDS, Actor, Grant, Group, Role

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
