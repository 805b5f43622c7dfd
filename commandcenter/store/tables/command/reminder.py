"""Reminders of what a group still owes."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base


class ReminderRow(Base):
    """催办: somebody was reminded of something that is due."""

    __tablename__ = "reminder"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    kind: Mapped[str]  # directive, liaison, instruction, report, step
    subject: Mapped[int]  # its id
    words: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    __table_args__ = (Index(None, "incident_id", "kind", "subject"),)
