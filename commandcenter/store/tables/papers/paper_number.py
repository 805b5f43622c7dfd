"""Numbers of papers: given, used and void."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.papers.paper import Life
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice


class PaperNumberRow(Base):
    """A number that was given. One of no effect stays, with the reason, and is not given again."""

    __tablename__ = "paper_number"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)  # series/year/number: none is given twice
    series: Mapped[str]
    year: Mapped[int]
    number: Mapped[int]
    written: Mapped[str]
    title: Mapped[str]
    life: Mapped[Life | None] = mapped_column(Choice(Life))  # None: of a paper outside
    subject_id: Mapped[int | None]
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"))
    by: Mapped[str]
    at: Mapped[datetime]
    void_why: Mapped[str | None]
    void_by: Mapped[str | None]
    void_at: Mapped[datetime | None]
    __table_args__ = (Index(None, "life", "subject_id"), Index(None, "series", "year"))
