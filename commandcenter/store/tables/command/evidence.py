"""The evidence shelf: what was collected, its chain of custody, and the cases it belongs to.

Formal evidence stays in the bureau's case system: here is its 案号, in case_act its limits.
"""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base
from commandcenter.store.types import JsonText


class CaseFileRow(Base):
    """A case (案件) as registered in the bureau's case system."""

    __tablename__ = "case_file"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    number: Mapped[str]  # 案号; "" before it is filed
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subject.id"))
    party: Mapped[str]  # 当事人
    cause: Mapped[str]  # 案由
    handlers: Mapped[list[str]] = mapped_column(JsonText)  # two officers
    filed_at: Mapped[datetime | None]  # 立案
    state: Mapped[str]  # domain.command.casework.CaseState
    result: Mapped[str]
    registered_by: Mapped[str]
    at: Mapped[datetime]


class EvidenceRow(Base):
    """One piece. With a file its hash is linked; above 200 MB only hash and carrier."""

    __tablename__ = "evidence"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    number: Mapped[int]  # within the incident, from 1
    kind: Mapped[str]  # domain.command.evidence.Kind
    title: Mapped[str]
    description: Mapped[str]
    collectors: Mapped[list[str]] = mapped_column(JsonText)
    collected_at: Mapped[datetime]
    place: Mapped[str]
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subject.id"))
    step_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("step.id"))
    obligation_id: Mapped[int | None] = mapped_column(ForeignKey("obligation.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case_file.id"))
    sha256: Mapped[str | None]  # of the file, stored here or not
    stored: Mapped[bool]  # the file itself is here
    name: Mapped[str]  # of the file
    size: Mapped[int | None] = mapped_column(BigInteger)
    carrier: Mapped[str]  # where the original is: 光盘 3 号, 证据室
    amends: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"))  # a wrong piece
    registered_by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = (Index(None, "incident_id", "number"),)


class CustodyRow(Base):
    """One link of the chain of custody: from whom to whom, where, why."""

    __tablename__ = "custody"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), index=True)
    from_holder: Mapped[str]
    to_holder: Mapped[str]
    place: Mapped[str]
    reason: Mapped[str]
    handed_at: Mapped[datetime]
    at: Mapped[datetime]
    by: Mapped[str]
