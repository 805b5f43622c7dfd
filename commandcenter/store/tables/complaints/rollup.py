"""Complaints of a day, counted by what they are about."""

from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base, Journalled


class RollupRow(Base):
    """Counts per bucket, one narrow family per chart.

    `family` is hour_channel, day_district, day_category or day_problem; `bucket`
    is the hour or Shanghai day as a whole number since 1970. `batch_id` is 0 for
    what is settled, so that an open import is left out by its number.
    """

    __tablename__ = "rollup"
    journalled = Journalled.NONE
    family: Mapped[str] = mapped_column(primary_key=True)
    bucket: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    count: Mapped[int]
    __table_args__ = ({"sqlite_with_rowid": False},)
