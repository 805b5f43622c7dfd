"""Who sits where, what a person is typing, and what they have seen. Volatile."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base, Journalled
from commandcenter.store.types import JsonText

ALIVE = timedelta(seconds=75)  # an open form says so every half minute


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


class SeenRow(Base):
    """How far a person has seen the journal, for 离岗期间动态."""

    __tablename__ = "seen"
    journalled = Journalled.NONE
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    number: Mapped[int]
    at: Mapped[datetime]


class SeatRow(Base):
    """A window that is open somewhere: it says so itself, every few seconds."""

    __tablename__ = "seat"
    journalled = Journalled.NONE
    id: Mapped[str] = mapped_column(primary_key=True)  # made anew for each window
    person_id: Mapped[int]  # 0: the wall
    login: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]  # desk or wall
    machine: Mapped[str]
    version: Mapped[str]  # of the program
    since: Mapped[datetime]
    at: Mapped[datetime] = mapped_column(index=True)  # when it said so last
    heard: Mapped[int]  # the journal's number up to which it has heard
    age_ms: Mapped[int]  # how old its data were when it said so
    skew_ms: Mapped[int | None]  # how far its machine's clock is ahead of the server's
