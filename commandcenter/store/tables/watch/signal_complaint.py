"""Which complaints a signal is about."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base


class SignalComplaintRow(Base):
    """A row behind a signal."""

    __tablename__ = "signal_complaint"
    signal_id: Mapped[int] = mapped_column(ForeignKey("signal.id"), primary_key=True)
    complaint_id: Mapped[int] = mapped_column(
        ForeignKey("complaint.id"), primary_key=True, index=True
    )
    at: Mapped[datetime]
