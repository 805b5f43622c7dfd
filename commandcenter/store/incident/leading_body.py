"""Who leads an incident's response, and at what level it was last: for services and queries."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.level import Axis, Level
from commandcenter.domain.plan.plan import lead_body
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.city import CityRow, DistrictRow
from commandcenter.store.tables.incident.incident import IncidentRow, LevelDecisionRow

IN_FORCE = ("decision", "upper")  # the steps of a level decision that settle a level


def district_names(session: Session, codes: list[str]) -> tuple[str, ...]:
    """The counties' names in the order of their codes."""
    rows = session.scalars(
        select(DistrictRow.name).where(DistrictRow.code.in_(codes)).order_by(DistrictRow.code)
    )
    return tuple(rows)


def lead_words(session: Session, incident: IncidentRow, level: Level) -> str:
    """Who leads at this level of response, in full words (plan 4.2); "" without a city."""
    city = session.scalars(select(CityRow)).first()
    if city is None:
        return ""
    counties = "、".join(district_names(session, incident.districts))
    return lead_body(plan_of(session, incident.plan_version_id), level, city.name, counties)


def last_response(session: Session, incident: IncidentRow) -> Level | None:
    """The level of the response in force, after its end the last there was."""
    if incident.response is not None:
        return incident.response
    return session.scalar(
        select(LevelDecisionRow.level)
        .where(
            LevelDecisionRow.incident_id == incident.id,
            LevelDecisionRow.axis == Axis.RESPONSE,
            LevelDecisionRow.step.in_(IN_FORCE),
        )
        .order_by(LevelDecisionRow.id.desc())
        .limit(1)
    )
