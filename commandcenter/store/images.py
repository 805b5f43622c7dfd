"""Rows as the journal's images have them, read back as the model's own values."""

import json
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from commandcenter.store.tables.base import Base
from commandcenter.store.tables.journal_image import JournalImageRow

# An image holds values as SQLite keeps them, whichever database wrote it.
DIALECT = sqlite.dialect()


def before(
    session: Session, row_class: type[Base], keys: list[int], line: int
) -> dict[int, dict[str, Any]]:
    """The rows of these keys as they stood before a line; without those whose image is erased."""
    image, table = JournalImageRow.__table__.c, row_class.__table__
    assert isinstance(table, Table)
    found = session.execute(
        select(image.row_key, image.before).where(
            image.line == line,
            image.table_name == table.name,
            image.op == "update",
            image.row_key.in_(map(str, keys)),
        )
    )
    return {int(key): values_of(table, json.loads(text)) for key, text in found if text}


def values_of(table: Table, image: dict[str, Any]) -> dict[str, Any]:
    found = {}
    for name, value in image.items():
        if name in table.c:
            kind = table.c[name].type
            read = kind.dialect_impl(DIALECT).result_processor(DIALECT, None)
            found[name] = read(value) if read else value
    return found
