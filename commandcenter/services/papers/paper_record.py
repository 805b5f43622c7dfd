"""A paper was made: the journal says which, of what incident, by whom."""

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.services import book
from commandcenter.services.guard import incident_of, require_for


def note_made(session: Session, actor: Actor, incident_id: int, kind: str) -> None:
    """`kind` as on the command line (first, briefing). Counts its issues."""
    incident = incident_of(session, incident_id)
    if actor.person_id:
        require_for(session, actor, Action.SEE_PICTURE, incident)
    book.record(
        session, actor, "paper", incident.id, f"{kind} made", incident=incident.id, clause="4.1(1)"
    )
