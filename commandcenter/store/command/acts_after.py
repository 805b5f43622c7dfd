"""What was done after the response, as acts: inquiry, liability, ledgers, personal data, archive.

The referral of an official names nobody.
"""

from sqlalchemy import case, func, or_

from commandcenter.domain.aftermath.aftermath import InquiryKind, Ledger, LiableKind
from commandcenter.store.command.act_columns import Told, numbered, told, word
from commandcenter.store.command.act_columns import signs as signs_of
from commandcenter.store.tables.aftermath.aftermath import (
    AccountabilityRow,
    ArchivePackageRow,
    InquiryReportRow,
    RecoveryRow,
    RetentionRow,
)


def _inquiries() -> list[Told]:
    row, own = InquiryReportRow, numbered("inquiry_report", InquiryReportRow.id)
    kind = word("inquiry.").concat(row.kind)
    signed = told(kind, row, row.signed_at, row.signature, about=own)
    drafted = told(kind.concat(word(".drafted")), row, row.drafted_at, row.drafted_by, about=own)
    return [
        Told(
            "inquiry_report",
            signs_of("inquiry.", tuple(InquiryKind)),
            signed.where(row.signed_at.is_not(None)),
        ),
        Told("inquiry_report", signs_of("inquiry.", tuple(InquiryKind), ".drafted"), drafted),
    ]


def _liable() -> list[Told]:
    row = AccountabilityRow
    official = row.kind == LiableKind.OFFICIAL
    shown = told(
        case((official, word("official")), else_=word("operator")),
        row,
        func.coalesce(row.settled_at, row.referred_at, row.at),
        case((official, word("")), else_=func.coalesce(row.settled_by, row.by)),
        about=numbered("accountability", row.id),
        finished=row.settled_at.is_not(None),
    )
    return [Told("accountability", ("operator", "official"), shown)]


def _recovery() -> list[Told]:
    """A line of a ledger, settled whole, or waived by name."""
    row, own = RecoveryRow, numbered("recovery", RecoveryRow.id)
    over = or_(row.settled_at.is_not(None), row.waived_at.is_not(None))
    opened = told(
        word("recovery.").concat(row.ledger), row, row.at, row.by, about=own, finished=over
    )
    settled = told("recovery.settled", row, row.settled_at, row.settled_by, about=own)
    waived = told("recovery.waived", row, row.waived_at, row.waived_by, about=own)
    return [
        Told("recovery", signs_of("recovery.", tuple(Ledger)), opened),
        Told("recovery", ("recovery.settled",), settled.where(row.settled_at.is_not(None))),
        Told("recovery", ("recovery.waived",), waived.where(row.waived_at.is_not(None))),
    ]


def _files() -> list[Told]:
    kept, package = RetentionRow, ArchivePackageRow
    return [
        Told("retention", ("retention",), told("retention", kept, kept.at, kept.decided_by)),
        Told(
            "archive_package",
            ("archive",),
            told("archive", package, package.made_at, package.made_by),
        ),
    ]


AFTER = (*_inquiries(), *_liable(), *_recovery(), *_files())
