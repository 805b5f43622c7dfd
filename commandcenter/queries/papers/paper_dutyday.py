"""值班日报（平安报告）: what a day of the duty room brought, by the rows of that day."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from commandcenter.domain.command.duty import LogKind
from commandcenter.domain.complaints.complaint import KIND_WORDS, ComplaintKind
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.domain.incident.level_course import LevelStep
from commandcenter.domain.org import Role
from commandcenter.domain.papers.period import Period
from commandcenter.domain.reports.report import report_label
from commandcenter.domain.watch.warning import WarningState
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.sources import SourceAsOf, sources
from commandcenter.queries.papers.journal_mark import JournalMark, journal_mark
from commandcenter.queries.papers.paper_contents import office
from commandcenter.store.moment import counted, moment
from commandcenter.store.reports.report_done import level_steps
from commandcenter.store.tables.command.duty_log import DutyLogRow, HandoverRow
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.person import DutyRow, PersonRow
from commandcenter.store.tables.reports.report import ReportRow
from commandcenter.store.tables.watch.warning import WarningRow

NO_MATTER = (State.FALSE_ALARM, State.MERGED)
Column = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]


@dataclass(frozen=True, slots=True)
class DayIncident:
    """`fresh`: it was heard of on the day; `levels`: its steps from the first on, to the moment
    that the paper knows; `responding`: a response was under way on the day."""

    title: str
    received_at: datetime
    fresh: bool
    levels: tuple[LevelStep, ...]
    responding: bool


@dataclass(frozen=True, slots=True)
class DayWarning:
    title: str
    at: datetime
    lifted: bool


@dataclass(frozen=True, slots=True)
class DaySent:
    """An information report that was sent; `incident`: its title."""

    label: str
    incident: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DutyDay:
    """`since` to `until`: the day, as far as it is over. `complaints`: (kind, how many);
    `calls`: entries of the log by kind; `follow`, `settled`: entries that asked for more, and
    those of them that were settled; `handovers`, `signed`: hand-overs of the shift, and those
    that were signed for."""

    org: str
    day: Period
    since: datetime
    until: datetime
    over: bool
    leads: tuple[str, ...]
    officers: tuple[str, ...]
    complaints: tuple[tuple[str, int], ...]
    incidents: tuple[DayIncident, ...]
    false_alarms: int
    warnings: tuple[DayWarning, ...]
    calls: dict[LogKind, int]
    follow: int
    settled: int
    handovers: int
    signed: int
    sent: tuple[DaySent, ...]
    sources: tuple[SourceAsOf, ...]
    at: datetime
    journal: JournalMark

    @property
    def peaceful(self) -> bool:
        """平安: no incident, no warning, and nothing of the log is left to be done."""
        return not (self.incidents or self.warnings or self.follow > self.settled)


def duty_day(session: Session, period: Period, now: datetime) -> DutyDay:
    """Raises RuleBroken for a day to come."""
    span = period.span
    if span.start > now:
        raise RuleBroken("{day}还没有到，没有值班日报。", day=period.words)
    reads = _Day(session, span.start, min(span.end, now))
    follow, settled = reads.followed()
    handovers, signed = reads.handed_over()
    return DutyDay(
        org=office(session),
        day=period,
        since=reads.since,
        until=reads.until,
        over=span.end <= now,
        leads=reads.people(Role.LEAD_DUTY),
        officers=reads.people(Role.DUTY),
        complaints=reads.complaints(now),
        incidents=reads.incidents(),
        false_alarms=reads.false_alarms(),
        warnings=reads.warnings(),
        calls=reads.calls(),
        follow=follow,
        settled=settled,
        handovers=handovers,
        signed=signed,
        sent=reads.sent(),
        sources=sources(session, now),
        at=now,
        journal=journal_mark(session),
    )


class _Day:
    def __init__(self, session: Session, since: datetime, until: datetime) -> None:
        self._session, self.since, self.until = session, since, until

    def _in(self, column: Column) -> ColumnElement[bool]:
        return (column >= self.since) & (column < self.until)

    def people(self, role: Role) -> tuple[str, ...]:
        rows = self._session.scalars(
            select(PersonRow.name)
            .join(DutyRow, DutyRow.person_id == PersonRow.id)
            .where(
                DutyRow.role == role, DutyRow.ends_at > self.since, DutyRow.starts_at < self.until
            )
            .order_by(DutyRow.starts_at, DutyRow.id)
        )
        return tuple(dict.fromkeys(rows))

    def complaints(self, now: datetime) -> tuple[tuple[str, int], ...]:
        m = moment(self._session, now)
        rows = self._session.execute(
            select(ComplaintRow.kind, func.count())
            .where(counted(m), self._in(ComplaintRow.registered_at))
            .group_by(ComplaintRow.kind)
        )
        found = dict(rows.all())
        return tuple((KIND_WORDS[kind], found[kind]) for kind in ComplaintKind if kind in found)

    def incidents(self) -> tuple[DayIncident, ...]:
        """Those that were heard of on the day, then those whose response goes on."""
        responding = (IncidentRow.activated_at < self.until) & or_(
            IncidentRow.ended_at.is_(None), IncidentRow.ended_at >= self.since
        )
        rows = self._session.scalars(
            select(IncidentRow)
            .where(
                IncidentRow.state.not_in(NO_MATTER),
                or_(self._in(IncidentRow.received_at), responding),
            )
            .order_by(IncidentRow.received_at.desc(), IncidentRow.id)
        )
        return tuple(map(self._incident, rows))

    def _incident(self, row: IncidentRow) -> DayIncident:
        steps = level_steps(self._session, row.id)
        began, ended = row.activated_at, row.ended_at
        return DayIncident(
            title=row.title,
            received_at=row.received_at,
            fresh=row.received_at >= self.since,
            levels=tuple(step for step in steps if (step.known_at or step.at) < self.until),
            responding=began is not None
            and began < self.until
            and (ended is None or ended >= self.since),
        )

    def false_alarms(self) -> int:
        rows = select(func.count(IncidentRow.id)).where(
            IncidentRow.state == State.FALSE_ALARM, self._in(IncidentRow.received_at)
        )
        return self._session.scalar(rows) or 0

    def warnings(self) -> tuple[DayWarning, ...]:
        rows = self._session.scalars(
            select(WarningRow)
            .where(WarningRow.issued_at.is_not(None))
            .where(or_(self._in(WarningRow.issued_at), self._in(WarningRow.ends_at)))
            .order_by(WarningRow.id)
        ).all()
        found = [
            DayWarning(row.title, row.issued_at, False)
            for row in rows
            if row.issued_at and self.since <= row.issued_at < self.until
        ]
        found += [
            DayWarning(row.title, row.ends_at, True)
            for row in rows
            if row.state is WarningState.LIFTED
            and row.ends_at
            and self.since <= row.ends_at < self.until
        ]
        return tuple(sorted(found, key=lambda each: each.at))

    def calls(self) -> dict[LogKind, int]:
        rows = self._session.execute(
            select(DutyLogRow.kind, func.count())
            .where(self._in(DutyLogRow.happened_at))
            .group_by(DutyLogRow.kind)
        )
        return {LogKind(kind): count for kind, count in rows}

    def followed(self) -> tuple[int, int]:
        asked, settled = self._session.execute(
            select(func.count(), func.count(DutyLogRow.closed_at)).where(
                DutyLogRow.follow, self._in(DutyLogRow.happened_at)
            )
        ).one()
        return asked, settled

    def handed_over(self) -> tuple[int, int]:
        given, signed = self._session.execute(
            select(func.count(), func.count(HandoverRow.received_at)).where(
                HandoverRow.kind == "duty", self._in(HandoverRow.given_at)
            )
        ).one()
        return given, signed

    def sent(self) -> tuple[DaySent, ...]:
        """The city's own reports."""
        rows = self._session.execute(
            select(ReportRow, IncidentRow.title)
            .join(IncidentRow, IncidentRow.id == ReportRow.incident_id)
            .where(ReportRow.district.is_(None), self._in(ReportRow.sent_at))
            .order_by(ReportRow.sent_at, ReportRow.id)
        )
        return tuple(
            DaySent(report_label(row.kind, row.number), title, row.sent_at)
            for row, title in rows
            if row.sent_at
        )
