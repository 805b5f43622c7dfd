"""What was signed of a warning inside the bureau."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.level import Level
from commandcenter.domain.watch.warning import WarningAct
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice, JsonText


class WarningActRow(Base):
    """One act on a warning, with the text that was signed and the evidence shown then."""

    __tablename__ = "warning_act"
    id: Mapped[int] = mapped_column(primary_key=True)
    warning_id: Mapped[int] = mapped_column(ForeignKey("warning.id"), index=True)
    act: Mapped[WarningAct] = mapped_column(Choice(WarningAct))
    level: Mapped[Level] = mapped_column(Choice(Level))
    level_before: Mapped[Level | None] = mapped_column(Choice(Level))
    words: Mapped[str]  # the reason
    text: Mapped[str]  # as signed
    evidence: Mapped[list[dict[str, object]]] = mapped_column(JsonText)
    signature: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by: Mapped[str]
    at: Mapped[datetime]
