"""The journal's three tables: the pen with the head of the chain, the lines, the images."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, FetchedValue, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base, Journalled, Partial
from commandcenter.store.types import JsonText


class PenRow(Base):
    """One row, made with the schema: whoever locks it may write. It holds the chain's head."""

    __tablename__ = "pen"
    journalled = Journalled.NONE
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    hash: Mapped[str]


GONE = "table_name = 'complainant' AND op = 'delete'"


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
    __table_args__ = (Index(None, "incident_id", "number"),)


class JournalImageRow(Base):
    """One row that a line changed, before and after, as canonical JSON text.

    Written by the table's own trigger before the line itself; the deferred
    foreign key refuses at commit a change that no line announces. An erased image
    keeps its digest, so the chain still verifies; the salt goes with the image.
    """

    __tablename__ = "journal_row"
    journalled = Journalled.NONE
    id: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[int] = mapped_column(
        ForeignKey("journal.number", deferrable=True, initially="DEFERRED"), index=True
    )
    table_name: Mapped[str]
    row_key: Mapped[str]
    op: Mapped[str]  # insert, update, delete, bulk
    before: Mapped[str | None]
    after: Mapped[str | None]
    salt: Mapped[str | None]
    digest: Mapped[str | None]
    erased_by: Mapped[int | None]  # number of the line that decided the erasure
    # A number is used again when the complaint that had it was taken out: what the journal tells
    # of it before that is about another person.
    partial: ClassVar = (Partial("ix_journal_row_gone", "row_key", GONE),)


class BulkDigestRow(Base):
    """Of rows that came in bulk and leave no image: a salted digest of each, as the line found it.

    16 bytes a row in `salts` and in `digests`, from the row with key `first` on; zeros in `digests`
    where no row was. The image of the bulk has a digest over them. An erased row's salt is zeros.
    """

    __tablename__ = "bulk_digest"
    journalled = Journalled.NONE
    image_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    table_name: Mapped[str] = mapped_column(primary_key=True)
    first: Mapped[int] = mapped_column(BigInteger)
    columns: Mapped[list[str]] = mapped_column(JsonText)
    salts: Mapped[bytes] = mapped_column(LargeBinary)
    digests: Mapped[bytes] = mapped_column(LargeBinary)
