"""What the gate before closing asks of the rows, for the screen and for the act alike."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.aftermath import InquiryKind
from commandcenter.domain.aftermath.closing import CloseFacts, Named
from commandcenter.domain.command.checklist import StepState
from commandcenter.domain.command.supply import RETURNED
from commandcenter.domain.reports.report import ReportKind, ReportState
from commandcenter.store.command.incident_rows import IncidentRows, incident_rows
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
    rows = incident_rows(session, incident.id)
    decision = next(reversed(rows.of(RetentionRow)), None)  # as `retention_in_force`
    return CloseFacts(
        state=incident.state,
        ledger=_named(
            (row.id, row.title)
            for row in rows.of(RecoveryRow)
            if row.settled_at is None and row.waived_at is None
        ),
        oral=_named(
            (row.id, row.asked)
            for row in rows.of(OralDecisionRow)
            if row.signed_at is None and row.disputed_at is None  # disputed: it is decided anew
        ),
        steps=_named(
            (row.id, row.title) for row in rows.of(StepRow) if row.state is StepState.OPEN
        ),
        final_sent=any(
            row.kind is ReportKind.FINAL and row.state is ReportState.SENT
            for row in rows.of(ReportRow)
        ),
        inquiry_signed=any(
            row.kind == InquiryKind.INVESTIGATION and row.signed_at is not None
            for row in rows.of(InquiryReportRow)
        ),
        retention=decision.decision if decision else "",
        keep_until=decision.keep_until if decision else None,
        supplies=_named(
            (row.id, row.item)
            for row in rows.of(SupplyRequestRow)
            if row.state == "delivered" and row.kind in RETURNED
        ),
        last_settler=_last_settler(rows),
    )


def _named(found: Iterable[tuple[int, str]]) -> tuple[Named, ...]:
    return tuple(Named(number, words) for number, words in found)


def retention_in_force(session: Session, incident_id: int) -> RetentionRow | None:
    """The newest decision holds."""
    return session.scalars(
        select(RetentionRow)
        .where(RetentionRow.incident_id == incident_id)
        .order_by(RetentionRow.id.desc())
        .limit(1)
    ).first()


def _last_settler(rows: IncidentRows) -> int | None:
    """Who settled (or waived) the last line of the ledgers: 0 nobody, None not known."""
    recovery = [(r.settled_at or r.waived_at, r.settler_id) for r in rows.of(RecoveryRow)]
    liable = [(r.settled_at, r.settler_id) for r in rows.of(AccountabilityRow)]
    ends = [(at, who) for at, who in (*recovery, *liable) if at]
    return max(ends, key=lambda end: end[0])[1] if ends else 0
