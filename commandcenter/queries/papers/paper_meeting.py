"""会议通知: when and where it is, on what, who comes, what each brings."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.org import Role
from commandcenter.domain.papers.paper import PaperKind, Subject
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.paper_stamp import Stamp, stamp
from commandcenter.store.papers.paper_receivers import offered
from commandcenter.store.papers.paper_subject import newest, record_of
from commandcenter.store.people import on_duty
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.private import cover_of
from commandcenter.store.tables.command.meeting import MeetingRow
from commandcenter.store.tables.incident.incident import IncidentRow


@dataclass(frozen=True, slots=True)
class MeetingPaper:
    """`place`: where, or the way; `withdrawn_why`: why it is called off, "" of one that stands."""

    stamp: Stamp
    meets_at: datetime
    place: str
    chair: str
    matter: str
    members: tuple[str, ...]
    bring: str
    withdrawn_why: str
    copies: tuple[str, ...]
    contact: str
    phone: str


def meeting_paper(session: Session, meeting_id: int, now: datetime) -> MeetingPaper:
    """Raises RuleBroken for a meeting that there is not."""
    row = record_of(session, Subject.MEETING, meeting_id)
    assert isinstance(row, MeetingRow)
    cover = cover_of(session, session.get_one(IncidentRow, row.incident_id))
    template = plan_of(session).templates.get(PaperKind.MEETING.value)
    duty = on_duty(session, now, Role.DUTY)
    return MeetingPaper(
        stamp=stamp(session, row.incident_id, now),
        meets_at=row.meets_at,
        place=row.place,
        chair=row.chair,
        matter=cover(row.matter),
        members=tuple(row.members),
        bring=cover(row.bring),
        withdrawn_why=cover(row.withdrawn_why or ""),
        copies=offered(session, template, PaperKind.MEETING, row.id).copies,
        contact=duty.name if duty else "",
        phone=duty.phone if duty else "",
    )


def newest_meeting(session: Session, incident_id: int, now: datetime) -> MeetingPaper:
    """Of the meeting that was called last. Raises RuleBroken where there is none."""
    return meeting_paper(session, newest(session, Subject.MEETING, incident_id), now)
