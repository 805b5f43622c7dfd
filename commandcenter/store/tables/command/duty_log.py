"""The duty room: its log with calls, hand-overs with two signatures, and 叫应."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.org import Group
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice, JsonText


class DutyLogRow(Base):
    """值班日志: a call or a note of the duty room.

    Its words are never changed afterwards; only what follows from it is added: the incident
    it became, and how it was settled.
    """

    __tablename__ = "duty_log"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # call_in, call_out, note
    happened_at: Mapped[datetime]
    unit: Mapped[str] = mapped_column(default="")  # of who called or was called
    name: Mapped[str] = mapped_column(default="")
    post: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    told: Mapped[str] = mapped_column(default="")  # who else was told, and when
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)
    at: Mapped[datetime]
    by: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # None before 0032
    follow: Mapped[bool] = mapped_column(default=False)  # something is still to be done about it
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None]
    closed_words: Mapped[str | None]
    __table_args__ = (Index(None, "happened_at"),)


class HandoverRow(Base):
    """A hand-over with an open list and two signatures: 交接班, a group's lead, a level's lead."""

    __tablename__ = "handover"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # duty, group, level
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)
    group: Mapped[Group | None] = mapped_column(Choice(Group))
    from_person: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    to_person: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    to_organ: Mapped[str | None]  # of a level's lead: the province's or the nation's command
    items: Mapped[list[dict[str, object]]] = mapped_column(JsonText)  # what is open
    words: Mapped[str]
    given_at: Mapped[datetime]
    given_by: Mapped[str]  # the name as signed
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # None before 0032
    received_at: Mapped[datetime | None]
    received_by: Mapped[str | None]  # the name as signed
    refused_why: Mapped[str | None]
    refused_at: Mapped[datetime | None]
    refused_by: Mapped[str | None]

    @property
    def giver(self) -> int | None:
        """Who may take it back. A shift of before 0032 was given by whose it was."""
        return self.given_by_id or (self.from_person if self.kind == "duty" else None)


class CallUpRow(Base):
    """叫应: somebody was rung about an alarm, and whether they answered."""

    __tablename__ = "call_up"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)
    about: Mapped[str]  # in words
    kind: Mapped[str]  # what it is about: report, step, oral_decision, …, or ""
    subject: Mapped[int | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    person: Mapped[str]  # the name
    number: Mapped[str]  # the telephone that was rung
    rung_at: Mapped[datetime]
    answered: Mapped[bool]
    answer: Mapped[str]
    by: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # None before 0032
    at: Mapped[datetime]
