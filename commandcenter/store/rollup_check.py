"""The counts held against the rows they were counted from: what differs is said, never mended."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, cast, func, select
from sqlalchemy.orm import Session
from sqlalchemy.types import BigInteger

from commandcenter.store.rollups import DAY_MICROS, HOUR_MICROS, SHANGHAI_MICROS
from commandcenter.store.tables.complaint import ComplaintRow, RollupRow

COLUMNS: dict[str, Any] = {
    "hour_channel": ComplaintRow.channel,
    "day_district": func.coalesce(ComplaintRow.district, ""),
    "day_category": ComplaintRow.category,
    "day_problem": ComplaintRow.problem,
}
Key = tuple[str, int, str, int]  # family, bucket, key, import


@dataclass(frozen=True, slots=True)
class Difference:
    """`counted` is what the rows give, `kept` what the counts say."""

    family: str
    bucket: int
    key: str
    batch_id: int
    counted: int
    kept: int


@dataclass(frozen=True, slots=True)
class Check:
    """`counts`: how many were looked at."""

    counts: int
    differences: tuple[Difference, ...]


def check(session: Session) -> Check:
    """Count all rows anew, import by import, open ones too. Takes a while; changes nothing."""
    counted = _counted(session)
    kept: dict[Key, int] = {
        (family, bucket, key, batch): count
        for family, bucket, key, batch, count in session.execute(select(*RollupRow.__table__.c))
    }
    found = []
    for key in sorted(counted.keys() | kept.keys()):
        if counted.get(key, 0) != kept.get(key, 0):
            family, bucket, name, batch = key
            there, here = counted.get(key, 0), kept.get(key, 0)
            found.append(Difference(family, bucket, name, batch, there, here))
    return Check(len(kept), tuple(found))


def _counted(session: Session) -> dict[Key, int]:
    found: dict[Key, int] = {}
    micros = _micros(session)
    for family, column in COLUMNS.items():
        hourly = family.startswith("hour")
        bucket = micros // HOUR_MICROS if hourly else (micros + SHANGHAI_MICROS) // DAY_MICROS
        rows = session.execute(
            select(bucket, column, ComplaintRow.batch_id, func.count()).group_by(
                bucket, column, ComplaintRow.batch_id
            )
        )
        for number, key, batch, count in rows:
            found[family, int(number), str(key), batch] = count
    return found


def _micros(session: Session) -> ColumnElement[int]:
    """`registered_at` as whole microseconds since 1970."""
    at = ComplaintRow.__table__.c.registered_at
    if session.get_bind().dialect.name == "postgresql":
        return func.journal_micros(at, type_=BigInteger)
    return cast(at, BigInteger)
