"""What the incident map shows. Boundaries are apart: they change only with the city."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import Precision
from commandcenter.domain.level import Level
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.case_picture import CasePicture, case_picture
from commandcenter.queries.incident.incidents import LIVE_FIRST
from commandcenter.queries.incident.situation import SourceAsOf
from commandcenter.queries.incident.sources import sources
from commandcenter.queries.watch.silence import Silence, silences
from commandcenter.store.incident.counties import counties_of
from commandcenter.store.incident.counts import district_counts
from commandcenter.store.moment import Moment, counted, moment
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentPlaceRow, IncidentRow
from commandcenter.store.tables.incident.incident_team import TeamRow


@dataclass(frozen=True, slots=True)
class DistrictShade:
    """One county unit: complaints counted, and the age of its last word.

    A word is a line of the log, a site report or an information report of that county.
    `age_minutes`: since its last word or, before one, since the response began; only of one that
    has to report.
    """

    code: str
    name: str
    count: int
    concerned: bool  # by rows of the incident
    last_word_at: datetime | None
    silent_minutes: int | None  # set when one that has to report is silent too long
    age_minutes: int | None = None

    @property
    def is_named(self) -> bool:
        """Whatever else the map has no room for."""
        return self.concerned or self.age_minutes is not None


@dataclass(frozen=True, slots=True)
class IncidentMark:
    """One place of an incident (a store, a school), with the complaints about it. `weight` 0–1
    scales the circle."""

    incident_id: int
    place_id: int
    label: str
    level: Level | None
    lat: float
    lon: float
    weight: float
    complaints: int = 0


@dataclass(frozen=True, slots=True)
class TeamMark:
    """A team where it said last that it is; `people`: as many as were told."""

    label: str
    lat: float
    lon: float
    id: int = 0
    people: int | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ComplaintPoint:
    """A complaint with an exact or town-level place; county-level ones only count."""

    id: int
    lat: float
    lon: float
    label: str


@dataclass(frozen=True, slots=True)
class MapPicture:
    """`districts` in code order; `points` at most a few thousand, newest first. One that `counts`
    nothing shows the units and their names alone."""

    districts: tuple[DistrictShade, ...]
    incidents: tuple[IncidentMark, ...]
    teams: tuple[TeamMark, ...]
    points: tuple[ComplaintPoint, ...]
    since: datetime
    now: datetime
    sources: tuple[SourceAsOf, ...]
    cases: CasePicture | None = None  # of a kind that has cases: then nothing else is marked
    counts: bool = True


POINT_LIMIT = 3_000


def map_picture(
    session: Session,
    incident_id: int | None,
    now: datetime,
    hours: int = 24,
    *,
    public: bool = False,
) -> MapPicture:
    """The city with one incident, or (None) with all complaints of the last hours.

    A `public` picture (the wall) names no trader and quotes no complaint.
    """
    since, m = now - timedelta(hours=hours), moment(session, now)
    incident = session.get_one(IncidentRow, incident_id) if incident_id else None
    return MapPicture(
        districts=_districts(session, m, incident, since, now),
        incidents=incident_marks(session, m, public, incident_id),
        teams=_teams(session, incident_id),
        points=_points(session, m, incident_id, since, public),
        since=since,
        now=now,
        sources=sources(session, now),
    )


def incident_map(
    session: Session, incident_id: int | None, now: datetime, *, public: bool = False
) -> MapPicture:
    """As its kind wants it: where its cases are, or its complaints."""
    incident = session.get_one(IncidentRow, incident_id) if incident_id else None
    found = case_picture(session, incident, now, public=public) if incident else None
    if incident is None or found is None:
        return map_picture(session, incident_id, now, public=public)
    ill: Counter[str | None] = Counter()
    for site in found.sites:
        ill[site.district] += site.number
    heard = {each.code: each for each in silences(session, incident, now)}
    return MapPicture(
        districts=tuple(_shades(session, incident, ill, heard, now)),
        incidents=(),
        teams=(),
        points=(),
        since=now,
        now=now,
        sources=(),
        cases=found,
    )


def _districts(
    session: Session, m: Moment, incident: IncidentRow | None, since: datetime, now: datetime
) -> tuple[DistrictShade, ...]:
    if incident:
        rows = session.execute(district_counts(m, incident.id)).all()
    else:
        rows = session.execute(
            select(ComplaintRow.district, func.count())
            .where(ComplaintRow.registered_at >= since, counted(m))
            .group_by(ComplaintRow.district)
        ).all()
    heard = {each.code: each for each in silences(session, incident, now)} if incident else {}
    return tuple(_shades(session, incident, dict(rows), heard, now))


def _shades(
    session: Session,
    incident: IncidentRow | None,
    counts: Mapping[str | None, int],
    heard: Mapping[str, Silence],
    now: datetime,
) -> Iterator[DistrictShade]:
    concerned = counties_of(session, incident, now).codes if incident else ()
    for row in session.scalars(select(DistrictRow).order_by(DistrictRow.code)):
        yield DistrictShade(
            code=row.code,
            name=row.name,
            count=counts.get(row.code, 0),
            concerned=row.code in concerned,
            last_word_at=heard[row.code].at if row.code in heard else None,
            silent_minutes=heard[row.code].too_long if row.code in heard else None,
            age_minutes=heard[row.code].minutes if row.code in heard else None,
        )


def _counts_by_subject(session: Session, m: Moment, incident_id: int) -> dict[int | None, int]:
    rows = session.execute(
        select(ComplaintRow.subject_id, func.count())
        .where(counted(m, incident_id))
        .group_by(ComplaintRow.subject_id)
    )
    return dict(rows.all())


def incident_marks(
    session: Session, m: Moment, public: bool, incident_id: int | None = None
) -> tuple[IncidentMark, ...]:
    """The places of an incident, sized by the complaints on their subject; None: of all live ones.

    Those of another incident would stand over counties that show 0 for this one.
    """
    live = select(IncidentRow).where(IncidentRow.state.in_(LIVE_FIRST)).order_by(IncidentRow.id)
    if incident_id is not None:
        live = select(IncidentRow).where(IncidentRow.id == incident_id)
    marks: list[IncidentMark] = []
    for incident in session.scalars(live):
        counts = _counts_by_subject(session, m, incident.id)
        most = max((n for subject, n in counts.items() if subject is not None), default=1)
        rows = session.scalars(
            select(IncidentPlaceRow)
            .where(IncidentPlaceRow.incident_id == incident.id)
            .order_by(IncidentPlaceRow.id)
        )
        marks += [
            IncidentMark(
                incident_id=incident.id,
                place_id=row.id,
                label="" if public else row.label,
                level=incident.response or incident.grade,
                lat=row.lat,
                lon=row.lon,
                weight=_of(counts, row.subject_id) / most,
                complaints=_of(counts, row.subject_id),
            )
            for row in rows
            if row.lat is not None and row.lon is not None
        ]
    return tuple(marks)


def _of(counts: Mapping[int | None, int], subject: int | None) -> int:
    """A place without a trader has no complaints of its own: not all those that name none."""
    return counts.get(subject, 0) if subject is not None else 0


def _teams(session: Session, incident_id: int | None) -> tuple[TeamMark, ...]:
    if incident_id is None:
        return ()
    newest = (
        select(func.max(TeamRow.id)).where(TeamRow.incident_id == incident_id)
        .group_by(TeamRow.label)
    )  # fmt: skip
    rows = session.scalars(select(TeamRow).where(TeamRow.id.in_(newest)).order_by(TeamRow.label))
    return tuple(TeamMark(row.label, row.lat, row.lon, row.id, row.people, row.at) for row in rows)


def _points(
    session: Session, m: Moment, incident_id: int | None, since: datetime, public: bool
) -> tuple[ComplaintPoint, ...]:
    columns = ComplaintRow.__table__.c
    rows = session.execute(
        select(columns.id, columns.lat, columns.lon, columns.title)
        .where(
            counted(m, incident_id),
            columns.lat.is_not(None),
            columns.precision != Precision.COUNTY.value,
        )
        .where(columns.registered_at >= since)
        .order_by(columns.registered_at.desc(), columns.id.desc())
        .limit(POINT_LIMIT)
    )
    return tuple(
        ComplaintPoint(row.id, row.lat, row.lon, "" if public else row.title) for row in rows
    )
