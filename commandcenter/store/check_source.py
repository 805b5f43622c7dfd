"""What a check of the record reads: images and rows as marks that say whether two are alike.

A file is read here; a server answers by functions (db/postgres/checks.sql), a person's login by
those that run as the tables' owner, for some images and rows are hidden from it. Both sources say
the same of the same record, so that one check (store/row_check.py) serves both.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Protocol

from sqlalchemy import Table, func, select, text
from sqlalchemy.orm import Session

from commandcenter.late_dataclass import dataclass
from commandcenter.store import bulk_digests, digest
from commandcenter.store.complaints.complainants import hidden
from commandcenter.store.image_sql import embedded_image, row_key
from commandcenter.store.tables.base import compared, not_compared
from commandcenter.store.tables.every import Base
from commandcenter.store.tables.journal_image import JournalImageRow

PAGE = 2_000  # rows in memory
PERSONAL = {
    "complainant": frozenset({"name", "phone", "id_type", "id_number", "address"}),
    "complaint": frozenset({"title", "text", "person_key"}),
    "duty_log": frozenset({"name", "phone", "text"}),
}
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Image:
    """`holds`: its digest is that of its content. `facts`: of a bulk, as JSON text."""

    id: int
    line: int
    table: str
    key: str
    op: str
    erased_by: int | None
    digest: str
    holds: bool
    before: str | None
    after: str | None
    facts: str | None


@dataclass(frozen=True, slots=True)
class OffDigest:
    """A row that is not as its digest says: whether it is there, and should be, and whether the
    digest's salt was erased."""

    key: int
    there: bool
    wanted: bool
    forgotten: bool


class Source(Protocol):
    def images(self, first: int, last: int) -> Iterator[Image]: ...

    def rows(self, table: Table, keys: Sequence[str] | None) -> Iterator[tuple[str, str]]:
        """Key and mark of each row, or of those with one of the keys."""
        ...

    def off_digest(self, image: int, table: Table, first: int, last: int) -> list[OffDigest]: ...

    def off_base(self, pairs: Sequence[tuple[int, int]]) -> list[int]:
        """Of (image, bulk), each image the first of its row: those that begin otherwise than the
        row came."""
        ...

    def kept_digest(self, image: int) -> str:
        """The digest over those that are kept of a bulk."""
        ...

    def between(self, table: Table, after: int, before: int | None) -> int | None:
        """The first key between two others."""
        ...

    def values(
        self, table: Table, key: str, left_by: int, next_one: int | None
    ) -> tuple[Values, Values]:
        """What an image left, and what the next began with, or else the row has. What is a
        person's own is there as marks."""
        ...


def source_of(session: Session) -> Source:
    if session.get_bind().dialect.name == "postgresql":
        return ServerSource(session, hidden(session))
    return FileSource(session)


@cache
def _left_out(table: str) -> re.Pattern[str] | None:
    """What of an image no check compares. A quote within a text stands behind a backslash, so that
    a member's name is found nowhere else."""
    names = "|".join(sorted(not_compared(Base.metadata.tables[table])))
    return re.compile(rf',"({names})":("[^"\\]*"|[0-9]+|null)') if names else None


def without(table: str, image: str) -> str:
    pattern = _left_out(table) if table in Base.metadata.tables else None
    return pattern.sub("", image) if pattern else image


def _mark(key: str, image: str | None) -> str | None:
    if image is None:
        return None
    return hashlib.blake2b(f"{key}:{image}".encode(), digest_size=16).hexdigest()


