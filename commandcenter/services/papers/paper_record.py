"""A paper was made: the journal says which, of what incident, by whom."""

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.papers.paper import PaperKind
from commandcenter.domain.rights import Action
from commandcenter.services import book
from commandcenter.services.guard import incident_of, require_for
from commandcenter.store.plan.plan import plan_of


def note_made(session: Session, actor: Actor, incident_id: int, kind: PaperKind) -> None:
    """The clause is that of the kind's way in the plan, "" where the plan was stored before papers
    had one.
    """
    incident = incident_of(session, incident_id)
    if actor.person_id:
        require_for(session, actor, Action.SEE_PICTURE, incident)
    flow = plan_of(session).paper_flows.get(kind)
    clause = flow.clause if flow else ""
    book.record(
        session, actor, "paper", incident.id, f"{kind} made", incident=incident.id, clause=clause
    )
