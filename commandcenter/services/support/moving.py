"""What every movement of the stock does: the line of the ledger, then what it leaves on hand.

The row of the item is held until the transaction ends: of two seats that take the last one, the
second finds that it is gone.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.support.stock import (
    CLAUSE,
    BackState,
    Levels,
    StockMove,
    brought_back,
    handed_out,
    require_due,
    require_in_use,
    require_mileage,
)
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import person_in_service, storable, text_if_any, text_of
from commandcenter.store.database import now
from commandcenter.store.support.stock_outs import OpenOut, open_outs
from commandcenter.store.tables.command.site import SupplyRequestRow
from commandcenter.store.tables.support.stock import StockItemRow, StockMoveRow

WORDS = 500


@dataclass(frozen=True, slots=True)
class HandOut:
    """`taker`: who has it, in words; with `person_id` the name that the register knows them by.
    `due_at`: by when it is back, of what is not used up. `driver`, `mileage`: of a vehicle.
    """

    item_id: int
    amount: int
    taker: str = ""
    taker_unit: str = ""
    person_id: int | None = None
    due_at: datetime | None = None
    driver: str = ""
    mileage: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Back:
    """What is given back of one hand-out, all in the same state."""

    amount: int
    state: BackState = BackState.WHOLE
    mileage: int | None = None
    words: str = ""


def item_in_use(session: Session, item_id: int) -> StockItemRow:
    """The item, held for this transaction. Raises RuleBroken for none, and a retired one."""
    row = session.get(StockItemRow, item_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的物资。", id=item_id)
    require_in_use(row.name, retired=row.retired_at is not None)
    return row


def levels_of(item: StockItemRow) -> Levels:
    return Levels(item.on_hand, item.lent)


def write(
    session: Session,
    actor: Actor,
    item: StockItemRow,
    kind: StockMove,
    amount: int,
    after: Levels,
    changes: Mapping[str, Any] | None = None,
    **more: Any,
) -> StockMoveRow:
    """Keep the movement and what it leaves, and write its line of the journal. `changes`: what
    else of the item follows from it.
    """
    texts = {name: more.pop(name, "") for name in ("taker", "taker_unit", "driver")}
    row = StockMoveRow(
        item_id=item.id,
        item=f"{item.name} {item.plate}".strip(),
        unit=item.unit,
        kind=kind,
        amount=amount,
        on_hand=after.on_hand,
        lent=after.lent,
        words=words_of(more.pop("words", "")),
        at=now(session),
        by=actor.name,
        **texts,
        **more,
    )
    session.add(row)
    session.flush()  # the server lets the item change only after its movement
    left: dict[str, Any] = {"on_hand": after.on_hand, "lent": after.lent, **(changes or {})}
    for name, value in left.items():
        setattr(item, name, value)
    book.record(
        session, actor, "stock_move", row.id, kind.value, incident=row.incident_id, clause=CLAUSE
    )
    return row


def hand_out(
    session: Session, actor: Actor, out: HandOut, request: SupplyRequestRow | None = None
) -> StockMoveRow:
    """领用, for a request or for everyday work; who may has been asked before."""
    item = item_in_use(session, out.item_id)
    after = handed_out(levels_of(item), out.amount, item.name, item.unit, used_up=item.used_up)
    require_due(out.due_at, now(session), used_up=item.used_up)
    require_mileage(item.mileage, out.mileage)
    taker = person_in_service(session, out.person_id).name if out.person_id else out.taker
    return write(
        session, actor, item, StockMove.OUT, out.amount, after, _read_off(out.mileage),
        incident_id=request.incident_id if request else None,
        request_id=request.id if request else None,
        person_id=out.person_id,
        taker=text_of(taker, "领用人", 40),
        taker_unit=text_if_any(out.taker_unit, "单位、工作组", 60),
        due_at=out.due_at,
        driver=text_if_any(out.driver, "驾驶员", 40),
        mileage=out.mileage,
        words=out.words,
    )  # fmt: skip


def bring_back(session: Session, actor: Actor, out: StockMoveRow, back: Back) -> StockMoveRow:
    """归还, of one hand-out; who may has been asked before."""
    item = item_in_use(session, out.item_id)
    left = left_of(session, out.id)
    after = brought_back(levels_of(item), back.amount, left, item.unit, back.state)
    require_mileage(item.mileage, back.mileage)
    return write(
        session, actor, item, StockMove.BACK, back.amount, after, _read_off(back.mileage),
        of_id=out.id, incident_id=out.incident_id, request_id=out.request_id,
        returned_as=back.state, mileage=back.mileage, words=back.words,
        taker=out.taker, taker_unit=out.taker_unit, person_id=out.person_id,
    )  # fmt: skip


def left_of(session: Session, out_id: int) -> int:
    """Of a hand-out how much is not back."""
    return sum(out.left for out in open_outs(session, StockMoveRow.id == out_id))


def outs_of_request(session: Session, request_id: int) -> list[OpenOut]:
    """What was handed out for it and is not back, by when it is due."""
    return open_outs(session, StockMoveRow.request_id == request_id)


def _read_off(mileage: int | None) -> dict[str, Any]:
    return {} if mileage is None else {"mileage": mileage}


def words_of(words: str) -> str:
    kept = storable(words).strip()
    return text_of(kept, "说明", WORDS) if kept else ""
