"""The journal: the pen with the head of the chain, and the lines."""

from datetime import datetime

from sqlalchemy import FetchedValue, Index
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base, Journalled


class PenRow(Base):
    """One row, made with the schema: whoever locks it may write. It holds the chain's head."""

    __tablename__ = "pen"
    journalled = Journalled.NONE
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    hash: Mapped[str]


class JournalLineRow(Base):
    """One change, in words that every seat may read: no free text, no personal data."""

    __tablename__ = "journal"
    journalled = Journalled.NONE
    number: Mapped[int] = mapped_column(
        primary_key=True,
        autoincrement=False,
        server_default=FetchedValue(),  # PostgreSQL: by trigger
    )
    at: Mapped[datetime]
    actor: Mapped[str]  # login; "" is the program itself
    kind: Mapped[str]
    subject: Mapped[int]
    incident_id: Mapped[int | None]
    verb: Mapped[str]
    clause: Mapped[str]
    digest: Mapped[str]
    hash: Mapped[str]
    __table_args__ = (
        Index(None, "incident_id", "number"),
        Index(None, "kind", "subject", "number"),  # what became of one thing
    )
