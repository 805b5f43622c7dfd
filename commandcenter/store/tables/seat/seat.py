"""Who sits where, and what they have seen. Volatile."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base, Journalled

ALIVE = timedelta(seconds=75)  # an open form says so every half minute


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
