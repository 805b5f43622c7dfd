"""What follows when complaints come in or are put right: their incidents, links and flags."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.services.complaints import flags, joining, links
from commandcenter.store.tables.incident.incident import IncidentComplaintRow


def follow(session: Session, actor: Actor, batch_id: int, first: int) -> None:
    """Complaints of an import, from id `first` on: they join the incidents on their brand, are
    linked with the other system's, and their traders are looked at."""
    joining.join_arrivals(session, actor, batch_id, first)
    links.link_arrivals(session, actor, batch_id, first)
    flags.look_at_arrivals(session, actor, batch_id, first)


def follow_corrected(session: Session, actor: Actor, batch_id: int, ids: Sequence[int]) -> None:
    """Complaints that an import corrected, or that were put back: they join an incident by
    another brand, their links with the other system and their flags are looked at again."""
    joining.join_chosen(session, actor, ids)
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
