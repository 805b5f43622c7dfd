"""Activities of publicity and research with partners (plan 7.1, 7.3, 6.3)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.org import Group
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice, JsonText


class PublicityRow(Base):
    """An activity: planned for a day or a month, held, or called off.

    `due_at`: the end of what is planned, None of one that nobody planned. `group` holds it.
    What is wanted stands beside what was: `copies` and `held_copies`, `people` and `reached`.
    `partners`: ids of who took part.
    """

    __tablename__ = "publicity"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # of the plan's data
    template: Mapped[str]  # of which week it came, "" of none
    topic: Mapped[str]
    audience: Mapped[str]
    place: Mapped[str]
    category: Mapped[str]  # of the risk that it answers
    group: Mapped[Group] = mapped_column(Choice(Group))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    due_at: Mapped[datetime | None]
    whole_month: Mapped[bool]
    materials: Mapped[str]
    copies: Mapped[int]
    people: Mapped[int]
    planned_at: Mapped[datetime | None]
    planned_by: Mapped[str]
    changed_at: Mapped[datetime | None]
    changed_by: Mapped[str] = mapped_column(default="")
    called_off_at: Mapped[datetime | None]
    called_off_by: Mapped[str] = mapped_column(default="")
    called_off_why: Mapped[str] = mapped_column(default="")
    held_at: Mapped[datetime | None]
    held_place: Mapped[str] = mapped_column(default="")
    held_audience: Mapped[str] = mapped_column(default="")
    held_materials: Mapped[str] = mapped_column(default="")
    held_copies: Mapped[int | None]
    reached: Mapped[int | None]
    partners: Mapped[list[int]] = mapped_column(JsonText, default=list)
    result: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime | None]
    recorded_by: Mapped[str] = mapped_column(default="")
    corrected_at: Mapped[datetime | None]
    corrected_by: Mapped[str | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        Index(None, "held_at"),
        CheckConstraint("copies >= 0 AND people >= 0", name="ck_publicity_numbers"),
        CheckConstraint(
            "held_at IS NULL OR called_off_at IS NULL AND coalesce(reached, 0) > 0",
            name="ck_publicity_held",
        ),
    )


class ResearchRow(Base):
    """What a partner of research does for the bureau, until when, and what came of it."""

    __tablename__ = "research"
    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    topic: Mapped[str]
    contact: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    note: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    changed_at: Mapped[datetime | None]
    changed_by: Mapped[str] = mapped_column(default="")
    done_at: Mapped[datetime | None]
    done_by: Mapped[str] = mapped_column(default="")
    result: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str | None] = mapped_column(String, ForeignKey("stored_file.sha256"))
    file_name: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str] = mapped_column(default="")
    ended_why: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ck_research_days"),
        CheckConstraint("done_at IS NULL OR ended_at IS NULL", name="ck_research_over"),
    )
