"""Counts of complaints per hour and day, kept in the transaction that brings the complaints.

A count is kept per import, so an import that is still open, or is undone, is left
out by its number. On PostgreSQL the database itself counts, by the triggers of
db/postgres/rollups.sql, and nobody has a right to write a count: there `add`, `take` and `move`
have nothing to do.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.columns import Seconds
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.types import to_micros

HOUR_MICROS = 3_600_000_000
DAY_MICROS = 24 * HOUR_MICROS
SHANGHAI_MICROS = 8 * HOUR_MICROS
HOUR, DAY, SHANGHAI = 3_600, 86_400, 8 * 3_600  # seconds
FAMILIES = ("hour_channel", "day_district", "day_category", "day_problem")

UPSERT = (
    "INSERT INTO rollup(family, bucket, key, batch_id, count) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (family, bucket, key, batch_id) DO UPDATE "
    "SET count = rollup.count + excluded.count"
)
EMPTIED = (
    "DELETE FROM rollup WHERE family = ? AND bucket = ? AND key = ? AND batch_id = ? AND count = 0"
)

Facts = tuple[datetime, str, str | None, str, str]  # registered_at, channel, district, …
Row = tuple[str, int, str, int, int]  # family, bucket, key, import, count


def hour_bucket(at: datetime) -> int:
    """Whole hours since 1970 UTC; Shanghai's hours begin at the same moments."""
    return to_micros(at) // HOUR_MICROS


def day_bucket(at: datetime) -> int:
    """Whole Shanghai days since 1970-01-01."""
    return (to_micros(at) + SHANGHAI_MICROS) // DAY_MICROS


def add(session: Session, batch_id: int, facts: Sequence[Facts]) -> None:
    """Count (registered_at, channel, district, category, problem) of some complaints."""
    _move(session, _rows(batch_id, facts, 1))


def add_columns(session: Session, batch_id: int, columns: Iterable[Sequence[Any]]) -> None:
    """The same of many, by column."""
    if not _counts_itself(session):
        _move(session, _counted(batch_id, *columns, by=1))


def take(session: Session, batch_id: int, ids: range) -> None:
    """Complaints of an import are about to go: one less where each is counted."""
    if _counts_itself(session):
        return
    row = ComplaintRow.__table__.c
    counted = select(row.registered_at, row.channel, row.district, row.category, row.problem)
    here = session.execute(counted.where(row.id.between(ids.start, ids.stop - 1)))
    _move(session, _rows(batch_id, [tuple(each) for each in here], -1))


def move(session: Session, batch_id: int, was: Sequence[Facts], is_now: Sequence[Facts]) -> None:
    """Complaints were corrected: one less where each was counted, one more where it is."""
    _move(session, _rows(batch_id, was, -1))
    add(session, batch_id, is_now)


def put_right(session: Session, rows: Sequence[Row]) -> None:
    """Add to counts that were found wrong: (family, bucket, key, import, how much)."""
    if _counts_itself(session):
        batches = sorted({batch for _, _, _, batch, _ in rows})
        session.execute(text("SELECT rollup_recount(:batches)"), {"batches": batches})
    else:
        _move(session, rows)


def _move(session: Session, rows: Sequence[Row]) -> None:
    if _counts_itself(session) or not rows:
        return
    connection = session.connection()
    connection.exec_driver_sql(UPSERT, list(rows))
    emptied = [row[:4] for row in rows if row[4] < 0]
    if emptied:
        connection.exec_driver_sql(EMPTIED, emptied)


def _counts_itself(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _rows(batch_id: int, facts: Sequence[Facts], by: int) -> list[Row]:
    return _counted(batch_id, *zip(*facts, strict=True), by=by) if facts else []


def _counted(
    batch_id: int,
    times: Sequence[Any],
    channels: Sequence[Any],
    districts: Sequence[Any],
    categories: Sequence[Any],
    problems: Sequence[Any],
    *,
    by: int,
) -> list[Row]:
    if isinstance(times, Seconds):
        seconds = [at or 0 for at in times.seconds]
    else:
        seconds = [to_micros(at) // 1_000_000 for at in times]
    hours = [at // HOUR for at in seconds]
    days = [(at + SHANGHAI) // DAY for at in seconds]
    columns = ((hours, channels), (days, districts), (days, categories), (days, problems))
    return [
        (family, bucket, str(key or ""), batch_id, count * by)
        for family, (buckets, keys) in zip(FAMILIES, columns, strict=True)
        for (bucket, key), count in Counter(zip(buckets, keys, strict=True)).items()
    ]
