"""Information reports (plan 4.1(1)): drafted, signed, sent, then frozen."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.reports.report import ReportKind, ReportState
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice, JsonText


class ReportRow(Base):
    __tablename__ = "report"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    kind: Mapped[ReportKind] = mapped_column(Choice(ReportKind))
    number: Mapped[int]  # 续报一 is 1; 首报 and 终报 are 0
    issue: Mapped[int]  # 值班快报 第×期
    state: Mapped[ReportState] = mapped_column(Choice(ReportState))
    elements: Mapped[list[dict[str, object]]] = mapped_column(JsonText)
    as_of: Mapped[datetime]
    deadline_at: Mapped[datetime | None]
    drafted_by: Mapped[str]
    drafted_at: Mapped[datetime]
    signed_by: Mapped[str] = mapped_column(default="")  # the name as signed
    signed_at: Mapped[datetime | None]
    sent_to: Mapped[list[str]] = mapped_column(JsonText)
    sent_way: Mapped[str] = mapped_column(default="")
    sent_by: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime | None]
    after_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"))  # what a 续报 goes on
    chain: Mapped[str | None]  # city (default) or county
    district: Mapped[str | None] = mapped_column(ForeignKey("district.code"))  # of a county
    skips: Mapped[bool | None]  # 越级
    skip_why: Mapped[str | None]
    returned_why: Mapped[str | None]  # a draft sent back to be changed, until it is edited
    returned_by: Mapped[str | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class ReportReceiptRow(Base):
    """What became of a sent report at one receiver: 收报, then 核实 or 退补."""

    __tablename__ = "report_receipt"
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    receiver: Mapped[str]
    way: Mapped[str]
    sent_at: Mapped[datetime]
    sent_by: Mapped[str | None]  # None before 0029: who sent the report first
    received_at: Mapped[datetime | None]
    received_by: Mapped[str | None]  # who signed for it there
    received_way: Mapped[str | None]  # how the receipt was told: 电话, 回执
    registered_by: Mapped[str | None]  # who noted the receipt here
    verified_at: Mapped[datetime | None]  # 核实
    verified_by: Mapped[str | None]
    returned_at: Mapped[datetime | None]  # 退补
    returned_by: Mapped[str | None]
    return_reason: Mapped[str | None]
