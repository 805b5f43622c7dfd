"""Whether the books of obligations say what the acts say: asked by a check of the whole record."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.late_dataclass import dataclass
from commandcenter.store.command.obligations import Difference, differences, has_own_book
from commandcenter.store.database import now
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.incident.incident import IncidentRow


@dataclass(frozen=True, slots=True)
class BookFault:
    """The first row of a book that is not as the acts say, and how many there are. `title`: of
    the incident, "" of the bureau's own.
    """

    title: str
    first: Difference
    count: int


def check_books(session: Session) -> tuple[BookFault, ...]:
    """Of the incidents that have a book, and the bureau's own; `init` gives one to those of earlier
    versions.
    """
    kept = select(ObligationRow.incident_id).where(ObligationRow.incident_id.is_not(None))
    wanted = select(IncidentRow.id, IncidentRow.title).where(IncidentRow.id.in_(kept))
    at, found = now(session), []
    books = [(row.id, row.title) for row in session.execute(wanted.order_by(IncidentRow.id))]
    if has_own_book(session):
        books.append((None, ""))
    for number, title in books:
        its = differences(session, number, at)
        if its:
            found.append(BookFault(title, its[0], len(its)))
    return tuple(found)
