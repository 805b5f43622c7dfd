"""The running log of an incident, one line an entry; never changed but for the wall's tick."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.org import Group
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice


class LogEntryRow(Base):
    __tablename__ = "log_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    at: Mapped[datetime]
    by: Mapped[str]  # the name, as it is shown
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    group: Mapped[Group | None] = mapped_column(Choice(Group))
    district: Mapped[str | None] = mapped_column(ForeignKey("district.code"))
    office: Mapped[str]  # shown before the text: 现场处置组, 总指挥, 值班室
    text: Mapped[str]
    on_wall: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (Index(None, "incident_id", "at"),)
