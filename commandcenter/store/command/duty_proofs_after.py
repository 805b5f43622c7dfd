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
from commandcenter.domain.phrase import headed, joined, listed, phrase, with_note, word
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
        words = phrase("{report}（待签发）", report=INQUIRY_WORDS[kind])
        if row.signed_at:
            words = phrase("{report}由{who}签发", report=INQUIRY_WORDS[kind], who=row.signature)
        yield Proof(
            INQUIRY_SIGNS[kind], "inquiry_report", row.id, words,
            row.signature or row.drafted_by, row.signed_at or row.drafted_at,
        )  # fmt: skip


def _liable(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(AccountabilityRow):
        if row.kind == LiableKind.OFFICIAL:
            sign, words = Sign.OFFICIAL, phrase("线索移送{to}；未收到结果", to=row.referred_to)
            if row.result:
                result = short(row.result)
                words = phrase("线索移送{to}；{result}", to=row.referred_to, result=result)
        else:
            decision = short(row.decision) or word("未作决定")
            sign, words = Sign.OPERATOR, headed(with_note(row.name, row.case_number), decision)
        yield Proof(
            sign, "accountability", row.id, words, row.settled_by or row.by,
            row.settled_at or row.referred_at or row.at,
        )  # fmt: skip


def _recovery(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(RecoveryRow):
        sums = Sums(row.people, row.amount_cents, row.settled_people, row.settled_cents)
        state = state_of(sums, settled=row.settled_at is not None, waived=row.waived_at is not None)
        words = headed(
            short(row.title), joined("", (LINE_WORDS[state], recovered(sums, row.ledger)))
        )
        if state is LineState.WAIVED:
            words = with_note(
                short(row.title), joined("，", (row.waive_reason or "", row.waived_by or ""))
            )
        yield Proof(
            LEDGER_SIGNS[Ledger(row.ledger)], "recovery", row.id, words,
            row.waived_by or row.settled_by or row.by, row.waived_at or row.settled_at or row.at,
        )  # fmt: skip


def recovered(sums: Sums, ledger: str) -> str:
    n, paid = sums.settled_people, sums.settled_cents
    whom = phrase(" {n} 户", n=n) if ledger == Ledger.FIRMS else phrase(" {n} 人", n=n)
    return listed((whom if n else "", phrase(" {sum}", sum=money_zh(paid)) if paid else ""))


def _retention(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(RetentionRow):
        decision = RETENTION_WORDS[Retention(row.decision)]
        words = phrase(
            "决定{decision}个人信息：{reason}", decision=decision, reason=short(row.reason)
        )
        yield Proof(Sign.RETENTION, "retention", row.id, words, row.decided_by, row.at)


def _archive(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(ArchivePackageRow):
        words = phrase(
            "归档包 {n} 件，校验值前 16 位 {digest}", n=len(row.contents), digest=row.sha256[:16]
        )
        yield Proof(Sign.ARCHIVE, "archive_package", row.id, words, row.made_by, row.made_at)


AFTER: tuple[Teller, ...] = (_inquiries, _liable, _recovery, _retention, _archive)
