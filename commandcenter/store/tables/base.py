"""What all tables share: column types, names of constraints, and how each is journalled."""

from datetime import datetime
from enum import Enum
from typing import ClassVar

from sqlalchemy import Index, MetaData, Table, text
from sqlalchemy.orm import DeclarativeBase

from commandcenter.late_dataclass import dataclass
from commandcenter.store import quick_mapping
from commandcenter.store.types import UtcTime

quick_mapping.apply()


class Journalled(Enum):
    """Which changes of a table leave an image in the journal.

    CHANGES: updates and deletes only, for tables that are filled in bulk, whose
    new rows are named by one line with their range. NONE: volatile tables (the
    pen, file parts, rollups), which take no line at all, and the journal itself.
    """

    ALL = "all"
    CHANGES = "changes"
    NONE = "none"


# Of a column that a change only ever makes greater: the past is shown with what stands there today.
ONLY_GROWS = {"only_grows": True}
# Of a column that a server fills by itself, after the row: there a change of it leaves no image and
# stands in none, the past is told by what stands there today, and no check holds it to the journal.
GIVEN_LATER = {"given_later": True}


@dataclass(frozen=True, slots=True)
class Partial:
    """An index of the rows where `where` holds. It is laid with the last of the tables (`every`):
    for SQLAlchemy to read words of PostgreSQL it loads everything that it knows of servers."""

    name: str
    column: str
    where: str
    unique: bool = False


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {datetime: UtcTime}
    journalled: ClassVar[Journalled] = Journalled.ALL
    # SQL on {row}: where it holds, a change leaves no image (rows that nobody has seen yet)
    without_image: ClassVar[str] = ""
    partial: ClassVar[tuple[Partial, ...]] = ()


def not_compared(table: Table) -> frozenset[str]:
    """The columns of a table that a check against the journal leaves out (store/row_check)."""
    return frozenset(c.name for c in table.columns if c.info in (ONLY_GROWS, GIVEN_LATER))


def compared(table: Table) -> list[str]:
    left_out = not_compared(table)
    return [column.name for column in table.columns if column.name not in left_out]


def lay_partial_indexes() -> None:
    """Of every table that is known now; once a process."""
    for mapper in Base.registry.mappers:
        for each in mapper.class_.partial:
            where = text(each.where)
            Index(
                each.name, mapper.local_table.c[each.column], unique=each.unique,
                sqlite_where=where, postgresql_where=where,
            )  # fmt: skip
