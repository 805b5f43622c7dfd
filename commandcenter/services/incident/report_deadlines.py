"""The deadlines of reports that are under way: as the book says, kept on the report for exports.

They move with the decision on a level, and with nothing else: whoever sends one does not say by
when it was due.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.reports.report import ReportState
from commandcenter.store.command.obligations import settle
from commandcenter.store.reports.report_clocks import report_times
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.reports.report import ReportRow


def move_deadlines(session: Session, incident: IncidentRow, at: datetime) -> None:
    """By what holds now; those that were sent keep what they were due by."""
    settle(session, incident.id, at)
    times = report_times(session, incident, at)
    waiting = select(ReportRow).where(
        ReportRow.incident_id == incident.id, ReportRow.state != ReportState.SENT
    )
    for row in session.scalars(waiting.order_by(ReportRow.id)).all():
        row.deadline_at = times.due(row)


def set_deadline(session: Session, incident: IncidentRow, row: ReportRow, at: datetime) -> None:
    """Of a report that was just begun, or made by telephone: the book knows of it at once."""
    settle(session, incident.id, at)
    row.deadline_at = report_times(session, incident, at).due(row)
