"""What the gate before closing asks of the rows, for the screen and for the act alike."""

from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from commandcenter.domain.aftermath.aftermath import InquiryKind
from commandcenter.domain.aftermath.closing import CloseFacts, Named
from commandcenter.domain.command.checklist import StepState
from commandcenter.domain.command.supply import RETURNED
from commandcenter.domain.reports.report import ReportKind, ReportState
from commandcenter.store.tables.aftermath.aftermath import (
    AccountabilityRow,
    InquiryReportRow,
    RecoveryRow,
    RetentionRow,
)
from commandcenter.store.tables.command.command import OralDecisionRow
from commandcenter.store.tables.command.site import SupplyRequestRow
from commandcenter.store.tables.command.step import StepRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.reports.report import ReportRow


def close_facts(session: Session, incident: IncidentRow) -> CloseFacts:
    number, decision = incident.id, retention_in_force(session, incident.id)
    settled = (RecoveryRow.settled_at, RecoveryRow.waived_at)
    return CloseFacts(
        state=incident.state,
        ledger=_named(session, RecoveryRow.title, number, *(c.is_(None) for c in settled)),
        oral=_named(
            session,
            OralDecisionRow.asked,
            number,
            OralDecisionRow.signed_at.is_(None),
            OralDecisionRow.disputed_at.is_(None),  # what was disputed is decided anew
        ),
        steps=_named(session, StepRow.title, number, StepRow.state == StepState.OPEN),
        final_sent=_any(
            session,
            ReportRow.id,
            ReportRow.incident_id == number,
            ReportRow.kind == ReportKind.FINAL,
            ReportRow.state == ReportState.SENT,
        ),
        inquiry_signed=_any(
            session,
            InquiryReportRow.id,
            InquiryReportRow.incident_id == number,
            InquiryReportRow.kind == InquiryKind.INVESTIGATION,
            InquiryReportRow.signed_at.is_not(None),
        ),
        retention=decision.decision if decision else "",
        keep_until=decision.keep_until if decision else None,
        supplies=_named(
            session,
            SupplyRequestRow.item,
            number,
            SupplyRequestRow.state == "delivered",
            SupplyRequestRow.kind.in_(sorted(RETURNED)),
        ),
        last_settler=last_settler(session, number),
    )


def _named(
    session: Session, title: InstrumentedAttribute[str], incident_id: int, *where: Any
) -> tuple[Named, ...]:
    row_class = title.class_
    rows = session.execute(
        select(row_class.id, title)
        .where(row_class.incident_id == incident_id, *where)
        .order_by(row_class.id)
    )
    return tuple(Named(number, words) for number, words in rows)


def _any(session: Session, key: InstrumentedAttribute[int], *where: ColumnElement[bool]) -> bool:
    return session.scalar(select(key).where(*where).limit(1)) is not None


def retention_in_force(session: Session, incident_id: int) -> RetentionRow | None:
    """The newest decision holds."""
    return session.scalars(
        select(RetentionRow)
        .where(RetentionRow.incident_id == incident_id)
        .order_by(RetentionRow.id.desc())
        .limit(1)
    ).first()


def last_settler(session: Session, incident_id: int) -> int | None:
    """Who settled (or waived) the last line of the ledgers: 0 nobody, None not known."""
    recovery = select(
        func.coalesce(RecoveryRow.settled_at, RecoveryRow.waived_at), RecoveryRow.settler_id
    ).where(RecoveryRow.incident_id == incident_id)
    liable = select(AccountabilityRow.settled_at, AccountabilityRow.settler_id).where(
        AccountabilityRow.incident_id == incident_id
    )
    ends = [(at, who) for rows in (recovery, liable) for at, who in session.execute(rows) if at]
    return max(ends, key=lambda end: end[0])[1] if ends else 0
