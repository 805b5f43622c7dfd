"""The kinds of alarms that who sits here may take out of service."""

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.store.plan.plan import plan_of

Kinds = tuple[tuple[str, str], ...]  # code and title


def kinds_to_take_out(session: Session, actor: Actor) -> Kinds:
    """None for who may not; a kind that is out already is refused by the service."""
    plan = plan_of(session)
    if plan.rights.scope(actor, Action.EDIT_PLAN) is None:
        return ()
    return tuple((item.code, item.title) for item in plan.alarms.values())
