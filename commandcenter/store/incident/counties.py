"""波及县区: the counties of an incident, as registered and by its places; one reading for all."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.store.tables.incident.incident import IncidentPlaceRow, IncidentRow


def counties_of(session: Session, incident: IncidentRow) -> tuple[str, ...]:
    """Their codes, in order."""
    places = session.scalars(
        select(IncidentPlaceRow.district).where(
            IncidentPlaceRow.incident_id == incident.id, IncidentPlaceRow.district.is_not(None)
        )
    )
    return tuple(sorted({*incident.districts, *(code for code in places if code)}))
