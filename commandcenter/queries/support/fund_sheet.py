"""应急资金 of a year as it is printed (plan 6.4)."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.papers.journal_mark import JournalMark, journal_mark
from commandcenter.queries.support.fund import FundBoard, fund_board
from commandcenter.store.drills.mark import mark_of
from commandcenter.store.office import office


@dataclass(frozen=True, slots=True)
class FundSheet:
    """`board`: as the screen shows it at that moment."""

    org: str
    at: datetime
    journal: JournalMark
    board: FundBoard
    drill: bool


def fund_sheet(session: Session, actor: Actor, year: int | None, now: datetime) -> FundSheet:
    """Of `year`, or of this one. Raises RuleBroken for who may not see the money."""
    board = fund_board(session, actor, year, now)
    if board.refusal is not None:
        raise board.refusal
    return FundSheet(
        org=office(session),
        at=now,
        journal=journal_mark(session),
        board=board,
        drill=mark_of(session) is not None,
    )
