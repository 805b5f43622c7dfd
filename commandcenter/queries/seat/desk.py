"""What the desk asks beside the panels: its head, people, papers, the plan."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from commandcenter.domain.incident.decided_above import DecidedAbove
from commandcenter.domain.level import Axis, Level
from commandcenter.domain.org import Actor
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.reports.report import ReportKind
from commandcenter.domain.reports.report_rules import own_county
from commandcenter.domain.rights import Rights
from commandcenter.domain.times import day_start, local
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.queries.incident.incidents import (
    IncidentLine,
    current_incident,
    incident_lines,
)
from commandcenter.queries.incident.orals import PendingOral, pending_oral
from commandcenter.queries.incident.situation import (
    QuietSituation,
    Situation,
    open_suggestion,
    quiet_situation,
    situation,
)
from commandcenter.queries.seat.todo_warnings import warning_items
from commandcenter.store.command.incident_rows import incident_rows
from commandcenter.store.incident.all_incidents import all_incidents
from commandcenter.store.incident.decided_above import decided_above
from commandcenter.store.incident.family import family_of
from commandcenter.store.incident.grade_steps import newest_on_grade
from commandcenter.store.incident.leading_body import last_response
from commandcenter.store.moment import counted, moment
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.reports.report_elements import line_of, reports_of
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.command.command import OralDecisionRow
from commandcenter.store.tables.command.site import SiteReportRow
from commandcenter.store.tables.complaints.complaint import ComplaintRow, SubjectRow
from commandcenter.store.tables.incident.incident import (
    IncidentPlaceRow,
    IncidentRow,
    LevelDecisionRow,
)
from commandcenter.store.tables.person import AccountRow
from commandcenter.store.tables.reports.report import ReportReceiptRow, ReportRow


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A 定级建议 that waits for the decision."""

    id: int
    level: Level
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class GradeStep:
    """suggestion, returned, decision, initial (初判), request (报请) or upper."""

    id: int
    step: str
    level: Level


@dataclass(frozen=True, slots=True)
class DeskHead:
    """Everything the head of the desk shows. `districts`: codes of the counties concerned.

    `grade_step`: the newest step towards the grade, by whose kind the next one is known;
    `last_response`: in force or, after the end, the last; `oral`: what waits for a signature;
    `above`: what the body above decided, by scale; `merged_into`: the incident that this one is
    carried on in; `warnings`: how much waits for the actor on the page of signals and warnings;
    """

    lines: tuple[IncidentLine, ...]
    situation: Situation | None  # of the chosen incident
    response_clause: str  # of the plan, for the level in force; "" before
    districts: frozenset[str]
    brand: str
    suggestion: Suggestion | None
    has_first_report: bool
    grade_step: GradeStep | None
    last_response: Level | None
    oral: PendingOral | None
    above: Mapping[Axis, DecidedAbove]
    merged_into: str
    rights: Rights
    locks: bool  # the person has a local password, so that the screen can be locked
    warnings: int
    now: datetime
    merged_from: tuple[str, ...] = ()  # titles of those that are carried on in this one
    pinned: bool = False  # the wall's main incident by hand


OF_THE_HEAD = (
    LevelDecisionRow, OralDecisionRow, ReportRow, ReportReceiptRow, IncidentPlaceRow, SiteReportRow,
)  # fmt: skip


def desk_head(session: Session, actor: Actor, incident_id: int | None, now: datetime) -> DeskHead:
    """The head for one incident; None: for the first live one, if there is any."""
    lines = tuple(incident_lines(session))
    chosen = current_incident(session) if incident_id is None else incident_id
    row = session.get(IncidentRow, chosen) if chosen else None
    plan = plan_of(session, row.plan_version_id if row else None)
    if row:
        incident_rows(session, row.id, OF_THE_HEAD)  # what is asked below finds them there
    shown = situation(session, row.id, now) if row else None
    level = (row.response or row.grade) if row else None
    return DeskHead(
        lines=lines,
        situation=shown,
        response_clause=plan.responses[level].clause if level else "",
        districts=frozenset(row.districts) if row else frozenset(),
        brand=row.brand if row else "",
        suggestion=_suggestion(session, row.id) if row else None,
        has_first_report=bool(row and _first_report(session, row.id, own_county(actor))),
        grade_step=_newest_step(session, row.id) if row else None,
        last_response=last_response(session, row) if row else None,
        oral=pending_oral(session, row.id, now) if row else None,
        above=_above(session, row.id) if row else {},
        merged_into=_title(session, row.merged_into) if row else "",
        rights=plan_of(session).rights,
        locks=session.get(AccountRow, actor.person_id) is not None,
        warnings=len(warning_items(session, actor, now)),
        now=now,
        merged_from=_merged_from(session, row.id) if row else (),
        pinned=bool(row and row.pinned_at),
    )


