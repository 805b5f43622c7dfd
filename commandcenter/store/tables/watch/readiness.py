"""What was done to be ready for a known date."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base


class ReadinessRow(Base):
    """A line of the standby list of a known date that was done; `done_at` None: open again."""

    __tablename__ = "readiness"
    id: Mapped[int] = mapped_column(primary_key=True)
    date_code: Mapped[str]
    item_code: Mapped[str]
    title: Mapped[str]  # as it stood then
    words: Mapped[str]
    done_at: Mapped[datetime | None]
    done_by: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (UniqueConstraint("date_code", "item_code"),)
