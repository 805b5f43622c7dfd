"""What people did with a signal."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.watch.signal import SignalAct
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice


class SignalNoteRow(Base):
    """What was done with a signal, by whom, and why; the watch's own acts have no person."""

    __tablename__ = "signal_note"
    id: Mapped[int] = mapped_column(primary_key=True)
    signal_id: Mapped[int] = mapped_column(ForeignKey("signal.id"), index=True)
    act: Mapped[SignalAct] = mapped_column(Choice(SignalAct))
    words: Mapped[str]
    other_signal: Mapped[int | None] = mapped_column(ForeignKey("signal.id"))
    observed: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by: Mapped[str]
    at: Mapped[datetime]
