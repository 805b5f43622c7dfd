"""The trader's name (plan 2.1(3)): released for outside, or taken back, by who signs releases."""

from sqlalchemy.orm import Session

from commandcenter.domain.incident import naming
from commandcenter.domain.org import Actor
from commandcenter.domain.releases.release import Naming
from commandcenter.domain.rights import Action
from commandcenter.services import book
from commandcenter.services.guard import open_incident, rights, text_if_any, text_of
from commandcenter.store.database import now
from commandcenter.store.incident.naming import grounds
from commandcenter.store.tables.incident.incident import IncidentRow

CLAUSE = "2.1(3)"


def release_name(
    session: Session, actor: Actor, incident_id: int, ground: Naming, words: str = ""
) -> None:
    """From now on texts may name the trader. `words`: the document, the place of 公示."""
    row = open_incident(session, incident_id)
    rights(session).require(actor, Action.APPROVE_RELEASE, author_id=0)
    naming.require_not_named(row.released_name)
    there = grounds(session, row.id)
    naming.require_ground(ground, Naming.FILED in there, Naming.PUBLICISED in there)
    row.released_name = True
    row.named_why = naming.ground_words(ground, text_if_any(words, "文书和文号", 300))
    _record(session, actor, row, "name released")


def take_back_name(session: Session, actor: Actor, incident_id: int, reason: str) -> None:
    """Texts that have not gone out may no longer name the trader."""
    row = open_incident(session, incident_id)
    rights(session).require(actor, Action.APPROVE_RELEASE, author_id=0)
    naming.require_named(row.released_name)
    row.named_why = text_of(reason, "收回的原因", 300)
    row.released_name = False
    _record(session, actor, row, "name taken back")


def _record(session: Session, actor: Actor, row: IncidentRow, verb: str) -> None:
    row.named_by, row.named_at = actor.name, now(session)
    book.record(session, actor, "incident", row.id, verb, incident=row.id, clause=CLAUSE)
