"""How complaints are ordered: the newest first, or by a column; what has no value stands last."""

from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement

from commandcenter.late_dataclass import dataclass
from commandcenter.store.tables.complaints.complaint import ComplaintRow, SubjectRow


class OrderBy(StrEnum):
    REGISTERED = "registered"
    TITLE = "title"
    SUBJECT = "subject"
    DISTRICT = "district"  # by its code, as the bureau lists its counties
    PROBLEM = "problem"
    AMOUNT = "amount"
    CHANNEL = "channel"
    KIND = "kind"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class ComplaintOrder:
    by: OrderBy = OrderBy.REGISTERED
    descending: bool = True


COLUMNS: dict[OrderBy, Any] = {
    OrderBy.TITLE: ComplaintRow.title,
    OrderBy.SUBJECT: SubjectRow.name,
    OrderBy.DISTRICT: ComplaintRow.district,
    OrderBy.PROBLEM: ComplaintRow.problem,
    OrderBy.AMOUNT: ComplaintRow.amount_cents,
    OrderBy.CHANNEL: ComplaintRow.channel,
    OrderBy.KIND: ComplaintRow.kind,
    OrderBy.NUMBER: ComplaintRow.number,
}


def ordering(order: ComplaintOrder) -> list[ColumnElement[Any]]:
    """Of those that are alike, the newest first."""
    registered, number = ComplaintRow.registered_at, ComplaintRow.id
    if order.by is OrderBy.REGISTERED and not order.descending:
        return [registered.asc(), number.asc()]
    newest: list[ColumnElement[Any]] = [registered.desc(), number.desc()]
    if order.by is OrderBy.REGISTERED:
        return newest
    column = COLUMNS[order.by]
    first = column.desc() if order.descending else column.asc()
    return [first.nulls_last(), *newest]
