"""Roles that decide: which wait for another person, how often, and for whom."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.domain.seat.role_confirmation import (
    CONFIRMED_ROLES,
    FIRST_ROLES,
    GrantState,
    needs_confirming,
    require_another,
    require_waiting,
)

DECIDE = ("commander", "deputy", "lead_duty", "auditor")


@pytest.mark.parametrize("role", list(Role))
def test_a_role_that_decides_is_confirmed_and_of_stand_ins_the_auditor_alone(role):
    assert needs_confirming(role) is (role.value in DECIDE)
    assert (role in CONFIRMED_ROLES) is (role.value in DECIDE)
    assert needs_confirming(role, stands_for=7) is (role.value == "auditor")
    assert (role in FIRST_ROLES) is (role.value in ("commander", "auditor"))


SAID = {
    "confirmed": "这项角色现为“已确认”，不需要再确认。",
    "first": "这项角色现为“首任，无须确认”，不需要再确认。",
    "earlier": "这项角色现为“启用确认前已有”，不需要再确认。",
    "refused": "这项角色现为“不予确认”，不需要再确认。",
}


@pytest.mark.parametrize("state", list(GrantState))
def test_a_grant_is_confirmed_once(state):
    if state.value == "waiting":
        require_waiting(state)
        return
    with pytest.raises(RuleBroken) as refused:
        require_waiting(state)
    assert str(refused.value) == SAID[state]


def test_nobody_confirms_their_own_role():
    require_another(3, 4)
    with pytest.raises(RuleBroken, match=r"^本人的角色须由他人确认。$"):
        require_another(3, 3)
