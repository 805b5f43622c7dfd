"""Meetings of the command."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base
from commandcenter.store.types import JsonText


class MeetingRow(Base):
    """会议 to come: when, where, on what, who comes and what each brings; moved, or withdrawn."""

    __tablename__ = "meeting"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    meets_at: Mapped[datetime]
    place: Mapped[str]  # or the way: 视频, 电话
    chair: Mapped[str]
    matter: Mapped[str]
    members: Mapped[list[str]] = mapped_column(JsonText)  # units, or people with theirs
    bring: Mapped[str]  # what is to be prepared
    called_by: Mapped[str]
    at: Mapped[datetime]
    edited_by: Mapped[str | None]
    edited_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None]
    withdrawn_why: Mapped[str | None]
