"""Two complaints that belong together."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base
from commandcenter.store.types import Scaled


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
