"""The main incident of the wall, pinned by people: of several the gravest else has most room."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import LIVE, STATE_WORDS
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.services.guard import incident_of, rights
from commandcenter.services.incident.warrant import record
from commandcenter.store.database import now
from commandcenter.store.tables.incident.incident import IncidentRow

CLAUSE = "2.2(1)"


def pin(session: Session, actor: Actor, incident_id: int) -> None:
    """From now on it has most room on the wall; what was pinned before is let go.

    Raises RuleBroken without the right, or where the incident is over or pinned already.
    """
    incident = incident_of(session, incident_id)
    rights(session).require(actor, Action.SHOW_ON_WALL)
    if incident.state not in LIVE:
        raise RuleBroken(
            "事件处于“{state}”，不能固定为大屏主事件。", state=STATE_WORDS[incident.state]
        )
    if incident.pinned_at is not None:
        raise RuleBroken("本事件已固定为大屏主事件。")
    others = select(IncidentRow).where(IncidentRow.pinned_at.is_not(None))
    for other in session.scalars(others.order_by(IncidentRow.id)).all():
        _let_go(session, actor, other)
    incident.pinned_at, incident.pinned_by = now(session), actor.name
    record(session, actor, incident, "pinned", CLAUSE)


def unpin(session: Session, actor: Actor, incident_id: int) -> None:
    """The rule chooses again. Raises RuleBroken without the right, or where it is not pinned."""
    incident = incident_of(session, incident_id)
    rights(session).require(actor, Action.SHOW_ON_WALL)
    if incident.pinned_at is None:
        raise RuleBroken("本事件没有固定为大屏主事件。")
    _let_go(session, actor, incident)


def _let_go(session: Session, actor: Actor, incident: IncidentRow) -> None:
    incident.pinned_at, incident.pinned_by = None, actor.name
    record(session, actor, incident, "unpinned", CLAUSE)
