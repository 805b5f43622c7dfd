"""控制措施 of a kind with cases: which of them acts have closed, and by when the others are due."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.command.obligation import UNDONE, Obligation, ObligationState
from commandcenter.domain.plan.obligation_items import Measure
from commandcenter.late_dataclass import dataclass
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.incident.incident_kind import incident_kind
from commandcenter.store.tables.incident.incident import IncidentRow


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """`state` None: not listed yet (it begins with the response)."""

    code: str
    title: str
    state: ObligationState | None
    due_at: datetime | None = None
    done_at: datetime | None = None
    added: bool = False  # entered after its limit

    @property
    def undone(self) -> bool:
        return self.state is None or self.state in UNDONE


@dataclass(frozen=True, slots=True)
class Measures:
    lines: tuple[MeasureLine, ...]
    now: datetime

    @property
    def done(self) -> int:
        return sum(line.done_at is not None for line in self.lines)


def measures(session: Session, incident_id: int, now: datetime) -> Measures:
    """In the order of the kind. Of one that stands in the book several times what is open."""
    incident = session.get_one(IncidentRow, incident_id)
    kind = incident_kind(session, incident)
    book = obligations_of(session, incident_id, now)
    found = []
    for each in kind.measures if kind else ():
        rows = [row for row in book if row.code == each.code]
        found.append(_line(rows[0], each) if rows else MeasureLine(each.code, each.title, None))
    return Measures(tuple(found), now)


def _line(row: Obligation, of: Measure) -> MeasureLine:
    return MeasureLine(
        of.code, of.title, row.state, row.due_at, row.done_at, row.added_at is not None
    )
