"""Teams that work on an incident."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base
from commandcenter.store.types import Degrees


class TeamRow(Base):
    """A team in the field and where it is."""

    __tablename__ = "team"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    label: Mapped[str]
    place_id: Mapped[int | None] = mapped_column(ForeignKey("incident_place.id"))  # as chosen
    people: Mapped[int | None]
    lat: Mapped[float] = mapped_column(Degrees)
    lon: Mapped[float] = mapped_column(Degrees)
    at: Mapped[datetime]
    by: Mapped[str]
