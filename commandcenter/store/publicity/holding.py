"""Who registers what was held: who draws up the plan, or the group that held it."""

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Group
from commandcenter.domain.rights import Action, Matter, Rights


def holding_refusal(rights: Rights, actor: Actor, group: Group) -> RuleBroken | None:
    """Why the actor may not register what this group held; None: they may."""
    if rights.allows(actor, Action.KEEP_PUBLICITY):
        return None
    return rights.refusal(actor, Action.HOLD_PUBLICITY, Matter(group=group))
