"""Who may read the record of an incident: asked where nothing of it is shown, too."""

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action, Matter
from commandcenter.store.plan.plan import plan_of


def refused_record(session: Session, actor: Actor) -> RuleBroken | None:
    """Why this person may not read the record of an incident; None when they may."""
    matter = Matter(involved=bool(actor.groups()))
    return plan_of(session).rights.refusal(actor, Action.READ_JOURNAL, matter)
