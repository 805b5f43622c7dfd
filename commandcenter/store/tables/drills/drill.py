"""The row of a drill, in the drill's own store."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.drills.drill import Mode
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
