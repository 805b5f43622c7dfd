"""What a check of the record found, written down: when, how far, and what."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import storable
from commandcenter.store.database import now
from commandcenter.store.tables.verification import VerificationRow

LONGEST = 10_000  # characters of what was found: one of each table, and of the schema


@dataclass(frozen=True, slots=True)
class Found:
    """Of one check: `part`, "" for all of them; `line`: the head that was checked."""

    part: str
    started_at: datetime
    line: int
    rows: int
    whole: bool
    words: str


def note(session: Session, actor: Actor, found: Found) -> None:
    row = VerificationRow(
        part=found.part,
        started_at=found.started_at,
        ended_at=now(session),
        line=found.line,
        rows=found.rows,
        whole=found.whole,
        words=storable(found.words)[:LONGEST],
        by=actor.name,
    )
    session.add(row)
    session.flush()
    verb = "sound" if found.whole else "faulty"
    book.record(session, actor, "verification", row.id, verb)
