"""值班表: who leads and who keeps the duty room by day, and whom the command consists of."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.duty import Flaw, Turn, flaws
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.domain.times import day_start, local
from commandcenter.queries.command import CommandPicture, command_picture
from commandcenter.queries.paper_stamp import Stamp, stamp
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
    """`first` and `until`: midnights; `flaws`: gaps and overlaps between them."""

    stamp: Stamp
    first: datetime
    until: datetime
    turns: tuple[RosterTurn, ...]
    flaws: tuple[Flaw, ...]
    command: CommandPicture


def roster_paper(session: Session, incident_id: int, now: datetime) -> RosterPaper:
    """Of the week that begins today. Raises RuleBroken when nobody is on the roster."""
    first = day_start(local(now).date())
    until = first + timedelta(days=DAYS)
    rows = session.execute(
        select(DutyRow, PersonRow)
        .join(PersonRow, PersonRow.id == DutyRow.person_id)
        .where(DutyRow.ends_at > first, DutyRow.starts_at < until)
        .order_by(DutyRow.starts_at, DutyRow.id)
    ).all()
    if not rows:
        raise RuleBroken("今日起7天没有排班，没有值班表。")
    turns = [Turn(d.role, d.person_id, d.starts_at, d.ends_at, d.id) for d, _ in rows]
    last = min(until, max(turn.ends_at for turn in turns))
    return RosterPaper(
        stamp=stamp(session, incident_id, now),
        first=first,
        until=until,
        turns=tuple(
            RosterTurn(d.role, p.name, p.post, p.phone, d.starts_at, d.ends_at) for d, p in rows
        ),
        flaws=tuple(flaws(turns, max(first, min(t.starts_at for t in turns)), last)),
        command=command_picture(session, incident_id, now),
    )
