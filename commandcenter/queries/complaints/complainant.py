"""A complainant in full, shown to who has just had their look written into the journal.

The line is committed before anything is shown (services.complaints.unmask): what is still under way
could be taken back, and the look with it. On PostgreSQL the database itself sees to that.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import Complainant, ComplaintKind
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.store.complaints.handling import among
from commandcenter.store.database import now
from commandcenter.store.tables.command.duty_log import DutyLogRow
from commandcenter.store.tables.complaints.complainant import ComplainantRow
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.journal import JournalLineRow, PenRow

FOR = timedelta(minutes=1)
NEWEST = 5_000  # lines among which a look is found, as the server does (rights.see_complainant)
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


def seen_complainants(
    session: Session, actor: Actor, complaint_ids: Sequence[int]
) -> dict[int, Complainant]:
    """Who complained in each of many; as `seen_complainant`, with a look at each."""
    if not complaint_ids:
        return {}
    looked = _looks(session, actor, complaint_ids)
    hidden = select(ComplaintRow.id, ComplaintRow.reporter_protected, ComplaintRow.kind)
    for number, protected, kind in session.execute(hidden.where(_is_one(complaint_ids))):
        reporter = protected or kind is ComplaintKind.REPORT
        if (number, "reporter_seen" if reporter else "seen") not in looked:
            raise _not_looked()
    if _guarded(session):
        shown = ((n, session.execute(SHOWN, {"id": n}).one_or_none()) for n in complaint_ids)
        return {number: Complainant(*row) if row else Complainant() for number, row in shown}
    rows = select(ComplainantRow).where(
        among(ComplainantRow.__table__.c.complaint_id, complaint_ids)
    )
    found = {
        p.complaint_id: Complainant(p.name, p.phone, p.id_type, p.id_number, p.address)
        for p in session.scalars(rows)
    }
    return {number: found.get(number, Complainant()) for number in complaint_ids}


def _is_one(complaint_ids: Sequence[int]) -> ColumnElement[bool]:
    return among(ComplaintRow.__table__.c.id, complaint_ids)


def _looks(session: Session, actor: Actor, complaint_ids: Sequence[int]) -> set[tuple[int, str]]:
    """The looks of the last minute, among the newest lines."""
    line = JournalLineRow.__table__.c
    newest = session.scalar(select(PenRow.number)) or 0
    rows = session.execute(
        select(line.subject, line.verb).where(
            line.number > newest - NEWEST,
            line.kind == "complainant",
            line.actor == actor.login,
            line.at >= now(session) - FOR,
            among(line.subject, complaint_ids),
        )
    )
    return {(subject, verb) for subject, verb in rows}


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
        raise _not_looked()


def _not_looked() -> RuleBroken:
    return RuleBroken("查看个人信息须先记入全程记录，请重新点“查看”。")
