"""The finished runs of the watch: how far it has seen, and which nights it has done."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from commandcenter.store.tables.watch import WatchRunRow

QUICK, FULL = "quick", "full"
KEPT = timedelta(days=90)


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


def add(session: Session, run: Run) -> None:
    """In the transaction of what the run found. Runs of long ago are forgotten."""
    session.execute(delete(WatchRunRow).where(WatchRunRow.ended_at < run.ended_at - KEPT))
    session.add(
        WatchRunRow(
            kind=run.kind,
            epoch=run.epoch,
            as_of=run.as_of,
            started_at=run.started_at,
            ended_at=run.ended_at,
            line=run.line,
            streams=run.streams,
            found=run.found,
        )
    )


def last_line(session: Session) -> int:
    """Up to which journal line complaints were seen; 0 before the first run."""
    return session.scalar(select(func.max(WatchRunRow.line))) or 0


def last_moment(session: Session, *kinds: str) -> datetime | None:
    """The moment of the newest run of these kinds."""
    wanted = select(func.max(WatchRunRow.as_of)).where(WatchRunRow.kind.in_(kinds))
    found: datetime | None = session.scalar(wanted)
    return found


def last_started(session: Session) -> datetime | None:
    """When the newest run began, by the clock."""
    found: datetime | None = session.scalar(select(func.max(WatchRunRow.started_at)))
    return found
