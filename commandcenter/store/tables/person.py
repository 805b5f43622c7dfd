"""People, their roles for a time, their local accounts, duty and attendance."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.org import Group, Role
from commandcenter.store.tables.base import Base, Journalled
from commandcenter.store.types import Choice


class PersonRow(Base):
    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    post: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")  # office
    mobile: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)


class RoleGrantRow(Base):
    """A role of a person, from a time until a time (a stand-in) or without end."""

    __tablename__ = "role_grant"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[Role] = mapped_column(Choice(Role))
    group: Mapped[Group | None] = mapped_column(Choice(Group))
    district: Mapped[str | None] = mapped_column(ForeignKey("district.code"))
    valid_from: Mapped[datetime]
    valid_until: Mapped[datetime | None]
    granted_by: Mapped[str]
    stands_for: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # 代理
    reason: Mapped[str | None]
    # Assigned to the group for this incident only; in force until it is archived.
    for_incident: Mapped[int | None] = mapped_column(ForeignKey("incident.id"))
    # Of a role that decides: by whom it was confirmed; nobody for the first of a bureau.
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    refused_at: Mapped[datetime | None]
    refused_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    refused_why: Mapped[str | None]


class DelegationRow(Base):
    """The commander has delegated decisions to a deputy for a time (委托代行)."""

    __tablename__ = "delegation"
    id: Mapped[int] = mapped_column(primary_key=True)
    to_person: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    valid_from: Mapped[datetime]
    valid_until: Mapped[datetime]
    reason: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[str | None]


class AbsenceRow(Base):
    """Somebody will not be there (出差、请假、轮休): they are not expected in that time."""

    __tablename__ = "absence"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    reason: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]


class AccountRow(Base):
    """The local password of a person (embedded database only); its hash leaves no image."""

    __tablename__ = "account"
    journalled = Journalled.NONE
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    password_hash: Mapped[str]  # argon2id, with its parameters
    changed_at: Mapped[datetime]
    must_change: Mapped[bool] = mapped_column(default=False)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]


class DutyRow(Base):
    """The duty roster: who is on duty, or leads the duty, on a day."""

    __tablename__ = "duty"
    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    role: Mapped[Role] = mapped_column(Choice(Role))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    __table_args__ = (Index(None, "starts_at"),)


class AttendanceRow(Base):
    """Who signed in for an incident, and when they left."""

    __tablename__ = "attendance"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    by: Mapped[str | None]  # who signed them in, where not themselves
