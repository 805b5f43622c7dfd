"""A complainant in full, shown to who has just had their look written into the journal.

The line is committed before anything is shown (services.complaints.unmask): what is still under way
could be taken back, and the look with it. On PostgreSQL the database itself sees to that.
"""

from datetime import timedelta

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.store.database import now
from commandcenter.store.tables.command.duty_log import DutyLogRow
from commandcenter.store.tables.complaints.complaint import ComplainantRow, ComplaintRow
from commandcenter.store.tables.journal import JournalLineRow

FOR = timedelta(minutes=1)
CALLER = text("SELECT name, phone FROM rights.see_caller(:id)")
SHOWN = text("SELECT name, phone, id_type, id_number, address FROM rights.see_complainant(:id)")


def seen_complainant(session: Session, actor: Actor, complaint_id: int) -> Complainant:
    """Who complained. Empty where nobody was named, or where it was erased by decision.

    Raises RuleBroken unless the actor's look at it was written down within the last minute.
    """
    _require_line(session, actor, complaint_id)
    if _guarded(session):
        row = session.execute(SHOWN, {"id": complaint_id}).one_or_none()
        return Complainant(*row) if row else Complainant()
    person = session.get(ComplainantRow, complaint_id)
    if person is None:
        return Complainant()
    return Complainant(person.name, person.phone, person.id_type, person.id_number, person.address)


def seen_caller(session: Session, actor: Actor, entry_id: int) -> Complainant:
    """Who called the duty room; as `seen_complainant`."""
    _require_look(session, actor, "duty_log", entry_id, "seen")
    if _guarded(session):
        row = session.execute(CALLER, {"id": entry_id}).one_or_none()
        return Complainant(*row) if row else Complainant()
    entry = session.get(DutyLogRow, entry_id)
    return Complainant(entry.name, entry.phone) if entry else Complainant()


def _guarded(session: Session) -> bool:
    if session.get_bind().dialect.name != "postgresql":
        return False
    return session.scalar(select(func.to_regclass("rights.cell"))) is not None


def _require_line(session: Session, actor: Actor, complaint_id: int) -> None:
    """As rights.see_complainant asks it: a look at a complaint opens no report that it became."""
    row = session.get(ComplaintRow, complaint_id)
    verb = "reporter_seen" if row is not None and row.hides_reporter else "seen"
    _require_look(session, actor, "complainant", complaint_id, verb)


def _require_look(session: Session, actor: Actor, kind: str, subject: int, verb: str) -> None:
    line = JournalLineRow.__table__.c
    looked = session.scalar(
        select(func.max(line.at)).where(
            line.kind == kind,
            line.subject == subject,
            line.actor == actor.login,
            line.verb == verb,
        )
    )
    if looked is None or looked < now(session) - FOR:
        raise RuleBroken("查看个人信息须先记入全程记录，请重新点“查看”。")
