"""What of the complaints came or was changed since a moment, however long ago it was registered."""

from datetime import datetime

import numpy as np
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from commandcenter.late_dataclass import dataclass
from commandcenter.store.tables.complaints.complaint import BatchRow, ComplaintFlagRow
from commandcenter.store.tables.complaints.intake import ComplaintCorrectionRow
from commandcenter.store.tables.watch.signal_complaint import SignalComplaintRow
from commandcenter.store.watch.streams import Bools, Rows


@dataclass(frozen=True, slots=True)
class News:
    """`batches`: imports that became whole. `changed`: complaints with other words than before."""

    batches: frozenset[int]
    changed: frozenset[int]

    def among(self, rows: Rows) -> Bools:
        named = np.isin(rows.batch, list(self.batches)) | np.isin(rows.ids, list(self.changed))
        return np.asarray(named)


def news(session: Session, since: datetime, as_of: datetime) -> News:
    batches = select(BatchRow.id).where(
        BatchRow.state == "closed", BatchRow.closed_at > since, BatchRow.closed_at <= as_of
    )
    changed = frozenset(changed_complaints(session, since, as_of))
    return News(frozenset(session.scalars(batches)), changed)


def changed_complaints(session: Session, since: datetime, as_of: datetime) -> set[int]:
    """Complaints that were corrected, or put back as they were, within this time."""
    row = ComplaintCorrectionRow.__table__.c
    within = or_(
        and_(row.at > since, row.at <= as_of),
        and_(row.undone_at > since, row.undone_at <= as_of),
    )
    return set(session.scalars(select(row.complaint_id).where(within).distinct()))


def signals_to_recount(session: Session, since: datetime) -> list[int]:
    """Signals with a complaint behind them that was corrected, put back or flagged since."""
    row, flag = ComplaintCorrectionRow.__table__.c, ComplaintFlagRow.__table__.c
    behind = SignalComplaintRow.__table__.c
    corrected = select(row.complaint_id).where(or_(row.at > since, row.undone_at > since))
    flagged = select(flag.complaint_id).where(or_(flag.at > since, flag.lifted_at > since))
    changed = or_(behind.complaint_id.in_(corrected), behind.complaint_id.in_(flagged))
    wanted = select(behind.signal_id).where(changed).distinct().order_by(behind.signal_id)
    return list(session.scalars(wanted))
