"""The city: its name, boundaries, county units and towns. Changed only by `init --city`."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base, Journalled
from commandcenter.store.types import Degrees


class CityRow(Base):
    __tablename__ = "city"
    journalled = Journalled.NONE
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    name: Mapped[str]
    office: Mapped[str]  # the bureau's full name, as on its papers
    geojson: Mapped[str]


class DistrictRow(Base):
    __tablename__ = "district"
    journalled = Journalled.NONE
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    lat: Mapped[float] = mapped_column(Degrees)
    lon: Mapped[float] = mapped_column(Degrees)


class TownRow(Base):
    __tablename__ = "town"
    journalled = Journalled.NONE
    id: Mapped[int] = mapped_column(primary_key=True)
    district: Mapped[str] = mapped_column(ForeignKey("district.code"))
    name: Mapped[str]
    lat: Mapped[float] = mapped_column(Degrees)
    lon: Mapped[float] = mapped_column(Degrees)
