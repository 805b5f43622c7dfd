"""Consultations (会商) of the command."""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base
from commandcenter.store.types import JsonText


class ConsultationRow(Base):
    """会商: who, on what question, with what conclusion (突发事件应对法 62).

    `meeting_id`: the meeting that it was, where one was called.
    """

    __tablename__ = "consultation"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    held_at: Mapped[datetime]
    place: Mapped[str]  # or the way: 视频, 电话
    chair: Mapped[str]
    members: Mapped[list[str]] = mapped_column(JsonText)
    question: Mapped[str]
    opinions: Mapped[str]
    conclusion: Mapped[str]
    recorded_by: Mapped[str]
    at: Mapped[datetime]
    meeting_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("meeting.id"))
