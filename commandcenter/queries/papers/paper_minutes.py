"""会商纪要: who sat together, what was said, what was agreed that each does."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.papers.paper import PaperKind, Subject
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.liaison import AgreedLine, agreed_by_sitting
from commandcenter.queries.incident.paper_stamp import Stamp, stamp
from commandcenter.store.papers.paper_receivers import offered
from commandcenter.store.papers.paper_subject import newest, record_of
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.private import cover_of
from commandcenter.store.tables.command.consultation import ConsultationRow
from commandcenter.store.tables.incident.incident import IncidentRow


@dataclass(frozen=True, slots=True)
class MinutesPaper:
    """`place`: where, or the way; `members`: names, with their units; `copies`: 分送."""

    stamp: Stamp
    held_at: datetime
    place: str
    chair: str
    members: tuple[str, ...]
    question: str
    opinions: str
    conclusion: str
    agreed: tuple[AgreedLine, ...]
    recorded_by: str
    copies: tuple[str, ...]


def minutes_paper(session: Session, consultation_id: int, now: datetime) -> MinutesPaper:
    """Raises RuleBroken for a 会商 that there is not."""
    row = record_of(session, Subject.CONSULTATION, consultation_id)
    assert isinstance(row, ConsultationRow)
    cover = cover_of(session, session.get_one(IncidentRow, row.incident_id))
    template = plan_of(session).templates.get(PaperKind.MINUTES.value)
    agreed = agreed_by_sitting(session, row.incident_id, now).get(row.id, ())
    return MinutesPaper(
        stamp=stamp(session, row.incident_id, now),
        held_at=row.held_at,
        place=row.place,
        chair=row.chair,
        members=tuple(row.members),
        question=cover(row.question),
        opinions=cover(row.opinions),
        conclusion=cover(row.conclusion),
        agreed=tuple(replace(each, words=cover(each.words)) for each in agreed),
        recorded_by=row.recorded_by,
        copies=offered(session, template, PaperKind.MINUTES, row.id).copies,
    )


def newest_minutes(session: Session, incident_id: int, now: datetime) -> MinutesPaper:
    """Of the 会商 that was recorded last. Raises RuleBroken where there was none."""
    return minutes_paper(session, newest(session, Subject.CONSULTATION, incident_id), now)
