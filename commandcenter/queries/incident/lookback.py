"""回看: what the slider of the past needs, its ends and its marks, and the past itself."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from commandcenter.domain.record import CHIEF, act_words
from commandcenter.late import late_name
from commandcenter.late_dataclass import dataclass
from commandcenter.store.database import Database
from commandcenter.store.tables.journal import JournalLineRow

if TYPE_CHECKING:
    from commandcenter.store.replay import Replay
else:
    Replay = late_name("store.replay", "Replay")

__all__ = ["LookBack", "PastMark", "Replay", "open_past"]


@dataclass(frozen=True, slots=True)
class PastMark:
    """Something that happened then; the words name the deed only."""

    at: datetime
    words: str


@dataclass(frozen=True)
class LookBack:
    """The past of one incident, ready to be asked. `marks` by time."""

    incident_id: int
    replay: "Replay"
    first: datetime
    until: datetime
    marks: tuple[PastMark, ...]


def open_past(db: Database, incident_id: int) -> LookBack:
    """Copy what is needed; takes a worker's time. Close its `replay` after use."""
    replay = Replay.of_incident(db, incident_id)
    with db.read() as session:
        marks = past_marks(session, incident_id)
    first = max(replay.since, marks[0].at) if marks else replay.since
    return LookBack(incident_id, replay, first, replay.until, marks)


def past_marks(session: Session, incident_id: int) -> tuple[PastMark, ...]:
    line = JournalLineRow.__table__.c
    rows = session.execute(
        select(line.at, line.kind, line.verb)
        .where(line.incident_id == incident_id)
        .where(tuple_(line.kind, line.verb).in_(sorted(CHIEF)))
        .order_by(line.number)
    )
    return tuple(PastMark(row.at, act_words(row.kind, row.verb)) for row in rows)
