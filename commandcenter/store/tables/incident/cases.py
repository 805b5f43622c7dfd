"""病例通报: what is told of patients at a moment, in numbers; nothing about a person."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.incident.case_report import Part
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice, Degrees


class CaseReportRow(Base):
    """What a source tells at once; the newest by `as_of` holds, as a whole."""

    __tablename__ = "case_report"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    source: Mapped[str]
    as_of: Mapped[datetime]
    treated: Mapped[int]
    meal: Mapped[str] = mapped_column(default="")  # the suspected meal, "" not known
    meal_from: Mapped[datetime | None]
    meal_to: Mapped[datetime | None]
    width: Mapped[int]  # minutes of an interval of the onset
    at: Mapped[datetime]
    by: Mapped[str]
    __table_args__ = (Index(None, "incident_id", "as_of"),)


class CaseCountRow(Base):
    """Of a report the number of one school, hospital or interval; entered with it, never changed.

    `number` 0 of a school: supplied by the same kitchen. `onset_at` None of an interval: unknown.
    """

    __tablename__ = "case_count"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    case_report_id: Mapped[int] = mapped_column(ForeignKey("case_report.id"), index=True)
    part: Mapped[Part] = mapped_column(Choice(Part))
    label: Mapped[str] = mapped_column(default="")
    district: Mapped[str | None] = mapped_column(ForeignKey("district.code"))
    lat: Mapped[float | None] = mapped_column(Degrees)
    lon: Mapped[float | None] = mapped_column(Degrees)
    onset_at: Mapped[datetime | None]
    number: Mapped[int]
