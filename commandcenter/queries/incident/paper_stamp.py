"""What every paper of an incident bears: whose it is, and of which moment."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.incidents import IncidentHead, incident_head
from commandcenter.queries.papers.journal_mark import JournalMark, journal_mark
from commandcenter.store.office import office


@dataclass(frozen=True, slots=True)
class Stamp:
    """`number`: 发文字号, `signer`: who signed; "" while the paper is a draft."""

    org: str  # 澄州市市场监督管理局
    head: IncidentHead
    at: datetime  # up to when it knows
    journal: JournalMark
    number: str = ""
    signer: str = ""
    drill: bool = False


def stamp(session: Session, incident_id: int, now: datetime) -> Stamp:
    mark = journal_mark(session)
    head = incident_head(session, incident_id)
    return Stamp(office(session), head, now, mark, drill=mark.drill)
