"""Numbers of rows that tell a county nothing of the city: see db/postgres/rights_numbers.sql."""

from collections.abc import Iterator

from sqlalchemy import Integer, Table

from commandcenter.store.tables.base import Journalled
from commandcenter.store.tables.every import Base

PER_SECOND = 2  # more than a city enters of anything over a day; an integer lasts for 34 years
LOCK = 315_12346
OWN_COUNTER = ("journal_row", "pen")  # only the journal's own triggers write them
FIXED = ("pen", "schema_info", "city", "simulated_clock", "watch_lease", "drill")  # one row each
BY_PROGRAM = ("complaint", "incident_complaint")  # many at once, under the pen: see store/bulk.py


def is_drawn(table: Table) -> bool:
    """Whether the database gives the ids of the table, one by one."""
    column = table.autoincrement_column
    return column is not None and column.name == "id" and isinstance(column.type, Integer)


def counted(table: Table) -> bool:
    """Whether its rows have the numbers of its sequence, so that none is beyond it: the program
    gives them to what comes in bulk, and the fixed rows have theirs."""
    row_class = next(m.class_ for m in Base.registry.mappers if m.local_table is table)
    in_bulk = row_class.journalled is Journalled.CHANGES
    return is_drawn(table) and not in_bulk and table.name not in FIXED


def statements(table: Table, everybody: str) -> Iterator[str]:
    """Numbers begin where they stand when this is laid for the first time.

    Who inserts meanwhile may use the counter until its table gives the numbers: seats go on.
    """
    name = table.name
    if name in BY_PROGRAM or (is_drawn(table) and name not in OWN_COUNTER):
        yield (
            f"INSERT INTO rights.began SELECT '{name}', coalesce(max(id), 0) + 1, now() "
            f'FROM "{name}" ON CONFLICT DO NOTHING'
        )
    if is_drawn(table) and name not in OWN_COUNTER:
        yield f"ALTER TABLE \"{name}\" ALTER COLUMN id SET DEFAULT rights.draw('{name}')"
        yield (
            f'CREATE OR REPLACE TRIGGER aa_drawn_{name} BEFORE INSERT ON "{name}" FOR EACH ROW '
            f"EXECUTE FUNCTION rights.drawn('{name}_id_seq')"
        )
    if is_drawn(table):
        yield f'REVOKE ALL ON SEQUENCE "{name}_id_seq" FROM {everybody}'
