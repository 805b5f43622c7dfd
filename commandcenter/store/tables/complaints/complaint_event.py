"""What became of a complaint, in the order in which it did."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base


class ComplaintEventRow(Base):
    """One act of law on a complaint: accepted, declined, extended, testing, ended, closed."""

    __tablename__ = "complaint_event"
    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    kind: Mapped[str]  # domain.complaints.handling.HandlingAct
    done_on: Mapped[datetime]
    words: Mapped[str]  # reason, agreement, result
    approved_by: Mapped[str]  # of an extension
    recovered_cents: Mapped[int | None] = mapped_column(BigInteger)
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # given to whom
    at: Mapped[datetime]
    by: Mapped[str]
