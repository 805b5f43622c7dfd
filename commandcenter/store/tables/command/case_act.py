"""What was done in a case of the evidence shelf, and its limits."""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base


class CaseActRow(Base):
    """An act with a limit of law: 先行登记保存, 查封, 扣押, 抽样, 移送公安, …"""

    __tablename__ = "case_act"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    case_id: Mapped[int] = mapped_column(Integer, ForeignKey("case_file.id"), index=True)
    kind: Mapped[str]  # domain.command.casework.ActKind
    document: Mapped[str]  # number of the paper
    words: Mapped[str]
    done_at: Mapped[datetime]
    clock: Mapped[str]  # of the plan's clocks; "" when no limit runs
    due_at: Mapped[datetime | None]
    extended_by: Mapped[str]  # who approved the extension
    extended_at: Mapped[datetime | None]  # and when
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None]
    outcome: Mapped[str]
    registered_by: Mapped[str]
    at: Mapped[datetime]
