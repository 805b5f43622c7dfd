"""Every table: who asks for all of them (`Base.metadata`) takes `Base` from here.

Who only reads loads the tables that it reads. Who writes needs them all (`Database.write` sees to
it): what a row refers to is written before it.
"""

from typing import Any

from sqlalchemy import Column, Table

from commandcenter.store.tables.aftermath.aftermath import (
    AccountabilityRow,
    ArchivePackageRow,
    DutyNoteRow,
    InquiryReportRow,
    RecoveryRow,
    RetentionRow,
)
from commandcenter.store.tables.aftermath.typical_case import TypicalCaseRow
from commandcenter.store.tables.alarms.alarm import AlarmOutRow, AlarmRow
from commandcenter.store.tables.alarms.alarm_act import AlarmActRow
from commandcenter.store.tables.base import Base, lay_partial_indexes
from commandcenter.store.tables.bulk_digest import BulkDigestRow
from commandcenter.store.tables.city import (
    CityRow,
    DistrictRow,
    TownRow,
)
from commandcenter.store.tables.command.case_act import CaseActRow
from commandcenter.store.tables.command.command import DirectiveRow, LiaisonRow, OralDecisionRow
from commandcenter.store.tables.command.consultation import ConsultationRow
from commandcenter.store.tables.command.duty_log import CallUpRow, DutyLogRow, HandoverRow
from commandcenter.store.tables.command.evidence import CaseFileRow, CustodyRow, EvidenceRow
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.command.log_entry import LogEntryRow
from commandcenter.store.tables.command.meeting import MeetingRow
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.command.obligation_note import ObligationNoteRow
from commandcenter.store.tables.command.reminder import ReminderRow
from commandcenter.store.tables.command.site import (
    LegalQuestionRow,
    OpinionRow,
    SiteReportRow,
    SupplyRequestRow,
)
from commandcenter.store.tables.command.step import StepNoteRow, StepRow
from commandcenter.store.tables.complaints.complainant import ComplainantRow
from commandcenter.store.tables.complaints.complaint import (
    BatchRow,
    ComplaintFlagRow,
    ComplaintHandlingRow,
    ComplaintRow,
    SubjectRow,
)
from commandcenter.store.tables.complaints.complaint_event import ComplaintEventRow
from commandcenter.store.tables.complaints.complaint_link import ComplaintLinkRow
from commandcenter.store.tables.complaints.intake import ComplaintCorrectionRow, HotlineRow
from commandcenter.store.tables.complaints.phone_call import PhoneCallRow
from commandcenter.store.tables.complaints.rollup import RollupRow
from commandcenter.store.tables.complaints.word_index import WordIndexRow
from commandcenter.store.tables.drills.drill import DrillRow
from commandcenter.store.tables.drills.drill_course import DrillActRow, DrillInjectRow
from commandcenter.store.tables.drills.drill_record import DrillMeasureRow, DrillRecordRow
from commandcenter.store.tables.files import (
    AttachmentRow,
    FilePartRow,
    StoredFileRow,
)
from commandcenter.store.tables.incident.cases import CaseCountRow, CaseReportRow
from commandcenter.store.tables.incident.incident import (
    IncidentComplaintRow,
    IncidentFactRow,
    IncidentPlaceRow,
    IncidentRow,
    LevelDecisionRow,
    TallyRow,
)
from commandcenter.store.tables.incident.incident_move import IncidentMoveRow
from commandcenter.store.tables.incident.incident_team import TeamRow
from commandcenter.store.tables.journal import JournalLineRow, PenRow
from commandcenter.store.tables.journal_image import JournalImageRow
from commandcenter.store.tables.laid_part import LaidPartRow
from commandcenter.store.tables.papers.paper import PaperFileRow, PaperRow, PaperStepRow
from commandcenter.store.tables.papers.paper_number import PaperNumberRow
from commandcenter.store.tables.papers.paper_text import PaperTextRow
from commandcenter.store.tables.person import (
    AbsenceRow,
    AccountRow,
    AttendanceRow,
    DelegationRow,
    DutyRow,
    PersonRow,
    RoleGrantRow,
)
from commandcenter.store.tables.plan.plan import PlanItemRow, PlanVersionRow
from commandcenter.store.tables.plan.plan_gap import CountyRulesRow, PlanGapRow
from commandcenter.store.tables.plan.plan_revision import (
    PlanFilingRow,
    PlanReviewRow,
    PlanRevisionRow,
)
from commandcenter.store.tables.publicity.case_step import TypicalCaseStepRow
from commandcenter.store.tables.publicity.publicity import PublicityRow, ResearchRow
from commandcenter.store.tables.releases.release import (
    PressQuestionRow,
    ReleaseCheckRow,
    ReleaseRow,
)
from commandcenter.store.tables.reports.report import ReportReceiptRow, ReportRow
from commandcenter.store.tables.restore_drill import RestoreDrillRow
from commandcenter.store.tables.seat.delivery import DeliveryRow
from commandcenter.store.tables.seat.draft import DraftRow
from commandcenter.store.tables.seat.seat import SeatRow, SeenRow
from commandcenter.store.tables.setting import SchemaInfoRow, SettingRow, SimulatedClockRow
from commandcenter.store.tables.support.fund import (
    BudgetChangeRow,
    BudgetLineRow,
    FundRequestRow,
)
from commandcenter.store.tables.support.stock import StockItemRow, StockMoveRow
from commandcenter.store.tables.support.team import (
    CertificateRow,
    PartnerRow,
    TrainingPersonRow,
    TrainingRow,
)
from commandcenter.store.tables.verification import VerificationRow
from commandcenter.store.tables.watch.assessment import RiskAssessmentLineRow, RiskAssessmentRow
from commandcenter.store.tables.watch.inspection import (
    InspectionPlanRow,
    InspectionTargetRow,
    RiskFindingCheckRow,
    RiskFindingRow,
)
from commandcenter.store.tables.watch.readiness import ReadinessRow
from commandcenter.store.tables.watch.risk import RiskJudgementRow, RiskRecordRow
from commandcenter.store.tables.watch.signal_complaint import SignalComplaintRow
from commandcenter.store.tables.watch.signal_note import SignalNoteRow
from commandcenter.store.tables.watch.survey import SurveyAnswerRow
from commandcenter.store.tables.watch.warning import TraderTalkRow, WarningRow, WarningStepRow
from commandcenter.store.tables.watch.warning_act import WarningActRow
from commandcenter.store.tables.watch.watch import SignalRow, WatchLeaseRow, WatchRunRow

