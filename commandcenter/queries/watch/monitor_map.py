"""The complaints of one past day on the map, or of the last 24 hours, as far as a filter goes."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import Precision
from commandcenter.domain.org import Actor
from commandcenter.domain.times import day_start
from commandcenter.queries.command.map_picture import (
    POINT_LIMIT,
    ComplaintPoint,
    DistrictShade,
    MapPicture,
    incident_marks,
)
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter, conditions_of
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.queries.incident.sources import sources
from commandcenter.store.moment import moment
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.complaints.complaint import ComplaintRow

LAST_HOURS = timedelta(hours=24)
ONE_DAY = timedelta(days=1)


def map_span(day: date | None, now: datetime) -> tuple[datetime, datetime | None]:
    """Since and until of what the map shows; no day: the last 24 hours."""
    if day is None:
        return now - LAST_HOURS, None
    return day_start(day), day_start(day + ONE_DAY)


def monitor_map(
    session: Session,
    wanted: ComplaintFilter,
    day: date | None,
    now: datetime,
    actor: Actor | None = None,
) -> MapPicture:
    """Counts and points of the complaints that match; times in `wanted` are left aside.

    For an `actor` of a county the counts are the city's, the points its own.
    """
    since, until = map_span(day, now)
    span = replace(wanted, since=since, until=until)
    counted = select(ComplaintRow.district, func.count()).select_from(ComplaintRow)
    columns = ComplaintRow.__table__.c
    placed = select(columns.id, columns.lat, columns.lon, columns.title)
    conditions = conditions_of(span, session, now)
    counts = dict(session.execute(counted.where(*conditions).group_by(ComplaintRow.district)).all())
    own = own_districts(session, actor) if actor else None
    if own is not None:
        placed = placed.where(columns.district.in_(own))
    points = session.execute(
        placed.where(*conditions)
        .where(columns.lat.is_not(None), columns.precision != Precision.COUNTY.value)
        .order_by(columns.registered_at.desc(), columns.id.desc())
        .limit(POINT_LIMIT)
    )
    return MapPicture(
        districts=tuple(
            DistrictShade(row.code, row.name, counts.get(row.code, 0), False, None, None)
            for row in session.scalars(select(DistrictRow).order_by(DistrictRow.code))
        ),
        incidents=incident_marks(session, moment(session, now), public=False),
        teams=(),
        points=tuple(ComplaintPoint(p.id, p.lat, p.lon, p.title) for p in points),
        since=since,
        now=now,
        sources=sources(session, now),
    )
