"""Whose desk it is, where that decides what stands on its first page."""

from commandcenter.domain.org import Actor, Role

RINGS = (Role.DUTY, Role.LEAD_DUTY)
RING, REMIND = "ring", "remind"  # how who is late is pressed


def decides(actor: Actor) -> bool:
    return actor.has(Role.COMMANDER) or actor.has(Role.DEPUTY)


def is_duty(actor: Actor) -> bool:
    """Who sits in the duty room, and decides nothing: the telephone is their first page."""
    return actor.has(Role.DUTY) and not decides(actor)


def pressing(actor: Actor) -> str:
    """From this desk: RING, REMIND, "" where others do it."""
    if any(actor.has(role) for role in RINGS):
        return RING
    return REMIND if decides(actor) else ""
