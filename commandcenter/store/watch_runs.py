"""The finished runs of the watch: how far it has seen, which nights it has done, and without what.

A part that could not run stands as a row of its own beside its run: same moment and begin, its
kind `failed PART REASON`. When a run as a whole could not be done there is only such a row.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from commandcenter.domain.watch_parts import OF_NIGHT, LeftOut, Part
from commandcenter.store.tables.watch import WatchRunRow

QUICK, FULL = "quick", "full"
FAILED = "failed"
DONE = (QUICK, FULL)
KEPT = timedelta(days=90)
FEW = 20
ENDED_BY = {Part.QUICK: DONE, Part.WATCH: DONE}  # the failure of a whole run; else by a night


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


def last_moment(session: Session, *kinds: str) -> datetime | None:
    """The moment of the newest run of these kinds."""
    wanted = select(func.max(WatchRunRow.as_of)).where(WatchRunRow.kind.in_(kinds))
    found: datetime | None = session.scalar(wanted)
    return found


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
        part, reason = _told(row)
        if part in OF_NIGHT:
            stands = any(run and _beside(row, run) for run in newest.values())
        else:
            ends = [newest[kind] for kind in ENDED_BY.get(part, (FULL,))]
            stands = all(run is None or run.id < row.id for run in ends)
        if stands:
            found[part] = LeftOut(part, reason, row.ended_at)
    return [found[part] for part in Part if part in found]


def _beside(row: WatchRunRow, run: WatchRunRow) -> bool:
    return row.id > run.id and row.started_at == run.started_at


def _newest(session: Session, which: ColumnElement[bool]) -> WatchRunRow | None:
    newest = select(WatchRunRow).where(which).order_by(WatchRunRow.id.desc()).limit(1)
    return session.scalars(newest).first()


def _failures(session: Session, newest: Mapping[str, WatchRunRow | None]) -> list[WatchRunRow]:
    """By time, none that is older than the older of the newest runs."""
    wanted = select(WatchRunRow).where(WatchRunRow.kind.startswith(f"{FAILED} "))
    known = [run.id for run in newest.values() if run]
    if len(known) == len(newest):
        wanted = wanted.where(WatchRunRow.id > min(known))
    return list(session.scalars(wanted.order_by(WatchRunRow.id)))


def _told(row: WatchRunRow) -> tuple[Part, str]:
    _, part, reason = row.kind.split(" ", 2)
    return Part(part), reason


def unfinished(session: Session) -> tuple[datetime, frozenset[Part]] | None:
    """The moment of the newest night, and the parts that it was without; None: without none."""
    night = _newest(session, WatchRunRow.kind == FULL)
    if night is None:
        return None
    rows = session.scalars(
        select(WatchRunRow).where(
            WatchRunRow.id.between(night.id + 1, night.id + len(Part)),
            WatchRunRow.started_at == night.started_at,
            WatchRunRow.kind.startswith(f"{FAILED} "),
        )
    )
    parts = frozenset(_told(row)[0] for row in rows)
    return (night.as_of, parts) if parts else None
