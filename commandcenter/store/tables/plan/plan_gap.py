"""The gap book (plan 8.1): what the plan did not say; and the counties' own rules, as filed."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.plan.plan_gap import GapState
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice


class PlanGapRow(Base):
    """`revision_id`: the draft that takes it up; `version_id`: the version that answers it."""

    __tablename__ = "plan_gap"
    id: Mapped[int] = mapped_column(primary_key=True)
    clause: Mapped[str]  # "": no clause speaks of it
    missing: Mapped[str]
    done_instead: Mapped[str]
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)
    filed_by: Mapped[str]
    filed_from: Mapped[str]
    at: Mapped[datetime]
    state: Mapped[GapState] = mapped_column(Choice(GapState))
    answer: Mapped[str | None]
    answered_by: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("plan_revision.id"), index=True)
    version_id: Mapped[int | None] = mapped_column(ForeignKey("plan_version.id"), index=True)


class CountyRulesRow(Base):
    """实施细则 of a county, filed with the city (备案).

    `version_id`: the version of the plan that they carry out. `sha256`: of their file, as it is
    stored. `receipt`: under which number the city took them in.
    """

    __tablename__ = "county_rules"
    id: Mapped[int] = mapped_column(primary_key=True)
    district: Mapped[str] = mapped_column(ForeignKey("district.code"), index=True)
    title: Mapped[str]
    adopted_on: Mapped[date]
    words: Mapped[str]  # what it sets otherwise or beside the plan
    filed_by: Mapped[str]
    at: Mapped[datetime]
    version_id: Mapped[int | None] = mapped_column(ForeignKey("plan_version.id"), index=True)
    sha256: Mapped[str | None] = mapped_column(String, ForeignKey("stored_file.sha256"))
    file_name: Mapped[str | None]
    receipt: Mapped[str | None]
    received_by: Mapped[str | None]
    received_at: Mapped[datetime | None]
