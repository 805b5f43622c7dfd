"""The incident's log, newest first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Group
from commandcenter.store.tables.log_entry import LogEntryRow


@dataclass(frozen=True, slots=True)
class LogLine:
    id: int
    at: datetime
    author: str
    group: Group | None  # None: the command itself or the duty desk
    office: str  # what is shown before the text: 现场处置组, 总指挥, 值班室
    text: str
    on_wall: bool


def log_lines(
    session: Session, incident_id: int | None, limit: int = 50, *, wall_only: bool = False
) -> list[LogLine]:
    rows = select(LogEntryRow).where(LogEntryRow.incident_id == incident_id)
    if wall_only:
        rows = rows.where(LogEntryRow.on_wall)
    newest = rows.order_by(LogEntryRow.at.desc(), LogEntryRow.id.desc()).limit(limit)
    return [
        LogLine(r.id, r.at, r.by, r.group, r.office, r.text, r.on_wall)
        for r in session.scalars(newest)
    ]
