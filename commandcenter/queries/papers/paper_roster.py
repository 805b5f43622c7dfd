"""值班表: who leads and who keeps the duty room by day, and whom the command consists of."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.duty import Flaw, Turn, flaws
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.domain.papers.period import Span
from commandcenter.domain.times import date_zh, local
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.command import CommandPicture, command_picture
from commandcenter.queries.papers.journal_mark import JournalMark, journal_mark
from commandcenter.store.drills.mark import mark_of
from commandcenter.store.office import office
from commandcenter.store.tables.person import DutyRow, PersonRow

DAYS = 7


@dataclass(frozen=True, slots=True)
class RosterTurn:
    """`phone`: of the office; a mobile number never stands on paper."""

    role: Role
    name: str
    post: str
    phone: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class RosterPaper:
    """`first` and `until`: midnights; `flaws`: gaps and overlaps between them. `at`: of when."""

    org: str
    at: datetime
    journal: JournalMark
    first: datetime
    until: datetime
    turns: tuple[RosterTurn, ...]
    flaws: tuple[Flaw, ...]
    command: CommandPicture
    drill: bool = False


def roster_paper(
    session: Session, incident_id: int | None, now: datetime, asked: Span | None = None
) -> RosterPaper:
    """Of the days asked for, else of the week that begins today; with those who were assigned
    for the incident alone. Raises RuleBroken when nobody is on the roster.
    """
    today = local(now).date()
    span = asked or Span(today, today + timedelta(days=DAYS - 1))
    first, until = span.start, span.end
    rows = session.execute(
        select(DutyRow, PersonRow)
        .join(PersonRow, PersonRow.id == DutyRow.person_id)
        .where(DutyRow.ends_at > first, DutyRow.starts_at < until)
        .order_by(DutyRow.starts_at, DutyRow.id)
    ).all()
    if not rows:
        raise RuleBroken(
            "{first}至{last}没有排班，没有值班表。",
            first=date_zh(first),
            last=date_zh(until - timedelta(minutes=1)),
        )
    turns = [Turn(d.role, d.person_id, d.starts_at, d.ends_at, d.id) for d, _ in rows]
    last = min(until, max(turn.ends_at for turn in turns))
    return RosterPaper(
        org=office(session),
        at=now,
        journal=journal_mark(session),
        drill=mark_of(session) is not None,
        first=first,
        until=until,
        turns=tuple(
            RosterTurn(d.role, p.name, p.post, p.phone, d.starts_at, d.ends_at) for d, p in rows
        ),
        flaws=tuple(flaws(turns, max(first, min(t.starts_at for t in turns)), last)),
        command=command_picture(session, incident_id, now),
    )
