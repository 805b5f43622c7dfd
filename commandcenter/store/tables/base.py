"""What all tables share: column types, names of constraints, and how each is journalled."""

from datetime import datetime
from enum import Enum
from typing import ClassVar

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

from commandcenter.store.types import UtcTime


class Journalled(Enum):
    """Which changes of a table leave an image in the journal.

    CHANGES: updates and deletes only, for tables that are filled in bulk, whose
    new rows are named by one line with their range. NONE: volatile tables (the
    pen, file parts, rollups), which take no line at all, and the journal itself.
    """

    ALL = "all"
    CHANGES = "changes"
    NONE = "none"


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
