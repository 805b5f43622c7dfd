"""What the form of a 病例通报 begins with: the places that are known, and what was told last."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.incident.case_report import USUAL_WIDTH, Meal, Part
from commandcenter.store.incident.case_reports import Cases, cases
from commandcenter.store.incident.incident_kind import incident_kind
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.incident.incident import IncidentPlaceRow, IncidentRow


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A place as it is known, with its number in the last report; None: not in it."""

    label: str
    district: str | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class CaseChoices:
    """`sites_word`: how the kind calls its places (学校). `onset`: start and number, as last told;
    a start of None is 不明. `districts`: those of the incident first.
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


def case_choices(session: Session, incident_id: int, now: datetime) -> CaseChoices:
    incident = session.get_one(IncidentRow, incident_id)
    kind, last = incident_kind(session, incident), cases(session, incident_id, now)
    newest = last.reports[-1] if last else None
    names = session.execute(select(DistrictRow.code, DistrictRow.name).order_by(DistrictRow.code))
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
        districts=tuple((code, name) for code, name in
                        sorted(names, key=lambda pair: pair[0] not in incident.districts)),
    )  # fmt: skip


def _told(last: Cases | None, part: Part) -> tuple[PlaceChoice, ...]:
    rows = last.counts.get(part, ()) if last else ()
    return tuple(PlaceChoice(row.label, row.district, row.number) for row in rows)


def _sites(session: Session, incident_id: int, last: Cases | None) -> tuple[PlaceChoice, ...]:
    """Those of the last report; before one the places of the incident."""
    if told := _told(last, Part.SITE):
        return told
    rows = session.scalars(
        select(IncidentPlaceRow)
        .where(IncidentPlaceRow.incident_id == incident_id)
        .order_by(IncidentPlaceRow.id)
    )
    return tuple(PlaceChoice(row.label, row.district) for row in rows)
