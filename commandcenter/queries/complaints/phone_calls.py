"""The calls that the telephones of 12315 took: of today or of all days, with their complaints."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.duty import hide_mobiles
from commandcenter.domain.complaints.phone_call import CallOutcome
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.domain.times import day_start, local
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.queries.offers import Offer, offer_if, only
from commandcenter.store.plan.late_entry import Late, late_entries
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.complaints.complaint import ComplaintRow, SubjectRow
from commandcenter.store.tables.complaints.phone_call import PhoneCallRow

LIMIT = 500


@dataclass(frozen=True, slots=True)
class PhoneCallLine:
    """`number`: of the complaint, "" for none; `complaint_id` None where it was taken out again.

    `entered`: where it was entered clearly later (补记).
    """

    id: int
    taken_at: datetime
    entered: datetime | None
    matter: str
    outcome: CallOutcome
    answer: str
    number: str
    complaint_id: int | None
    subject: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PhoneCalls:
    """Newest first. `taken`: how many of today there are, by what came of them."""

    lines: tuple[PhoneCallLine, ...]
    taken: dict[CallOutcome, int]
    today: int
    offers: tuple[Offer, ...]
    now: datetime


def phone_calls(
    session: Session, actor: Actor, now: datetime, *, all_days: bool = False
) -> PhoneCalls:
    """What a person sees of them: all, of their county what became a complaint there, or those
    that they took themselves.
    """
    rights = plan_of(session).rights
    begun = day_start(local(now).date())
    call = PhoneCallRow
    wanted = (
        select(call, ComplaintRow.id, SubjectRow.name)
        .outerjoin(ComplaintRow, and_(call.number != "", ComplaintRow.number == call.number))
        .outerjoin(SubjectRow, SubjectRow.id == ComplaintRow.subject_id)
        .order_by(call.taken_at.desc(), call.id.desc())
        .limit(LIMIT)
    )
    if rights.scope(actor, Action.SEE_PICTURE) is None:
        wanted = wanted.where(call.person_id == actor.person_id)
    elif (counties := own_districts(session, actor)) is not None:
        wanted = wanted.where(
            or_(call.person_id == actor.person_id, ComplaintRow.district.in_(counties))
        )
    if not all_days:
        wanted = wanted.where(call.taken_at >= begun)
    rows: Sequence[tuple[PhoneCallRow, int | None, str | None]] = [
        (row, complaint, subject) for row, complaint, subject in session.execute(wanted)
    ]
    to_line = partial(_line, late_entries(session))
    lines = tuple(to_line(*row) for row in rows)
    of_today = [line for line in lines if line.taken_at >= begun]
    enters = rights.scope(actor, Action.ENTER_COMPLAINT) is not None
    return PhoneCalls(
        lines=lines,
        taken=dict(Counter(line.outcome for line in of_today)),
        today=len(of_today),
        offers=only(offer_if(enters, "complaint"), offer_if(enters, "call")),
        now=now,
    )


def _line(
    late: Late, row: PhoneCallRow, complaint: int | None, subject: str | None
) -> PhoneCallLine:
    return PhoneCallLine(
        id=row.id,
        taken_at=row.taken_at,
        entered=late(row.taken_at, row.at),
        matter=hide_mobiles(row.matter),
        outcome=CallOutcome(row.outcome),
        answer=hide_mobiles(row.answer),
        number=row.number,
        complaint_id=complaint,
        subject=subject or "",
        by=row.by,
        at=row.at,
    )
