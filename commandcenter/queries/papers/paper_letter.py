"""函: what a department is asked in writing, by when, and whom it may ask back."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.org import Role
from commandcenter.domain.papers.paper import PaperKind, Subject
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.paper_stamp import Stamp, stamp
from commandcenter.queries.incident.situation import Situation, situation
from commandcenter.store.papers.paper_receivers import offered
from commandcenter.store.papers.paper_subject import newest, record_of
from commandcenter.store.people import on_duty
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.private import cover_of
from commandcenter.store.tables.command.command import LiaisonRow
from commandcenter.store.tables.incident.incident import IncidentRow

CLAUSE = "2.1(2)"  # 协调联动


@dataclass(frozen=True, slots=True)
class LetterPaper:
    """`asked_at`, `way`: how they were asked before; `promise`: what they said then."""

    stamp: Stamp
    situation: Situation
    way_heard: str
    summary: str
    department: str
    copies: tuple[str, ...]
    clause: str
    request: str
    way: str
    asked_at: datetime
    due_at: datetime | None
    promise: str
    promised_at: datetime | None
    contact: str
    phone: str


def letter_paper(session: Session, liaison_id: int, now: datetime) -> LetterPaper:
    """Raises RuleBroken for a request that there is not."""
    row = record_of(session, Subject.LIAISON, liaison_id)
    assert isinstance(row, LiaisonRow)
    incident = session.get_one(IncidentRow, row.incident_id)
    cover, duty = cover_of(session, incident), on_duty(session, now, Role.DUTY)
    template = plan_of(session).templates.get(PaperKind.LETTER.value)
    return LetterPaper(
        stamp=stamp(session, incident.id, now),
        situation=situation(session, incident.id, now),
        way_heard=cover(incident.received_by_way),
        summary=cover(incident.summary),
        department=row.department,
        copies=offered(session, template, PaperKind.LETTER, row.id).copies,
        clause=CLAUSE,
        request=cover(row.request),
        way=row.way,
        asked_at=row.asked_at,
        due_at=row.due_at,
        promise=cover(row.promise or ""),
        promised_at=row.promised_at,
        contact=duty.name if duty else "",
        phone=duty.phone if duty else "",
    )


def newest_letter(session: Session, incident_id: int, now: datetime) -> LetterPaper:
    """Of the request that waits for an answer. Raises RuleBroken where nobody was asked."""
    return letter_paper(session, newest(session, Subject.LIAISON, incident_id), now)
