"""A complainant in full, for who may see them; each look is a line of the journal.

Here the look is asked for and written down; once that line is committed, and not before, it is
shown (queries.complaints.complainant). A reporter (举报人) is shown to who handles the report and
to nobody else (令121 Art. 37), whatever the kind of the record has become since.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.services import book
from commandcenter.services.guard import rights
from commandcenter.store.tables.command.duty_log import DutyLogRow
from commandcenter.store.tables.complaints.complaint import ComplaintHandlingRow, ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentComplaintRow, IncidentRow


def see_complainant(session: Session, actor: Actor, complaint_id: int) -> None:
    """Write down that the actor looks at who complained, if they may."""
    row = session.get(ComplaintRow, complaint_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的投诉。", id=complaint_id)
    reporter = row.hides_reporter
    handling = session.get(ComplaintHandlingRow, complaint_id)
    rights(session).require(
        actor,
        Action.SEE_REPORTER if reporter else Action.SEE_PERSONAL_DATA,
        district=row.district,
        person_id=handling.handler_id if handling else None,
    )
    verb = "reporter_seen" if reporter else "seen"
    incident = _incident(session, complaint_id)
    book.record(session, actor, "complainant", complaint_id, verb, incident=incident)


def see_caller(session: Session, actor: Actor, entry_id: int) -> None:
    """The same for who called the duty room."""
    row = session.get(DutyLogRow, entry_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的值班日志。", id=entry_id)
    incident = session.get(IncidentRow, row.incident_id) if row.incident_id else None
    places = frozenset(incident.districts if incident else ())
    rights(session).require(actor, Action.SEE_PERSONAL_DATA, district=places)
    book.record(session, actor, "duty_log", entry_id, "seen", incident=row.incident_id)


def _incident(session: Session, complaint_id: int) -> int | None:
    """The newest incident that it belongs to."""
    return session.scalar(
        select(IncidentComplaintRow.incident_id)
        .where(
            IncidentComplaintRow.complaint_id == complaint_id,
            IncidentComplaintRow.removed_at.is_(None),
        )
        .order_by(IncidentComplaintRow.id.desc())
        .limit(1)
    )
