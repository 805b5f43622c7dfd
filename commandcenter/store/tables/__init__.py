"""The tables, a file per noun. Importing this module knows them all."""

from commandcenter.store.tables.base import Base
from commandcenter.store.tables.city import CityRow, DistrictRow, TownRow
from commandcenter.store.tables.complaint import (
    BatchRow,
    ComplainantRow,
    ComplaintRow,
    RollupRow,
    SubjectRow,
)
from commandcenter.store.tables.files import AttachmentRow, FilePartRow, StoredFileRow
from commandcenter.store.tables.incident import (
    IncidentComplaintRow,
    IncidentPlaceRow,
    IncidentRow,
    LevelDecisionRow,
    TallyRow,
    TeamRow,
)
from commandcenter.store.tables.instruction import InstructionRow
from commandcenter.store.tables.journal import JournalImageRow, JournalLineRow, PenRow
from commandcenter.store.tables.log_entry import LogEntryRow
from commandcenter.store.tables.person import (
    AccountRow,
    AttendanceRow,
    DutyRow,
    PersonRow,
    RoleGrantRow,
)
from commandcenter.store.tables.plan import PlanItemRow, PlanVersionRow
from commandcenter.store.tables.report import ReportRow
from commandcenter.store.tables.setting import SchemaInfoRow, SettingRow, SimulatedClockRow
from commandcenter.store.tables.step import StepNoteRow, StepRow

__all__ = [
    "AccountRow",
    "AttachmentRow",
    "AttendanceRow",
    "Base",
    "BatchRow",
    "CityRow",
    "ComplainantRow",
    "ComplaintRow",
    "DistrictRow",
    "DutyRow",
    "FilePartRow",
    "IncidentComplaintRow",
    "IncidentPlaceRow",
    "IncidentRow",
    "InstructionRow",
    "JournalImageRow",
    "JournalLineRow",
    "LevelDecisionRow",
    "LogEntryRow",
    "PenRow",
    "PersonRow",
    "PlanItemRow",
    "PlanVersionRow",
    "ReportRow",
    "RoleGrantRow",
    "RollupRow",
    "SchemaInfoRow",
    "SettingRow",
    "SimulatedClockRow",
    "StepNoteRow",
    "StepRow",
    "StoredFileRow",
    "SubjectRow",
    "TallyRow",
    "TeamRow",
    "TownRow",
]