class FileSource:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._connection = session.connection()

    def images(self, first: int, last: int) -> Iterator[Image]:
        image = JournalImageRow.__table__.c
        rows = self._session.execute(
            select(*image).where(image.line.between(first, last)).order_by(image.line, image.id)
        )
        for row in rows:
            before, after = row.before, row.after
            bulk = row.op == "bulk"
            if not bulk:
                before = _mark(row.row_key, before and without(row.table_name, before))
                after = _mark(row.row_key, after and without(row.table_name, after))
            yield Image(
                row.id, row.line, row.table_name, row.row_key, row.op, row.erased_by,
                row.digest or "", image_holds(row), before, after, row.after if bulk else None,
            )  # fmt: skip

    def rows(self, table: Table, keys: Sequence[str] | None) -> Iterator[tuple[str, str]]:
        key = f"CAST({row_key(table, 't')} AS TEXT)"
        statement = f'SELECT {key}, {embedded_image(compared(table), "t")} FROM "{table.name}" t'
        if keys is not None:
            wanted = ", ".join("?" * len(keys))
            (name,) = table.primary_key.columns.keys()  # rows that come in bulk are numbered
            statement += f' WHERE t."{name}" IN ({wanted})'
        cursor: Any = self._raw.execute(statement, tuple(map(int, keys or ())))
        while page := cursor.fetchmany(PAGE):
            for found, image in page:
                yield found, str(_mark(found, image))

    @property
    def _raw(self) -> Any:
        return self._connection.connection.driver_connection

    def off_digest(self, image: int, table: Table, first: int, last: int) -> list[OffDigest]:
        kept = bulk_digests.kept_of(self._connection, image).get(table.name)
        if kept is None:
            return self._absent(table, first, last)
        size = bulk_digests.SIZE
        upto = kept.first + len(kept.digests) // size - 1
        now = bulk_digests.digests_now(
            self._connection, table, kept.first, upto, kept.columns, kept.salts
        )
        if now == kept.digests:
            return []
        found = []
        for key in range(first, last + 1):
            part = slice((key - kept.first) * size, (key - kept.first + 1) * size)
            is_now, was, salt = now[part], kept.digests[part], kept.salts[part]
            if is_now != was:
                none = bulk_digests.NONE
                found.append(OffDigest(key, is_now != none, was != none, salt == none))
        return found

    def _absent(self, table: Table, first: int, last: int) -> list[OffDigest]:
        (name,) = table.primary_key.columns.keys()
        there = {
            row[0]
            for row in self._connection.exec_driver_sql(
                f'SELECT "{name}" FROM "{table.name}" WHERE "{name}" BETWEEN {first} AND {last}'
            )
        }
        gone = (key for key in range(first, last + 1) if key not in there)
        return [OffDigest(key, False, True, False) for key in gone]

    def off_base(self, pairs: Sequence[tuple[int, int]]) -> list[int]:
        return [image for image, bulk in pairs if not self._begins_so(image, bulk)]

    def _begins_so(self, image: int, bulk: int) -> bool:
        row = self._image(image)
        kept = bulk_digests.kept_of(self._connection, bulk).get(row.table_name)
        if kept is None or row.before is None:
            return True
        place = (int(row.row_key) - kept.first) * bulk_digests.SIZE
        part = slice(place, place + bulk_digests.SIZE)
        salt, was = kept.salts[part], kept.digests[part]
        if salt == bulk_digests.NONE:
            return True
        if bulk_digests.of_row(salt, without(row.table_name, row.before)) == was:
            return True
        before = json.loads(row.before)  # of a time when the table had other columns
        members = {name: before[name] for name in kept.columns if name in before}
        image_text = json.dumps(members, ensure_ascii=False, separators=(",", ":"))
        return bool(bulk_digests.of_row(salt, image_text) == was)

    def kept_digest(self, image: int) -> str:
        kept = bulk_digests.kept_of(self._connection, image)
        return bulk_digests.over([row._mapping for row in kept.values()])

    def between(self, table: Table, after: int, before: int | None) -> int | None:
        (key,) = table.primary_key
        wanted = select(func.min(key)).where(key > after)
        found: int | None = self._session.scalar(
            wanted if before is None else wanted.where(key < before)
        )
        return found

    def values(
        self, table: Table, key: str, left_by: int, next_one: int | None
    ) -> tuple[Values, Values]:
        was = self._image(left_by).after
        now = self._row(table, key) if next_one is None else self._image(next_one).before
        return _masked(table.name, was), _masked(table.name, now)

    def _image(self, number: int) -> Any:
        image = JournalImageRow.__table__.c
        return self._session.execute(select(*image).where(image.id == number)).one()

    def _row(self, table: Table, key: str) -> str | None:
        statement = f'SELECT {embedded_image(compared(table), "t")} FROM "{table.name}" t'
        where = f"CAST({row_key(table, 't')} AS TEXT) = ?"
        found = self._raw.execute(f"{statement} WHERE {where}", (key,)).fetchone()
        return found[0] if found else None


