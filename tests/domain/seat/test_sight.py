"""How much of the bureau's work a person sees at all."""

import pytest

from commandcenter.domain.actions import Action
from commandcenter.domain.org import Actor, Grant, Role
from commandcenter.domain.right_cells import Ask, Reach, Right, Scope
from commandcenter.domain.rights import Rights
from commandcenter.domain.seat.sight import sight_of


def right(action, *roles):
    return Right(action, action.value, Ask.SEE, {role: Scope(Reach.ALL) for role in roles})


PICTURE = right(Action.SEE_PICTURE, Role.DUTY)
ENTER = right(Action.ENTER_COMPLAINT, Role.DUTY, Role.CLERK_HOTLINE)
BOTH = Rights({row.code: row for row in (PICTURE, ENTER)})


@pytest.mark.parametrize(
    ("roles", "sight"),
    [
        ([Role.DUTY], "picture"),
        ([Role.CLERK_HOTLINE], "entered"),
        ([Role.CLERK_HOTLINE, Role.DUTY], "picture"),
        ([Role.ADMIN], "bureau"),
        ([], "bureau"),
    ],
)
def test_a_person_sees_as_much_as_their_roles_give(roles, sight):
    actor = Actor(7, "x", "某人", frozenset(Grant(role) for role in roles))
    assert sight_of(BOTH, actor) == sight


def test_the_program_itself_and_a_person_of_an_earlier_plan_see_all():
    assert sight_of(BOTH, Actor(0, "", "", frozenset())) == "picture"
    earlier = Rights({ENTER.code: ENTER})
    assert sight_of(earlier, Actor(7, "x", "某人", frozenset())) == "picture"
