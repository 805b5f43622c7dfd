"""The deadlines of reports that are under way move with the decision on a level, and with nothing
else: whoever sends one does not say by when it was due.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.reports.report import ReportState
from commandcenter.store.reports.report_clocks import deadline_for
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.reports.report import ReportRow


def move_deadlines(session: Session, incident: IncidentRow, at: datetime) -> None:
    """By what holds now; those that were sent keep what they were due by."""
    session.flush()
    waiting = select(ReportRow).where(
        ReportRow.incident_id == incident.id, ReportRow.state != ReportState.SENT
    )
    for row in session.scalars(waiting.order_by(ReportRow.id)).all():
        row.deadline_at = deadline_for(session, incident, row, at)
