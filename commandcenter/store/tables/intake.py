"""What is known of complaints beside themselves: corrections by later files, and links of two."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base
from commandcenter.store.types import JsonText, Scaled


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
    at: Mapped[datetime]
    by: Mapped[str]
    undone_at: Mapped[datetime | None]


class ComplaintLinkRow(Base):
    """Two records of one matter in two systems; both stay, `second_id` came later."""

    __tablename__ = "complaint_link"
    id: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    similarity: Mapped[float] = mapped_column(Scaled(1000))
    at: Mapped[datetime]
    by: Mapped[str]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None]
    undone_why: Mapped[str | None]
