"""履职清单 as a paper: each duty of the plan with what shows it done."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.command.duties import DutyState
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.duties import DutyLine, duty_sheet
from commandcenter.queries.incident.paper_stamp import Stamp, stamp
from commandcenter.store.command.duty_records import COMPLAINTS
from commandcenter.store.private import cover_of
from commandcenter.store.tables.incident.incident import IncidentRow


@dataclass(frozen=True, slots=True)
class DutyRow:
    """`record`: the newest that shows it done; `count`: of all of them; `words`: why it is so."""

    clause: str
    title: str
    state: DutyState
    words: str
    record: str
    count: int
    by: str
    at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class ClausesPaper:
    """Duties that only few may read about are left out, and `hidden` says whether there are."""

    stamp: Stamp
    rows: tuple[DutyRow, ...]
    hidden: bool


def clauses_paper(session: Session, incident_id: int, now: datetime) -> ClausesPaper:
    """It leaves the program, so nothing about officials stands on it."""
    cover = cover_of(session, session.get_one(IncidentRow, incident_id))

    def row(line: DutyLine) -> DutyRow:
        done = (record for record in line.proofs if record.finished and not record.waived)
        whole = (record for record in line.proofs if (record.table, record.id) == COMPLAINTS)
        shown = next(whole, None) or next(done, line.proofs[0] if line.proofs else None)
        return DutyRow(
            clause=line.clause,
            title=line.title,
            state=line.state,
            words=cover(line.words),
            record=cover(shown.said) if shown else "",
            count=len(line.proofs),
            by=line.by,
            at=line.at,
            late=any(proof.late for proof in line.proofs),
        )

    lines = duty_sheet(session, incident_id, now).lines
    shown = [line for line in lines if line.state is not DutyState.HIDDEN]
    hidden = len(shown) < len(lines)
    return ClausesPaper(stamp(session, incident_id, now), tuple(map(row, shown)), hidden)
