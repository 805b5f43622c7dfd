"""The book of obligations (应办事项) as it is kept.

Nobody writes the state of a row by hand: `settle` (store/command/obligations.py) brings the rows to
what the acts say, in the transaction of the act.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice


class ObligationRow(Base):
    """One row of the book; `incident_id` None: the bureau's own.

    `done_at` and `done_by` are the act's, `entered_at` and `entered_by` of its entry (None: of an
    earlier version); `act_table` and `act_id` name it ("step": a tick of an
    earlier program, without an act). Closed by hand: `hand_words`, and no act.
    """

    __tablename__ = "obligation"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"))
    key: Mapped[str] = mapped_column(unique=True)  # {incident or 0}/{code}/{about}/{round}
    code: Mapped[str]
    about: Mapped[str]
    round: Mapped[int]
    title: Mapped[str]
    detail: Mapped[str]
    clause: Mapped[str]
    basis: Mapped[str]
    group: Mapped[Group | None] = mapped_column(Choice(Group))
    role: Mapped[Role | None] = mapped_column(Choice(Role))
    district: Mapped[str | None] = mapped_column(ForeignKey("district.code"))
    form: Mapped[str]
    must: Mapped[bool]
    position: Mapped[int]
    born_at: Mapped[datetime]
    born_table: Mapped[str] = mapped_column(default="")  # of the row that asked for it, and its id
    born_id: Mapped[int | None]
    start_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    level: Mapped[Level | None] = mapped_column(Choice(Level))  # whose limit stands
    provisional: Mapped[bool]
    state: Mapped[ObligationState] = mapped_column(Choice(ObligationState))
    ceased_why: Mapped[str] = mapped_column(default="")
    done_at: Mapped[datetime | None]
    done_by: Mapped[str] = mapped_column(default="")
    act_table: Mapped[str] = mapped_column(default="")
    act_id: Mapped[int | None]
    hand_words: Mapped[str] = mapped_column(default="")
    na_why: Mapped[str] = mapped_column(default="")
    na_by: Mapped[str] = mapped_column(default="")
    na_at: Mapped[datetime | None]
    assigned_to: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[datetime | None]
    entered_by: Mapped[str | None]
    plan_version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"))
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (Index(None, "incident_id", "state"), Index(None, "state", "due_at"))
