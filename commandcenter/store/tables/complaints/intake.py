"""Beside the complaints: corrections by later files, and the hotline's own inbox."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base, Journalled, Partial
from commandcenter.store.types import JsonText


class ComplaintCorrectionRow(Base):
    """A later file gave other words under the same number: what it changed.

    What stood there before is in the images of the journal's line. Undone with its import.
    """

    __tablename__ = "complaint_correction"
    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    fields: Mapped[list[str]] = mapped_column(JsonText)  # columns of complaint and complainant
    line: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(index=True)
    by: Mapped[str]
    undone_at: Mapped[datetime | None]
    partial: ClassVar = (
        Partial("ix_complaint_correction_undone_at", "undone_at", "undone_at IS NOT NULL"),
    )


class HotlineRow(Base):
    """A record that the hotline's own system wrote (db/postgres/hotline.sql), until it is taken in.

    `data`: field → text, as it was given; taken out when the record is in. One that was
    refused keeps it, with the `reason`.
    """

    __tablename__ = "hotline_row"
    journalled = Journalled.NONE
    id: Mapped[int] = mapped_column(primary_key=True)
    received_at: Mapped[datetime]
    login: Mapped[str]
    data: Mapped[dict[str, str] | None] = mapped_column(JsonText)
    taken_at: Mapped[datetime | None]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))
    reason: Mapped[str] = mapped_column(default="")
    partial: ClassVar = (Partial("ix_hotline_row_waiting", "id", "taken_at IS NULL"),)
