"""How far a right reaches, each way for itself, and the sentence for who stands outside."""

from itertools import pairwise

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor, Grant, Group, Role
from commandcenter.domain.right_cells import Ask, Matter, Reach, Right, Scope
from commandcenter.domain.rights import Action, Rights

ACTION = Action.COMPLETE_STEP
LEADER = Grant(Role.LEADER, Group.LEGAL)
COUNTY = Grant(Role.COUNTY, district="990105")


def rights(ask=Ask.DO, other_than="", **cells):
    held = {Role(role): scope for role, scope in cells.items()}
    return Rights({ACTION: Right(ACTION, "办结", ask, held, other_than=other_than)})


def person(*grants, delegated=False):
    return Actor(7, "x", "某人", frozenset(grants), delegated)


def refused(matrix, actor, **matter):
    with pytest.raises(RuleBroken) as found:
        matrix.require(actor, ACTION, **matter)
    return str(found.value)


OWN_GROUP, OTHER_GROUP = {"group": Group.LEGAL}, {"group": Group.ONSITE}
HIMSELF, ANOTHER = {"person_id": 7}, {"person_id": 8}
OWN_COUNTY, OTHER_COUNTY = {"district": "990105"}, {"district": "990106"}
NONE = {"group": None}
NAMED = Scope(Reach.GROUPS, of=frozenset({Group.LEGAL, Group.OPINION}))


@pytest.mark.parametrize(
    ("grant", "scope", "inside", "outside", "words"),
    [
        (LEADER, Scope(Reach.ALL), [NONE, OTHER_GROUP], [], ""),
        (
            Grant(Role.DUTY), NAMED, [OWN_GROUP, {"group": Group.OPINION}], [OTHER_GROUP],
            "办结：您的权限限于舆情监测组、法律咨询组的事项，本事项属于现场处置组。",
        ),
        (
            Grant(Role.DUTY), NAMED, [], [NONE],
            "办结：您的权限限于舆情监测组、法律咨询组的事项，本事项未指明工作组。",
        ),
        (
            COUNTY, Scope(Reach.COUNTY), [OWN_COUNTY], [OTHER_COUNTY, NONE],
            "办结：县区局的权限限于本县区的事项。",
        ),
        (
            LEADER, Scope(Reach.GROUP), [OWN_GROUP], [OTHER_GROUP],
            "办结：您的权限限于本组（法律咨询组），本事项属于现场处置组。",
        ),
        (
            LEADER, Scope(Reach.INCIDENT), [{"involved": True}], [OWN_GROUP, HIMSELF],
            "办结：您的权限限于您参与处置的事件。",
        ),
        (
            LEADER, Scope(Reach.OWN), [OWN_GROUP, HIMSELF], [OTHER_GROUP, ANOTHER, NONE],
            "办结：您的权限限于交给您本人、本组或本县区的事项。",
        ),
        (
            COUNTY, Scope(Reach.OWN), [OWN_COUNTY, HIMSELF], [OTHER_COUNTY, NONE],
            "办结：您的权限限于交给您本人、本组或本县区的事项。",
        ),
        (
            LEADER, Scope(Reach.ASSIGNED), [OWN_GROUP | HIMSELF],
            [OWN_GROUP | ANOTHER, OTHER_GROUP | HIMSELF, HIMSELF, OWN_GROUP],
            "办结：您的权限限于分派给您的本组事项，请联系组长。",
        ),
        (
            LEADER, Scope(Reach.HANDLED), [HIMSELF, OTHER_GROUP | HIMSELF],
            [ANOTHER, OWN_GROUP, NONE], "办结：您的权限限于您承办的事项。",
        ),
        (
            LEADER, Scope(Reach.SELF), [HIMSELF], [ANOTHER, OWN_GROUP],
            "办结：您的权限限于您本人。",
        ),
    ],
)  # fmt: skip
def test_a_right_reaches_so_far_and_says_so_beyond(grant, scope, inside, outside, words):
    matrix = rights(**{grant.role.value: scope})
    for matter in inside:
        matrix.require(person(grant), ACTION, **matter)
        assert matrix.allows(person(grant), ACTION, **matter)
    for matter in outside:
        assert refused(matrix, person(grant), **matter) == words
        assert not matrix.allows(person(grant), ACTION, **matter)


