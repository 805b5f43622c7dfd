"""What of the stock asks for alarms (plan 6.2): not given back, too little, a check or an end due.

Who looks for alarms need not see the stock: it is its keepers who are called.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.alarms.alarm_titles import TITLES
from commandcenter.domain.alarms.machine import group_token
from commandcenter.domain.alarms.matters import Matter
from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.domain.support.stock import check_due
from commandcenter.store.support.stock_outs import open_outs
from commandcenter.store.tables.support.stock import StockItemRow, StockMoveRow

_matter = partial(
    Matter,
    who=(group_token(Group.LOGISTICS),),
    who_words=GROUP_WORDS[Group.LOGISTICS],
    group=Group.LOGISTICS,
)


def stock_matters(session: Session) -> Iterator[Matter]:
    row, move = StockItemRow, StockMoveRow
    last = select(func.max(move.at)).where(move.item_id == row.id).scalar_subquery()
    items = {
        item.id: (item, moved or item.at)
        for item, moved in session.execute(select(row, last).where(row.retired_at.is_(None)))
    }
    for item, moved in items.values():
        yield from _of_item(item, moved)
    if not any(item.lent for item, _ in items.values()):
        return
    for out in open_outs(session):
        item, _ = items[out.row.item_id]
        what = TITLES["stock_back"].format(
            what=_called(item), n=out.left, unit=item.unit, taker=out.row.taker,
        )  # fmt: skip
        yield _matter(
            "stock_back", f"stock_move:{out.row.id}", what, what, out.row.at,
            place=item.store, due_at=out.row.due_at, act_id=item.id,
        )  # fmt: skip


def _of_item(item: StockItemRow, moved: datetime) -> Iterator[Matter]:
    about, called = f"stock_item:{item.id}", _called(item)
    matter = partial(_matter, place=item.store, act_id=item.id)
    if item.on_hand < item.minimum:
        words = TITLES["stock_short"].format(
            what=called, n=item.on_hand, minimum=item.minimum, unit=item.unit,
        )  # fmt: skip
        yield matter("stock_short", about, called, words, moved)
    due = check_due(item.check_months, item.checked_at, item.at, item.inspected_until)
    if due is not None:
        words = TITLES["stock_check"].format(what=called)
        yield matter("stock_check", about, called, words, due, due_at=due)
    if item.valid_until is not None and item.on_hand:
        end = item.valid_until
        words = TITLES["stock_expired"].format(what=called)
        yield matter("stock_expired", about, called, words, end, due_at=end)


def _called(item: StockItemRow) -> str:
    return f"{item.name} {item.plate}".strip()
