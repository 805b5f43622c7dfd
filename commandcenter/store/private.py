"""What must not leave the bureau: an incident's complainants, and traders that may not be named."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.release_text import Private
from commandcenter.store.counts import belonging
from commandcenter.store.tables.complaint import ComplainantRow, ComplaintRow, SubjectRow
from commandcenter.store.tables.incident import IncidentPlaceRow, IncidentRow
from commandcenter.store.tables.person import PersonRow


def private_of(session: Session, incident: IncidentRow) -> Private:
    """The incident's complainants; its traders too until they may be named."""
    people = session.execute(
        select(ComplainantRow.name, ComplainantRow.phone)
        .join(ComplaintRow, ComplaintRow.id == ComplainantRow.complaint_id)
        .where(belonging(incident.id))
    ).all()
    ours = set(session.scalars(select(PersonRow.name)))
    phones = ("".join(c for c in person.phone if c.isdigit()) for person in people)
    return Private(
        names=frozenset(person.name.strip() for person in people) - ours,
        phones=frozenset(p for p in phones if len(p) >= 7),
        traders=frozenset() if incident.released_name else traders_of(session, incident),
    )


def traders_of(session: Session, incident: IncidentRow) -> frozenset[str]:
    """Names and brands of whom the complaints are about, and of the places."""
    about = select(ComplaintRow.subject_id).where(belonging(incident.id))
    subjects = session.execute(
        select(SubjectRow.name, SubjectRow.brand).where(SubjectRow.id.in_(about))
    ).all()
    at = session.scalars(
        select(IncidentPlaceRow.label).where(IncidentPlaceRow.incident_id == incident.id)
    )
    names = {incident.brand, *at, *(s.name for s in subjects), *(s.brand for s in subjects)}
    short = {name.partition("（")[0].partition("(")[0] for name in names}
    return frozenset(name.strip() for name in names | short if name.strip())
