"""Revisions of the plan (8.1) with what they change, reviews, and 备案 of what was signed."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.plan.revision import Conclusion, RevisionState
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice, JsonText


class PlanRevisionRow(Base):
    """`base_id`: the version that was in force when it was begun. `changes`: see revision.as_data.

    `holds_from`: from when it is in force, as it was signed; `made_id`: the version that came of
    it then.
    """

    __tablename__ = "plan_revision"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    reason: Mapped[str]
    base_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"))
    changes: Mapped[list[dict[str, object]]] = mapped_column(JsonText)
    state: Mapped[RevisionState] = mapped_column(Choice(RevisionState))
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
    holds_from: Mapped[datetime | None]
    in_force_by: Mapped[str | None]
    in_force_at: Mapped[datetime | None]
    made_id: Mapped[int | None] = mapped_column(ForeignKey("plan_version.id"))
    withdrawn_by: Mapped[str | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_why: Mapped[str | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class PlanReviewRow(Base):
    """预案评估: when, who took part, whether the plan is to be revised, and why."""

    __tablename__ = "plan_review"
    id: Mapped[int] = mapped_column(primary_key=True)
    held_at: Mapped[datetime]
    people: Mapped[str]
    conclusion: Mapped[Conclusion] = mapped_column(Choice(Conclusion))
    words: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]


class PlanFilingRow(Base):
    """备案 of a signed revision: with whom, under which number it was taken in, when."""

    __tablename__ = "plan_filing"
    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("plan_revision.id"), unique=True)
    filed_with: Mapped[str]
    receipt: Mapped[str]
    filed_at: Mapped[datetime]
    by: Mapped[str]
    at: Mapped[datetime]
