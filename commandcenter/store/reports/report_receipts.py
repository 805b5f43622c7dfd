"""What the receivers said of sent reports, and which of it still wants an answer."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from commandcenter.domain.reports.report import ReportKind, ReportState
from commandcenter.domain.reports.report_rules import Receipt
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.reports.report_receivers import addressee_name, chain_of
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.reports.report import ReportReceiptRow, ReportRow


def as_receipt(row: ReportReceiptRow) -> Receipt:
    return Receipt(
        receiver=row.receiver,
        received_at=row.received_at,
        received_by=row.received_by or "",
        verified_at=row.verified_at,
        verified_by=row.verified_by or "",
        returned_at=row.returned_at,
        returned_by=row.returned_by or "",
    )


def is_inside(session: Session, report: ReportRow, receiver: str) -> bool:
    """Whether the receiver receives in this program: the city bureau, of its counties."""
    incident = session.get_one(IncidentRow, report.incident_id)
    chain, district = chain_of(report)
    return any(
        addressee.inside
        and addressee.chain == chain
        and addressee_name(session, addressee, district) == receiver
        for addressee in plan_of(session, incident.plan_version_id).addressees.values()
    )


def answered(receipt: ReportReceiptRow, report: ReportRow, reports: Iterable[ReportRow]) -> bool:
    """Whether a written report of the chain, taken from the data after the 退补, went there."""
    assert receipt.returned_at is not None
    return any(
        later.id > report.id
        and later.kind is not ReportKind.PHONE
        and later.state is ReportState.SENT
        and later.as_of >= receipt.returned_at
        and chain_of(later) == chain_of(report)
        and receipt.receiver in later.sent_to
        for later in reports
    )
