"""The finished runs of the watch: how far it has seen, which nights it has done, and without what.

A part that could not run stands as a row of its own beside its run: same moment and begin, its
kind `failed PART REASON`. When a run as a whole could not be done there is only such a row, until
one is done.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from commandcenter.domain.watch.watch_parts import OF_NIGHT, LeftOut, Part
from commandcenter.late_dataclass import dataclass
from commandcenter.store.database import Database
from commandcenter.store.tables.watch.watch import WatchRunRow
from commandcenter.store.watch import watch_lease
from commandcenter.store.watch.watch_lease import Lease

QUICK, FULL, BACKUP = "quick", "full", "backup"
FAILED = "failed"
DONE = (QUICK, FULL)
KEPT = timedelta(days=90)
FEW = 20
# The failure of a whole run; else by a night. A backup or a sending by the next one alone.
ENDED_BY: Mapping[Part, tuple[str, ...]] = {Part.QUICK: DONE, Part.BACKUP: (), Part.SENDING: ()}
WHOLE = tuple(part for part in Part if part not in OF_NIGHT)


@dataclass(frozen=True, slots=True)
class Run:
    """`line`: the newest journal line that the run had seen."""

    kind: str
    epoch: int
    as_of: datetime
    started_at: datetime
    ended_at: datetime
    line: int
    streams: int
    found: int


def add(session: Session, run: Run, failed: Mapping[Part, str] | None = None) -> None:
    """In the transaction of what the run found. Runs of long ago are forgotten.

    `failed`: the parts it was without, with the class of what they raised.
    """
    session.execute(delete(WatchRunRow).where(WatchRunRow.ended_at < run.ended_at - KEPT))
    session.add(_row(run, run.kind))
    session.flush()  # the parts come after their run
    for part, reason in (failed or {}).items():
        session.add(_row(run, f"{FAILED} {part} {reason}"))


def add_failure(session: Session, run: Run, part: Part, reason: str) -> None:
    """Of a run that could not be done as a whole: it has seen nothing."""
    session.add(_row(run, f"{FAILED} {part} {reason}"))


def forget_failures(session: Session, part: Part) -> None:
    """A run of this kind was done as a whole: that it once was not is told no more."""
    session.execute(delete(WatchRunRow).where(_failures_of(part)))


def note_sending(db: Database, lease: Lease | None, reason: str) -> None:
    """That notifications cannot be looked through, with the class of what was raised; "" they are.
    Raises LeaseLost."""
    with db.read() as session:
        known = session.scalar(select(WatchRunRow.id).where(_failures_of(Part.SENDING)).limit(1))
    if known is None and not reason:
        return
    with db.write() as session:
        if lease:
            watch_lease.require(session, lease)
        forget_failures(session, Part.SENDING)
        if reason:
            at = db.clock()
            run = Run(FAILED, 0, at, at, at, last_line(session), 0, 0)
            add_failure(session, run, Part.SENDING, reason)


@dataclass(frozen=True, slots=True)
class Kept:
    """The last backup that this database knows of. `place`: machine and file, "" where an earlier
    program noted it; `keyed`: whether the person key is in it, None as well."""

    at: datetime
    place: str
    keyed: bool | None


def note_backup(db: Database, reason: str, place: str = "", keyed: bool | None = None) -> None:
    """That a backup failed, with the class of what it raised; "" it was made. A failure is written
    where it is news, and of what was made only the last is kept."""
    with db.read() as session:
        known = session.scalar(select(WatchRunRow.id).where(_failures_of(Part.BACKUP)).limit(1))
    if known is not None and reason:
        return
    with db.write() as session:
        forget_failures(session, Part.BACKUP)
        at = db.clock()
        run = Run(FAILED if reason else BACKUP, 0, at, at, at, last_line(session), 0, 0)
        if reason:
            add_failure(session, run, Part.BACKUP, reason)
        else:
            session.execute(delete(WatchRunRow).where(WatchRunRow.kind == BACKUP))
            row = _row(run, BACKUP)
            row.place, row.keyed = place or None, keyed
            session.add(row)


def last_backup(session: Session) -> Kept | None:
    row = _newest(session, WatchRunRow.kind == BACKUP)
    return Kept(row.ended_at, row.place or "", row.keyed) if row else None


def _failures_of(part: Part) -> ColumnElement[bool]:
    return WatchRunRow.kind.startswith(f"{FAILED} {part} ")


def _row(run: Run, kind: str) -> WatchRunRow:
    return WatchRunRow(
        kind=kind,
        epoch=run.epoch,
        as_of=run.as_of,
        started_at=run.started_at,
        ended_at=run.ended_at,
        line=run.line,
        streams=run.streams,
        found=run.found,
    )


def last_line(session: Session) -> int:
    """Up to which journal line complaints were seen; 0 before the first run."""
    lines = select(func.max(WatchRunRow.line)).where(WatchRunRow.kind.in_(DONE))
    return session.scalar(lines) or 0


def last_night(session: Session, at: datetime) -> datetime | None:
    """The moment of the newest night that is done."""
    night = _night(session, at)
    return night.as_of if night else None


def night_ended(session: Session, at: datetime) -> datetime | None:
    """When the newest night was through."""
    night = _night(session, at)
    return night.ended_at if night else None


def _night(session: Session, at: datetime) -> WatchRunRow | None:
    """None of a clock that ran ahead: of a moment still to come, or which then was."""
    later = aliased(WatchRunRow)
    ahead = exists().where(later.id > WatchRunRow.id, later.started_at < WatchRunRow.as_of)
    return _newest(session, and_(WatchRunRow.kind == FULL, WatchRunRow.as_of <= at, ~ahead))


def last_moment_of(session: Session, part: Part) -> datetime | None:
    """The moment of the newest run that this part was not left out of.

    A night that is tried again is a new run of an old moment, so a few of them are looked at.
    """
    c = WatchRunRow.__table__.c
    rows = session.execute(
        select(c.kind, c.started_at, c.as_of).order_by(c.id.desc()).execution_options(yield_per=100)
    )
    without, moments = set[datetime](), list[datetime]()
    for kind, started_at, as_of in rows:
        if kind.startswith(f"{FAILED} {part} "):
            without.add(started_at)  # stands after its run, so it comes before it here
        elif kind in DONE and started_at not in without:
            moments.append(as_of)
        if len(moments) == FEW:
            break
    rows.close()
    return max(moments, default=None)


def last_started(session: Session) -> datetime | None:
    """When the newest run began, by the clock."""
    started = select(func.max(WatchRunRow.started_at)).where(WatchRunRow.kind.in_(DONE))
    found: datetime | None = session.scalar(started)
    return found


def left_out(session: Session) -> list[LeftOut]:
    """What cannot run as it stands: of the newest run of each kind, and of those that were not
    done since."""
    newest = {kind: _newest(session, WatchRunRow.kind == kind) for kind in DONE}
    found: dict[Part, LeftOut] = {}
    for row in _failures(session, newest):
        part, reason = _part_and_reason(row)
        if part in OF_NIGHT:
            stands = any(run and _same_run(row, run) for run in newest.values())
        else:
            ends = [newest[kind] for kind in ENDED_BY.get(part, (FULL,))]
            stands = all(run is None or run.id < row.id for run in ends)
        if stands:
            found[part] = LeftOut(part, reason, row.ended_at)
    return [found[part] for part in Part if part in found]


def _same_run(row: WatchRunRow, run: WatchRunRow) -> bool:
    return row.id > run.id and row.started_at == run.started_at


def _newest(session: Session, which: ColumnElement[bool]) -> WatchRunRow | None:
    newest = select(WatchRunRow).where(which).order_by(WatchRunRow.id.desc()).limit(1)
    return session.scalars(newest).first()


def _failures(session: Session, newest: Mapping[str, WatchRunRow | None]) -> list[WatchRunRow]:
    """By time: those right behind the newest runs, and of whole runs those not yet forgotten."""
    which = [_behind(run) for run in newest.values() if run]
    whole = or_(*map(_failures_of, WHOLE))
    wanted = select(WatchRunRow).where(or_(*which, whole)).order_by(WatchRunRow.id)
    return list(session.scalars(wanted))


def _behind(run: WatchRunRow) -> ColumnElement[bool]:
    """What this run was without."""
    return and_(
        WatchRunRow.id.between(run.id + 1, run.id + len(Part)),
        WatchRunRow.started_at == run.started_at,
        WatchRunRow.kind.startswith(f"{FAILED} "),
    )


def _part_and_reason(row: WatchRunRow) -> tuple[Part, str]:
    _, part, reason = row.kind.split(" ", 2)
    return Part(part), reason


def unfinished(session: Session, at: datetime) -> tuple[datetime, frozenset[Part]] | None:
    """The moment of the newest night, and the parts that it was without; None: without none."""
    night = _night(session, at)
    if night is None:
        return None
    rows = session.scalars(select(WatchRunRow).where(_behind(night)))
    parts = frozenset(_part_and_reason(row)[0] for row in rows)
    return (night.as_of, parts) if parts else None
