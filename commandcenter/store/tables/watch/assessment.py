"""Periodic risk assessments (plan 3.1): the ranking as it stood, and what was made of it."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.watch.assessment import AssessmentState
from commandcenter.domain.watch.risk import Band, Scope
from commandcenter.store.tables.base import Base, Partial
from commandcenter.store.types import Choice, JsonText

LIVE = "state <> 'withdrawn'"


class RiskAssessmentRow(Base):
    """`as_of`: the moment of its ranking. `before_id`: the one that it is compared with, 0 of the
    first; each is followed by one at most.
    """

    __tablename__ = "risk_assessment"
    partial: ClassVar = (Partial("uq_risk_assessment_before", "before_id", LIVE, unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    as_of: Mapped[datetime]
    before_id: Mapped[int]
    summary: Mapped[str]
    state: Mapped[AssessmentState] = mapped_column(Choice(AssessmentState))
    drafted_by: Mapped[str]
    drafted_at: Mapped[datetime]
    edited_by: Mapped[str | None]
    edited_at: Mapped[datetime | None]
    submitted_by: Mapped[str | None]
    submitted_at: Mapped[datetime | None]
    returned_by: Mapped[str | None]
    returned_at: Mapped[datetime | None]
    returned_why: Mapped[str | None]
    signed_by: Mapped[str | None]
    signed_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_why: Mapped[str | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        CheckConstraint(
            "state <> 'signed' OR signed_at IS NOT NULL", name="ck_risk_assessment_signed"
        ),
    )  # fmt: skip


class RiskAssessmentLineRow(Base):
    """A line of the ranking, frozen; `judgement` and `measures` are what people added to it.

    `reasons`: see domain/watch/assessment.py.
    """

    __tablename__ = "risk_assessment_line"
    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("risk_assessment.id"))
    scope: Mapped[Scope] = mapped_column(Choice(Scope))
    key: Mapped[str]
    title: Mapped[str]
    county: Mapped[str]
    rank: Mapped[int]
    points: Mapped[int]
    computed: Mapped[int]
    correction: Mapped[int]
    band: Mapped[Band] = mapped_column(Choice(Band))
    people: Mapped[int]
    complaints: Mapped[int]
    reasons: Mapped[list[dict[str, object]]] = mapped_column(JsonText)
    judgement: Mapped[str]
    measures: Mapped[str]
    judged_by: Mapped[str | None]
    judged_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        UniqueConstraint("assessment_id", "scope", "key"),
        CheckConstraint("rank > 0 AND points >= 0", name="ck_risk_assessment_line_rank"),
    )
