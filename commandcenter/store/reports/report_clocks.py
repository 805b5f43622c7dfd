"""By when an incident is to be reported, and how it was: the book, told report by report.

The book has a row for each receiver; a report is one clock, done when all that it is for have it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_
from sqlalchemy.orm import Session

from commandcenter.domain.command.obligation import Obligation
from commandcenter.domain.phrase import phrase, word
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.reports.report import ReportKind, report_label
from commandcenter.domain.reports.report_clock import (
    CLOCK_WORDS,
    CODES,
    PRESSING,
    ClockKind,
    DueReport,
    ReportClock,
    Span,
    due_reports,
    spans,
    strictest,
)
from commandcenter.late_dataclass import dataclass
from commandcenter.store.command.obligations import LISTED, TABLE, obligations_of
from commandcenter.store.incident.leading_body import IN_FORCE, district_names
from commandcenter.store.incident.level_now import level_of
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.read_once import rows_of_incident
from commandcenter.store.reports.report_receivers import (
    addressee_name,
    chain_of,
    contact_for,
    receipts_of,
    receivers_for,
    reports_begun,
)
from commandcenter.store.tables.incident.incident import IncidentRow, LevelDecisionRow
from commandcenter.store.tables.reports.report import ReportReceiptRow, ReportRow

ORDER = list(ClockKind)
CITY_WHO = word("综合协调组、值班员")
RECEIPT = "report_receipt"  # the act that closes a row, by its table


@dataclass(frozen=True, slots=True)
class ReportTimes:
    """The clocks of an incident, the open ones first, by deadline; then the done ones.

    `closed`: the rows of the book that each report closed, by its id.
    """

    clocks: tuple[ReportClock, ...]
    closed: Mapping[int, Sequence[Obligation]]
    at: datetime

    def due(self, report: ReportRow) -> datetime | None:
        """By when it is to go out; of what went out, the limit by which it is judged."""
        if rows := self._own(report):
            return strictest(rows, self.at).due_at
        own = (clock.due_at for clock in self.clocks if clock.report_id == report.id)
        return next(own, None)

    def is_late(self, report: ReportRow) -> bool:
        """Whether it came too late to one of those that it is for."""
        return any(row.is_late(self.at) for row in self._own(report))

    def is_added(self, report: ReportRow) -> bool:
        """Whether that it came in time to one of those was entered after the limit only (补记)."""
        return any(row.added_at for row in self._own(report))

    def _own(self, report: ReportRow) -> list[Obligation]:
        """A 首报 that comes before the telephone closes what the telephone should have, too: it
        is not judged by that.
        """
        rows = self.closed.get(report.id, ())
        return [row for row in rows if CODES[row.code].value == report.kind.value]


def report_times(session: Session, incident: IncidentRow, at: datetime) -> ReportTimes:
    rows = obligations_of(session, incident.id, at)
    receipts = receipts_of(session, incident.id)
    case = _Case(
        session,
        incident,
        at,
        plan_of(session, incident.plan_version_id),
        reports_begun(session, incident.id),
        receipts,
        {receipt.id: receipt.report_id for receipt in receipts},
        _decided(session, incident.id),
    )
    found = [case.clock(due) for due in due_reports(rows)]
    found.sort(key=lambda clock: (not clock.open, clock.due_at, ORDER.index(clock.kind)))
    return ReportTimes(tuple(found), case.closed_by(rows), at)


def clocks(session: Session, incident: IncidentRow, at: datetime) -> tuple[ReportClock, ...]:
    return report_times(session, incident, at).clocks


def _decided(session: Session, incident_id: int) -> tuple[Span, ...]:
    rows = rows_of_incident(session, LevelDecisionRow, incident_id)
    return spans([Span(row.level, row.at) for row in rows if row.step in IN_FORCE and not row.ends])


def closed_by_reports(session: Session) -> dict[int, list[Obligation]]:
    """The rows of all books that reports closed, by the report."""
    c, receipt = TABLE.c, ReportReceiptRow
    rows = (
        LISTED.add_columns(receipt.report_id)
        .join(receipt, and_(c.act_table == RECEIPT, c.act_id == receipt.id))
        .where(c.code.in_(CODES), c.due_at.is_not(None))
    )
    found = defaultdict[int, list[Obligation]](list)
    for *values, report in session.execute(rows):
        found[report].append(Obligation(*values))
    return found


@dataclass(frozen=True)
class _Case:
    """What the clocks of one incident are made from. `report_by`: a receipt's report."""

    session: Session
    incident: IncidentRow
    at: datetime
    plan: PlanData
    reports: Sequence[ReportRow]
    receipts: Sequence[ReportReceiptRow]
    report_by: Mapping[int, int]
    decided: Sequence[Span]

    def closed_by(self, rows: Sequence[Obligation]) -> dict[int, list[Obligation]]:
        found = defaultdict[int, list[Obligation]](list)
        for row in rows:
            report = self.report_by.get(row.act_id or 0) if row.act_table == RECEIPT else None
            if report and row.code in CODES and row.due_at is not None:
                found[report].append(row)
        return found

    def clock(self, due: DueReport) -> ReportClock:
        report = self._report(due)
        state = due.state(self.at, timedelta(minutes=self.plan.number("report_remind_minutes")))
        rings, added = state in PRESSING, due.added
        return ReportClock(
            kind=due.kind,
            label=_label(due, report),
            chain=due.chain,
            district=due.district,
            start_at=due.start_at,
            due_at=due.due_at(self.at),
            done_at=due.done_at,
            state=state,
            who=self._office_name(due.district),
            report_id=report.id if report else None,
            added_at=added.added_at if added else None,
            added_by=(added.entered_by or "") if added else "",
            missing=self._missing(due) if report and due.done_at is None else (),
            ring=contact_for(self.session, self.at, due.district) if rings else None,
            provisional=due.provisional(self.at),
            passed=due.passed(self.decided, self.at),
        )

    def _report(self, due: DueReport) -> ReportRow | None:
        """The first of its kind; of a round the one that ended it, or is on its way to."""
        own = [
            row
            for row in self.reports
            if row.kind == due.kind.value and chain_of(row) == (due.chain, due.district)
        ]
        if due.kind is not ClockKind.FOLLOW_UP:
            return own[0] if own else None
        if due.done_at is not None:
            [row] = due.rows
            ended = self.report_by.get(row.act_id or 0)
            return next((report for report in own if report.id == ended), None)
        since = [row for row in own if row.sent_at is None or row.sent_at > due.after]
        return since[-1] if since else None

    def _missing(self, due: DueReport) -> tuple[str, ...]:
        """By name, whom it has not gone to."""
        if due.kind is ClockKind.FOLLOW_UP:
            return self._round_missing(due)
        codes = [row.about.rpartition("/")[2] for row in due.open_rows]
        chosen = (self.plan.addressees.get(code) for code in codes)
        return tuple(addressee_name(self.session, a, due.district) for a in chosen if a)

    def _round_missing(self, due: DueReport) -> tuple[str, ...]:
        sent = {
            row.id
            for row in self.reports
            if row.kind is ReportKind.FOLLOW_UP and chain_of(row) == (due.chain, due.district)
        }
        reached = {
            receipt.receiver
            for receipt in self.receipts
            if receipt.report_id in sent and receipt.sent_at > due.after
        }
        level = level_of(self.incident)
        to = receivers_for(self.session, self.plan, level, due.chain, due.district)
        return tuple(name for _, name in to if name not in reached)

    def _office_name(self, district: str | None) -> str:
        if district is None:
            return CITY_WHO
        county = "".join(district_names(self.session, [district]))
        return phrase("{county}局", county=county)


def _label(due: DueReport, report: ReportRow | None) -> str:
    if due.kind is ClockKind.FOLLOW_UP:
        return report_label(ReportKind.FOLLOW_UP, report.number if report else due.number)
    return CLOCK_WORDS[due.kind]
