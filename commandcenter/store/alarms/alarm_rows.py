"""Rows of the alarms as the rules see them, and back; whose turn it was when, by the lease."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from commandcenter.domain.alarms.alarm import Standing
from commandcenter.domain.alarms.machine import Alarm
from commandcenter.late_dataclass import dataclass
from commandcenter.store.database import Database
from commandcenter.store.tables.alarms.alarm import AlarmOutRow, AlarmRow
from commandcenter.store.tables.base import Base
from commandcenter.store.tables.setting import SimulatedClockRow
from commandcenter.store.tables.watch.watch import WatchLeaseRow
from commandcenter.store.watch.watch_lease import ONE, Lease, server_time

ALARM = Base.metadata.tables[AlarmRow.__tablename__]
NAMES = tuple(field.name for field in fields(Alarm))
LISTS = ("reached", "reached_names")
WANTED = select(*(ALARM.c[name] for name in NAMES))
SILENT = timedelta(seconds=10)  # until it is seen that nobody works the alarms out


def live_alarms(session: Session) -> list[Alarm]:
    """Those that are not cleared, oldest first."""
    standing = WANTED.where(ALARM.c.standing != Standing.CLEARED).order_by(ALARM.c.id)
    return [_alarm(row) for row in session.execute(standing).mappings()]


def _alarm(row: Mapping[Any, Any]) -> Alarm:
    told: dict[str, Any] = {name: row[name] for name in NAMES}
    return Alarm(**told | {name: tuple(row[name]) for name in LISTS})


def values_of(alarm: Alarm) -> dict[str, Any]:
    """Its columns but the id."""
    found = {name: getattr(alarm, name) for name in NAMES if name != "id"}
    return found | {name: list(found[name]) for name in LISTS}


def out_of_service(session: Session, at: datetime) -> Sequence[AlarmOutRow]:
    """The kinds that are out of service at a time, by when they were taken out."""
    wanted = select(AlarmOutRow).where(
        AlarmOutRow.ended_at.is_(None),
        or_(AlarmOutRow.until.is_(None), AlarmOutRow.until > at),
    )
    return session.scalars(wanted.order_by(AlarmOutRow.since, AlarmOutRow.id)).all()


@dataclass(frozen=True, slots=True)
class Beat:
    """Who works the alarms out, else did last, when they last did, and whether that holds."""

    alive: bool
    seat: str
    last: datetime | None


def beat(db: Database, lease: Lease) -> bool:
    """Say that a turn was worked out; False when the lease is another's by now."""
    with db.transaction() as session:
        done = session.execute(
            update(WatchLeaseRow)
            .where(WatchLeaseRow.id == ONE, WatchLeaseRow.epoch == lease.epoch)
            .where(WatchLeaseRow.holder == lease.holder)
            .values(alarms_at=server_time(session))
        )
        return bool(done.rowcount)  # type: ignore[attr-defined]  # an update has one


def last_beat(session: Session) -> Beat:
    """Of a demo it always holds: its story works them out."""
    lease, clock = WatchLeaseRow, SimulatedClockRow
    row = session.execute(
        select(lease.seat, lease.alarms_at, select(clock.id).limit(1).scalar_subquery())
    ).first()
    if row is None:
        demo = session.scalar(select(clock.id).limit(1)) is not None
        return Beat(demo, "", None)
    seat, last, demo = row
    alive = last is not None and abs(server_time(session) - last) <= SILENT
    return Beat(alive or demo is not None, seat, last)
