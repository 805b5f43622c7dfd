"""应急处置日报: what a day of the response brought, beside the day before and all there is."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.command.tasks import is_task, tasks
from commandcenter.domain.complaints.handling import FINISHED
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.counts import Counts
from commandcenter.domain.incident.level_course import LevelStep
from commandcenter.domain.org import Role
from commandcenter.domain.reports.report import Chain
from commandcenter.domain.times import ceiling, day_start, local
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.obligation_lines import ObligationLine, obligation_lines
from commandcenter.queries.command.running_log import LogLine, log_lines
from commandcenter.queries.incident.paper_stamp import Stamp, stamp
from commandcenter.queries.incident.situation import Situation, situation
from commandcenter.queries.papers.paper_express import Harm, stated_harm
from commandcenter.queries.watch.silence import Silence, silence_lines
from commandcenter.queries.watch.timeline import Timeline, timeline
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.incident import decreases
from commandcenter.store.incident.counts import counts_where
from commandcenter.store.moment import counted, moment
from commandcenter.store.people import on_duty
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.private import cover_of
from commandcenter.store.reports.report_done import level_steps
from commandcenter.store.reports.report_receivers import receivers_for
from commandcenter.store.tables.command.site import OpinionRow
from commandcenter.store.tables.complaints.complaint import ComplaintHandlingRow, ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.releases.release import PressQuestionRow

DAY = timedelta(days=1)
LOG_LINES = 8
HOURS_SHOWN = 2  # so many days at most are drawn by the hour


@dataclass(frozen=True, slots=True)
class DayFigure:
    """A row of figures: today up to now, the whole day before, and all until now.

    `cents`: the figures are money in 分. `before` None: the response had not begun.
    """

    title: str
    today: int
    before: int | None
    total: int
    cents: bool = False


@dataclass(frozen=True, slots=True)
class Daily:
    """`day`: which of the response, from 1. `steps`: open tasks that are due until the end of
    tomorrow, `late` those overdue; `asked`, `unanswered`: questions of the press."""

    stamp: Stamp
    day: int
    situation: Situation
    sent_to: tuple[str, ...]
    figures: tuple[DayFigure, ...]
    harm: tuple[Harm, ...]
    timeline: Timeline
    levels: tuple[LevelStep, ...]  # from the first on: those before tell what today's are
    log: tuple[LogLine, ...]  # of today, oldest first
    late: tuple[ObligationLine, ...]
    silent: tuple[Silence, ...]
    asked: int
    unanswered: int
    steps: tuple[ObligationLine, ...]
    contact: str
    phone: str
    lost: str = ""  # what the counts lost since the last paper


def daily(session: Session, incident_id: int, now: datetime) -> Daily:
    """Raises RuleBroken before the response and from the day after its end on."""
    incident = session.get_one(IncidentRow, incident_id)
    start = _today(incident, now)
    began = incident.activated_at or now
    plan = plan_of(session, incident.plan_version_id)
    level = incident.response or incident.grade
    lines = obligation_lines(session, incident_id, now)
    steps = [line for line in lines if line.undone and is_task(line.row)]
    duty = on_duty(session, now, Role.DUTY)
    return Daily(
        stamp=stamp(session, incident_id, now),
        day=(local(now).date() - local(began).date()).days + 1,
        situation=situation(session, incident_id, now),
        sent_to=tuple(name for _, name in receivers_for(session, plan, level, Chain.CITY, None)),
        figures=_figures(session, incident, start, now),
        harm=stated_harm(session, incident, now),
        timeline=_timeline(session, incident, now),
        levels=level_steps(session, incident_id),
        log=_log(session, incident, start),
        late=tuple(s for s in steps if s.late),
        silent=tuple(s for s in silence_lines(session, incident_id, now) if s.too_long),
        asked=_count(session, PressQuestionRow, incident_id),
        unanswered=_count(session, PressQuestionRow, incident_id,
                          PressQuestionRow.answered_at.is_(None)),
        steps=tuple(
            s for s in steps if s.row.due_at and now <= s.row.due_at < start + 2 * DAY
        ),
        contact=duty.name if duty else "",
        phone=duty.phone if duty else "",
        lost=cover_of(session, incident)(decreases.words(session, incident_id, now)),
    )  # fmt: skip


def _today(incident: IncidentRow, now: datetime) -> datetime:
    """When the day began that is told of."""
    start = day_start(local(now).date())
    if incident.activated_at is None:
        raise RuleBroken("本事件还没有启动应急响应，不编发日报。")
    if incident.ended_at is not None and incident.ended_at < start:
        raise RuleBroken("本事件的应急响应已经终止，不再编发日报。")
    return start


def _figures(
    session: Session, incident: IncidentRow, start: datetime, now: datetime
) -> tuple[DayFigure, ...]:
    at, m = ComplaintRow.registered_at, moment(session, now)

    def counts(*span: ColumnElement[bool]) -> Counts:
        return counts_where(session, m, and_(counted(m, incident.id), *span))

    total, today, before = counts(), counts(at >= start), counts(at >= start - DAY, at < start)
    until_today, until_before = counts(at < start), counts(at < start - DAY)
    had = local(incident.received_at).date() < local(now).date()

    def row(title: str, today: int, before: int, total: int, *, cents: bool = False) -> DayFigure:
        return DayFigure(title, today, before if had else None, total, cents)

    return (
        row("投诉举报（件）", today.complaints, before.complaints, total.complaints),
        row("投诉举报（人次）", today.person_times, before.person_times, total.person_times),
        row("去重后消费者（人）", total.people - until_today.people,
            until_today.people - until_before.people, total.people),
        row("涉及金额", total.amount_cents - until_today.amount_cents,
            until_today.amount_cents - until_before.amount_cents, total.amount_cents, cents=True),
        *(row(title, *counts) for title, counts in _works(session, incident, start, now)),
    )  # fmt: skip


def _works(
    session: Session, incident: IncidentRow, start: datetime, now: datetime
) -> list[tuple[str, tuple[int, int, int]]]:
    """What was done, each with its own time: (today, the day before, all)."""
    incident_id = incident.id
    done = [state.value for state in FINISHED]
    closed, mine = ComplaintHandlingRow.closed_at, counted(moment(session, now), incident_id)
    accepted = ComplaintHandlingRow.accepted_at

    def handled(
        column: InstrumentedAttribute[datetime | None], *wanted: ColumnElement[bool]
    ) -> Any:
        def count(*when: ColumnElement[bool]) -> int:
            rows = (
                select(func.count())
                .select_from(ComplaintHandlingRow)
                .join(ComplaintRow, ComplaintRow.id == ComplaintHandlingRow.complaint_id)
                .where(mine, column.is_not(None), *wanted, *when)
            )
            return session.scalar(rows) or 0

        return _split(count, column, start, now)

    def own(table: Any, column: Any, *wanted: ColumnElement[bool]) -> Any:
        def count(*when: ColumnElement[bool]) -> int:
            return _count(session, table, incident_id, column.is_not(None), *wanted, *when)

        return _split(count, column, start, now)

    return [
        ("受理投诉举报（件）", handled(accepted)),
        ("办结投诉举报（件）", handled(closed, ComplaintHandlingRow.state.in_(done))),
        ("办结处置任务（项）", _tasks_done(session, incident_id, start, now)),
        ("登记网上信息（条）", own(OpinionRow, OpinionRow.found_at)),
    ]


def _tasks_done(
    session: Session, incident_id: int, start: datetime, now: datetime
) -> tuple[int, int, int]:
    rows = tasks(obligations_of(session, incident_id, now, state=ObligationState.DONE))
    ends = [row.done_at for row in rows if row.done_at and row.done_at <= now]
    today = sum(at >= start for at in ends)
    return today, sum(start - DAY <= at < start for at in ends), len(ends)


def _split(count: Any, column: Any, start: datetime, now: datetime) -> tuple[int, int, int]:
    return (
        count(column >= start, column <= now),
        count(column >= start - DAY, column < start),
        count(column <= now),
    )


def _count(session: Session, table: Any, incident_id: int, *wanted: ColumnElement[bool]) -> int:
    rows = select(func.count(table.id)).where(table.incident_id == incident_id, *wanted)
    return session.scalar(rows) or 0


def _timeline(session: Session, incident: IncidentRow, now: datetime) -> Timeline:
    """By the hour in the first days, then by the day."""
    first = day_start(local(incident.received_at).date())
    if now - first <= HOURS_SHOWN * DAY:
        return timeline(session, incident.id, first, ceiling(now, 60), 60, now=now)
    end = day_start(local(now).date()) + DAY
    return timeline(session, incident.id, first, end, 24 * 60, now=now)


def _log(session: Session, incident: IncidentRow, start: datetime) -> tuple[LogLine, ...]:
    """What was put on the wall today, the newest of it, oldest first."""
    cover = cover_of(session, incident)
    lines = log_lines(session, incident.id, LOG_LINES, wall_only=True)
    mine = [line for line in lines if line.at >= start]
    return tuple(
        LogLine(line.id, line.at, line.author, line.group, line.office, cover(line.text), True)
        for line in reversed(mine)
    )
