"""The running log: a line is written once and never changed, but for the wall's tick."""

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.services import book
from commandcenter.services.guard import (
    office_of,
    open_incident,
    require_to_write,
    rights,
    text_of,
)
from commandcenter.store.database import now
from commandcenter.store.tables.command.log_entry import LogEntryRow


def write_line(session: Session, actor: Actor, incident_id: int, words: str) -> int:
    """Add a line in the capacity of the writer; return its id."""
    incident = open_incident(session, incident_id)
    office, group, district = office_of(session, actor)
    require_to_write(session, actor, incident)
    row = LogEntryRow(
        incident_id=incident.id,
        at=now(session),
        by=actor.name,
        person_id=actor.person_id,
        group=group,
        district=district,
        office=office,
        text=text_of(words, "内容", 500),
    )
    session.add(row)
    session.flush()
    book.record(session, actor, "log", row.id, "written", incident=incident.id)
    return row.id


def show_on_wall(session: Session, actor: Actor, entry_id: int, shown: bool) -> None:
    """综合协调组 ticks what the wall shows (上屏), or takes it off again."""
    row = session.get(LogEntryRow, entry_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的动态。", id=entry_id)
    rights(session).require(actor, Action.SHOW_ON_WALL, group=row.group)
    if shown:
        open_incident(session, row.incident_id)
    row.on_wall = shown
    verb = "shown" if shown else "hidden"
    book.record(session, actor, "log", row.id, verb, incident=row.incident_id)
