"""Versions of the text of a paper."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base
from commandcenter.store.types import JsonText


class PaperTextRow(Base):
    """A version: every paragraph as it stood, [[key, role, made, text]]. Never changed."""

    __tablename__ = "paper_text"
    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"))
    number: Mapped[int]  # within its paper, from 1
    parts: Mapped[list[list[str]]] = mapped_column(JsonText)
    sha256: Mapped[str]  # domain.papers.paper.text_digest
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = (Index(None, "paper_id", "number"),)
