"""Instructions (指令) of the command to groups or people, received and reported back on."""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.org import Group
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice


class InstructionRow(Base):
    """`consultation_id`: the 会商 that agreed on it."""

    __tablename__ = "instruction"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    text: Mapped[str]
    to_group: Mapped[Group | None] = mapped_column(Choice(Group))
    to_person: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    given_by: Mapped[str]
    at: Mapped[datetime]
    deadline_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None]
    received_by: Mapped[str] = mapped_column(default="")
    reported_at: Mapped[datetime | None]
    reported_by: Mapped[str] = mapped_column(default="")
    report: Mapped[str] = mapped_column(default="")
    consultation_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("consultation.id"))
