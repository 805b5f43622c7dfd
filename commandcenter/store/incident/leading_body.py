"""Who leads an incident's response, and at what level it was last: for services and queries."""

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.level import Axis, Level
from commandcenter.domain.phrase import enumerated
from commandcenter.domain.plan.plan import lead_body
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.read_once import read_once, rows_of_incident
from commandcenter.store.tables.city import CityRow, DistrictRow
from commandcenter.store.tables.incident.incident import IncidentRow, LevelDecisionRow

IN_FORCE = ("decision", "upper")  # the steps of a level decision that settle a level


def district_names(session: Session, codes: Collection[str]) -> tuple[str, ...]:
    """The counties' names in the order of their codes."""
    known = county_names(session)
    return tuple(name for code, name in known.items() if code in codes)


def county_names(session: Session) -> Mapping[str, str]:
    """The names of all counties by their codes, in their order."""
    return _places(session)[1]


def _places(session: Session) -> tuple[str | None, Mapping[str, str]]:
    """The name of the city and its counties'."""
    city = select(CityRow.name).limit(1).scalar_subquery()
    wanted = select(DistrictRow.code, DistrictRow.name, city).order_by(DistrictRow.code)
    rows = read_once(session, "places", lambda: session.execute(wanted).all())
    name = rows[0][2] if rows else session.scalar(select(CityRow.name))
    return name, {code: name for code, name, _ in rows}


def lead_words(session: Session, incident: IncidentRow, level: Level) -> str:
    """Who leads at this level of response, in full words (plan 4.2); "" without a city."""
    name, _ = _places(session)
    if name is None:
        return ""
    counties = enumerated(district_names(session, incident.districts))
    return lead_body(plan_of(session, incident.plan_version_id), level, name, counties)


def last_response(session: Session, incident: IncidentRow) -> Level | None:
    """The level of the response in force, after its end the last there was."""
    if incident.response is not None:
        return incident.response
    rows = rows_of_incident(session, LevelDecisionRow, incident.id)
    settled = (
        row.level for row in reversed(rows) if row.axis is Axis.RESPONSE and row.step in IN_FORCE
    )
    return next(settled, None)
