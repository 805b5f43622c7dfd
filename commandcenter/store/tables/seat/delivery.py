"""What was added under a key of the seat's own, so that it is never added twice."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base


class DeliveryRow(Base):
    """One thing that a person added; written in its own transaction, with the journal's line."""

    __tablename__ = "delivery"
    key: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    login: Mapped[str]
    line: Mapped[int] = mapped_column(index=True)  # of the journal
    claimed_at: Mapped[datetime]  # when the person pressed the button, by their seat's clock
    at: Mapped[datetime]  # when it arrived, by the server's
