"""What follows when complaints come in or are put right: their incidents, links and flags."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.services import book
from commandcenter.services.complaints import flags, joining, links
from commandcenter.store.complaints import complainants, people
from commandcenter.store.complaints.handling import among
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.complaints.intake import ComplaintCorrectionRow
from commandcenter.store.tables.incident.incident import IncidentComplaintRow


def follow(session: Session, actor: Actor, batch_id: int, first: int) -> None:
    """Complaints of an import, from id `first` on: they join the incidents on their brand, are
    linked with the other system's, and their traders are looked at."""
    joining.join_arrivals(session, actor, batch_id, first)
    links.link_arrivals(session, actor, batch_id, first)
    flags.look_at_arrivals(session, actor, batch_id, first)
    _follow_late(session, actor, batch_id)


def _follow_late(session: Session, actor: Actor, batch_id: int) -> None:
    """Of earlier imports whose people the server told apart only since: they had to wait for it."""
    if not (late := people.numbered_late(session)):
        return
    judge_again(session, actor, batch_id, late)
    row = ComplaintRow.__table__.c
    firsts = select(row.batch_id, func.min(row.id)).where(among(row.id, late))
    for batch, first in session.execute(firsts.group_by(row.batch_id).order_by(row.batch_id)):
        flags.look_at_arrivals(session, actor, batch, first)


def follow_entered(session: Session, actor: Actor, complaint_id: int) -> None:
    """The same as `follow_numbered`, of the import that a complaint came by."""
    row = session.get(ComplaintRow, complaint_id)
    if row is not None:
        follow_numbered(session, actor, row.batch_id)


def follow_numbered(session: Session, actor: Actor, batch_id: int) -> None:
    """In a transaction after that of an import, where a server says only then who complained
    (store.complaints.people): what could not be known without it. Elsewhere nothing is left."""
    if not complainants.hidden(session):
        return
    people.number(session)
    book.record(session, actor, "complaint", batch_id, "numbered")
    first = session.scalar(
        select(func.min(ComplaintRow.id)).where(ComplaintRow.batch_id == batch_id)
    )
    if first is not None:
        links.link_arrivals(session, actor, batch_id, first)
        flags.look_at_arrivals(session, actor, batch_id, first)
    corrected = _corrected(session, batch_id, undone=False)
    if corrected:
        follow_corrected(session, actor, batch_id, corrected)


def follow_put_back(session: Session, actor: Actor, batch_id: int, ids: Sequence[int]) -> None:
    """Complaints as they were before an import that is taken out. Where a server says only after
    this transaction who complained, the rest waits for `follow_undone`."""
    if complainants.hidden(session):
        joining.join_chosen(session, actor, ids)
    else:
        follow_corrected(session, actor, batch_id, ids)


def follow_undone(session: Session, actor: Actor, batch_id: int) -> None:
    """The end of an import that was taken out: all that it had corrected was put back, and whose it
    is again has been told since."""
    if complainants.hidden(session) and (ids := _corrected(session, batch_id, undone=True)):
        judge_again(session, actor, batch_id, ids)


def _corrected(session: Session, batch_id: int, *, undone: bool) -> Sequence[int]:
    at = ComplaintCorrectionRow.undone_at
    return session.scalars(
        select(ComplaintCorrectionRow.complaint_id)
        .where(
            ComplaintCorrectionRow.batch_id == batch_id,
            at.is_not(None) if undone else at.is_(None),
        )
        .order_by(ComplaintCorrectionRow.complaint_id)
        .distinct()
    ).all()


def follow_corrected(session: Session, actor: Actor, batch_id: int, ids: Sequence[int]) -> None:
    """Complaints that an import corrected, or that were put back: they join an incident by
    another brand, their links with the other system and their flags are looked at again."""
    joining.join_chosen(session, actor, ids)
    judge_again(session, actor, batch_id, ids)


def judge_again(session: Session, actor: Actor, batch_id: int, ids: Sequence[int]) -> None:
    """What is told by who complained: links with the other system, flags."""
    links.judge_again(session, actor, batch_id, ids)
    held = session.scalars(
        select(IncidentComplaintRow.incident_id)
        .where(
            IncidentComplaintRow.complaint_id.in_(ids), IncidentComplaintRow.removed_at.is_(None)
        )
        .distinct()
        .order_by(IncidentComplaintRow.incident_id)
    ).all()
    for incident in held:
        flags.look_again(session, actor, incident)
