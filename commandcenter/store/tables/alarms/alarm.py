"""Alarms as they stand, and which kinds are out of service; `alarm_act`: what became of each.

The engine of the watch keeps the rows (services/alarms/alarm_book.py); people acknowledge them.
"""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.alarms.alarm import Priority, Standing
from commandcenter.domain.org import Group, Role
from commandcenter.store.tables.base import Base, Partial
from commandcenter.store.types import Choice, JsonText

LIVE = "standing <> 'cleared'"


class AlarmRow(Base):
    """One alarm, from when it is raised until it is cleared; of one matter one that is not.

    `version` rises with its priority, when it comes again and when its words change in what
    matters: an acknowledgement is of the version that was seen. `priority` is latched at the
    highest. `reached`: tokens of whom it has reached (domain/alarms/machine.py), with their names
    then; `step`: how often it has climbed since it was raised, again or higher.
    """

    __tablename__ = "alarm"
    partial: ClassVar = (Partial("uq_alarm_key", "key", LIVE, unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]  # {family}/{about}
    kind: Mapped[str]  # of the plan
    about: Mapped[str]
    stage: Mapped[str]
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)
    district: Mapped[str | None] = mapped_column(ForeignKey("district.code"))
    group: Mapped[Group | None] = mapped_column(Choice(Group))
    role: Mapped[Role | None] = mapped_column(Choice(Role))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    title: Mapped[str]
    place: Mapped[str]
    todo: Mapped[str]
    act: Mapped[str]
    act_id: Mapped[int | None]
    act_word: Mapped[str]
    room: Mapped[bool]
    priority: Mapped[Priority] = mapped_column(Choice(Priority))
    version: Mapped[int]
    standing: Mapped[Standing] = mapped_column(Choice(Standing))
    since: Mapped[datetime]
    due_at: Mapped[datetime | None]
    raised_at: Mapped[datetime]
    returned_at: Mapped[datetime | None]
    cleared_at: Mapped[datetime | None]
    step: Mapped[int]
    step_at: Mapped[datetime]
    reached: Mapped[list[str]] = mapped_column(JsonText)
    reached_names: Mapped[list[str]] = mapped_column(JsonText)
    next_to: Mapped[str]
    next_at: Mapped[datetime | None]
    acknowledged_by: Mapped[str]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_version: Mapped[int | None]
    shelved_by: Mapped[str]
    shelved_why: Mapped[str]
    shelved_until: Mapped[datetime | None]
    __table_args__ = (
        Index(None, "standing"),
        Index(None, "raised_at"),
    )


class AlarmOutRow(Base):
    """A kind of alarm that a planner took out of service; `until` None: until it is put back."""

    __tablename__ = "alarm_out"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    why: Mapped[str]
    by: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    ended_by: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None]
