"""The incident's log, newest first."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken, refusal_of
from commandcenter.domain.incident.incident import require_growing
from commandcenter.domain.org import Group
from commandcenter.domain.phrase import joined, phrase, word
from commandcenter.domain.times import day_of_month, local
from commandcenter.late_dataclass import dataclass
from commandcenter.store.database import now
from commandcenter.store.tables.command.log_entry import LogEntryRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.person import PersonRow
from commandcenter.store.tables.seat.delivery import DeliveryRow

LATE = timedelta(minutes=1)
NOT_FOR_VISITORS = re.compile(r"\d\s*[十百千万亿]*元|金额|逾期|超时")


@dataclass(frozen=True, slots=True)
class LogLine:
    """`claimed_at`: when it was written, where it reached the database later (补录); else None.

    `day`: 11月23日 for a line that is not of today, whose clock time alone would say otherwise;
    2025年12月31日 for one of another year.
    """

    id: int
    at: datetime
    author: str
    group: Group | None  # None: the command itself or the duty desk
    office: str  # what is shown before the text: 现场处置组, 总指挥, 值班室
    text: str
    on_wall: bool
    claimed_at: datetime | None = None
    day: str = ""

    @property
    def dated_text(self) -> str:
        return joined(" ", (self.day, self.text)) if self.day else self.text


@dataclass(frozen=True, slots=True)
class LogPage:
    """`shut`: why no line is added any more, as of an incident that is closed."""

    lines: list[LogLine]
    shut: RuleBroken | None


def log_page(
    session: Session,
    incident_id: int | None,
    limit: int = 50,
    *,
    wall_only: bool = False,
    for_visitors: bool = False,
) -> LogPage:
    """The lines, and whether the record still grows."""
    lines = log_lines(session, incident_id, limit, wall_only=wall_only, for_visitors=for_visitors)
    row = session.get(IncidentRow, incident_id) if incident_id else None
    if row is None or wall_only:
        return LogPage(lines, None)
    grows = partial(require_growing, row.state, row.merged_into is not None)
    return LogPage(lines, refusal_of(grows))


def log_lines(
    session: Session,
    incident_id: int | None,
    limit: int = 50,
    *,
    wall_only: bool = False,
    for_visitors: bool = False,
) -> list[LogLine]:
    """The newest first, as they were written: by the clock what is written after it was put back
    would stand below older lines.

    `for_visitors` (接待模式) leaves out what names an official, money or something late.
    """
    rows = select(LogEntryRow).where(LogEntryRow.incident_id == incident_id)
    if wall_only:
        rows = rows.where(LogEntryRow.on_wall)
    newest = rows.order_by(LogEntryRow.id.desc())
    if not for_visitors:
        newest = newest.limit(limit)
    names = session.scalars(select(PersonRow.name)).all() if for_visitors else ()
    found = session.scalars(newest)
    lines = (r for r in found if not for_visitors or _may_be_read_by_visitors(r.text, names))
    shown = list(islice(lines, limit))
    late = {} if wall_only or incident_id is None else _late(session, incident_id, shown)
    today = local(now(session)).date()
    return [
        LogLine(
            r.id, r.at, r.by, r.group, word(r.office), r.text, r.on_wall, late.get(r.id),
            _day(local(r.at).date(), today),
        )
        for r in shown
    ]  # fmt: skip


def _day(day: date, today: date) -> str:
    if day == today:
        return ""
    if day.year == today.year:
        return day_of_month(day)
    return phrase("{year}年{day}", year=day.year, day=day_of_month(day))


def _late(session: Session, incident_id: int, lines: Sequence[LogEntryRow]) -> dict[int, datetime]:
    """When those were written that waited at a seat for the database, by id."""
    line, delivery = JournalLineRow, DeliveryRow
    rows = session.execute(
        select(line.subject, delivery.claimed_at, delivery.at)
        .join(delivery, delivery.line == line.number)
        .where(
            line.incident_id == incident_id,
            line.kind == "log",
            line.subject.in_([row.id for row in lines]),
        )
    )
    return {subject: claimed for subject, claimed, at in rows if at - claimed >= LATE}


def _may_be_read_by_visitors(text: str, names: Sequence[str]) -> bool:
    return not NOT_FOR_VISITORS.search(text) and not any(name in text for name in names)
