"""Information reports (plan 4.1(1)): drafted, signed, sent, then frozen."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.report import ReportKind, ReportState
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
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
