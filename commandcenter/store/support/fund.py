"""What of a budget is asked for, approved and spent, by incidents and by the bureau itself."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, case, func, select, union_all
from sqlalchemy.orm import Session

from commandcenter.domain.command.supply import State
from commandcenter.domain.support.fund import FundState, Spending
from commandcenter.store.tables.command.site import SupplyRequestRow
from commandcenter.store.tables.support.fund import BudgetLineRow, FundRequestRow

PAID = (State.DELIVERED.value, State.RETURNED.value)  # of an incident's request


def budget_lines(session: Session, year: int) -> list[BudgetLineRow]:
    rows = select(BudgetLineRow).where(BudgetLineRow.year == year).order_by(BudgetLineRow.id)
    return list(session.scalars(rows))


def spendings(session: Session, lines: Collection[BudgetLineRow]) -> Mapping[int, Spending]:
    """Of each line, by its id."""
    supply, own = SupplyRequestRow, FundRequestRow
    named = [line.id for line in lines]
    amount = func.coalesce(supply.spent_cents, supply.money_cents)
    of_incidents = (
        select(
            supply.budget_line_id.label("line"),
            _sum(supply.state == State.ASKED.value, supply.money_cents).label("asked"),
            _sum(supply.state == State.APPROVED.value, supply.money_cents).label("approved"),
            _sum(supply.state.in_(PAID), amount).label("spent"),
        )
        .where(supply.budget_line_id.in_(named))
        .group_by(supply.budget_line_id)
    )
    of_bureau = (
        select(
            own.budget_line_id.label("line"),
            _sum(own.state == FundState.ASKED.value, own.money_cents).label("asked"),
            _sum(own.state == FundState.APPROVED.value, own.money_cents).label("approved"),
            _sum(own.state == FundState.SPENT.value, own.spent_cents).label("spent"),
        )
        .where(own.budget_line_id.in_(named))
        .group_by(own.budget_line_id)
    )
    found = {line.id: Spending(line.cents) for line in lines}
    both: Any = union_all(of_incidents, of_bureau)
    rows: Sequence[Row[Any]] = session.execute(both).all()
    for row in rows:
        found[row.line] += Spending(0, int(row.asked), int(row.approved), int(row.spent))
    return found


def _sum(where: ColumnElement[bool], cents: Any) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((where, cents), else_=0)), 0)


def free_of(session: Session, line: BudgetLineRow | None) -> int | None:
    """What may still be approved of it; None of no line."""
    return spendings(session, [line])[line.id].free if line is not None else None
