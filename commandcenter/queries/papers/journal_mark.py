"""Up to which line of the journal a paper knows."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.late_dataclass import dataclass
from commandcenter.store.drills.mark import mark_of
from commandcenter.store.tables.journal import PenRow


@dataclass(frozen=True, slots=True)
class JournalMark:
    """Up to which line of the journal a paper knows: for its metadata, never its page.

    `drill`: the journal of a drill's own store; every page then says so.
    """

    number: int
    head: str  # the hash of that line, hex
    drill: bool = False


def journal_mark(session: Session) -> JournalMark:
    head = session.execute(select(PenRow.number, PenRow.hash)).one()
    return JournalMark(head.number, head.hash, mark_of(session) is not None)