def _newest_step(session: Session, incident_id: int) -> GradeStep | None:
    row = newest_on_grade(session, incident_id)
    return GradeStep(row.id, row.step, row.level) if row else None


def _above(session: Session, incident_id: int) -> dict[Axis, DecidedAbove]:
    found = (decided_above(session, incident_id, axis) for axis in (Axis.GRADE, Axis.RESPONSE))
    return {above.axis: above for above in found if above}


def _title(session: Session, incident_id: int | None) -> str:
    row = next((each for each in all_incidents(session) if each.id == incident_id), None)
    return row.title if row else ""


def _merged_from(session: Session, incident_id: int) -> tuple[str, ...]:
    return tuple(_title(session, member) for member in family_of(session, incident_id)[1:])


def _first_report(session: Session, incident_id: int, district: str | None) -> bool:
    """Whether the office of `district` (None: the city's) has begun one."""
    rows = reports_of(session, incident_id, line_of(session, district))
    return any(row.kind is ReportKind.FIRST for row in rows)


def _suggestion(session: Session, incident_id: int) -> Suggestion | None:
    row = open_suggestion(session, incident_id)
    return Suggestion(row.id, row.level, row.by, row.at, row.reason) if row else None


def plan_in_force(session: Session, incident_id: int | None = None) -> PlanData:
    """The plan of an incident (the version it was opened under), else the one in force."""
    row = next((each for each in all_incidents(session) if each.id == incident_id), None)
    return plan_of(session, row.plan_version_id if row else None)


@dataclass(frozen=True, slots=True)
class Place:
    """A county unit, for a form."""

    code: str
    name: str


def places(session: Session) -> tuple[Place, ...]:
    rows = session.scalars(select(DistrictRow).order_by(DistrictRow.code))
    return tuple(Place(row.code, row.name) for row in rows)


def incident_of_suggestion(session: Session, suggestion_id: int) -> int:
    return session.get_one(LevelDecisionRow, suggestion_id).incident_id


def subject_of_place(session: Session, place_id: int) -> tuple[int | None, str]:
    """The trader at a place of an incident, if it is known, and the place's label."""
    row = session.get_one(IncidentPlaceRow, place_id)
    return row.subject_id, row.label


@dataclass(frozen=True, slots=True)
class TopSubject:
    """A trader with the complaints on it today, and the usual number of a day."""

    id: int
    name: str
    district: str
    count: int
    usual: float  # a day, over the four weeks before


USUAL_DAYS = 28


def top_subjects(
    session: Session, actor: Actor, now: datetime, limit: int = 12
) -> tuple[TopSubject, ...]:
    """The most complained about today, until now; a county's own complaints only."""
    start = day_start(local(now).date())
    scope = counted(moment(session, now), district=own_districts(session, actor))
    rows = session.execute(
        select(ComplaintRow.subject_id, func.count().label("n"))
        .where(
            ComplaintRow.registered_at >= start,
            ComplaintRow.subject_id.is_not(None),
            scope,
        )
        .group_by(ComplaintRow.subject_id)
        .order_by(func.count().desc(), ComplaintRow.subject_id)
        .limit(limit)
    ).all()
    usual = _usual(session, [subject for subject, _ in rows if subject], start, scope)
    named = {
        subject.id: (subject.name, district)
        for subject, district in session.execute(
            select(SubjectRow, DistrictRow.name)
            .outerjoin(DistrictRow, DistrictRow.code == SubjectRow.district)
            .where(SubjectRow.id.in_([subject for subject, _ in rows]))
        )
    }
    return tuple(
        TopSubject(i, named[i][0], named[i][1] or "", n, usual.get(i, 0) / USUAL_DAYS)
        for i, n in rows
        if i in named
    )


def _usual(
    session: Session, subjects: list[int], start: datetime, scope: ColumnElement[bool]
) -> dict[int, int]:
    since = start - timedelta(days=USUAL_DAYS)
    rows = session.execute(
        select(ComplaintRow.subject_id, func.count())
        .where(
            ComplaintRow.subject_id.in_(subjects),
            ComplaintRow.registered_at >= since,
            ComplaintRow.registered_at < start,
            scope,
        )
        .group_by(ComplaintRow.subject_id)
    )
    return {subject: count for subject, count in rows if subject}


@dataclass(frozen=True, slots=True)
class Watch:
    """The city today: numbers and the subjects with most complaints."""

    quiet: QuietSituation
    top: tuple[TopSubject, ...]


def watch(session: Session, actor: Actor, now: datetime) -> Watch:
    return Watch(quiet_situation(session, now), top_subjects(session, actor, now))
