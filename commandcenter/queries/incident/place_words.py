"""How a place of an incident is called in sight of everybody: by no name of trader or school."""

import re
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.queries.incident.case_picture import case_picture
from commandcenter.store.incident.leading_body import county_names
from commandcenter.store.read_once import read_once, rows_of_incident
from commandcenter.store.tables.incident.incident import IncidentPlaceRow, IncidentRow

IN_BRACKETS = re.compile(r"（([^（）]+)）$")


def branch_of(label: str) -> str:
    """What tells places of one name apart: of 悦力工场健身（城西店） it is 城西店; else ""."""
    inside = IN_BRACKETS.search(label)
    return inside[1] if inside else ""


def public_places(session: Session, incident_id: int, now: datetime) -> Mapping[int, str]:
    """By the id of the place: 甲校 as the map of the wall has it, the branch, else the county.

    Nothing of an only place: there is no other to tell it from.
    """
    key = ("public places", incident_id, now)
    return read_once(session, key, lambda: _read(session, incident_id, now))


def _read(session: Session, incident_id: int, now: datetime) -> Mapping[int, str]:
    places = rows_of_incident(session, IncidentPlaceRow, incident_id)
    if len(places) < 2:
        return {}
    cases = case_picture(session, session.get_one(IncidentRow, incident_id), now, public=True)
    counties = county_names(session)
    if cases is None:
        return {p.id: branch_of(p.label) or counties.get(p.district or "", "") for p in places}
    schools = {(site.lat, site.lon): site.label for site in cases.sites if site.placed}
    return {p.id: schools.get((p.lat, p.lon)) or counties.get(p.district or "", "") for p in places}
