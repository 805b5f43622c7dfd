"""Warnings inside the bureau, their measures, and talks with traders."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.level import Level
from commandcenter.domain.watch.warning import WarningState
from commandcenter.domain.watch.warning_items import StepState
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice, JsonText


class WarningRow(Base):
    """The eight required items (突发事件应对法 Art. 64) as they hold now.

    They are category, level, starts_at, scope, matters, measures, issuer and issued_at.
    """

    __tablename__ = "warning"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int | None]  # within the year, when it is issued
    title: Mapped[str]
    category: Mapped[str]  # 预警类别
    level: Mapped[Level] = mapped_column(Choice(Level))
    starts_at: Mapped[datetime]
    scope: Mapped[str]  # 可能影响的范围
    matters: Mapped[str]  # 警示事项
    measures: Mapped[str]  # 应当采取的措施
    issuer: Mapped[str]  # 发布单位
    issued_at: Mapped[datetime | None]
    state: Mapped[WarningState] = mapped_column(Choice(WarningState))
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subject.id"), index=True)
    districts: Mapped[list[str]] = mapped_column(JsonText)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)
    drafter_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    drafted_by: Mapped[str]
    drafted_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]  # lifted, or dropped
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class WarningStepRow(Base):
    """A measure of the warning's level (3.2(3)); the first is the talk with the trader."""

    __tablename__ = "warning_step"
    id: Mapped[int] = mapped_column(primary_key=True)
    warning_id: Mapped[int] = mapped_column(ForeignKey("warning.id"), index=True)
    code: Mapped[str]
    title: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
    clause: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(default="")
    position: Mapped[int]
    deadline_at: Mapped[datetime | None]
    state: Mapped[StepState] = mapped_column(Choice(StepState), default=StepState.OPEN)
    words: Mapped[str] = mapped_column(default="")  # what was done, or why it was dropped
    done_by: Mapped[str] = mapped_column(default="")
    done_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class TraderTalkRow(Base):
    """A talk with a trader (约谈): what was asked of it and what it promised until when."""

    __tablename__ = "trader_talk"
    id: Mapped[int] = mapped_column(primary_key=True)
    warning_id: Mapped[int | None] = mapped_column(ForeignKey("warning.id"), index=True)
    signal_id: Mapped[int | None] = mapped_column(ForeignKey("signal.id"), index=True)
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subject.id"), index=True)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)
    place: Mapped[str]
    officers: Mapped[str]  # two at least
    trader_side: Mapped[str]  # who came for the trader, in what capacity
    asked: Mapped[str]
    promised: Mapped[str]
    promised_until: Mapped[datetime | None]
    kept: Mapped[bool | None]  # whether the trader kept it, once that is known
    kept_words: Mapped[str | None]  # how that was found out, or why it is not known after all
    kept_by: Mapped[str | None]
    kept_at: Mapped[datetime | None]
    talked_at: Mapped[datetime]
    by: Mapped[str]
    at: Mapped[datetime]
