"""Who watches: one seat at a time, by a lease in the database and its clock.

A lease is taken and given up under the pen, so the holder of the pen knows whose it is until
the pen is put down. It is told by its epoch; a seat that slept through its end finds another one.
"""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from commandcenter.late_dataclass import dataclass
from commandcenter.store.clock import system_clock
from commandcenter.store.database import Database, real_now
from commandcenter.store.tables.watch.watch import WatchLeaseRow

ONE = 1
BEAT = timedelta(seconds=2)
SILENT = timedelta(seconds=20)  # until people are told: another has had the time to take over
STALE = timedelta(
    seconds=6
)  # three beats; another looks each half BEAT, so it has taken over in 7 s


class LeaseLost(Exception):
    """Another seat watches now: what was found must not be written by this one."""


@dataclass(frozen=True, slots=True)
class Lease:
    epoch: int
    holder: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a seat watches, or did a moment ago: it may just be handing over; who it is, else
    was last, and when it was heard of last."""

    held: bool
    seat: str
    last: datetime | None


def holder_name() -> str:
    """A name for a process, unlike any other."""
    return secrets.token_hex(8)


def server_time(session: Session) -> datetime:
    """The server's time. In a file it is the machine's, which all its processes share: the
    clock of a demo stands still, or runs away."""
    return real_now(session) if session.get_bind().dialect.name == "postgresql" else system_clock()


def take(db: Database, holder: str, seat: str) -> Lease | None:
    """The lease, when nobody holds it or its holder has fallen silent; else None."""
    with db.read() as session:  # the pen is taken only where there is something to take
        if not _free(session, holder):
            return None
    with db.write() as session:
        if not _free(session, holder):
            return None
        at, row = server_time(session), session.get(WatchLeaseRow, ONE)
        epoch = row.epoch + 1 if row else 1
        if row is None:
            row = WatchLeaseRow(id=ONE, epoch=epoch, holder="", seat="", taken_at=at, beat_at=at)
            session.add(row)
        row.epoch, row.holder, row.seat = epoch, holder, seat
        row.taken_at = row.beat_at = at
    return Lease(epoch, holder)


def _free(session: Session, holder: str) -> bool:
    row = session.get(WatchLeaseRow, ONE)
    if row is None or row.holder in ("", holder):
        return True
    # From a clock that was set back a beat lies ahead: as long as it is silent it is stale too.
    return abs(server_time(session) - row.beat_at) > STALE


def standing(session: Session) -> Standing:
    row = session.get(WatchLeaseRow, ONE)
    if row is None:
        return Standing(False, "", None)
    silent = abs(server_time(session) - row.beat_at) > SILENT
    return Standing(not silent, row.seat, row.beat_at)


def beat(db: Database, lease: Lease) -> bool:
    """Say that the holder lives; False when the lease is another's by now."""
    with db.transaction() as session:
        done = session.execute(
            update(WatchLeaseRow)
            .where(
                WatchLeaseRow.id == ONE,
                WatchLeaseRow.epoch == lease.epoch,
                WatchLeaseRow.holder == lease.holder,
            )
            .values(beat_at=server_time(session))
        )
        return bool(done.rowcount)  # type: ignore[attr-defined]  # an update has one


def require(session: Session, lease: Lease) -> None:
    """Under the pen, with each write of the watch. Raises LeaseLost when another has taken over."""
    held = select(WatchLeaseRow.epoch, WatchLeaseRow.holder).where(WatchLeaseRow.id == ONE)
    row = session.execute(held).first()
    if row is None or (row[0], row[1]) != (lease.epoch, lease.holder):
        raise LeaseLost


def give_up(db: Database, lease: Lease) -> None:
    """Leave it to the next at once, without its waiting for silence."""
    with db.write() as session:
        row = session.get(WatchLeaseRow, ONE)
        if row and (row.epoch, row.holder) == (lease.epoch, lease.holder):
            row.holder = ""
