"""Who is on which seat, since when, with data of what age; and how the second server does."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.late_dataclass import dataclass
from commandcenter.store.database import beat_now
from commandcenter.store.standby import Standby as Standby
from commandcenter.store.standby import is_single, standby
from commandcenter.store.tables.seat.seat import SeatRow

SILENT = timedelta(seconds=25)  # a window says so every ten
SHOWN = timedelta(minutes=10)
SKEWED = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class SeatLine:
    """`age`: how old its data are now, at least. `skew`: its clock before the server's."""

    id: str
    name: str
    kind: str
    machine: str
    version: str
    since: datetime
    at: datetime
    silent: bool
    age: timedelta
    skew: timedelta | None

    @property
    def skewed(self) -> bool:
        return self.skew is not None and abs(self.skew) > SKEWED


@dataclass(frozen=True, slots=True)
class Seats:
    """The silent ones first, then by name."""

    lines: tuple[SeatLine, ...]
    standby: Standby
    single: bool

    @property
    def online(self) -> int:
        return sum(1 for line in self.lines if not line.silent)

    @property
    def silent(self) -> int:
        return len(self.lines) - self.online


def seats(session: Session) -> Seats:
    at = beat_now(session)
    rows = session.scalars(select(SeatRow).where(SeatRow.at > at - SHOWN)).all()
    lines = [_line(row, at) for row in rows]
    lines.sort(key=lambda line: (not line.silent, line.name, line.since, line.id))
    return Seats(tuple(lines), standby(session), is_single(session))


def _line(row: SeatRow, at: datetime) -> SeatLine:
    silent = at - row.at > SILENT
    age = timedelta(milliseconds=row.age_ms) + (at - row.at if silent else timedelta())
    skew = None if row.skew_ms is None else timedelta(milliseconds=row.skew_ms)
    return SeatLine(
        row.id, row.name, row.kind, row.machine, row.version, row.since, row.at, silent, age, skew
    )
