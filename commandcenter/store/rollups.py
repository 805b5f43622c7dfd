"""Counts of complaints per hour and day, kept in the transaction that brings the complaints.

A count is kept per import, so an import that is still open, or is undone, is left
out by its number; `settle` folds closed imports together.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from commandcenter.store.types import to_micros

HOUR_MICROS = 3_600_000_000
SHANGHAI_MICROS = 8 * HOUR_MICROS
FAMILIES = ("hour_channel", "day_district", "day_category", "day_problem")

UPSERT = text(
    "INSERT INTO rollup(family, bucket, key, batch_id, count) "
    "VALUES (:family, :bucket, :key, :batch, :count) "
    "ON CONFLICT (family, bucket, key, batch_id) DO UPDATE "
    "SET count = rollup.count + excluded.count"
)

Facts = tuple[datetime, str, str | None, str, str]  # registered_at, channel, district, …


def hour_bucket(at: datetime) -> int:
    """Whole hours since 1970 UTC; Shanghai's hours begin at the same moments."""
    return to_micros(at) // HOUR_MICROS


def day_bucket(at: datetime) -> int:
    """Whole Shanghai days since 1970-01-01."""
    return (to_micros(at) + SHANGHAI_MICROS) // (24 * HOUR_MICROS)


def add(session: Session, batch_id: int, facts: Iterable[Facts]) -> None:
    """Count (registered_at, channel, district, category, problem) of new complaints."""
    counts: Counter[tuple[str, int, str]] = Counter()
    for at, channel, district, category, problem in facts:
        micros = to_micros(at)
        day = (micros + SHANGHAI_MICROS) // (24 * HOUR_MICROS)
        counts["hour_channel", micros // HOUR_MICROS, channel] += 1
        counts["day_district", day, district or ""] += 1
        counts["day_category", day, category] += 1
        counts["day_problem", day, problem] += 1
    rows = [
        {"family": family, "bucket": bucket, "key": key, "batch": batch_id, "count": count}
        for (family, bucket, key), count in counts.items()
    ]
    if rows:
        session.connection().execute(UPSERT, rows)


def drop(session: Session, batch_id: int) -> None:
    """Forget the counts of an import that is undone."""
    session.execute(text("DELETE FROM rollup WHERE batch_id = :batch"), {"batch": batch_id})
