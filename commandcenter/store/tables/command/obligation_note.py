"""What people said about rows of the book of obligations."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base


class ObligationNoteRow(Base):
    """What was said about a row: kind note, hand, reopened, applies, na, na_back, assigned,
    old_tick.
    """

    __tablename__ = "obligation_note"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"))
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"), index=True)
    kind: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    text: Mapped[str]
    __table_args__ = (Index(None, "incident_id", "kind"),)
