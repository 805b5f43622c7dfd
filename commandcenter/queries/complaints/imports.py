"""The imports of complaints, newest first, and what stands in the way of taking one out."""

from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action, Matter
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, offer
from commandcenter.store.complaints.imports import holdings
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.complaints.complaint import BatchRow, ComplaintRow
from commandcenter.store.tables.complaints.complaint_event import ComplaintEventRow
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
    """The newest of files; of what was entered by hand, one by one, only what was taken out."""
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
        .where(or_(BatchRow.sha256 != "", BatchRow.withdrawn_at.is_not(None)))
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


def entered_holding(session: Session, complaint_id: int) -> ImportHolding:
    """Of one that was entered by hand, which is an import of its own."""
    row = session.get(ComplaintRow, complaint_id)
    if row is None:
        raise RuleBroken("这件投诉已随所在的导入一并撤销。")
    return import_holding(session, row.batch_id)


def withdrawing(session: Session, row: ComplaintRow, batch: BatchRow, actor: Actor) -> Offer | None:
    """As services.complaints.withdrawal asks it: one's own who takes in, others' who corrects."""
    if batch.sha256:
        return None
    mine = batch.opener_id == actor.person_id
    action = Action.TAKE_IN_COMPLAINTS if mine else Action.CORRECT_COMPLAINT
    places = frozenset({row.district} if row.district else ()) | actor.districts()
    return offer("withdraw", plan_of(session).rights, actor, action, Matter(districts=places))
