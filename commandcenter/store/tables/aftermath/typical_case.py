"""Incidents that are kept as typical cases."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base


class TypicalCaseRow(Base):
    """典型案例 (plan 7.2): drafted from a closed incident with all names masked.

    `state`: where on its way out it stands (domain.publicity.cases); None of an older program: a
    draft. `category`: of the risk that it answers. Its steps: typical_case_step.
    """

    __tablename__ = "typical_case"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    title: Mapped[str]
    text: Mapped[str]
    drafted_by: Mapped[str]
    drafter_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    drafted_at: Mapped[datetime]
    state: Mapped[str | None]
    category: Mapped[str | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
