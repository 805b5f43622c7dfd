"""An incident's map as features for other programs: the counties concerned, places, teams, cases.

As on the desk, with what leaves covered: in names the people who complained, and the names of
schools, as on the wall. Single complaints are not among it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from commandcenter.domain.incident.case_report import Part
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.map_picture import MapPicture, incident_map
from commandcenter.queries.incident.case_picture import CasePicture
from commandcenter.queries.incident.incidents import require_incident
from commandcenter.queries.papers.borders import city_geojson
from commandcenter.store.private import Cover, cover_of
from commandcenter.store.tables.incident.incident import IncidentRow

CASE_KINDS = {Part.SITE: "case_site", Part.HOSPITAL: "hospital"}
AREAS = ("Polygon", "MultiPolygon")
Shape = dict[str, Any]


@dataclass(frozen=True, slots=True)
class MapFeature:
    """`id` is `KIND:NUMBER`, of a county its code. `shape` is a geometry of GeoJSON, WGS 84."""

    id: str
    kind: str  # county, place, team, case_site, hospital
    name: str
    shape: Shape
    complaints: int | None = None
    people: int | None = None  # of a team how many, at a school or hospital how many fell ill
    at: datetime | None = None  # of a team since when it is there, of a county its last word


@dataclass(frozen=True, slots=True)
class IncidentMap:
    incident_id: int
    as_of: datetime
    features: tuple[MapFeature, ...]


def map_features(session: Session, incident_id: int, now: datetime) -> IncidentMap:
    """Raises RuleBroken for an incident that there is not."""
    require_incident(session, incident_id)
    cover = cover_of(session, session.get_one(IncidentRow, incident_id))
    picture = incident_map(session, incident_id, now)
    if picture.cases is not None:
        picture = incident_map(session, incident_id, now, public=True)
    features = (
        *_counties(picture, city_geojson(session)),
        *_places(picture, cover),
        *_teams(picture, cover),
        *(_case_places(picture.cases) if picture.cases else ()),
    )
    return IncidentMap(incident_id, now, features)


def _counties(picture: MapPicture, city: dict[str, Any]) -> Iterator[MapFeature]:
    shapes = {
        str(each["properties"]["adcode"]): each["geometry"]
        for each in city["features"]
        if each["geometry"]["type"] in AREAS
    }
    ill = picture.cases is not None
    for county in picture.districts:
        if county.concerned and county.code in shapes:
            yield MapFeature(
                id=f"county:{county.code}",
                kind="county",
                name=county.name,
                shape=shapes[county.code],
                complaints=None if ill else county.count,
                people=county.count if ill else None,
                at=county.last_word_at,
            )


def _places(picture: MapPicture, cover: Cover) -> Iterator[MapFeature]:
    for mark in picture.incidents:
        yield MapFeature(
            id=f"place:{mark.place_id}",
            kind="place",
            name=cover(mark.label),
            shape=_point(mark.lon, mark.lat),
            complaints=mark.complaints,
        )


def _teams(picture: MapPicture, cover: Cover) -> Iterator[MapFeature]:
    for team in picture.teams:
        yield MapFeature(
            id=f"team:{team.id}",
            kind="team",
            name=cover(team.label),
            shape=_point(team.lon, team.lat),
            people=team.people,
            at=team.at,
        )


def _case_places(cases: CasePicture) -> Iterator[MapFeature]:
    for place in cases.places:
        if place.lat is not None and place.lon is not None:
            kind = CASE_KINDS[place.part]
            yield MapFeature(
                id=f"{kind}:{place.id}",
                kind=kind,
                name=place.label,
                shape=_point(place.lon, place.lat),
                people=place.number,
            )


def _point(lon: float, lat: float) -> Shape:
    return {"type": "Point", "coordinates": [lon, lat]}
