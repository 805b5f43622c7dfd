"""What was done after the response, told as proofs: reports, liability, ledgers, personal data."""

from collections.abc import Iterator

from commandcenter.domain.aftermath.aftermath import (
    INQUIRY_WORDS,
    LINE_WORDS,
    InquiryKind,
    Ledger,
    LiableKind,
    LineState,
    Sums,
    state_of,
)
from commandcenter.domain.aftermath.retention import RETENTION_WORDS, Retention
from commandcenter.domain.command.duties import Proof, Sign
from commandcenter.domain.numerals import money_zh
from commandcenter.store.command.duty_proofs_command import short
from commandcenter.store.command.incident_rows import IncidentRows, Teller
from commandcenter.store.tables.aftermath.aftermath import (
    AccountabilityRow,
    ArchivePackageRow,
    InquiryReportRow,
    RecoveryRow,
    RetentionRow,
)
from commandcenter.store.tables.incident.incident import IncidentRow

LEDGER_SIGNS = {
    Ledger.CONSUMERS: Sign.CONSUMERS,
    Ledger.FIRMS: Sign.FIRMS,
    Ledger.HARDSHIP: Sign.HARDSHIP,
}
INQUIRY_SIGNS = {
    InquiryKind.INVESTIGATION: Sign.INQUIRY,
    InquiryKind.ASSESSMENT: Sign.ASSESSMENT,
}


def _inquiries(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(InquiryReportRow):
        kind = InquiryKind(row.kind)
        signed = f"由{row.signature}签发" if row.signed_at else "（待签发）"
        yield Proof(
            INQUIRY_SIGNS[kind], "inquiry_report", row.id, f"{INQUIRY_WORDS[kind]}{signed}",
            row.signature or row.drafted_by, row.signed_at or row.drafted_at,
        )  # fmt: skip


def _liable(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(AccountabilityRow):
        if row.kind == LiableKind.OFFICIAL:
            result = f"；{short(row.result)}" if row.result else "；未收到结果"
            sign, words = Sign.OFFICIAL, f"线索移送{row.referred_to}{result}"
        else:
            number = f"（{row.case_number}）" if row.case_number else ""
            sign, words = Sign.OPERATOR, f"{row.name}{number}：{short(row.decision) or '未作决定'}"
        yield Proof(
            sign, "accountability", row.id, words, row.settled_by or row.by,
            row.settled_at or row.referred_at or row.at,
        )  # fmt: skip


def _recovery(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(RecoveryRow):
        sums = Sums(row.people, row.amount_cents, row.settled_people, row.settled_cents)
        state = state_of(sums, settled=row.settled_at is not None, waived=row.waived_at is not None)
        words = f"{short(row.title)}：{LINE_WORDS[state]}{recovered(sums, row.ledger)}"
        if state is LineState.WAIVED:
            words = f"{short(row.title)}（{row.waive_reason}，{row.waived_by}）"
        yield Proof(
            LEDGER_SIGNS[Ledger(row.ledger)], "recovery", row.id, words,
            row.waived_by or row.settled_by or row.by, row.waived_at or row.settled_at or row.at,
        )  # fmt: skip


def recovered(sums: Sums, ledger: str) -> str:
    unit = "户" if ledger == Ledger.FIRMS else "人"
    parts = [f" {sums.settled_people} {unit}"] if sums.settled_people else []
    parts += [f" {money_zh(sums.settled_cents)}"] if sums.settled_cents else []
    return "，".join(parts)


def _retention(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(RetentionRow):
        words = f"决定{RETENTION_WORDS[Retention(row.decision)]}个人信息：{short(row.reason)}"
        yield Proof(Sign.RETENTION, "retention", row.id, words, row.decided_by, row.at)


def _archive(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(ArchivePackageRow):
        words = f"归档包 {len(row.contents)} 件，校验值前 16 位 {row.sha256[:16]}"
        yield Proof(Sign.ARCHIVE, "archive_package", row.id, words, row.made_by, row.made_at)


AFTER: tuple[Teller, ...] = (_inquiries, _liable, _recovery, _retention, _archive)