def image_holds(row: Any) -> bool:
    if row.erased_by is not None:
        return row.before is None and row.after is None
    if row.salt is None:
        return False
    value = digest.image_digest(
        row.salt, row.table_name, row.row_key, row.op, row.before, row.after
    )
    return bool(value == row.digest)


def _masked(table: str, image: str | None) -> Values:
    values: dict[str, Any] = json.loads(image) if image else {}
    personal = PERSONAL.get(table, frozenset())
    return {
        name: f"#{_mark(name, repr(value))}" if name in personal else value
        for name, value in values.items()
    }


class ServerSource:
    """`guarded`: a person's login asks, by functions that look at the right first."""

    def __init__(self, session: Session, guarded: bool) -> None:
        self._session = session
        self._prefix = "rights.verify_" if guarded else "journal_check_"
        self._kept = "rights.verify_kept" if guarded else "journal_bulk_digest"

    def images(self, first: int, last: int) -> Iterator[Image]:
        asked = text(f"SELECT * FROM {self._prefix}images(:first, :last)")
        for row in self._session.execute(asked, {"first": first, "last": last}):
            yield Image(*row)

    def rows(self, table: Table, keys: Sequence[str] | None) -> Iterator[tuple[str, str]]:
        asked = text(
            f"SELECT * FROM {self._prefix}rows(:table, CAST(:columns AS text[]), "
            "CAST(:keys AS text[]))"
        ).execution_options(yield_per=PAGE)
        given = {"table": table.name, "columns": compared(table), "keys": keys}
        yield from (tuple(row) for row in self._session.execute(asked, given))

    def off_digest(self, image: int, table: Table, first: int, last: int) -> list[OffDigest]:
        asked = text(f"SELECT * FROM {self._prefix}bulk(:image, :table, :first, :last)")
        given = {"image": image, "table": table.name, "first": first, "last": last}
        return [OffDigest(*row) for row in self._session.execute(asked, given)]

    def off_base(self, pairs: Sequence[tuple[int, int]]) -> list[int]:
        asked = text(
            f"SELECT * FROM {self._prefix}bases(CAST(:images AS bigint[]), "
            "CAST(:bulks AS bigint[]))"
        )
        images, bulks = (list(each) for each in zip(*pairs, strict=True))
        return list(self._session.scalars(asked, {"images": images, "bulks": bulks}))

    def kept_digest(self, image: int) -> str:
        return self._session.scalar(text(f"SELECT {self._kept}(:image)"), {"image": image}) or ""

    def between(self, table: Table, after: int, before: int | None) -> int | None:
        asked = text(f"SELECT {self._prefix}between(:table, :after, CAST(:before AS bigint))")
        given = {"table": table.name, "after": after, "before": before}
        found: int | None = self._session.scalar(asked, given)
        return found

    def values(
        self, table: Table, key: str, left_by: int, next_one: int | None
    ) -> tuple[Values, Values]:
        asked = text(
            f"SELECT * FROM {self._prefix}values(:table, CAST(:columns AS text[]), :key, "
            ":left_by, CAST(:next_one AS bigint))"
        )
        given = {
            "table": table.name, "columns": compared(table), "key": key, "left_by": left_by,
            "next_one": next_one,
        }  # fmt: skip
        logged, found = self._session.execute(asked, given).one()
        return json.loads(logged or "{}"), json.loads(found or "{}")
