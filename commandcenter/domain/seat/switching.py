"""Who decides to go on with one server, and what must be said (权限表：switch_server)."""

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Role


def needs_why_unreached(actor: Actor) -> bool:
    """The leader on duty decides only while the commander is not reached."""
    return not actor.has(Role.COMMANDER)


def decides(actor: Actor) -> bool:
    """Whether it is theirs at all, whatever an earlier plan says of the administrator."""
    return actor.has(Role.COMMANDER) or actor.has(Role.LEAD_DUTY)


def require_decider(actor: Actor) -> None:
    """Raise RuleBroken for whom an earlier plan still names: the administrator proposes."""
    if not decides(actor):
        raise RuleBroken(
            "切换单机、双机运行由总指挥决定，总指挥联系不上时由带班领导决定；系统管理员可以提出建议。"
        )
