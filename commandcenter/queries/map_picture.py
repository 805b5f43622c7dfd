"""What the incident map shows. Boundaries are apart: they change only with the city."""

from dataclasses import dataclass
from datetime import datetime

from commandcenter.domain.level import Level
from commandcenter.queries.situation import SourceAsOf


@dataclass(frozen=True, slots=True)
class DistrictShade:
    """One county unit: complaints counted, and the age of its last word."""

    code: str
    name: str
    count: int
    concerned: bool  # concerned by the incident: its silence is shown
    last_word_at: datetime | None
    silent_minutes: int | None  # set when a concerned county is silent longer than allowed


@dataclass(frozen=True, slots=True)
class IncidentMark:
    """One place of an incident (a store, a school). `weight` 0–1 scales the circle."""

    incident_id: int
    place_id: int
    label: str
    level: Level | None
    lat: float
    lon: float
    weight: float


@dataclass(frozen=True, slots=True)
class TeamMark:
    label: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class ComplaintPoint:
    """A complaint with an exact or town-level place; county-level ones only count."""

    id: int
    lat: float
    lon: float
    label: str


@dataclass(frozen=True, slots=True)
class MapPicture:
    """`districts` in code order; `points` at most a few thousand, newest first."""

    districts: tuple[DistrictShade, ...]
    incidents: tuple[IncidentMark, ...]
    teams: tuple[TeamMark, ...]
    points: tuple[ComplaintPoint, ...]
    since: datetime
    now: datetime
    sources: tuple[SourceAsOf, ...]
