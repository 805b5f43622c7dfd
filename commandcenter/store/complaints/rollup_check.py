"""The counts held against the rows they were counted from: what differs, and putting it right."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, cast, func, select
from sqlalchemy.orm import Session
from sqlalchemy.types import BigInteger

from commandcenter.late_dataclass import dataclass
from commandcenter.store.complaints import rollups
from commandcenter.store.complaints.handling import among
from commandcenter.store.complaints.rollups import DAY_MICROS, HOUR_MICROS, SHANGHAI_MICROS
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.complaints.rollup import RollupRow

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


def check(
    session: Session,
    batches: Collection[int] | None = None,
    families: Collection[str] = tuple(COLUMNS),
) -> Check:
    """Count all rows anew, or those of some imports, open ones too; changes nothing.

    Of a million rows each family takes one to four seconds of a processor.
    """
    counted, row = _counted(session, batches, families), RollupRow.__table__.c
    kept: dict[Key, int] = {
        (family, bucket, key, batch): count
        for family, bucket, key, batch, count in session.execute(
            _of(select(*row).where(row.family.in_(families)), row.batch_id, batches)
        )
    }
    found = []
    for key in sorted(counted.keys() | kept.keys()):
        if counted.get(key, 0) != kept.get(key, 0):
            family, bucket, name, batch = key
            there, here = counted.get(key, 0), kept.get(key, 0)
            found.append(Difference(family, bucket, name, batch, there, here))
    return Check(len(kept), tuple(found))


def mend(session: Session, batches: Collection[int]) -> Check:
    """Put the counts of these imports right by their rows; what differed. Only under the pen."""
    found = check(session, batches)
    rollups.put_right(
        session,
        [(d.family, d.bucket, d.key, d.batch_id, d.counted - d.kept) for d in found.differences],
    )
    return found


def _of(
    wanted: Select[Any], batch: ColumnElement[int], batches: Collection[int] | None
) -> Select[Any]:
    return wanted if batches is None else wanted.where(among(batch, sorted(batches)))


def _counted(
    session: Session, batches: Collection[int] | None, families: Collection[str]
) -> dict[Key, int]:
    found: dict[Key, int] = {}
    micros = _micros(session)
    for family in families:
        column = COLUMNS[family]
        hourly = family.startswith("hour")
        bucket = micros // HOUR_MICROS if hourly else (micros + SHANGHAI_MICROS) // DAY_MICROS
        batch = ComplaintRow.__table__.c.batch_id
        every = select(bucket, column, batch, func.count()).group_by(bucket, column, batch)
        rows = session.execute(_of(every, batch, batches))
        for number, key, batch, count in rows:
            found[family, int(number), str(key), batch] = count
    return found


def _micros(session: Session) -> ColumnElement[int]:
    """`registered_at` as whole microseconds since 1970."""
    at = ComplaintRow.__table__.c.registered_at
    if session.get_bind().dialect.name == "postgresql":
        return func.journal_micros(at, type_=BigInteger)
    return cast(at, BigInteger)
