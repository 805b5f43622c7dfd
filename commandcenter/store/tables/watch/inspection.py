"""巡查 by a plan (plan 3.1(2)): plans with their traders, and what was found with its 复查."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.org import Group
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice

ONE_DOER = (
    '"group" IS NOT NULL AND person_id IS NULL AND district IS NULL'
    ' OR "group" IS NULL AND (person_id IS NULL) <> (district IS NULL)'
)


class InspectionPlanRow(Base):
    """One of `group`, `person_id`, `district` inspects, by `due_at`. `done_at`: none is left."""

    __tablename__ = "inspection_plan"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    category: Mapped[str]
    why: Mapped[str]
    group: Mapped[Group | None] = mapped_column(Choice(Group))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    district: Mapped[str | None] = mapped_column(ForeignKey("district.code"))
    due_at: Mapped[datetime]
    planned_at: Mapped[datetime]
    planned_by: Mapped[str]
    changed_at: Mapped[datetime | None]
    changed_by: Mapped[str] = mapped_column(default="")
    called_off_at: Mapped[datetime | None]
    called_off_by: Mapped[str] = mapped_column(default="")
    called_off_why: Mapped[str] = mapped_column(default="")
    done_at: Mapped[datetime | None]
    done_by: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (CheckConstraint(ONE_DOER, name="ck_inspection_plan_doer"),)


class InspectionTargetRow(Base):
    """A trader of a plan. `result_id`: the inspection that was registered of it since."""

    __tablename__ = "inspection_target"
    id: Mapped[int] = mapped_column(primary_key=True)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection_plan.id"))
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"))
    name: Mapped[str]
    credit_code: Mapped[str]
    district: Mapped[str | None] = mapped_column(ForeignKey("district.code"))
    reason: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    result_id: Mapped[int | None] = mapped_column(ForeignKey("risk_record.id"), index=True)
    dropped_at: Mapped[datetime | None]
    dropped_by: Mapped[str] = mapped_column(default="")
    dropped_why: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        UniqueConstraint("inspection_id", "subject_id"),
        Index(None, "subject_id"),
        CheckConstraint(
            "result_id IS NULL OR dropped_at IS NULL", name="ck_inspection_target_result"
        ),
    )


class RiskFindingRow(Base):
    """What an inspection found, as a task: who sees to it, when it is looked at again."""

    __tablename__ = "risk_finding"
    id: Mapped[int] = mapped_column(primary_key=True)
    risk_record_id: Mapped[int] = mapped_column(ForeignKey("risk_record.id"), index=True)
    words: Mapped[str]
    group: Mapped[Group | None] = mapped_column(Choice(Group))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    district: Mapped[str | None] = mapped_column(ForeignKey("district.code"))
    due_at: Mapped[datetime]
    at: Mapped[datetime]
    by: Mapped[str]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str] = mapped_column(default="")
    dropped_at: Mapped[datetime | None]
    dropped_by: Mapped[str] = mapped_column(default="")
    dropped_why: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        CheckConstraint(ONE_DOER, name="ck_risk_finding_doer"),
        CheckConstraint("closed_at IS NULL OR dropped_at IS NULL", name="ck_risk_finding_end"),
    )


class RiskFindingCheckRow(Base):
    """复查: it passed, or is looked at again by `next_due_at`."""

    __tablename__ = "risk_finding_check"
    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("risk_finding.id"), index=True)
    passed: Mapped[bool]
    words: Mapped[str]
    next_due_at: Mapped[datetime | None]
    at: Mapped[datetime]
    by: Mapped[str]
    __table_args__ = (
        CheckConstraint("passed = (next_due_at IS NULL)", name="ck_risk_finding_check_next"),
    )
