"""After the response (plan 5): inquiry, accountability, recovery, retention, archive."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.org import Group
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice, JsonText


class InquiryReportRow(Base):
    """调查报告 or 总结评估报告: sections built from the record, edited, signed."""

    __tablename__ = "inquiry_report"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    kind: Mapped[str]  # investigation, assessment
    sections: Mapped[list[dict[str, object]]] = mapped_column(JsonText)
    as_of: Mapped[datetime]
    drafted_by: Mapped[str]
    drafted_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    signature: Mapped[str | None]
    signed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class AccountabilityRow(Base):
    """责任追究 (plan 5.2): an operator's case and penalty, or the referral of an official."""

    __tablename__ = "accountability"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    kind: Mapped[str]  # operator, official
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subject.id"))
    name: Mapped[str]
    basis: Mapped[str]
    case_number: Mapped[str] = mapped_column(default="")
    decision: Mapped[str] = mapped_column(default="")
    penalty_cents: Mapped[int | None] = mapped_column(BigInteger)
    decided_at: Mapped[datetime | None]
    referred_to: Mapped[str] = mapped_column(default="")  # officials: only the referral
    referred_at: Mapped[datetime | None]
    result: Mapped[str] = mapped_column(default="")
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None]
    settler_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    by: Mapped[str]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class RecoveryRow(Base):
    """A line of the three recovery ledgers (plan 5.3): consumers, firms, hardship."""

    __tablename__ = "recovery"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    ledger: Mapped[str]  # domain.aftermath.aftermath.Ledger
    title: Mapped[str]
    way: Mapped[str]  # 退款, 转接, 诉讼, …
    people: Mapped[int | None]
    amount_cents: Mapped[int | None] = mapped_column(BigInteger)
    settled_people: Mapped[int | None]
    settled_cents: Mapped[int | None] = mapped_column(BigInteger)
    group: Mapped[Group | None] = mapped_column(Choice(Group))  # who sees to it
    district: Mapped[str | None] = mapped_column(ForeignKey("district.code"))
    due_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(default="")
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None]
    settler_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # or waived it
    waived_at: Mapped[datetime | None]
    waived_by: Mapped[str | None]  # waiver by name
    waive_reason: Mapped[str | None]
    at: Mapped[datetime]
    by: Mapped[str]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class RetentionRow(Base):
    """The decision on personal data after the response (突发事件应对法 85): erase or keep."""

    __tablename__ = "retention"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    decision: Mapped[str]  # erase, keep
    scope: Mapped[list[str]] = mapped_column(JsonText)
    lawful: Mapped[str]  # the assessment that keeping needs
    necessary: Mapped[str]
    secure: Mapped[str]
    reason: Mapped[str]
    keep_until: Mapped[datetime | None]
    signature: Mapped[str]
    decided_by: Mapped[str]
    at: Mapped[datetime]
    line: Mapped[int | None]  # the journal line of the decision
    erased_at: Mapped[datetime | None]
    erased: Mapped[dict[str, object] | None] = mapped_column(JsonText)  # how many of what


class ArchivePackageRow(Base):
    """归档包: what went to the archives, with its hash."""

    __tablename__ = "archive_package"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    sha256: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    contents: Mapped[list[dict[str, object]]] = mapped_column(JsonText)
    made_at: Mapped[datetime]
    made_by: Mapped[str]


class DutyNoteRow(Base):
    """不适用: somebody states by name why a duty of the plan does not apply to the incident."""

    __tablename__ = "duty_note"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    duty: Mapped[str]  # code of the plan's performance items
    reason: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None]