def test_a_delegated_right_is_held_once_it_is_delegated():
    matrix = rights(Ask.DECIDE, deputy=Scope(Reach.DELEGATED))
    matrix.require(person(Grant(Role.DEPUTY), delegated=True), ACTION)
    assert refused(matrix, person(Grant(Role.DEPUTY))) == (
        "办结须由总指挥决定。总指挥尚未委托您，请报请总指挥。"
    )


WIDEST_FIRST = (
    "all", "delegated", "groups", "own_county", "own_group", "own_incident", "own", "assigned",
    "handled", "self",
)  # fmt: skip


@pytest.mark.parametrize(("wide", "narrow"), list(pairwise(WIDEST_FIRST)))
def test_of_two_rights_the_wider_one_is_the_persons(wide, narrow):
    for first, second in ((wide, narrow), (narrow, wide)):
        matrix = rights(duty=Scope(Reach(first)), clerk=Scope(Reach(second)))
        both = person(Grant(Role.DUTY), Grant(Role.CLERK))
        assert matrix.scope(both, ACTION).scope == wide


def test_a_cell_of_some_groups_is_held_by_their_people_only():
    matrix = rights(leader=Scope(Reach.ALL, groups=frozenset({Group.LEGAL})))
    matrix.require(person(LEADER), ACTION)
    other = person(Grant(Role.LEADER, Group.ONSITE))
    assert matrix.scope(other, ACTION) is None
    assert refused(matrix, other) == "办结由法律咨询组组长办理。您的角色是现场处置组组长。"


THIRD = frozenset({Level.III, Level.IV})


@pytest.mark.parametrize("level", list(Level))
def test_a_cell_of_some_levels_is_held_at_these_only(level):
    matrix = rights(
        Ask.DECIDE, commander=Scope(Reach.ALL), county=Scope(Reach.COUNTY, levels=THIRD)
    )
    if level in THIRD:
        matrix.require(person(COUNTY), ACTION, level=level, **OWN_COUNTY)
    else:
        assert refused(matrix, person(COUNTY), level=level, **OWN_COUNTY) == (
            "办结：您的权限限于Ⅳ级、Ⅲ级，本事项须由总指挥决定。"
        )


@pytest.mark.parametrize(("level", "body"), [(Level.I, "国家层面"), (Level.II, "省级层面")])
def test_a_level_that_nobody_here_decides_is_left_to_the_body_above(level, body):
    matrix = rights(Ask.DECIDE, commander=Scope(Reach.ALL, levels=THIRD))
    assert refused(matrix, person(Grant(Role.COMMANDER)), level=level) == (
        f"办结：{level.sign}级由{body}决定。请签署初判和报请，收到后登记上级的决定。"
    )


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (Ask.DO, "办结由总指挥办理。您的角色是值班员。"),
        (Ask.SEE, "办结由总指挥查看。您的角色是值班员。"),
        (Ask.DECIDE, "办结须由总指挥决定。您的角色是值班员，请报请总指挥。"),
        (Ask.SIGN, "办结须由总指挥签发。您的角色是值班员，请报请总指挥。"),
        (Ask.APPROVE, "办结须由总指挥批准。您的角色是值班员，请报请总指挥。"),
    ],
)
def test_a_decision_is_asked_for_and_work_is_left_to_its_people(ask, words):
    assert refused(rights(ask, commander=Scope(Reach.ALL)), person(Grant(Role.DUTY))) == words


