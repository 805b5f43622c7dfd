"""Roles that decide are given by one person and confirmed by another; until then they give nothing.

Who confirms (the commander, 监督评估) must have been confirmed too: else the administrator would
make a second person of their own. A stand-in that somebody lets stand in for their own role needs
nobody more; nobody can stand in for 监督评估 in this way.
"""

from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.domain.phrase import phrases

CONFIRMED_ROLES = (Role.COMMANDER, Role.DEPUTY, Role.LEAD_DUTY, Role.AUDITOR)
FIRST_ROLES = (Role.COMMANDER, Role.AUDITOR)  # the first of a bureau that has not begun to work
NOT_BY_STAND_IN = Role.AUDITOR


class GrantState(StrEnum):
    """How it stands with a grant of a role that decides."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    FIRST = "first"  # nobody was there yet to confirm it
    EARLIER = "earlier"  # it stood there before the database asked for it
    REFUSED = "refused"


GRANT_STATE_WORDS: dict[GrantState, str] = phrases(
    {
        GrantState.WAITING: "待确认",
        GrantState.CONFIRMED: "已确认",
        GrantState.FIRST: "首任，无须确认",
        GrantState.EARLIER: "启用确认前已有",
        GrantState.REFUSED: "不予确认",
    }
)


def needs_confirming(role: Role, stands_for: int | None = None) -> bool:
    return role in CONFIRMED_ROLES and (stands_for is None or role is NOT_BY_STAND_IN)


def require_waiting(state: GrantState) -> None:
    """A grant is confirmed or refused once."""
    if state is not GrantState.WAITING:
        raise RuleBroken("这项角色现为“{state}”，不需要再确认。", state=GRANT_STATE_WORDS[state])


def require_another(person_id: int, actor_id: int) -> None:
    """Whose role it is does not confirm it; nor does who gave it (the right's own rule)."""
    if person_id == actor_id:
        raise RuleBroken("本人的角色须由他人确认。")
