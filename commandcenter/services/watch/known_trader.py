"""The trader that somebody names: by credit code, else by name; one not known yet is entered."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.services import book
from commandcenter.services.complaints.subjects import Known
from commandcenter.store import bulk, journal
from commandcenter.store.tables.complaints.complaint import SubjectRow


def trader(
    session: Session, actor: Actor, name: str, code: str, district: str | None, source: str
) -> int | None:
    """Its id, None where nothing is named. `source`: what named it, for the line of a new one."""
    if not (code or name):
        return None
    columns, known = SubjectRow.__table__.c, Known()
    rows = session.execute(
        select(columns.id, columns.credit_code, columns.name)
        .where(or_(columns.credit_code == (code or None), columns.name == name))
        .order_by(columns.id)
    )
    for number, its_code, its_name in rows:
        known.learn(number, its_code or "", its_name)
    found = known.find(code, name)
    if found is not None or not name:
        return found
    number = bulk.next_id(session, SubjectRow)
    session.add(SubjectRow(id=number, name=name, credit_code=code or None, district=district))
    entered = journal.Bulk("subject", number, number, {"record": source})
    book.record(session, actor, "subject", number, "entered", bulk=entered)
    return number
