"""What the telephones of 12315 took."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base


class PhoneCallRow(Base):
    """A call, never changed afterwards. Who called stands with the complaint alone, if at all.

    `number`: of the complaint that was entered of it, "" for none. It stays when the complaint is
    taken out again: the call was taken.
    """

    __tablename__ = "phone_call"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))  # who took it
    taken_at: Mapped[datetime]
    matter: Mapped[str]
    outcome: Mapped[str]  # complaint, answered, passed_on, void
    answer: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by: Mapped[str]
    __table_args__ = (
        CheckConstraint("(outcome = 'complaint') = (number <> '')", name="outcome"),
        Index(None, "taken_at"),
        Index(None, "person_id", "taken_at"),
    )
