"""Certificates of people, the register of partners, training and who came (plan 6.1)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.org import Group
from commandcenter.domain.support.training import TrainingResult
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice, JsonText


class CertificateRow(Base):
    """A certificate of a person, once for its number. `expires_on`: its last day, None: no end."""

    __tablename__ = "certificate"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    skill: Mapped[str]  # of the plan's data
    number: Mapped[str]
    issued_on: Mapped[date]
    expires_on: Mapped[date | None]
    note: Mapped[str]
    file_name: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    corrected_at: Mapped[datetime | None]
    corrected_by: Mapped[str] = mapped_column(default="")
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[str] = mapped_column(default="")
    revoked_why: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        UniqueConstraint("skill", "number"),
        CheckConstraint("expires_on IS NULL OR expires_on > issued_on", name="ck_certificate_days"),
    )


class PartnerRow(Base):
    """An expert or partner of the bureau; `ended_at`: no longer asked."""

    __tablename__ = "partner"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # of the plan's data
    organisation: Mapped[str]
    contact: Mapped[str]
    phone: Mapped[str]
    what_for: Mapped[str]
    agreement: Mapped[str]
    expires_on: Mapped[date | None]
    note: Mapped[str]
    file_name: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    corrected_at: Mapped[datetime | None]
    corrected_by: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str] = mapped_column(default="")
    ended_why: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        UniqueConstraint("organisation", "contact"),
        CheckConstraint("expires_on IS NULL OR agreement <> ''", name="ck_partner_agreement"),
    )


class TrainingRow(Base):
    """A session: planned for a day or a month, held, or called off.

    `due_at`: the end of what is planned, None of one that nobody planned. `group` holds it,
    people of `groups` are asked to come. `hours` are planned, `held_hours` count.
    """

    __tablename__ = "training"
    id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str]
    matter: Mapped[str]
    group: Mapped[Group] = mapped_column(Choice(Group))
    groups: Mapped[list[str]] = mapped_column(JsonText)
    hours: Mapped[int]
    due_at: Mapped[datetime | None]
    whole_month: Mapped[bool]
    planned_at: Mapped[datetime | None]
    planned_by: Mapped[str]
    changed_at: Mapped[datetime | None]
    changed_by: Mapped[str] = mapped_column(default="")
    called_off_at: Mapped[datetime | None]
    called_off_by: Mapped[str] = mapped_column(default="")
    called_off_why: Mapped[str] = mapped_column(default="")
    held_at: Mapped[datetime | None]
    held_hours: Mapped[int | None]
    place: Mapped[str] = mapped_column(default="")
    teacher: Mapped[str] = mapped_column(default="")
    findings: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime | None]
    recorded_by: Mapped[str] = mapped_column(default="")
    corrected_at: Mapped[datetime | None]
    corrected_by: Mapped[str | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        Index(None, "held_at"),
        CheckConstraint("hours > 0", name="ck_training_hours"),
        CheckConstraint(
            "held_at IS NULL OR called_off_at IS NULL AND coalesce(held_hours, 0) > 0",
            name="ck_training_held",
        ),
    )


class TrainingPersonRow(Base):
    """Who came to a session, with what result; once each, and corrected in place."""

    __tablename__ = "training_person"
    id: Mapped[int] = mapped_column(primary_key=True)
    training_id: Mapped[int] = mapped_column(ForeignKey("training.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    result: Mapped[TrainingResult] = mapped_column(Choice(TrainingResult))
    at: Mapped[datetime]
    by: Mapped[str]
    corrected_at: Mapped[datetime | None]
    corrected_by: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (UniqueConstraint("training_id", "person_id"),)
