"""By when the reports after the response are due: as the book of obligations has it."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.aftermath import InquiryKind
from commandcenter.domain.command.obligation import UNDONE, Obligation
from commandcenter.store.command.obligations import LISTED, TABLE, obligations_of
from commandcenter.store.tables.aftermath.aftermath import InquiryReportRow

CODES = {f"inquiry_{kind.value}": kind for kind in InquiryKind}


def obligations_by_kind(
    session: Session, incident_id: int, at: datetime
) -> dict[InquiryKind, Obligation]:
    """What the plan wants of each kind, open or done; before the end nothing."""
    rows = obligations_of(session, incident_id, at)
    return {CODES[row.code]: row for row in rows if row.code in CODES}


def open_limits(session: Session, incident_id: int, at: datetime) -> dict[InquiryKind, datetime]:
    """Of the kinds that are still owed and have a limit."""
    found = obligations_by_kind(session, incident_id, at)
    return {
        kind: row.due_at
        for kind in InquiryKind
        if (row := found.get(kind)) and row.state in UNDONE and row.due_at
    }


def closed_by_inquiries(session: Session) -> dict[int, Obligation]:
    """The rows of all books that such reports fulfilled, by the report."""
    c = TABLE.c
    rows = session.execute(
        LISTED.where(c.code.in_(CODES), c.act_table == InquiryReportRow.__tablename__)
    )
    found = (Obligation(*row) for row in rows)
    return {row.act_id: row for row in found if row.act_id is not None}


def answered(wanted: Obligation | None, report: InquiryReportRow) -> Obligation | None:
    """The obligation that the report is to fulfil, or did; None of a supplement to one that did."""
    if wanted is None:
        return None
    if report.signed_at is None:
        return wanted if wanted.state in UNDONE else None
    own = (wanted.act_table, wanted.act_id) == (InquiryReportRow.__tablename__, report.id)
    return wanted if own else None
