"""Complaints by their numbers, or all of an incident, for what is made of them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.queries.incident.incidents import require_incident
from commandcenter.store.incident.counts import belonging, settled
from commandcenter.store.tables.complaints.complaint import ComplaintRow


def numbered(session: Session, numbers: Sequence[str]) -> tuple[int, ...]:
    """In the order of the numbers. Raises RuleBroken naming one that there is not."""
    rows = session.execute(
        select(ComplaintRow.number, ComplaintRow.id).where(
            ComplaintRow.number.in_(set(numbers)), settled()
        )
    )
    found = dict(rows.all())
    if missing := [number for number in numbers if number not in found]:
        raise RuleBroken("没有登记编号为“{number}”的投诉举报。", number=missing[0][:50])
    return tuple(found[number] for number in dict.fromkeys(numbers))


def of_incident(session: Session, incident_id: int) -> tuple[int, ...]:
    """In the order of registering. Raises RuleBroken for an incident that there is not."""
    require_incident(session, incident_id)
    rows = select(ComplaintRow.id).where(belonging(incident_id))
    order = rows.order_by(ComplaintRow.registered_at, ComplaintRow.id)
    return tuple(session.scalars(order))
