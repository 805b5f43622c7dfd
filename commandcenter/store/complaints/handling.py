"""The recorded acts of complaints, and by when the law wants the next one, also in SQL.

A complaint that nothing was done on has no row: its limit follows from when it was
registered. Since a limit never falls as its start grows, one moment for each kind tells
in SQL what is due by a time, without looking at a row. What its own system says is over waits for
nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import OVER, ComplaintKind
from commandcenter.domain.complaints.handling import (
    CLOCK_OF_STATE,
    Done,
    HandlingAct,
    HandlingState,
)
from commandcenter.domain.legal_time import started_before
from commandcenter.domain.plan.plan import PlanData
from commandcenter.store.tables.complaints.complaint import ComplaintHandlingRow, ComplaintRow

PAGE = 5_000  # parameters of one statement
# The clock of what nothing was done on; an enquiry has none.
FIRST_CLOCK = {
    kind: CLOCK_OF_STATE[kind, HandlingState.REGISTERED]
    for kind in ComplaintKind
    if (kind, HandlingState.REGISTERED) in CLOCK_OF_STATE
}
# Nothing was done on it here, and nobody says that it is over.
UNTOUCHED = and_(ComplaintHandlingRow.complaint_id.is_(None), ComplaintRow.status.not_in(OVER))
# Nothing was done on it here, but its own system says that it is over.
OVER_ELSEWHERE = and_(ComplaintHandlingRow.complaint_id.is_(None), ComplaintRow.status.in_(OVER))


def pages(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + PAGE] for start in range(0, len(ids), PAGE))


def among(column: ColumnElement[Any], ids: Collection[int]) -> ColumnElement[bool]:
    """Whole numbers written into the statement: thousands of parameters cost more than it."""
    wanted: BindParameter[int] = bindparam(None, list(ids), expanding=True, literal_execute=True)
    return column.in_(wanted)


def acts_of(session: Session, complaint_ids: Collection[int]) -> dict[int, list[Done]]:
    """The acts of each, oldest first; an empty list for who has none."""
    # no start reads it
    from commandcenter.store.tables.complaints.complaint_event import ComplaintEventRow

    found: dict[int, list[Done]] = defaultdict(list)
    columns = ComplaintEventRow.__table__.c
    for page in pages(sorted(complaint_ids)):
        rows = session.execute(
            select(
                columns.complaint_id, columns.kind, columns.done_on, columns.words,
                columns.approved_by, columns.recovered_cents, columns.handler_id, columns.id,
            )
            .where(among(columns.complaint_id, page))
            .order_by(columns.id)
        )  # fmt: skip
        for complaint, kind, *rest in rows:
            found[complaint].append(Done(HandlingAct(kind), *rest))
    return found


def due_between(plan: PlanData, after: datetime, until: datetime) -> ColumnElement[bool]:
    """Due after `after`, at `until` or earlier; outer-joined as for `due_by`."""
    untouched = [
        and_(
            ComplaintRow.kind == kind,
            ComplaintRow.registered_at >= started_before(plan, code, after),
            ComplaintRow.registered_at < started_before(plan, code, until),
        )
        for kind, code in FIRST_CLOCK.items()
    ]
    return or_(
        and_(ComplaintHandlingRow.due_at > after, ComplaintHandlingRow.due_at <= until),
        and_(UNTOUCHED, or_(*untouched)),
    )


def due_by(plan: PlanData, at: datetime) -> ColumnElement[bool]:
    """Due at `at` or earlier. The complaint must be outer-joined with its handling."""
    untouched = [
        and_(ComplaintRow.kind == kind, ComplaintRow.registered_at < started_before(plan, code, at))
        for kind, code in FIRST_CLOCK.items()
    ]
    return or_(
        ComplaintHandlingRow.due_at <= at,
        and_(UNTOUCHED, or_(*untouched)),
    )
