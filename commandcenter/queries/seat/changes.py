"""Lines of the journal with the rows that they changed, as others may read them, page by page.

A line's number is given with the pen in hand, so lines become visible in their order: what is read
up to a number that was seen has no gap, whoever writes meanwhile. Each page is a reading of its own
and a line never changes, but for images that are erased by decision.
"""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Boolean, String, select
from sqlalchemy.engine.row import Row
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.seat.open_columns import CLOSED_TABLES, COVERED, leaves
from commandcenter.domain.times import iso
from commandcenter.late_dataclass import dataclass
from commandcenter.store import journal
from commandcenter.store.tables.every import Base
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.journal_image import JournalImageRow
from commandcenter.store.types import Degrees, JsonText, Scaled, UtcTime, from_micros

PAGE = 500  # lines of one reading
AT_ONCE = 200  # images that are fetched at a time
OWN_KIND = "export"
Values = dict[str, Any]
Reader = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """`before`, `after`: column and value, what does not leave covered; None: there was no row.

    Of rows that came in bulk only the range of their keys, as `key` (first-last). `erased`: the
    image was taken out by a decision on personal data.
    """

    table: str
    key: str
    op: str
    before: Values | None
    after: Values | None
    erased: bool


@dataclass(frozen=True, slots=True)
class ChangeLine:
    number: int
    at: datetime
    actor: str
    kind: str
    subject: int
    incident_id: int | None
    verb: str
    clause: str
    hash: str
    rows: tuple[ChangedRow, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Lines after `since` up to `upto`. `news`: there are others than those of exports."""

    since: int
    upto: int
    news: bool

    @property
    def count(self) -> int:
        return self.upto - self.since


def span_after(session: Session, since: int) -> Span:
    """Raises RuleBroken for a number that this journal has not reached: it is another's."""
    upto = journal.latest(session)
    if since > upto:
        raise RuleBroken(
            "日志只有 {upto} 行，没有第 {since} 行：编号来自另一个数据库，或数据库恢复过备份。"
            "请核对后用 --since 0 重新取全部。",
            upto=upto,
            since=since,
        )
    columns = JournalLineRow.__table__.c
    other = (
        select(columns.number)
        .where(columns.number > since, columns.number <= upto, columns.kind != OWN_KIND)
        .order_by(columns.number)
        .limit(1)
    )
    return Span(since, upto, session.scalar(other) is not None)


def change_page(session: Session, since: int, upto: int) -> Iterator[ChangeLine]:
    """The next lines, at most PAGE of them, oldest first. One is held at a time."""
    columns = JournalLineRow.__table__.c
    lines = session.execute(
        select(
            columns.number, columns.at, columns.actor, columns.kind, columns.subject,
            columns.incident_id, columns.verb, columns.clause, columns.hash,
        )
        .where(columns.number > since, columns.number <= upto)
        .order_by(columns.number)
        .limit(PAGE)
    ).all()  # fmt: skip
    if not lines:
        return
    images = groupby(_images(session, lines[0].number, lines[-1].number), lambda row: row.line)
    waiting = next(images, None)
    for line in lines:
        rows: tuple[ChangedRow, ...] = ()
        if waiting is not None and waiting[0] == line.number:
            rows = tuple(_changed(image) for image in waiting[1])
            waiting = next(images, None)
        yield ChangeLine(*line, rows)


def _images(session: Session, first: int, last: int) -> Iterator[Row[*tuple[Any, ...]]]:
    """Those of the tables that leave, by line; on a server those that the login may read."""
    columns = JournalImageRow.__table__.c
    asked = (
        select(
            columns.line, columns.table_name, columns.row_key, columns.op, columns.before,
            columns.after, columns.erased_by,
        )
        .where(
            columns.line.between(first, last), columns.table_name.not_in(sorted(CLOSED_TABLES))
        )
        .order_by(columns.line, columns.id)
    )  # fmt: skip
    yield from session.execute(asked.execution_options(yield_per=AT_ONCE))


def _changed(image: Row[*tuple[Any, ...]]) -> ChangedRow:
    bulk = image.op == "bulk"
    return ChangedRow(
        table=image.table_name,
        key=image.row_key,
        op=image.op,
        before=None if bulk else _values(image.table_name, image.before),
        after=None if bulk else _values(image.table_name, image.after),
        erased=image.erased_by is not None,
    )


def _values(table: str, image: str | None) -> Values | None:
    """What nobody knows any more, of an earlier version, is left out."""
    if image is None:
        return None
    kept: Values = json.loads(image)
    readers = _readers(table)
    return {name: readers[name](value) for name, value in kept.items() if name in readers}


_known: dict[str, dict[str, Reader]] = {}


def _readers(table: str) -> dict[str, Reader]:
    if table not in _known:
        columns = Base.metadata.tables[table].columns if table in Base.metadata.tables else ()
        _known[table] = {
            column.name: _reader(table, column.name, column.type) for column in columns
        }
    return _known[table]


def _reader(table: str, column: str, kind: TypeEngine[Any]) -> Reader:
    if not leaves(table, column, text=isinstance(kind, (String, JsonText))):
        return _cover
    read = _way_of(kind)
    return lambda value: None if value is None else read(value)


def _way_of(kind: TypeEngine[Any]) -> Reader:
    """From what an image has (store/image_sql.py) to what JSON says of it."""
    match kind:
        case UtcTime():
            return _moment
        case JsonText():
            return json.loads
        case Degrees():
            return _degrees
        case Scaled():
            parts = kind.parts
            return lambda kept: kept / parts
        case Boolean():
            return bool
    return _as_it_is


def _cover(value: Any) -> Any:
    """Whether there is anything is no secret."""
    return value if value in (None, "") else COVERED


def _moment(micros: int) -> str | None:
    return iso(from_micros(micros))


def _degrees(kept: int) -> float:
    return kept / 10_000_000


def _as_it_is(value: Any) -> Any:
    return value
