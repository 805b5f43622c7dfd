"""Roles that a bureau always has somebody for: nobody alone takes the last holder away.

Who decides (plan 2.1), who looks at how it was decided, and who keeps the accounts: without one of
them nobody could give or confirm the role anew.
"""

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import ROLE_WORDS, Role

NEEDED_ROLES = (Role.COMMANDER, Role.AUDITOR, Role.ADMIN)


def only_one(who: str, role: Role) -> RuleBroken:
    """Why the only one in office keeps account and role."""
    return RuleBroken(
        "{who}是本局唯一在任的{role}，不能停用账号或终止角色："
        "请先由另一人接任{role}（须确认的，确认以后），再办理。",
        who=who, role=ROLE_WORDS[role],
    )  # fmt: skip
