"""How the complaints of an incident are ordered: the nearest limit first, or by a column."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import ComplaintKind
from commandcenter.domain.complaints.handling import HandlingState
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.follow_rows import Light
from commandcenter.store.complaints.handling import among
from commandcenter.store.tables.complaints.complaint import (
    ComplaintHandlingRow,
    ComplaintRow,
    SubjectRow,
)
from commandcenter.store.tables.person import PersonRow


class FollowBy(StrEnum):
    DUE = "due"  # of one that was taken out: when
    STATE = "state"  # as far as it has come
    TITLE = "title"
    SUBJECT = "subject"
    DISTRICT = "district"  # by its code, as the bureau lists its counties
    AMOUNT = "amount"
    HANDLER = "handler"
    REGISTERED = "registered"
    KIND = "kind"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class FollowOrder:
    by: FollowBy
    descending: bool = False


STATES, KINDS = list(HandlingState), list(ComplaintKind)
OF_THE_ROW: dict[FollowBy, Callable[[Light], Any]] = {
    FollowBy.DUE: lambda row: row.due_at if row.clock else None,
    FollowBy.STATE: lambda row: STATES.index(row.state),
    FollowBy.DISTRICT: lambda row: row.district or None,
    FollowBy.REGISTERED: lambda row: row.registered_at,
    FollowBy.KIND: lambda row: KINDS.index(row.kind),
}
COLUMNS: dict[FollowBy, Any] = {
    FollowBy.TITLE: ComplaintRow.title,
    FollowBy.SUBJECT: SubjectRow.name,
    FollowBy.AMOUNT: ComplaintRow.amount_cents,
    FollowBy.HANDLER: PersonRow.name,
    FollowBy.NUMBER: ComplaintRow.number,
}


def in_order(
    session: Session,
    rows: Sequence[Light],
    order: FollowOrder | None,
    left_at: Mapping[int, datetime | None],
) -> list[Light]:
    """What has no value stands last either way; what is alike stays as it comes.

    `left_at`: when the rows were taken out; empty where they are in the incident.
    """
    if order is None:
        return list(rows)
    here = OF_THE_ROW | ({FollowBy.DUE: lambda row: left_at[row.id]} if left_at else {})
    value = here.get(order.by) or _read(session, rows, COLUMNS[order.by])
    with_it = [row for row in rows if value(row) not in (None, "")]
    without = [row for row in rows if value(row) in (None, "")]
    return sorted(with_it, key=value, reverse=order.descending) + without


def _read(session: Session, rows: Sequence[Light], column: Any) -> Callable[[Light], Any]:
    c = ComplaintRow.__table__.c
    found = session.execute(
        select(c.id, column)
        .outerjoin(SubjectRow, SubjectRow.id == c.subject_id)
        .outerjoin(ComplaintHandlingRow, ComplaintHandlingRow.complaint_id == c.id)
        .outerjoin(PersonRow, PersonRow.id == ComplaintHandlingRow.handler_id)
        .where(among(c.id, [row.id for row in rows]))
    )
    values: dict[int, Any] = dict(list(found))
    return lambda row: values[row.id]
