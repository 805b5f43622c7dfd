"""Who complained: kept apart from what they complained of."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base, Journalled


class ComplainantRow(Base):
    """Personal data, apart from the complaint so that reading it can be journalled."""

    __tablename__ = "complainant"
    journalled = Journalled.CHANGES
    without_image = (
        "EXISTS (SELECT 1 FROM complaint c JOIN batch b ON b.id = c.batch_id "
        "WHERE c.id = {row}.complaint_id AND b.state = 'open' AND b.closed_at IS NULL)"
    )
    complaint_id: Mapped[int] = mapped_column(
        ForeignKey("complaint.id"), primary_key=True, autoincrement=False
    )
    name: Mapped[str]
    phone: Mapped[str]
    id_type: Mapped[str]
    id_number: Mapped[str]
    address: Mapped[str]