lay_partial_indexes()

__all__ = [
    "AbsenceRow",
    "AccountRow",
    "AccountabilityRow",
    "AlarmActRow",
    "AlarmOutRow",
    "AlarmRow",
    "ArchivePackageRow",
    "AttachmentRow",
    "AttendanceRow",
    "Base",
    "BatchRow",
    "BudgetChangeRow",
    "BudgetLineRow",
    "BulkDigestRow",
    "CallUpRow",
    "CaseActRow",
    "CaseCountRow",
    "CaseFileRow",
    "CaseReportRow",
    "CertificateRow",
    "CityRow",
    "ComplainantRow",
    "ComplaintCorrectionRow",
    "ComplaintEventRow",
    "ComplaintFlagRow",
    "ComplaintHandlingRow",
    "ComplaintLinkRow",
    "ComplaintRow",
    "ConsultationRow",
    "CountyRulesRow",
    "CustodyRow",
    "DelegationRow",
    "DeliveryRow",
    "DirectiveRow",
    "DistrictRow",
    "DraftRow",
    "DrillActRow",
    "DrillInjectRow",
    "DrillMeasureRow",
    "DrillRecordRow",
    "DrillRow",
    "DutyLogRow",
    "DutyNoteRow",
    "DutyRow",
    "EvidenceRow",
    "FilePartRow",
    "FundRequestRow",
    "HandoverRow",
    "HotlineRow",
    "IncidentComplaintRow",
    "IncidentFactRow",
    "IncidentMoveRow",
    "IncidentPlaceRow",
    "IncidentRow",
    "InquiryReportRow",
    "InspectionPlanRow",
    "InspectionTargetRow",
    "InstructionRow",
    "JournalImageRow",
    "JournalLineRow",
    "LaidPartRow",
    "LegalQuestionRow",
    "LevelDecisionRow",
    "LiaisonRow",
    "LogEntryRow",
    "MeetingRow",
    "ObligationNoteRow",
    "ObligationRow",
    "OpinionRow",
    "OralDecisionRow",
    "PaperFileRow",
    "PaperNumberRow",
    "PaperRow",
    "PaperStepRow",
    "PaperTextRow",
    "PartnerRow",
    "PenRow",
    "PersonRow",
    "PhoneCallRow",
    "PlanFilingRow",
    "PlanGapRow",
    "PlanItemRow",
    "PlanReviewRow",
    "PlanRevisionRow",
    "PlanVersionRow",
    "PressQuestionRow",
    "PublicityRow",
    "ReadinessRow",
    "RecoveryRow",
    "ReleaseCheckRow",
    "ReleaseRow",
    "ReminderRow",
    "ReportReceiptRow",
    "ReportRow",
    "ResearchRow",
    "RestoreDrillRow",
    "RetentionRow",
    "RiskAssessmentLineRow",
    "RiskAssessmentRow",
    "RiskFindingCheckRow",
    "RiskFindingRow",
    "RiskJudgementRow",
    "RiskRecordRow",
    "RoleGrantRow",
    "RollupRow",
    "SchemaInfoRow",
    "SeatRow",
    "SeenRow",
    "SettingRow",
    "SignalComplaintRow",
    "SignalNoteRow",
    "SignalRow",
    "SimulatedClockRow",
    "SiteReportRow",
    "StepNoteRow",
    "StepRow",
    "StockItemRow",
    "StockMoveRow",
    "StoredFileRow",
    "SubjectRow",
    "SupplyRequestRow",
    "SurveyAnswerRow",
    "TallyRow",
    "TeamRow",
    "TownRow",
    "TraderTalkRow",
    "TrainingPersonRow",
    "TrainingRow",
    "TypicalCaseRow",
    "TypicalCaseStepRow",
    "VerificationRow",
    "WarningActRow",
    "WarningRow",
    "WarningStepRow",
    "WatchLeaseRow",
    "WatchRunRow",
    "WordIndexRow",
]


def hanging_on(row_class: type[Base]) -> list[Column[Any]]:
    """Every column of any table that names a row of this one."""
    target = row_class.__table__
    assert isinstance(target, Table)
    return [
        column
        for table in Base.metadata.sorted_tables
        for column in table.c
        if any(key.references(target) for key in column.foreign_keys)
    ]
