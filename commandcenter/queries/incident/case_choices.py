"""What the form of a 病例通报 begins with: the places that are known, and what was told last."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.incident.case_report import USUAL_WIDTH, Meal, Part
from commandcenter.late_dataclass import dataclass
from commandcenter.store.incident.case_reports import Cases, cases
from commandcenter.store.incident.incident_kind import incident_kind
from commandcenter.store.incident.leading_body import county_names
from commandcenter.store.read_once import rows_of_incident
from commandcenter.store.tables.city import TownRow
from commandcenter.store.tables.incident.cases import CaseCountRow
from commandcenter.store.tables.incident.incident import IncidentPlaceRow, IncidentRow


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A place as it is known, with its number in the last report; None: not in it. `placed`: its
    position is known."""

    label: str
    district: str | None = None
    last: int | None = None
    placed: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something may be said to be: a town of a county, or what has its position already.

    WGS-84 degrees.
    """

    words: str
    district: str | None
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class CaseChoices:
    """`sites_word`: how the kind calls its places (学校). `onset`: start and number, as last told;
    a start of None is 不明. `districts`: those of the incident first, and their towns among the
    `spots`.
    """

    sites_word: str
    sites: tuple[PlaceChoice, ...]
    hospitals: tuple[PlaceChoice, ...]
    onset: tuple[tuple[datetime | None, int], ...]
    width: int
    meal: Meal | None
    source: str
    treated: int | None
    as_of: datetime | None
    districts: tuple[tuple[str, str], ...]
    spots: tuple[Spot, ...] = ()


def case_choices(session: Session, incident_id: int, now: datetime) -> CaseChoices:
    incident = session.get_one(IncidentRow, incident_id)
    kind, last = incident_kind(session, incident), cases(session, incident_id, now)
    newest = last.reports[-1] if last else None
    counties = sorted(
        county_names(session).items(), key=lambda pair: pair[0] not in incident.districts
    )
    return CaseChoices(
        sites_word=kind.sites if kind else "",
        sites=_sites(session, incident_id, last),
        hospitals=_told(last, Part.HOSPITAL),
        onset=tuple((row.onset_at, row.number) for row in last.counts.get(Part.ONSET, ()))
        if last else (),
        width=newest.width if newest else USUAL_WIDTH,
        meal=Meal(newest.meal, newest.meal_from, newest.meal_to)
        if newest and newest.meal_from and newest.meal_to else None,
        source=newest.source if newest else "",
        treated=last.treated if last else None,
        as_of=last.as_of if last else None,
        districts=tuple(counties),
        spots=tuple(_spots(session, incident_id, last, dict(counties))),
    )  # fmt: skip


def _spots(
    session: Session, incident_id: int, last: Cases | None, counties: Mapping[str, str]
) -> Iterator[Spot]:
    """What the incident knows the position of, then the towns, county by county."""
    rows: list[CaseCountRow | IncidentPlaceRow] = []
    rows += rows_of_incident(session, IncidentPlaceRow, incident_id)
    rows += [row for part in last.counts.values() for row in part] if last else []
    for row in rows:
        if row.label and row.lat is not None and row.lon is not None:
            yield Spot(row.label, row.district, row.lat, row.lon)
    towns = session.scalars(select(TownRow).order_by(TownRow.id)).all()
    order = list(counties)
    for town in sorted(towns, key=lambda town: order.index(town.district)):
        words = f"{counties[town.district]}{town.name}"
        yield Spot(words, town.district, town.lat, town.lon)


def _told(last: Cases | None, part: Part) -> tuple[PlaceChoice, ...]:
    rows = last.counts.get(part, ()) if last else ()
    return tuple(
        PlaceChoice(row.label, row.district, row.number, row.lat is not None) for row in rows
    )


def _sites(session: Session, incident_id: int, last: Cases | None) -> tuple[PlaceChoice, ...]:
    """Those of the last report; before one the places of the incident."""
    if told := _told(last, Part.SITE):
        return told
    rows = rows_of_incident(session, IncidentPlaceRow, incident_id)
    return tuple(PlaceChoice(row.label, row.district, placed=row.lat is not None) for row in rows)
