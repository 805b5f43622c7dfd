"""The register of drills in the bureau's store: each record, and the measures that follow."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.drills.drill import Mode
from commandcenter.domain.org import Group
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice


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
    called_off_at: Mapped[datetime | None]
    called_off_by: Mapped[str | None]
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
