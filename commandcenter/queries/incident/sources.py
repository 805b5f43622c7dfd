"""Up to when each source's records are here."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.as_of import Moment as Moment
from commandcenter.domain.complaints.complaint import Source
from commandcenter.late_dataclass import dataclass
from commandcenter.store.moment import moment


@dataclass(frozen=True, slots=True)
class SourceAsOf:
    """Up to when the records of one source are here: the source's time, not the repaint's."""

    source: Source
    exported_to: datetime


def sources(session: Session, now: datetime) -> tuple[SourceAsOf, ...]:
    """12315, 12345, desk: those that have anything, in this order."""
    return tuple(SourceAsOf(source, to) for source, to in moment(session, now).upto)
