"""One 典型案例 as a paper: its text as it stands; of a draft without names (plan 7.2)."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.typical_case import without_names
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.publicity.cases import CaseState, CaseStep
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.papers.journal_mark import JournalMark, journal_mark
from commandcenter.store.aftermath.case_story import unnamed
from commandcenter.store.drills.mark import mark_of
from commandcenter.store.office import office
from commandcenter.store.publicity.case_gate import last_step, state_of, steps_of
from commandcenter.store.tables.aftermath.typical_case import TypicalCaseRow
from commandcenter.store.tables.incident.incident import IncidentRow

SIGNED = (CaseState.APPROVED, CaseState.PUBLISHED, CaseState.REVOKED)


@dataclass(frozen=True, slots=True)
class CasePaper:
    """`out_at`: when it was published, before that when it was signed; None: a draft yet.
    `revoked`: why it is out no more, "" while it is.
    """

    org: str
    title: str
    text: str
    number: str
    out_at: datetime | None
    revoked: str
    at: datetime
    journal: JournalMark
    drill: bool = False


def case_paper(session: Session, case_id: int, now: datetime) -> CasePaper:
    """Raises RuleBroken for one that is not there."""
    row = session.get(TypicalCaseRow, case_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的典型案例。", id=case_id)
    steps, state = steps_of(session, [row.id]), state_of(row)
    signed, out = (last_step(steps, each) for each in (CaseStep.APPROVAL, CaseStep.PUBLISH))
    title, text = row.title, row.text
    if state not in SIGNED:
        incident = session.get_one(IncidentRow, row.incident_id)
        private, places = unnamed(session, incident)
        title, text = (without_names(words, private, places) for words in (title, text))
    last = out or signed
    revoked = last_step(steps, CaseStep.REVOKE)
    return CasePaper(
        org=office(session),
        title=title,
        text=text,
        number=out.number if out else "",
        out_at=last.done_at if last is not None and state in SIGNED else None,
        revoked=revoked.words if revoked else "",
        at=now,
        journal=journal_mark(session),
        drill=mark_of(session) is not None,
    )
