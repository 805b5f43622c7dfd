"""The gates that a typical case has passed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base


class TypicalCaseStepRow(Base):
    """One step of a 典型案例: what was written, a gate that was passed, a return, publication."""

    __tablename__ = "typical_case_step"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    case_id: Mapped[int] = mapped_column(Integer, ForeignKey("typical_case.id"), index=True)
    step: Mapped[str]  # domain.publicity.cases.CaseStep
    words: Mapped[str]
    channels: Mapped[str]  # by which it was published
    number: Mapped[str]  # under which
    judged: Mapped[str]  # the title and the text, one under the other
    text_sha256: Mapped[str]  # of `judged`
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by: Mapped[str]
    done_at: Mapped[datetime]
    at: Mapped[datetime]
