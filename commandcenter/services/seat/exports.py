"""What leaves the program as a file: the journal says what, by whom and how many rows."""

from sqlalchemy.orm import Session

from commandcenter.domain.export_kinds import Door
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.services import book
from commandcenter.services.guard import incident_of, require_for, rights


def require_export(
    session: Session, actor: Actor, what: str, incident_id: int | None = None
) -> None:
    """Raises RuleBroken for who may not. What a table shows is asked where it is read."""
    incident = incident_of(session, incident_id) if incident_id is not None else None
    if not actor.person_id or what not in list(Door):
        return
    if what == Door.CHANGES:
        rights(session).require(actor, Action.READ_JOURNAL)
    elif incident is not None:
        require_for(session, actor, Action.SEE_PICTURE, incident)
    elif rights(session).scope(actor, Action.SEE_PICTURE) is None:
        rights(session).require(actor, Action.SEE_PICTURE)


def note_export(
    session: Session, actor: Actor, what: str, rows: int, incident_id: int | None = None
) -> None:
    """`what` as on the command line. The subject of the line is the number of rows."""
    require_export(session, actor, what, incident_id)
    book.record(session, actor, "export", rows, f"{what} exported", incident=incident_id)
