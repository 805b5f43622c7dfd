"""The tables of 应急资金: the budget of a year, its changes, what the bureau itself asks of it."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base


class BudgetLineRow(Base):
    """A purpose of a year. `cents`: what it has now, after its changes."""

    __tablename__ = "budget_line"
    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    purpose: Mapped[str]
    cents: Mapped[int] = mapped_column(BigInteger)
    note: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]


class BudgetChangeRow(Base):
    """追加, 调减: by how much, and why."""

    __tablename__ = "budget_change"
    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("budget_line.id"), index=True)
    cents: Mapped[int] = mapped_column(BigInteger)  # below zero: less
    reason: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]


class FundRequestRow(Base):
    """Money that the bureau asks for outside incidents; an incident's is a supply_request.

    `over_budget`: why it was approved beyond the budget.
    """

    __tablename__ = "fund_request"
    id: Mapped[int] = mapped_column(primary_key=True)
    budget_line_id: Mapped[int] = mapped_column(ForeignKey("budget_line.id"), index=True)
    item: Mapped[str]
    money_cents: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str]
    asked_by: Mapped[str]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # None before 0032
    asked_from: Mapped[str]
    asked_at: Mapped[datetime]
    state: Mapped[str]  # domain.support.fund.FundState
    approved_by: Mapped[str | None]
    approved_at: Mapped[datetime | None]
    over_budget: Mapped[str] = mapped_column(default="")
    handled_by: Mapped[str | None]  # who paid, refused or took it back
    handled_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(default="")
    spent_cents: Mapped[int | None] = mapped_column(BigInteger)
    voucher: Mapped[str] = mapped_column(default="")
