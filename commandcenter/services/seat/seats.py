"""A window says that it is there, every few seconds; what is silent for long is taken out."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.late_dataclass import dataclass
from commandcenter.store.database import beat_now
from commandcenter.store.tables.seat.seat import SeatRow

GONE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Sign:
    """What a window says of itself. `age_ms` of its data; `skew_ms` of its machine's clock."""

    seat: str
    kind: str
    machine: str
    version: str
    heard: int
    age_ms: int
    skew_ms: int | None


def beat(session: Session, actor: Actor, sign: Sign) -> None:
    at = beat_now(session)
    row = session.get(SeatRow, sign.seat)
    if row is None:
        session.execute(delete(SeatRow).where(SeatRow.at < at - GONE))
        row = _new(actor, sign, at)
        session.add(row)
    row.at, row.heard, row.age_ms, row.skew_ms = at, sign.heard, sign.age_ms, sign.skew_ms


def leave(session: Session, seat: str) -> None:
    session.execute(delete(SeatRow).where(SeatRow.id == seat))


def _new(actor: Actor, sign: Sign, at: datetime) -> SeatRow:
    return SeatRow(
        id=sign.seat,
        person_id=actor.person_id,
        login=actor.login,
        name=actor.name,
        kind=sign.kind,
        machine=sign.machine,
        version=sign.version,
        since=at,
    )
