"""What a line of the journal did to each row: how it was before, and after."""

from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base, Journalled, Partial

DELETED = "op = 'delete'"
GONE = "table_name = 'complainant' AND op = 'delete'"


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
    partial: ClassVar = (
        Partial("ix_journal_row_gone", "row_key", GONE),
        Partial("ix_journal_row_deleted", "row_key", DELETED),
    )
