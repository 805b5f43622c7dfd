"""Up to when each source's records are here."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import Source
from commandcenter.store.incident.counts import source_as_of


@dataclass(frozen=True, slots=True)
class SourceAsOf:
    """Up to when the records of one source are here: the source's time, not the repaint's."""

    source: Source
    exported_to: datetime


def sources(session: Session) -> tuple[SourceAsOf, ...]:
    """12315, 12345, desk: those that have anything, in this order."""
    known = source_as_of(session)
    return tuple(SourceAsOf(s, known[s.value]) for s in Source if s.value in known)
