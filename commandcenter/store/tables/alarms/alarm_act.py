"""What was done with each alarm, and by whom."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.alarms.alarm import Priority
from commandcenter.domain.alarms.machine import AlarmAct
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice


class AlarmActRow(Base):
    """What became of an alarm, and by whom; the engine's own acts have no person. Only added.

    `words`: whom it climbed to, why it was shelved, whom a message was for (`of_act`: about which
    act it went out).
    """

    __tablename__ = "alarm_act"
    id: Mapped[int] = mapped_column(primary_key=True)
    alarm_id: Mapped[int] = mapped_column(ForeignKey("alarm.id"), index=True)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"))
    act: Mapped[AlarmAct] = mapped_column(Choice(AlarmAct))
    version: Mapped[int]
    priority: Mapped[Priority] = mapped_column(Choice(Priority))
    step: Mapped[int]
    words: Mapped[str] = mapped_column(default="")
    of_act: Mapped[int | None] = mapped_column(ForeignKey("alarm_act.id"), index=True)
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = (Index(None, "act", "at"),)
