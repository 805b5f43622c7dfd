"""The stock as it is printed (plan 6.2): the ledger by store, and labels for chosen items."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.papers.journal_mark import JournalMark, journal_mark
from commandcenter.queries.support.stock import Figures, StockLine, figures_of, stock_lines
from commandcenter.store.drills.mark import mark_of
from commandcenter.store.office import office
from commandcenter.store.plan.plan import plan_of


@dataclass(frozen=True, slots=True)
class StockSheet:
    """By store and name. `at`: of when."""

    org: str
    at: datetime
    journal: JournalMark
    lines: tuple[StockLine, ...]
    figures: Figures
    drill: bool


def stock_sheet(
    session: Session, actor: Actor, now: datetime, ids: Collection[int] | None = None
) -> StockSheet:
    """For who may see the stock. `ids`: these items only. Raises RuleBroken where there is none."""
    plan_of(session).rights.require(actor, Action.STOCK_READ)
    return whole_sheet(session, actor, now, ids)


def whole_sheet(
    session: Session, actor: Actor, now: datetime, ids: Collection[int] | None = None
) -> StockSheet:
    """As stock_sheet, for who is asked for no right: the command line."""
    found = stock_lines(session, actor, now)
    lines = [line for line in found if ids is None or line.id in ids]
    if not lines:
        raise RuleBroken("还没有登记物资。")
    lines.sort(key=lambda line: (line.store, line.name, line.plate, line.id))
    return StockSheet(
        org=office(session),
        at=now,
        journal=journal_mark(session),
        lines=tuple(lines),
        figures=figures_of(lines),
        drill=mark_of(session) is not None,
    )
