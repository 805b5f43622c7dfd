"""A salted digest of each row that came in bulk: made with the line that names the rows.

Such rows leave no image. On a server the database makes the digests itself (journal_bulk() of
db/postgres/journal.sql); this module is the same where there is no server, byte for byte. A digest
is over the row's image without the columns that are given later (GIVEN_LATER): a person's
mark is given to a complaint after its line, and anew with a new key. A salt of its own is there
for each row, so that with it goes what could be guessed of a row that was erased by decision.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from commandcenter.store import digest
from commandcenter.store.image_sql import embedded_image
from commandcenter.store.tables.base import compared
from commandcenter.store.tables.bulk_digest import BulkDigestRow
from commandcenter.store.tables.every import Base
from commandcenter.store.types import canonical

SIZE = 16
NONE = bytes(SIZE)  # instead of a digest: there was no row; instead of a salt: it was erased
FACT = "digest"  # of the bulk's facts: the digest over those of the rows
NOTED = "noted"  # among the facts: an upgrade found the rows there
Part = tuple[str, int, int]  # table, first and last key


def covered(table: str, first: int, last: int, facts: Mapping[str, object]) -> list[Part]:
    """What one bulk line names, in order of the tables."""
    parts = [(table, first, last)]
    if table == "complaint":
        parts.append(("complainant", first, last))
        match facts.get("subjects"):
            case [int(start), int(end)]:
                parts.append(("subject", start, end))
    return sorted(parts)


def sealed(
    connection: Connection, table: str, first: int, last: int, facts: Mapping[str, object]
) -> tuple[dict[str, object], list[dict[str, object]]]:
    """The facts of a bulk line with the digest over its rows, and the rows of digests to keep."""
    kept = [_kept(connection, *part) for part in covered(table, first, last, facts)]
    return {**facts, FACT: over(kept)}, kept


def keep(connection: Connection, image_id: int, kept: Iterable[Mapping[str, object]]) -> None:
    for each in kept:
        connection.execute(insert(BulkDigestRow).values(image_id=image_id, **each))


def over(kept: Iterable[Mapping[str, Any]]) -> str:
    """The digest over those of some rows, in order of the tables; the salts are not in it."""
    fields = (
        value
        for each in kept
        for value in (
            each["table_name"], str(each["first"]), canonical(each["columns"]),
            each["digests"].hex(),
        )
    )  # fmt: skip
    return digest.rows_digest(list(fields))


def _kept(connection: Connection, name: str, first: int, last: int) -> dict[str, object]:
    table = Base.metadata.tables[name]
    columns, salts = compared(table), secrets.token_bytes(SIZE * (last - first + 1))
    return {
        "table_name": name,
        "first": first,
        "columns": columns,
        "salts": salts,
        "digests": digests_now(connection, table, first, last, columns, salts),
    }


def digests_now(
    connection: Connection,
    table: Table,
    first: int,
    last: int,
    columns: Sequence[str],
    salts: bytes,
) -> bytes:
    """Of an embedded file's rows from `first` to `last`, as they are."""
    (key,) = table.primary_key.columns.keys()
    # Past SQLAlchemy, and as bytes: an import waits for this of every row.
    driver: Any = connection.connection.driver_connection
    rows = driver.execute(
        f'SELECT t."{key}" - {first}, CAST({embedded_image(columns, "t")} AS BLOB) '
        f'FROM "{table.name}" t WHERE t."{key}" BETWEEN {first} AND {last} ORDER BY t."{key}"'
    ).fetchall()
    sha256 = hashlib.sha256
    starts = [place * SIZE for place, _ in rows]
    made = [
        sha256(salts[start : start + SIZE] + image).digest()[:SIZE]
        for start, (_, image) in zip(starts, rows, strict=True)
    ]
    if len(made) == last - first + 1:
        return b"".join(made)
    found = bytearray(SIZE * (last - first + 1))
    for start, each in zip(starts, made, strict=True):
        found[start : start + SIZE] = each
    return bytes(found)


def of_row(salt: bytes, image: str) -> bytes:
    return hashlib.sha256(salt + image.encode()).digest()[:SIZE]


def kept_of(connection: Connection, image_id: int) -> dict[str, Any]:
    """The rows of digests of one bulk line, by table."""
    kept = BulkDigestRow.__table__.c
    rows = connection.execute(
        select(*kept).where(kept.image_id == image_id).order_by(kept.table_name)
    )
    return {row.table_name: row for row in rows}


def forget(connection: Connection, table: str, keys: Sequence[int]) -> None:
    """The rows are erased by decision: the salts of their digests go (a server does it itself)."""
    kept = BulkDigestRow.__table__.c
    wanted = set(keys)
    rows = connection.execute(
        select(kept.image_id, kept.first, kept.salts).where(kept.table_name == table)
    ).all()
    for row in rows:
        here = _within(wanted, row.first, len(row.salts) // SIZE)
        salts = bytearray(row.salts)
        for place in here:
            salts[place * SIZE : (place + 1) * SIZE] = NONE
        if here:
            at = (kept.image_id == row.image_id, kept.table_name == table)
            connection.execute(update(BulkDigestRow).where(*at).values(salts=bytes(salts)))


def _within(wanted: set[int], first: int, count: int) -> list[int]:
    return [key - first for key in wanted if 0 <= key - first < count]


def pages(connection: Connection, size: int) -> Iterator[Part]:
    """All rows of the tables that are taken in in bulk, a few at a time; complainants are noted
    with their complaints."""
    for name in ("complaint", "incident_complaint", "subject"):
        greatest = connection.exec_driver_sql(f'SELECT max(id) FROM "{name}"').scalar()
        for first in range(1, (greatest or 0) + 1, size):
            yield name, first, min(first + size - 1, greatest or 0)
