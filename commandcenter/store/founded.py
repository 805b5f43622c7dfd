"""Whether a bureau was founded in a database."""

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from commandcenter.store.database import Database, open_database
from commandcenter.store.engines import sqlite_file
from commandcenter.store.tables.city import CityRow
from commandcenter.store.tables.person import PersonRow


def is_founded(url: str) -> bool:
    """Whether there is a bureau in an embedded database: its borders, or anybody."""
    file = sqlite_file(url)
    if file is None or not (file.is_file() and file.stat().st_size):
        return file is None
    db = open_database(url)
    try:
        return _has_bureau(db)
    finally:
        db.close()


def _has_bureau(db: Database) -> bool:
    """Of another program's database, or a damaged one, others say what is wrong with it."""
    with db.engine.connect() as connection:
        tables = set(inspect(connection).get_table_names())
        if tables and not {CityRow.__tablename__, PersonRow.__tablename__} <= tables:
            return True
        with Session(connection) as session:
            wanted = (select(row.id).limit(1) for row in (CityRow, PersonRow))
            return bool(tables) and any(session.scalar(each) is not None for each in wanted)
