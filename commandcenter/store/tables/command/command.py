"""What the command does beside instructions: oral decisions, 批示, liaison."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.level import Level
from commandcenter.domain.org import Group
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice


class OralDecisionRow(Base):
    """电话请示记录: takes effect as “口头同意，待补签”, to be signed within the limit."""

    __tablename__ = "oral_decision"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    matter: Mapped[
        str
    ]  # domain.incident.oral.Matter: grade, activate, raise, lower, end, release, other
    level: Mapped[Level | None] = mapped_column(Choice(Level))
    asked: Mapped[str]  # what was asked
    words: Mapped[str]  # what was answered, in the decider's words
    called_at: Mapped[datetime]
    decider_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    decider: Mapped[str]  # the name
    witness: Mapped[str]
    recorded_by: Mapped[str]
    at: Mapped[datetime]
    due_at: Mapped[datetime]  # to be signed by then
    signed_at: Mapped[datetime | None]
    signature: Mapped[str | None]
    disputed_at: Mapped[datetime | None]  # the decider says that they did not decide so
    disputed_why: Mapped[str | None]


class DirectiveRow(Base):
    """批示: a written direction from above, registered word for word, chased, reported back."""

    __tablename__ = "directive"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    from_person: Mapped[str]  # 批示人
    from_post: Mapped[str]
    document: Mapped[str]  # on which paper
    words: Mapped[str]
    directed_at: Mapped[datetime]
    registered_at: Mapped[datetime]
    registered_by: Mapped[str]
    group: Mapped[Group | None] = mapped_column(Choice(Group))  # 承办
    to_person: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    due_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None]
    received_by: Mapped[str | None]
    result: Mapped[str | None]
    done_at: Mapped[datetime | None]
    done_by: Mapped[str | None]
    reported_at: Mapped[datetime | None]  # the result was told to who directed
    reported_way: Mapped[str | None]
    reported_by: Mapped[str | None]


class LiaisonRow(Base):
    """What another department was asked, promised and answered (plan 2.1(2))."""

    __tablename__ = "liaison"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    department: Mapped[str]  # of the plan's departments, or another in words
    request: Mapped[str]
    way: Mapped[str]
    contact: Mapped[str]  # name and telephone there
    asked_at: Mapped[datetime]
    asked_by: Mapped[str]
    due_at: Mapped[datetime | None]
    promised_at: Mapped[datetime | None]
    promise: Mapped[str | None]
    promised_for: Mapped[datetime | None]  # by when they will have done it
    answered_at: Mapped[datetime | None]
    answer: Mapped[str | None]
    answer_by: Mapped[str | None]  # who noted it here
