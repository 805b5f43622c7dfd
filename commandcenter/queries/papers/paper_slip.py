"""What the 发文处理笺 of a paper says: its particulars, who did what to which text, and when."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.papers.journal_mark import JournalMark, journal_mark
from commandcenter.queries.papers.paper_detail import PaperDetail, paper_detail
from commandcenter.store.office import office
from commandcenter.store.tables.journal import JournalLineRow

NOBODY = Actor(0, "", "")  # the slip offers nothing to do


@dataclass(frozen=True, slots=True)
class PaperSlip:
    """`lines`: how many lines of the journal are about the paper; `last`: the newest of them."""

    org: str
    detail: PaperDetail
    journal: JournalMark
    lines: int
    last: int
    at: datetime


def paper_slip(session: Session, paper_id: int, now: datetime) -> PaperSlip:
    """Raises RuleBroken for a paper that there is not."""
    detail = paper_detail(session, NOBODY, paper_id)
    numbers = session.scalars(
        select(JournalLineRow.number).where(
            JournalLineRow.kind == "document", JournalLineRow.subject == paper_id
        )
    ).all()
    return PaperSlip(
        org=office(session),
        detail=detail,
        journal=journal_mark(session),
        lines=len(numbers),
        last=max(numbers, default=0),
        at=now,
    )
