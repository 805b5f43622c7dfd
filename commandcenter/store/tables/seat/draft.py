"""What a person is typing. Volatile."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base, Journalled
from commandcenter.store.types import JsonText


class DraftRow(Base):
    """What somebody is typing in a form: kept until it is sent, and shown to other editors."""

    __tablename__ = "draft"
    journalled = Journalled.NONE
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    person: Mapped[str]  # the name
    form: Mapped[str]
    subject: Mapped[int]  # what the form is about, 0 for nothing
    data: Mapped[dict[str, object]] = mapped_column(JsonText)
    at: Mapped[datetime]  # of the last key; a form that is open says so every half minute
    open: Mapped[bool]
    opened_at: Mapped[datetime | None]  # since when the form has been open without a break
    __table_args__ = (Index(None, "form", "subject"), Index(None, "person_id", "form", "subject"))
