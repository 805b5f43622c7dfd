"""Rehearsals of a restore from the backup."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base


class RestoreDrillRow(Base):
    """A backup was restored in a place of its own and its record compared: can it be relied on?

    `backup`: the name of the file, `made_at` when it was written. `words`: what was found, a
    sentence each line; `lines` of the journal and `rows` that were compared; `seconds` it took.
    """

    __tablename__ = "restore_drill"
    id: Mapped[int] = mapped_column(primary_key=True)
    backup: Mapped[str]
    made_at: Mapped[datetime]
    at: Mapped[datetime]
    by: Mapped[str]
    machine: Mapped[str]
    whole: Mapped[bool]
    words: Mapped[str] = mapped_column(default="")
    lines: Mapped[int] = mapped_column(BigInteger)
    rows: Mapped[int] = mapped_column(BigInteger)
    seconds: Mapped[int]
