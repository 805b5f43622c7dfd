"""The imports of complaints, newest first, and what stands in the way of taking one out."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.store.complaints.imports import holdings
from commandcenter.store.tables.complaints.complaint import (
    BatchRow,
    ComplaintEventRow,
    ComplaintRow,
)
from commandcenter.store.tables.complaints.intake import ComplaintCorrectionRow

MOST = 200


@dataclass(frozen=True, slots=True)
class ImportLine:
    """`state`: open, closed, undone; one that was taken out says when, by whom and why."""

    id: int
    file_name: str  # "" when entered by hand
    by: str
    at: datetime
    state: str
    rows: int
    accepted: int
    duplicates: int
    corrected: int
    rejected: int
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_why: str


@dataclass(frozen=True, slots=True)
class ImportHolding:
    """`incidents`: title and how many of its complaints belong to it; `handled`: with acts."""

    incidents: tuple[tuple[str, int], ...]
    handled: int


def imports(session: Session) -> tuple[ImportLine, ...]:
    """The newest of files; what was entered by hand, one by one, is not among them."""
    corrected = (
        select(func.count())
        .where(
            ComplaintCorrectionRow.batch_id == BatchRow.id,
            ComplaintCorrectionRow.undone_at.is_(None),
        )
        .scalar_subquery()
    )
    rows = session.execute(
        select(BatchRow, corrected)
        .where(BatchRow.sha256 != "")
        .order_by(BatchRow.id.desc())
        .limit(MOST)
    )
    return tuple(
        ImportLine(
            row.id, row.file_name, row.opened_by, row.closed_at or row.opened_at, row.state,
            row.rows, row.accepted, row.duplicates, changed, row.rejected, row.withdrawn_at,
            row.withdrawn_by or "", row.withdrawn_why or "",
        )
        for row, changed in rows
    )  # fmt: skip


def import_holding(session: Session, batch_id: int) -> ImportHolding:
    handled = select(func.count(ComplaintEventRow.complaint_id.distinct())).join(
        ComplaintRow, ComplaintRow.id == ComplaintEventRow.complaint_id
    )
    return ImportHolding(
        incidents=tuple((each.title, each.complaints) for each in holdings(session, batch_id)),
        handled=session.scalars(handled.where(ComplaintRow.batch_id == batch_id)).one(),
    )
