"""The plan as data, in versions; an incident keeps the version it was opened under."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base
from commandcenter.store.types import JsonText


class PlanVersionRow(Base):
    __tablename__ = "plan_version"
    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]
    adopted_at: Mapped[datetime]
    adopted_by: Mapped[str]
    reason: Mapped[str | None]  # why it was amended
    amends: Mapped[int | None] = mapped_column(ForeignKey("plan_version.id"))


class PlanItemRow(Base):
    """One item: a clause, a level, a step, a threshold, a deadline, a right, a setting."""

    __tablename__ = "plan_item"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"))
    kind: Mapped[str]
    code: Mapped[str]
    position: Mapped[int]
    data: Mapped[dict[str, object]] = mapped_column(JsonText)
    source: Mapped[str] = mapped_column(default="")
    proposal: Mapped[bool] = mapped_column(default=False)  # 建议值
    __table_args__ = (Index(None, "version_id", "kind", "position"),)
