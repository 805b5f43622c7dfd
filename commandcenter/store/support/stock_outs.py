"""Which hand-outs of the stock are not all back yet; of what is used up nothing is awaited."""

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from commandcenter.domain.support.stock import StockMove
from commandcenter.late_dataclass import dataclass
from commandcenter.store.tables.support.stock import StockItemRow, StockMoveRow


@dataclass(frozen=True, slots=True)
class OpenOut:
    """A hand-out, and how much of it is still out."""

    row: StockMoveRow
    left: int


def open_outs(session: Session, *where: ColumnElement[bool]) -> list[OpenOut]:
    """What is due first, first. `where`: on StockMoveRow."""
    out, back = StockMoveRow, aliased(StockMoveRow)
    came = (
        select(func.coalesce(func.sum(back.amount), 0))
        .where(back.of_id == out.id, back.kind == StockMove.BACK)
        .correlate(out)
        .scalar_subquery()
    )
    rows = session.execute(
        select(out, out.amount - came)
        .join(StockItemRow, StockItemRow.id == out.item_id)
        .where(
            out.kind == StockMove.OUT, StockItemRow.used_up.is_(False),
            StockItemRow.lent > 0, out.amount > came, *where,
        )
        .order_by(out.due_at, out.id)
    )  # fmt: skip
    return [OpenOut(row, int(left)) for row, left in rows]
