"""Settings of the database itself: schema, shared settings, and the demo's clock."""

from sqlalchemy import BigInteger, false
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base, Journalled
from commandcenter.store.types import JsonText


class SchemaInfoRow(Base):
    """One row: the oldest program that may use this schema, and what is known of this database.

    `key_check`: by which its person key is known again (store/complaints/person_key.py); None
    before there is a key. `reporters_known`: who reported before the database kept it is protected,
    too. `bulk_noted`: what came in bulk before digests were kept has them, too. `people_numbered`:
    everybody has the number that store/complaints/people.py speaks of. `grants_before`: the last
    grant of a role from before roles that decide were confirmed: those up to it hold as they did.
    """

    __tablename__ = "schema_info"
    journalled = Journalled.NONE
    id: Mapped[int] = mapped_column(primary_key=True)
    min_client: Mapped[str]
    database_id: Mapped[str]  # made with the schema; names this database in backups and seats
    key_check: Mapped[str | None]
    reporters_known: Mapped[bool] = mapped_column(server_default=false())
    bulk_noted: Mapped[bool] = mapped_column(server_default=false())
    people_numbered: Mapped[bool] = mapped_column(server_default=false())
    grants_before: Mapped[int | None]


class SettingRow(Base):
    __tablename__ = "setting"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[object] = mapped_column(JsonText)
    source: Mapped[str] = mapped_column(default="")


class SimulatedClockRow(Base):
    """The demo's clock (embedded database only): simulated = from + speed x (real - since)."""

    __tablename__ = "simulated_clock"
    journalled = Journalled.NONE
    id: Mapped[int] = mapped_column(primary_key=True)
    real_micros: Mapped[int] = mapped_column(BigInteger)
    simulated_micros: Mapped[int] = mapped_column(BigInteger)
    speed: Mapped[int]
    story: Mapped[str] = mapped_column(default="")  # scenario letter, for the running demo
