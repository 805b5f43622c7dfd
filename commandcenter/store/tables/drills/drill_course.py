"""The injects of a drill and what was done with each, in the drill's own store."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.drills.drill import DrillAct, InjectKind
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice, JsonText


class DrillInjectRow(Base):
    """What comes from outside in a drill. Whom it is for: any of the `to_` columns, none: all.

    `payload` by kind: complaints, a caller, cases. `signs` (domain/command/signs.py): which acts
    answer it. `points` are lost where it is answered late or not at all.
    """

    __tablename__ = "drill_inject"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[InjectKind] = mapped_column(Choice(InjectKind))
    title: Mapped[str]
    words: Mapped[str]
    to_role: Mapped[str]
    to_group: Mapped[str]
    to_district: Mapped[str]
    to_login: Mapped[str]
    payload: Mapped[object] = mapped_column(JsonText)
    signs: Mapped[list[str]] = mapped_column(JsonText)
    limit_minutes: Mapped[int | None]
    clause: Mapped[str]
    points: Mapped[int]
    carried_out_at: Mapped[datetime | None]
    skipped_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (Index(None, "at"),)


class DrillActRow(Base):
    """What conductor and observers did: started, paused, resumed, speed, note, said, ended.

    `real_micros`: by the real clock. `words`: of a note, or what was said to a point.
    """

    __tablename__ = "drill_act"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[DrillAct] = mapped_column(Choice(DrillAct))
    inject_id: Mapped[int | None] = mapped_column(ForeignKey("drill_inject.id"), index=True)
    speed: Mapped[int | None]
    words: Mapped[str]
    real_micros: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    by: Mapped[str]
