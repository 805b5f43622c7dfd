"""The steps of the checklist of earlier versions, and notes on them: read, never written."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.command.old_steps import OldStepState
from commandcenter.domain.org import Group
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice


class StepRow(Base):
    __tablename__ = "step"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    code: Mapped[str]
    title: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
    group: Mapped[Group] = mapped_column(Choice(Group))
    clause: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(default="")
    must: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int]
    deadline_at: Mapped[datetime | None]
    state: Mapped[OldStepState] = mapped_column(Choice(OldStepState), default=OldStepState.OPEN)
    assigned_to: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    done_at: Mapped[datetime | None]
    done_by: Mapped[str] = mapped_column(default="")  # the name, as it is shown
    dropped_why: Mapped[str | None]  # at a level change
    round: Mapped[int | None]  # of a step that comes round again (续报), from 1
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class StepNoteRow(Base):
    __tablename__ = "step_note"
    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), index=True)
    at: Mapped[datetime]
    by: Mapped[str]
    text: Mapped[str]
