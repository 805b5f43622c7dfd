"""调查报告 and 总结评估报告 as papers: the newest of its kind, signed or still a draft."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.aftermath import INQUIRY_CLAUSES, INQUIRY_WORDS, InquiryKind
from commandcenter.domain.errors import RuleBroken
from commandcenter.queries.incident.paper_stamp import Stamp, stamp
from commandcenter.store.aftermath.inquiry_sections import reports_of, sections_of
from commandcenter.store.private import cover_of
from commandcenter.store.tables.incident.incident import IncidentRow


@dataclass(frozen=True, slots=True)
class InquiryPart:
    """`source`, `as_of`: of what the data said; "" and None where a person wrote."""

    title: str
    text: str
    source: str
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class InquiryPaper:
    """`words`: 调查报告 or 总结评估报告; `supplement`: one of the kind was signed before."""

    stamp: Stamp
    kind: InquiryKind
    words: str
    clause: str
    supplement: bool
    parts: tuple[InquiryPart, ...]
    signed_at: datetime | None


def inquiry_paper(
    session: Session, incident_id: int, kind: InquiryKind, now: datetime
) -> InquiryPaper:
    """Raises RuleBroken when none has been drafted."""
    rows = [row for row in reports_of(session, incident_id) if row.kind == kind]
    if not rows:
        raise RuleBroken("本事件还没有起草{report}。", report=INQUIRY_WORDS[kind])
    row = rows[-1]
    cover = cover_of(session, session.get_one(IncidentRow, incident_id))
    mark = stamp(session, incident_id, row.signed_at or row.as_of)
    return InquiryPaper(
        stamp=replace(mark, signer=row.signature or ""),
        kind=kind,
        words=INQUIRY_WORDS[kind],
        clause=INQUIRY_CLAUSES[kind],
        supplement=len(rows) > 1,
        parts=tuple(
            InquiryPart(
                s.title,
                cover(s.text),
                "" if s.by_hand else s.source,
                None if s.by_hand else s.as_of,
            )
            for s in sections_of(row)
        ),
        signed_at=row.signed_at,
    )
