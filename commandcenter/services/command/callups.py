"""叫应 (plan 1.3(5)): who was rung about an alarm, when, and whether and what they answered."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.command.directive import require_past
from commandcenter.domain.command.duty import hide_mobiles
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.alarms import alarm_acts, alarm_book
from commandcenter.services.guard import open_incident, rights, text_if_any, text_of
from commandcenter.store.database import now
from commandcenter.store.tables.command.duty_log import CallUpRow
from commandcenter.store.tables.person import PersonRow


@dataclass(frozen=True, slots=True)
class NewCallUp:
    """`kind` and `subject`: what it is about (report, step, …); `person` for one without an id."""

    about: str
    number: str
    answered: bool
    answer: str = ""
    person_id: int | None = None
    person: str = ""
    rung_at: datetime | None = None
    kind: str = ""
    subject: int | None = None
    incident_id: int | None = None


def record(session: Session, actor: Actor, new: NewCallUp) -> int:
    """Keep that somebody was rung. Of a mobile number only its ends are kept. Return the id."""
    _require(session, actor, new.incident_id)
    at = now(session)
    rung_at = new.rung_at or at
    require_past(rung_at, at, "叫应时间")
    answer = text_if_any(new.answer, "对方答复", 500)
    if new.answered and not answer:
        raise RuleBroken("已接通的，请写下对方的答复。")
    row = CallUpRow(
        incident_id=new.incident_id,
        about=text_of(new.about, "叫应事由", 200),
        kind=new.kind,
        subject=new.subject,
        person_id=new.person_id,
        person=_name(session, new),
        number=hide_mobiles(text_of(new.number, "拨打的号码", 40)),
        rung_at=rung_at,
        answered=new.answered,
        answer=answer,
        by=actor.name,
        by_id=actor.person_id or None,
        at=at,
    )
    session.add(row)
    session.flush()
    if new.kind == alarm_book.KIND and new.subject is not None:
        alarm_acts.rung(session, actor, new.subject, new.person_id, row.person, new.answered)
    verb = "answered" if new.answered else "rung"
    book.record(session, actor, "call_up", row.id, verb, incident=new.incident_id, clause="1.3(5)")
    return row.id


def _require(session: Session, actor: Actor, incident_id: int | None) -> None:
    incident = open_incident(session, incident_id) if incident_id is not None else None
    # Without an incident a county bureau rings for itself.
    where = frozenset(incident.districts) if incident else actor.districts()
    rights(session).require(actor, Action.CALL_UP, district=where)


def _name(session: Session, new: NewCallUp) -> str:
    if new.person_id is None:
        return text_of(new.person, "被叫应人", 40)
    person = session.get(PersonRow, new.person_id)
    if person is None:
        raise RuleBroken("没有编号为 {id} 的人员。", id=new.person_id)
    return person.name
