"""How the journal was checked last, and what was found."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base


class VerificationRow(Base):
    """A check of the whole record, or a part of one: when, how far, and what was found."""

    __tablename__ = "verification"
    id: Mapped[int] = mapped_column(primary_key=True)
    part: Mapped[str]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    line: Mapped[int]  # the journal's head then
    rows: Mapped[int]  # compared
    whole: Mapped[bool]
    words: Mapped[str]  # what was found
    by: Mapped[str]
