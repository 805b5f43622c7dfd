"""The head of an incident and its numbers, as the wall and the desk show them."""

from datetime import datetime, timedelta

from sqlalchemy import SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import FOOD
from commandcenter.domain.incident.counts import Counts as Counts
from commandcenter.domain.reports.report import Chain
from commandcenter.domain.reports.report_clock import ClockKind, ClockState
from commandcenter.domain.times import day_start, local
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.incidents import IncidentHead as IncidentHead
from commandcenter.queries.incident.incidents import incident_head
from commandcenter.queries.incident.kind_figures import KindFigure, kind_figures
from commandcenter.queries.incident.sources import SourceAsOf as SourceAsOf
from commandcenter.queries.incident.sources import sources
from commandcenter.queries.reports.pending import PendingDecision as PendingDecision
from commandcenter.queries.reports.pending import pending
from commandcenter.store.incident.counts import HOUR, counts_with_flags, flagged_in
from commandcenter.store.incident.grade_steps import open_suggestion as open_suggestion
from commandcenter.store.incident.hand_counts import hand_count
from commandcenter.store.incident.incident_kind import has_cases
from commandcenter.store.moment import Moment, counted, lately, moment, pairs_in, registered
from commandcenter.store.reports.report_clocks import clocks
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentRow


@dataclass(frozen=True, slots=True)
class HandCount:
    """People on site, registered or waiting: the newest hand counts of all places, summed.

    `at`: of the oldest of them; `place`: in words, or how many places there are.
    """

    value: int
    at: datetime
    place: str


@dataclass(frozen=True, slots=True)
class NextReport:
    """What is reported next and by when. `grey`: not verified yet, it is never called late."""

    label: str  # 首报, 续报一, …
    deadline_at: datetime
    grey: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    head: IncidentHead
    counts: Counts
    on_site: HandCount | None
    registered: HandCount | None
    waiting: HandCount | None
    next_report: NextReport | None
    pending: tuple[PendingDecision, ...]  # oldest first, at most three
    sources: tuple[SourceAsOf, ...]
    now: datetime  # database time of this answer
    flagged: int = 0  # 疑似异常 among the complaints: beside the counts, and never on the wall
    figures: tuple[KindFigure, ...] = ()  # the six of its kind
    has_cases: bool = False  # of a kind whose map and curve show cases (病例通报)
    linked: int = 0  # of the 件 those that the other system has, too; 人 and 人次 know them as one


def situation(session: Session, incident_id: int, now: datetime) -> Situation:
    incident = session.get_one(IncidentRow, incident_id)  # held: the others find it there
    m = moment(session, now)
    counts, (flagged, linked) = counts_with_flags(
        session, m, counted(m, incident_id), flagged_in(m, incident_id), pairs_in(m, incident_id)
    )
    return Situation(
        head=incident_head(session, incident.id),
        counts=counts,
        on_site=_hand_count(session, m, incident_id, "on_site"),
        registered=_hand_count(session, m, incident_id, "registered"),
        waiting=_hand_count(session, m, incident_id, "waiting"),
        next_report=next_report(session, incident_id, now),
        pending=pending(session, incident_id),
        sources=sources(session, now),
        now=now,
        flagged=flagged,
        linked=linked,
        figures=kind_figures(session, incident, now),
        has_cases=has_cases(session, incident),
    )


def _hand_count(session: Session, m: Moment, incident_id: int, kind: str) -> HandCount | None:
    found = hand_count(session, incident_id, kind, m.at)
    return HandCount(found.value, found.at, found.place) if found else None


NOT_REPORTED = frozenset({ClockKind.SUMMARY})  # a paper of the aftermath


def next_report(session: Session, incident_id: int, now: datetime) -> NextReport | None:
    """What is reported next, by the clocks of the reports: the city's, else a county's own."""
    incident = session.get_one(IncidentRow, incident_id)
    due = [c for c in clocks(session, incident, now) if c.open and c.kind not in NOT_REPORTED]
    due.sort(key=lambda clock: (clock.chain is not Chain.CITY, clock.due_at))
    if not due:
        return None
    return NextReport(due[0].label, due[0].due_at, due[0].state is ClockState.GREY)


@dataclass(frozen=True, slots=True)
class QuietSituation:
    """The city without an incident: today's complaints against yesterday and the usual."""

    today: int
    yesterday: int  # until the same time of day, of each source
    last_hour: int
    reports: int  # 举报 among today's
    food: int  # 食品安全 among today's problems
    other_province: int
    sources: tuple[SourceAsOf, ...]
    now: datetime


def quiet_situation(session: Session, now: datetime) -> QuietSituation:
    start = day_start(local(now).date())
    day = timedelta(days=1)
    m = moment(session, now)

    def count(*conditions: SQLColumnExpression[bool]) -> int:
        rows = select(func.count()).select_from(ComplaintRow).where(counted(m), *conditions)
        return session.scalars(rows).one()

    registered_at = ComplaintRow.registered_at
    today, of_yesterday = registered_at >= start, registered_at >= start - day
    return QuietSituation(
        today=count(today),
        yesterday=count(of_yesterday, registered(m.back(day))),
        last_hour=count(lately(m, HOUR)),
        reports=count(today, ComplaintRow.kind == "report"),
        food=count(today, ComplaintRow.problem == FOOD),
        other_province=count(today, ComplaintRow.other_province),
        sources=sources(session, now),
        now=now,
    )
