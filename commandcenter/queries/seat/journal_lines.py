"""The journal as lines to read, for the inquiry sheet and the export."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.late_dataclass import dataclass
from commandcenter.store.tables.journal import JournalLineRow


@dataclass(frozen=True, slots=True)
class JournalLine:
    number: int
    at: datetime
    actor: str
    kind: str
    subject: int
    incident_id: int | None
    verb: str
    clause: str
    hash: str


def journal_lines(session: Session, incident_id: int | None = None) -> Iterator[JournalLine]:
    """Oldest first; of one incident, or all."""
    columns = JournalLineRow.__table__.c
    rows = select(
        columns.number, columns.at, columns.actor, columns.kind, columns.subject,
        columns.incident_id, columns.verb, columns.clause, columns.hash,
    ).order_by(columns.number)  # fmt: skip
    if incident_id is not None:
        rows = rows.where(columns.incident_id == incident_id)
    for row in session.execute(rows):
        yield JournalLine(*row)
