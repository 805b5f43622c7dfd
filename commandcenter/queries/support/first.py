"""先办: of all that keeps the work going what is late or short, and what soon falls due.

A book joins by a source of its own in SOURCES: a function that gives its lines to who may see them.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.support.first_line import SOON_DAYS, FirstLine
from commandcenter.queries.support.fund_first import fund_first
from commandcenter.queries.support.stock_first import stock_first
from commandcenter.queries.support.team_lines import team_first
from commandcenter.store.plan.plan import plan_of

# What falls due after the second moment is not asked for.
Source = Callable[[Session, Actor, datetime, datetime], Iterable[FirstLine]]
SOURCES: tuple[Source, ...] = (stock_first, team_first, fund_first)


@dataclass(frozen=True, slots=True)
class FirstBoard:
    """What is late or short, the longest first; what falls due, the next first. `days`: how far
    ahead is looked.
    """

    late: tuple[FirstLine, ...]
    soon: tuple[FirstLine, ...]
    days: int
    now: datetime


def first_board(session: Session, actor: Actor, now: datetime) -> FirstBoard:
    return first_of(session, actor, now, SOURCES)


def first_of(
    session: Session, actor: Actor, now: datetime, sources: Iterable[Source]
) -> FirstBoard:
    """The same of other books."""
    days = plan_of(session).number(SOON_DAYS)
    until = now + timedelta(days=days)
    lines = [line for source in sources for line in source(session, actor, now, until)]
    lines.sort(key=_order)
    return FirstBoard(
        late=tuple(line for line in lines if line.late),
        soon=tuple(line for line in lines if not line.late and line.at <= until),
        days=days,
        now=now,
    )


def _order(line: FirstLine) -> tuple[datetime, str, int, str]:
    return line.at, line.kind, line.subject, line.words
