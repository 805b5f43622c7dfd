"""涉及县区: the counties that an incident concerns, by its rows; one reading for all.

Who has to act is another list: the counties that were named at registration (`row.districts`).
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.incident.case_report import Part
from commandcenter.domain.phrase import enumerated, with_note, word
from commandcenter.late_dataclass import dataclass
from commandcenter.store.incident.case_reports import cases
from commandcenter.store.incident.leading_body import district_names
from commandcenter.store.moment import counted, moment
from commandcenter.store.read_once import read_once, rows_of_incident
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentPlaceRow, IncidentRow

BY_ROWS = word("投诉登记、涉事场所")


@dataclass(frozen=True, slots=True)
class Counties:
    """Codes, in order. `registered`: as named at registration, while no row tells of any."""

    codes: tuple[str, ...]
    registered: bool = False


def counties_of(session: Session, incident: IncidentRow, at: datetime) -> Counties:
    """Where the complaints that count are from, where its places are, where people fell ill."""
    return read_once(
        session, ("counties", incident.id, at), lambda: _counties(session, incident, at)
    )


def _counties(session: Session, incident: IncidentRow, at: datetime) -> Counties:
    m, found = moment(session, at), set[str | None]()
    found |= set(
        session.scalars(select(ComplaintRow.district).where(counted(m, incident.id)).distinct())
    )
    found |= {row.district for row in rows_of_incident(session, IncidentPlaceRow, incident.id)}
    found |= set(_with_cases(session, incident.id, m.at))
    by_rows = tuple(sorted(code for code in found if code))
    return Counties(by_rows or tuple(sorted(incident.districts)), registered=not by_rows)


def _with_cases(session: Session, incident_id: int, at: datetime) -> Iterator[str | None]:
    known = cases(session, incident_id, at)
    rows = known.counts.get(Part.SITE, ()) if known else ()
    return (row.district for row in rows if row.number)


def where_words(
    session: Session, incident: IncidentRow, at: datetime, district: str | None = None
) -> str:
    """北江区、西山县（临江店、河西店）: its counties, or one of them, and its places there."""
    rows = select(IncidentPlaceRow.label).where(IncidentPlaceRow.incident_id == incident.id)
    if district:
        rows = rows.where(IncidentPlaceRow.district == district)
    labels = session.scalars(rows.order_by(IncidentPlaceRow.id)).all()
    codes = (district,) if district else counties_of(session, incident, at).codes
    return with_note(enumerated(district_names(session, codes)), enumerated(labels))
