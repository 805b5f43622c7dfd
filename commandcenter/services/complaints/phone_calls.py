"""A call of 12315 is kept with the complaint that was entered of it, or with its answer."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.command.directive import require_past
from commandcenter.domain.complaints.complaint import NewComplaint
from commandcenter.domain.complaints.phone_call import CallOutcome, require_outcome
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.complaints.hand_entry import enter_by_hand
from commandcenter.services.guard import rights, storable, text_if_any, text_of
from commandcenter.store.database import now
from commandcenter.store.tables.complaints.phone_call import PhoneCallRow

CLAUSE = "3.1(1)"
LONGEST = 500


@dataclass(frozen=True, slots=True)
class NewCall:
    """`taken_at`: when the telephone was picked up. `answer`: what was said, or who was told."""

    taken_at: datetime
    matter: str
    outcome: CallOutcome
    answer: str = ""


def take_call(session: Session, actor: Actor, new: NewCall) -> int:
    """A call of which no complaint came. Return its id."""
    rights(session).require(actor, Action.ENTER_COMPLAINT, district=actor.districts())
    return _keep(session, actor, new, "")


def take_complaint(
    session: Session, actor: Actor, complaint: NewComplaint, taken_at: datetime, key: bytes | None
) -> int:
    """A call of which a complaint came: both in one act. Return the complaint's id."""
    found = enter_by_hand(session, actor, complaint, key)
    matter = complaint.title or complaint.text[:LONGEST]
    number = storable(complaint.number).strip()
    _keep(session, actor, NewCall(taken_at, matter, CallOutcome.COMPLAINT), number)
    return found


def _keep(session: Session, actor: Actor, new: NewCall, number: str) -> int:
    require_outcome(new.outcome, number, new.answer)
    at = now(session)
    require_past(new.taken_at, at, "接听时间")
    row = PhoneCallRow(
        person_id=actor.person_id,
        taken_at=new.taken_at,
        matter=text_of(new.matter, "来电内容", LONGEST),
        outcome=new.outcome.value,
        answer=text_if_any(new.answer, "答复或转告", LONGEST),
        number=number,
        at=at,
        by=actor.name,
    )
    session.add(row)
    session.flush()
    book.record(session, actor, "phone_call", row.id, "taken", clause=CLAUSE)
    return row.id
