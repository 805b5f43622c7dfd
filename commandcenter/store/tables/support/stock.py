"""物资装备 (plan 6.2): the items by store, and the ledger of what moved."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.support.stock import BackState, InWay, StockKind, StockMove
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice


class StockItemRow(Base):
    """One kind of thing in one store; of vehicles each one. `on_hand` and `lent` are as its last
    movement left them, so that no two seats at once can take the last one.
    """

    __tablename__ = "stock_item"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[StockKind] = mapped_column(Choice(StockKind))
    store: Mapped[str]
    unit: Mapped[str]
    used_up: Mapped[bool]
    minimum: Mapped[int]
    on_hand: Mapped[int]
    lent: Mapped[int]
    valid_until: Mapped[datetime | None]
    check_months: Mapped[int | None]
    checked_at: Mapped[datetime | None]
    checked_by: Mapped[str | None]
    plate: Mapped[str]
    driver: Mapped[str]
    mileage: Mapped[int | None]  # km, as last read
    inspected_until: Mapped[datetime | None]
    at: Mapped[datetime]
    by: Mapped[str]
    edited_at: Mapped[datetime | None]
    edited_by: Mapped[str | None]
    retired_at: Mapped[datetime | None]
    retired_by: Mapped[str | None]
    __table_args__ = (
        CheckConstraint("on_hand >= 0", name="ck_stock_item_on_hand"),
        CheckConstraint("lent >= 0", name="ck_stock_item_lent"),
    )


class StockMoveRow(Base):
    """A line of the ledger, never changed. `on_hand` and `lent`: as it left them.

    `item` and `unit`: as the thing was called then. `amount`: of a stock-taking what was counted.
    `of_id`: the hand-out that is given back, or reminded of. `taker`: who has it, by name;
    `person_id` where the register knows them.
    """

    __tablename__ = "stock_move"
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("stock_item.id"))
    item: Mapped[str]
    unit: Mapped[str]
    kind: Mapped[StockMove] = mapped_column(Choice(StockMove))
    amount: Mapped[int]
    on_hand: Mapped[int]
    lent: Mapped[int]
    came: Mapped[InWay | None] = mapped_column(Choice(InWay))
    returned_as: Mapped[BackState | None] = mapped_column(Choice(BackState))
    of_id: Mapped[int | None] = mapped_column(ForeignKey("stock_move.id"), index=True)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)
    request_id: Mapped[int | None] = mapped_column(ForeignKey("supply_request.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    taker: Mapped[str]
    taker_unit: Mapped[str]
    due_at: Mapped[datetime | None]
    driver: Mapped[str]
    mileage: Mapped[int | None]
    words: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    __table_args__ = (
        CheckConstraint("amount >= 0", name="ck_stock_move_amount"),
        CheckConstraint("on_hand >= 0", name="ck_stock_move_on_hand"),
        CheckConstraint("lent >= 0", name="ck_stock_move_lent"),
        Index(None, "item_id", "id"),
    )
