"""A restore that was tried, written down: that the backups can be relied on (plan 6.3)."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import rights, storable
from commandcenter.store.database import now
from commandcenter.store.tables.restore_drill import RestoreDrillRow

CLAUSE = "6.3"
LONGEST = 10_000  # characters of what was found


@dataclass(frozen=True, slots=True)
class Tried:
    """`backup`: the file's name; `made_at`: when it was written; `words`: what was found."""

    backup: str
    made_at: datetime
    machine: str
    whole: bool
    words: str
    lines: int
    rows: int
    seconds: int


def require_to_keep(session: Session, actor: Actor) -> None:
    """Raise RuleBroken for who does not keep the backups; the program itself does."""
    if actor.person_id:
        rights(session).require(actor, Action.KEEP_BACKUPS)


def note_restore(session: Session, actor: Actor, tried: Tried) -> int:
    require_to_keep(session, actor)
    row = RestoreDrillRow(
        backup=storable(tried.backup),
        made_at=tried.made_at,
        at=now(session),
        by=actor.name,
        machine=storable(tried.machine),
        whole=tried.whole,
        words=storable(tried.words)[:LONGEST],
        lines=tried.lines,
        rows=tried.rows,
        seconds=tried.seconds,
    )
    session.add(row)
    session.flush()
    book.record(session, actor, "restore_drill", row.id, "tried", clause=CLAUSE)
    return row.id
