"""From which state to which an incident went, and when."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.incident.incident import State
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice


class IncidentMoveRow(Base):
    """A move in the life of an incident, with its reason (merge and un-merge included)."""

    __tablename__ = "incident_move"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    from_state: Mapped[State | None] = mapped_column(Choice(State))
    to_state: Mapped[State] = mapped_column(Choice(State))
    other_incident: Mapped[int | None] = mapped_column(ForeignKey("incident.id"))
    reason: Mapped[str]
    clause: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
