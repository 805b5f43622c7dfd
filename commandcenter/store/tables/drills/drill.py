"""The tables of drills: what a drill's own store holds, and the register in the bureau's."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.drills.drill import DrillAct, InjectKind, Mode
from commandcenter.domain.org import Group
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice, JsonText


class DrillRow(Base):
    """The mark of a drill's store: one row, the first that is written there, and never changed.

    A store with any line in its journal refuses it. `conductor`, `observers`, `players`: logins.
    `bureau` and `founded_from`: the real store, by its name and number. `script`: digest of what it
    was made from. `rules`: points by clause, and what was done when in the past event.
    """

    __tablename__ = "drill"
    id: Mapped[int] = mapped_column(primary_key=True)  # 1
    title: Mapped[str]
    mode: Mapped[Mode] = mapped_column(Choice(Mode))
    blind: Mapped[bool]
    source: Mapped[str]  # in words
    conductor: Mapped[str]
    conductor_name: Mapped[str]
    observers: Mapped[list[str]] = mapped_column(JsonText)
    players: Mapped[list[str]] = mapped_column(JsonText)
    bureau: Mapped[str]
    founded_from: Mapped[str]
    founded_micros: Mapped[int] = mapped_column(BigInteger)  # by the real clock
    begins_at: Mapped[datetime]
    until: Mapped[datetime]
    script: Mapped[str]
    rules: Mapped[object] = mapped_column(JsonText)


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


class DrillRecordRow(Base):
    """The register of drills in the bureau's own store: planned for a day, then held.

    `held_at`, `ended_at`: by the real clock. `store`: where its own store lies; `head`: the hash of
    that store's last line, `number` which. `paper`: SHA-256 of how it went, of which the
    评估报告 is made, among the stored files.
    """

    __tablename__ = "drill_record"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    mode: Mapped[Mode] = mapped_column(Choice(Mode))
    planned_for: Mapped[datetime | None]
    planned_at: Mapped[datetime | None]
    planned_by: Mapped[str]
    called_off_why: Mapped[str]
    held_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    source: Mapped[str]
    conductor: Mapped[str]
    players: Mapped[int]
    score: Mapped[int | None]  # tenths of a point
    full: Mapped[int | None]
    findings: Mapped[str]
    store: Mapped[str]
    number: Mapped[int | None]
    head: Mapped[str]
    paper: Mapped[str]
    recorded_at: Mapped[datetime | None]
    recorded_by: Mapped[str]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class DrillMeasureRow(Base):
    """What is to be mended after a drill, by when and by whom; done is said in a sentence."""

    __tablename__ = "drill_measure"
    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("drill_record.id"), index=True)
    words: Mapped[str]
    group: Mapped[Group] = mapped_column(Choice(Group))
    due_at: Mapped[datetime]
    at: Mapped[datetime]
    by: Mapped[str]
    done_at: Mapped[datetime | None]
    done_by: Mapped[str | None]
    done_words: Mapped[str]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
