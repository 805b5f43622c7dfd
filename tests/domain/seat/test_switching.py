"""Going on with one server is the commander's, and the leader's on duty who says why not theirs."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Grant, Role
from commandcenter.domain.seat.switching import decides, needs_why_unreached, require_decider


def holding(*roles):
    return Actor(7, "x", "某人", frozenset(Grant(role) for role in roles))


@pytest.mark.parametrize("role", list(Role))
def test_the_commander_decides_or_the_leader_on_duty_and_nobody_else(role):
    actor = holding(role)
    assert needs_why_unreached(actor) is (role.value != "commander")
    if role.value in ("commander", "lead_duty"):
        assert decides(actor)
        require_decider(actor)
    else:
        assert not decides(actor)
        with pytest.raises(RuleBroken, match="由总指挥决定，总指挥联系不上时由带班领导决定"):
            require_decider(actor)


def test_who_is_both_need_not_say_why_the_commander_is_not_reached():
    assert not needs_why_unreached(holding(Role.LEAD_DUTY, Role.COMMANDER))
