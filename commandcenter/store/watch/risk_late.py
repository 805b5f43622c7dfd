"""What of an inspection or survey is late: its second look, or a task of what it found."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_

from commandcenter.store.tables.watch.inspection import RiskFindingRow
from commandcenter.store.tables.watch.risk import RiskRecordRow


def late_now(now: datetime) -> ColumnElement[bool]:
    """Of a record: the second look is due and not registered, or a task is past its date.

    Never NULL: a server orders that before what is late.
    """
    row = RiskRecordRow
    own = and_(row.follow_up_at.is_not(None), row.follow_up_at < now, row.followed_at.is_(None))
    return or_(
        own, exists().where(RiskFindingRow.risk_record_id == RiskRecordRow.id, *open_late(now))
    )


def open_late(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Of a task."""
    row = RiskFindingRow
    return row.due_at < now, row.closed_at.is_(None), row.dropped_at.is_(None)
