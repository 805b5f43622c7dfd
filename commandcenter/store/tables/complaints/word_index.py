"""How far the index of words over the complaints reaches."""

from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base, Journalled


class WordIndexRow(Base):
    """Complaints with an id from `since` to `until` are in the index; the others are read.

    Of an embedded database only: a server keeps its index whole by itself.
    """

    __tablename__ = "word_index"
    journalled = Journalled.NONE
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    since: Mapped[int]
    until: Mapped[int]
