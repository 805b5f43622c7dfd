"""The field: reports, places with their clocks, teams, and the trend of the head counts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.command.site import (
    Mood,
    Watch,
    require_not_left,
    require_position,
    require_unused,
    watch_of,
)
from commandcenter.domain.command.tasks import PLACE, PLACE_REPORTS
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.closed import closed
from commandcenter.queries.offers import Offer, Rule, offer, only
from commandcenter.store.command.incident_rows import incident_rows
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.incident.hand_counts import ON_SITE, hand_count
from commandcenter.store.incident.leading_body import county_names
from commandcenter.store.incident.place_uses import place_uses
from commandcenter.store.moment import moment
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.read_once import rows_of_incident
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.command.site import SiteReportRow
from commandcenter.store.tables.incident.incident import IncidentPlaceRow, IncidentRow, TallyRow
from commandcenter.store.tables.incident.incident_team import TeamRow

RUNNING = (State.REPORTED, State.ASSESSING, State.RESPONDING)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One 现场报告. `place_id` None: of a version that knew places by their words alone."""

    id: int
    place_id: int | None
    place: str
    head_count: int | None
    mood: Mood
    damage: str
    measures: str
    needs: str
    closes: bool
    seen_at: datetime
    at: datetime
    by: str
    office: str


@dataclass(frozen=True, slots=True)
class TeamLine:
    """Where a team was last said to be; `place` "" away from all places."""

    id: int
    label: str
    at: datetime
    by: str
    place: str


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place with its newest report, and by when the book wants the next."""

    id: int
    label: str
    district: str
    has_position: bool
    teams: tuple[str, ...]
    arrived_at: datetime | None
    last: ReportLine | None
    due_at: datetime | None
    watch: Watch
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """The head counts of a place in the order of time."""

    place: str
    points: tuple[tuple[datetime, int], ...]


@dataclass(frozen=True, slots=True)
class SiteBoard:
    """`reports` newest first; `places` the late ones first; `people`: as everywhere (see
    store.incident.hand_counts), summed over `counted` places."""

    reports: tuple[ReportLine, ...]
    places: tuple[PlaceLine, ...]
    teams: tuple[TeamLine, ...]
    trends: tuple[Trend, ...]
    people: int
    counted: int
    late: int
    offers: tuple[Offer, ...]
    now: datetime


OF_THE_SITE = (SiteReportRow, IncidentPlaceRow, TeamRow, TallyRow)


def site_board(session: Session, actor: Actor, incident_id: int | None, now: datetime) -> SiteBoard:
    incident = session.get(IncidentRow, incident_id) if incident_id else None
    if incident is None:
        return SiteBoard((), (), (), (), 0, 0, 0, (), now)
    incident_rows(session, incident.id, OF_THE_SITE)  # what is asked below finds them there
    reports = _reports(session, incident.id)
    asks = _asking(session, actor, incident)
    places = _places(session, incident, reports, now, asks)
    there = hand_count(session, incident.id, ON_SITE, moment(session, now).at)
    return SiteBoard(
        reports=reports,
        places=places,
        teams=_teams(session, incident.id),
        trends=_trends(reports),
        people=there.value if there else 0,
        counted=len(there.places) if there else 0,
        late=sum(place.watch is Watch.LATE for place in places),
        offers=only(asks.offer("place", None), asks.offer("site_report", None)),
        now=now,
    )


@dataclass(frozen=True, slots=True)
class _Asking:
    """As services.command.site asks it: in the county of the place, else in the actor's own.

    `shut`: why nobody registers anything any more.
    """

    rights: Rights
    actor: Actor
    districts: frozenset[str]
    shut: RuleBroken | None

    def offer(self, key: str, district: str | None, *rules: Rule) -> Offer | None:
        own = self.actor.districts() & self.districts
        where = Matter(districts=frozenset({district}) if district else own)
        asks = (self.rights, self.actor, Action.SITE_REPORT, where)
        return offer(key, *asks, *rules, shut=self.shut)

    def of_place(
        self, row: IncidentPlaceRow, watch: Watch, uses: Sequence[str]
    ) -> tuple[Offer, ...]:
        district, has_position = row.district, row.lat is not None
        of_trader = row.subject_id is not None
        return only(
            self.offer("site_report", district),
            self.offer("team_arrived", district, partial(require_position, has_position)),
            self.offer("close_place", district, partial(require_not_left, watch)),
            self.offer(
                "take_out_place",
                district,
                partial(require_unused, row.label, uses, of_trader=of_trader),
            ),
        )


def _asking(session: Session, actor: Actor, incident: IncidentRow) -> _Asking:
    rights = plan_of(session).rights
    return _Asking(rights, actor, frozenset(incident.districts), closed(incident))


def _reports(session: Session, incident_id: int) -> tuple[ReportLine, ...]:
    """Newest first."""
    rows = rows_of_incident(session, SiteReportRow, incident_id)
    return tuple(
        ReportLine(
            row.id, row.place_id, row.place, row.head_count, Mood(row.mood), row.damage,
            row.measures, row.needs, row.closes, row.seen_at, row.at, row.by, word(row.office),
        )
        for row in sorted(rows, key=lambda row: (row.seen_at, row.id), reverse=True)
    )  # fmt: skip


def _newest(reports: Iterable[ReportLine]) -> dict[str, ReportLine]:
    """The newest report of each place; they come newest first."""
    found: dict[str, ReportLine] = {}
    for line in reports:
        found.setdefault(line.place, line)
    return found


def _places(
    session: Session,
    incident: IncidentRow,
    reports: Sequence[ReportLine],
    now: datetime,
    asks: _Asking,
) -> tuple[PlaceLine, ...]:
    rows = _place_rows(session, incident.id)
    placements = _placements(session, incident.id)
    counted, due = _counted(session, incident.id), _next_due(session, incident.id, now)
    now_there = _present_places(placements)
    newest, uses = _newest(reports), place_uses(session, incident.id)
    running = incident.state in RUNNING
    lines = []
    for row, district in rows:
        last = newest.get(row.label)
        arrived = _arrival(placements, row.id, last)
        left = last is not None and (not running or (last.closes and arrived is None))
        there = bool(last or arrived) or row.id in counted or row.label in counted
        watch = watch_of(due.get(row.id), now, there=there, left=left)
        lines.append(
            PlaceLine(
                id=row.id,
                label=row.label,
                district=district or "",
                has_position=row.lat is not None,
                teams=tuple(sorted(t for t, place in now_there.items() if place == row.id)),
                arrived_at=arrived,
                last=last,
                due_at=due.get(row.id),
                watch=watch,
                offers=asks.of_place(row, watch, uses.get(row.id, ())),
            )
        )
    return tuple(sorted(lines, key=_order))


def _order(line: PlaceLine) -> tuple[int, float, str]:
    due = line.due_at.timestamp() if line.due_at else 0.0
    return list(Watch).index(line.watch), due, line.label


def _place_rows(session: Session, incident_id: int) -> list[tuple[IncidentPlaceRow, str | None]]:
    names = county_names(session)
    rows = rows_of_incident(session, IncidentPlaceRow, incident_id)
    return [(row, names.get(row.district or "")) for row in rows]


@dataclass(frozen=True, slots=True)
class _Placement:
    """A team was put somewhere; `place_id` of the place it is at."""

    team: str
    at: datetime
    place_id: int | None


def _placements(session: Session, incident_id: int) -> list[_Placement]:
    """All placements of teams, oldest first."""
    rows = sorted(rows_of_incident(session, TeamRow, incident_id), key=lambda row: row.at)
    return [_Placement(row.label, row.at, row.place_id) for row in rows]


def _counted(session: Session, incident_id: int) -> set[int | str]:
    """Where people were counted: places by their ids, or by their very names."""
    rows = rows_of_incident(session, TallyRow, incident_id)
    return {row.place_id or row.place for row in rows if row.place_id or row.place}


def _next_due(session: Session, incident_id: int, now: datetime) -> Mapping[int, datetime]:
    """By when the book wants the next report of each place."""
    found: dict[int, datetime] = {}
    for row in obligations_of(session, incident_id, now, state=ObligationState.OPEN):
        if row.code in PLACE_REPORTS and row.about.startswith(PLACE) and row.due_at:
            place = int(row.about.removeprefix(PLACE))
            found[place] = min(row.due_at, found.get(place, row.due_at))
    return found


def _present_places(placements: Iterable[_Placement]) -> Mapping[str, int | None]:
    return {placement.team: placement.place_id for placement in placements}


def _arrival(
    placements: Iterable[_Placement], place_id: int, last: ReportLine | None
) -> datetime | None:
    """When the first team came; after a report that closed the place, the first since."""
    since = last.seen_at if last and last.closes else None
    came = (p.at for p in placements if p.place_id == place_id)
    return min((at for at in came if since is None or at > since), default=None)


def _teams(session: Session, incident_id: int) -> tuple[TeamLine, ...]:
    places = [row for row, _ in _place_rows(session, incident_id)]
    labels = {place.id: place.label for place in places}
    rows = sorted(rows_of_incident(session, TeamRow, incident_id), key=lambda row: row.at)
    newest = {row.label: row for row in rows}
    lines = (
        TeamLine(row.id, row.label, row.at, row.by, labels.get(row.place_id or 0, ""))
        for row in newest.values()
    )
    return tuple(sorted(lines, key=lambda line: line.label))


def place_of_team(session: Session, team_id: int) -> int:
    """The place that a team came to; 0 where none was chosen."""
    return session.get_one(TeamRow, team_id).place_id or 0


def _trends(reports: Iterable[ReportLine]) -> tuple[Trend, ...]:
    """Of each place that was counted, the one with most people first."""
    points: dict[str, list[tuple[datetime, int]]] = defaultdict(list)
    for line in reports:
        if line.head_count is not None:
            points[line.place].append((line.seen_at, line.head_count))
    trends = [Trend(place, tuple(reversed(found))) for place, found in points.items()]
    return tuple(sorted(trends, key=lambda t: (-max(n for _, n in t.points), t.place)))


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A place for a form; `lat` and `lon` None where its position is not known."""

    id: int
    label: str
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class SiteChoices:
    """What the forms of the field offer. `last`: the newest report of each place, by its name."""

    places: tuple[PlaceChoice, ...]
    teams: tuple[str, ...]
    districts: tuple[tuple[str, str], ...]
    last: Mapping[str, ReportLine]


def site_choices(session: Session, incident_id: int) -> SiteChoices:
    incident = session.get_one(IncidentRow, incident_id)
    rows = [row for row, _ in _place_rows(session, incident_id)]
    names = session.execute(select(DistrictRow.code, DistrictRow.name).order_by(DistrictRow.code))
    concerned = sorted(names, key=lambda pair: pair[0] not in incident.districts)
    return SiteChoices(
        places=tuple(PlaceChoice(row.id, row.label, row.lat, row.lon) for row in rows),
        teams=tuple(team.label for team in _teams(session, incident_id)),
        districts=tuple((code, name) for code, name in concerned),
        last=_newest(_reports(session, incident_id)),
    )
