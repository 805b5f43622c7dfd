"""Whose desk it is, where that decides what stands on its first page."""

from commandcenter.domain.org import Actor, Role

RINGS = (Role.COMMANDER, Role.DEPUTY, Role.DUTY, Role.LEAD_DUTY)


def decides(actor: Actor) -> bool:
    return actor.has(Role.COMMANDER) or actor.has(Role.DEPUTY)


def is_duty(actor: Actor) -> bool:
    """Who sits in the duty room, and decides nothing: the telephone is their first page."""
    return actor.has(Role.DUTY) and not decides(actor)


def rings(actor: Actor) -> bool:
    """Whether they are the ones who ring people up."""
    return any(actor.has(role) for role in RINGS)