GROUP = Scope(Reach.GROUP)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"leader": GROUP, "member": GROUP}, "本组人员"),
        ({"leader": GROUP, "member": Scope(Reach.ASSIGNED)}, "本组组长或承办的组员"),
        ({"leader": Scope(Reach.ALL), "member": Scope(Reach.ALL)}, "各组人员"),
        ({"leader": GROUP}, "本组组长"),
        ({"member": Scope(Reach.HANDLED)}, "承办的组员"),
        ({"clerk_hotline": Scope(Reach.HANDLED)}, "承办的话务员"),
        ({"clerk_hotline": Scope(Reach.ASSIGNED)}, "承办的话务员"),
        ({"clerk": Scope(Reach.SELF)}, "文秘"),
        ({"duty": Scope(Reach.GROUPS, of=frozenset({Group.LEGAL}))}, "值班员（法律咨询组事项）"),
        ({"county": Scope(Reach.COUNTY)}, "县区局（本县区）"),
        ({"county": Scope(Reach.COUNTY, levels=THIRD)}, "县区局（本县区Ⅳ级、Ⅲ级）"),
        (
            {"commander": Scope(Reach.ALL), "deputy": Scope(Reach.DELEGATED), "leader": GROUP},
            "总指挥、受委托的副总指挥或本组组长",
        ),
        (
            {"member": Scope(Reach.ASSIGNED, groups=frozenset({Group.LEGAL}))},
            "法律咨询组承办的组员",
        ),
    ],
)
def test_who_may_is_told_by_post_and_reach(cells, words):
    assert rights(**cells).holders(ACTION) == words


def test_who_may_at_a_level_leaves_out_who_may_not():
    matrix = rights(commander=Scope(Reach.ALL), county=Scope(Reach.COUNTY, levels=THIRD))
    assert matrix.holders(ACTION, Level.II) == "总指挥"
    assert matrix.holders(ACTION, Level.III) == "总指挥或县区局（本县区Ⅳ级、Ⅲ级）"


@pytest.mark.parametrize(
    ("author", "words"),
    [
        (None, "办结前须先有起草人的记录。"),
        (7, "办结须由起草人以外的人批准。您就是起草人，请换人。"),
        (8, None),
        (0, None),
    ],
)
def test_the_work_of_a_person_is_approved_by_another(author, words):
    matrix = rights(Ask.APPROVE, "起草人", commander=Scope(Reach.ALL))
    if words is None:
        matrix.require(person(Grant(Role.COMMANDER)), ACTION, author_id=author)
    else:
        assert refused(matrix, person(Grant(Role.COMMANDER)), author_id=author) == words


def test_a_right_that_the_plan_has_not_is_nobodys():
    empty = Rights()
    assert refused(empty, person(Grant(Role.COMMANDER))) == (
        "现行预案的权限表还没有这一项，请先运行 commandcenter init 升级。"
    )
    assert empty.scope(person(Grant(Role.COMMANDER)), ACTION) is None
    assert empty.holders(ACTION) == ""


@pytest.mark.parametrize("code", ["manage_connections", "manage_backup"])
def test_a_row_of_an_earlier_plan_is_passed_over_and_no_table_is_refused(code):
    assert Rights.from_tables([{"code": code}], whole=False) == Rights({})
    with pytest.raises(ValueError, match=r"roles\.toml: an item is no table"):
        Rights.from_tables([code], whole=False)


def test_several_roles_are_told_in_one_sentence():
    both = person(Grant(Role.MEMBER, Group.OPINION), Grant(Role.CLERK))
    words = refused(rights(admin=Scope(Reach.ALL)), both)
    assert words in (
        "办结由系统管理员办理。您的角色是文秘、舆情监测组组员。",
        "办结由系统管理员办理。您的角色是舆情监测组组员、文秘。",
    )
    assert refused(rights(admin=Scope(Reach.ALL)), person()) == (
        "办结由系统管理员办理。您尚未被授予角色。"
    )


def test_what_is_not_known_of_a_matter_counts_against_who_asks():
    matrix = rights(county=Scope(Reach.COUNTY))
    for districts in ((), ["990105", "990106"], None):
        assert not matrix.allows(person(COUNTY), ACTION, district=districts)
    assert matrix.allows(person(COUNTY), ACTION, district=["990105"])
    assert matrix.refusal(person(COUNTY), ACTION, Matter()) is not None
