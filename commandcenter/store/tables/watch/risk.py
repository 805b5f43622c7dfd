"""Inspections and surveys, and what was judged of a risk."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.watch.risk import JudgementAct, RecordKind, RecordResult, Scope
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice


class RiskRecordRow(Base):
    """An inspection, survey or meeting, once for its number in the system that owns it.

    `system` "": entered by hand here. Of a survey `asked` answered, and `unhappy` of them
    spoke of problems.
    """

    __tablename__ = "risk_record"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[RecordKind] = mapped_column(Choice(RecordKind))
    system: Mapped[str]
    number: Mapped[str]
    title: Mapped[str]
    held_at: Mapped[datetime]
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subject.id"))
    subject_name: Mapped[str]
    credit_code: Mapped[str]
    category: Mapped[str]
    district: Mapped[str | None] = mapped_column(ForeignKey("district.code"))
    officers: Mapped[str]
    result: Mapped[RecordResult] = mapped_column(Choice(RecordResult))
    problems: Mapped[int | None]
    asked: Mapped[int | None]
    unhappy: Mapped[int | None]
    findings: Mapped[str]
    follow_up_at: Mapped[datetime | None]
    followed_at: Mapped[datetime | None]
    followed_words: Mapped[str] = mapped_column(default="")
    followed_by: Mapped[str] = mapped_column(default="")
    file_name: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by: Mapped[str]
    corrected_at: Mapped[datetime | None]
    corrected_by: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        UniqueConstraint("kind", "system", "number"),
        Index(None, "subject_id", "held_at"),
        Index(None, "category", "held_at"),
        Index(None, "held_at"),
    )


class RiskJudgementRow(Base):
    """What a person said of a line of the risk ledger: confirmed, corrected, or a measure.

    `key`: the subject's id or the category's name. `points`: as they were worked out then;
    `correction`: points more or less, of a correction. A measure has a date and an end.
    """

    __tablename__ = "risk_judgement"
    id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[Scope] = mapped_column(Choice(Scope))
    key: Mapped[str]
    act: Mapped[JudgementAct] = mapped_column(Choice(JudgementAct))
    points: Mapped[int]
    correction: Mapped[int]
    words: Mapped[str]
    district: Mapped[str | None] = mapped_column(ForeignKey("district.code"))  # a county's own
    due_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    done_words: Mapped[str] = mapped_column(default="")
    done_by: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by: Mapped[str]
    at: Mapped[datetime]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (Index(None, "scope", "key"),)
