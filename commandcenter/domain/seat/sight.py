"""How much of the bureau's work a person sees at all (权限表: “—” for the picture)."""

from enum import StrEnum

from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action, Rights


class Sight(StrEnum):
    """Widest first."""

    PICTURE = "picture"  # as far as each right of theirs reaches
    ENTERED = "entered"  # complaints that they entered themselves, and nothing else
    BUREAU = "bureau"  # accounts, servers, the plan: no complaint, paper, map or incident


def sight_of(rights: Rights, actor: Actor) -> Sight:
    """The program itself, and an earlier plan that has no such row, see all."""
    if not actor.person_id or Action.SEE_PICTURE not in rights.rows:
        return Sight.PICTURE
    if rights.scope(actor, Action.SEE_PICTURE):
        return Sight.PICTURE
    if rights.scope(actor, Action.ENTER_COMPLAINT):
        return Sight.ENTERED
    return Sight.BUREAU
