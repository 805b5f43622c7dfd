"""Which tables tell the course of an incident."""

from commandcenter.store.tables.aftermath.aftermath import (
    AccountabilityRow,
    ArchivePackageRow,
    DutyNoteRow,
    InquiryReportRow,
    RecoveryRow,
    RetentionRow,
)
from commandcenter.store.tables.base import Base
from commandcenter.store.tables.command.case_act import CaseActRow
from commandcenter.store.tables.command.command import DirectiveRow, LiaisonRow, OralDecisionRow
from commandcenter.store.tables.command.consultation import ConsultationRow
from commandcenter.store.tables.command.duty_log import HandoverRow
from commandcenter.store.tables.command.evidence import CaseFileRow, EvidenceRow
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.command.site import (
    LegalQuestionRow,
    OpinionRow,
    SiteReportRow,
    SupplyRequestRow,
)
from commandcenter.store.tables.incident.incident import LevelDecisionRow, TallyRow
from commandcenter.store.tables.person import AttendanceRow
from commandcenter.store.tables.releases.release import (
    PressQuestionRow,
    ReleaseCheckRow,
    ReleaseRow,
)
from commandcenter.store.tables.reports.report import ReportRow

KINDS: tuple[type[Base], ...] = (
    LevelDecisionRow, OralDecisionRow, InstructionRow, DirectiveRow, LiaisonRow, ConsultationRow,
    HandoverRow, ReportRow, ReleaseRow, ReleaseCheckRow, PressQuestionRow, AttendanceRow,
    SiteReportRow, TallyRow, EvidenceRow, CaseFileRow, CaseActRow, OpinionRow, LegalQuestionRow,
    SupplyRequestRow, InquiryReportRow, AccountabilityRow, RecoveryRow, RetentionRow,
    ArchivePackageRow, DutyNoteRow,
)  # fmt: skip
