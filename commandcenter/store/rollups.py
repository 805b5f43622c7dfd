"""Counts of complaints per hour and day, kept in the transaction that brings the complaints.

A count is kept per import, so an import that is still open, or is undone, is left
out by its number.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from commandcenter.store.types import to_micros

HOUR_MICROS = 3_600_000_000
DAY_MICROS = 24 * HOUR_MICROS
SHANGHAI_MICROS = 8 * HOUR_MICROS
FAMILIES = ("hour_channel", "day_district", "day_category", "day_problem")

UPSERT = (
    "INSERT INTO rollup(family, bucket, key, batch_id, count) "
    "VALUES ({0}, {0}, {0}, {0}, {0}) "
    "ON CONFLICT (family, bucket, key, batch_id) DO UPDATE "
    "SET count = rollup.count + excluded.count"
)
EMPTIED = (
    "DELETE FROM rollup "
    "WHERE family = {0} AND bucket = {0} AND key = {0} AND batch_id = {0} AND count = 0"
)

Facts = tuple[datetime, str, str | None, str, str]  # registered_at, channel, district, …


def hour_bucket(at: datetime) -> int:
    """Whole hours since 1970 UTC; Shanghai's hours begin at the same moments."""
    return to_micros(at) // HOUR_MICROS


def day_bucket(at: datetime) -> int:
    """Whole Shanghai days since 1970-01-01."""
    return (to_micros(at) + SHANGHAI_MICROS) // DAY_MICROS


def add(session: Session, batch_id: int, facts: Sequence[Facts]) -> None:
    """Count (registered_at, channel, district, category, problem) of one or more complaints."""
    _upsert(session, _rows(batch_id, facts, 1))


def move(session: Session, batch_id: int, was: Sequence[Facts], is_now: Sequence[Facts]) -> None:
    """Complaints were corrected: one less where each was counted, one more where it is."""
    left = _rows(batch_id, was, -1)
    _upsert(session, left)
    add(session, batch_id, is_now)
    session.connection().exec_driver_sql(EMPTIED.format(_mark(session)), [row[:4] for row in left])


def put_right(session: Session, rows: Sequence[tuple[str, int, str, int, int]]) -> None:
    """Add to counts that were found wrong: (family, bucket, key, import, how much)."""
    if rows:
        _upsert(session, list(rows))
        session.connection().exec_driver_sql(
            EMPTIED.format(_mark(session)), [row[:4] for row in rows]
        )


def _rows(batch_id: int, facts: Sequence[Facts], by: int) -> list[tuple[str, int, str, int, int]]:
    times, channels, districts, categories, problems = zip(*facts, strict=True)
    micros = [to_micros(at) for at in times]
    hours = [m // HOUR_MICROS for m in micros]
    days = [(m + SHANGHAI_MICROS) // DAY_MICROS for m in micros]
    places = [district or "" for district in districts]
    columns = ((hours, channels), (days, places), (days, categories), (days, problems))
    return [
        (family, bucket, str(key), batch_id, count * by)
        for family, (buckets, keys) in zip(FAMILIES, columns, strict=True)
        for (bucket, key), count in Counter(zip(buckets, keys, strict=True)).items()
    ]


def _upsert(session: Session, rows: list[tuple[str, int, str, int, int]]) -> None:
    session.connection().exec_driver_sql(UPSERT.format(_mark(session)), rows)


def _mark(session: Session) -> str:
    return "?" if session.get_bind().dialect.name == "sqlite" else "%s"


def drop(session: Session, batch_id: int) -> None:
    """Forget the counts of an import that is undone."""
    session.execute(text("DELETE FROM rollup WHERE batch_id = :batch"), {"batch": batch_id})
