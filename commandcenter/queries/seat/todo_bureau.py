"""What waits of the bureau's own book: drills that are due, measures that were set after one,
hand-overs of the duty room, reviews and revisions of the plan, the counties' rules.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from commandcenter.domain.command.obligation import Obligation, ObligationState
from commandcenter.domain.command.tasks import office_of
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import phrase, word
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.times import short_zh
from commandcenter.queries.seat.todo_items import TodoItem, TodoKind, is_own
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.plan.plan import plan_of

OF_NONE = 0  # of no incident
HANDOVER = "duty_handover"


def bureau_items(session: Session, actor: Actor, now: datetime) -> Iterator[TodoItem]:
    """A card each, for who must do it; what is far off only from the day on which it is reminded
    of.
    """
    plan = plan_of(session)
    for row in obligations_of(session, None, now, state=ObligationState.OPEN):
        if is_own(actor, row) and _has_come(plan, row, now):
            yield _item(row, now)


def _item(row: Obligation, now: datetime) -> TodoItem:
    """A hand-over is gone to itself; of the others the card is the obligation's."""
    kind, subject, detail = TodoKind.BUREAU, row.id, office_of(row)
    if row.code == HANDOVER:
        kind, subject = TodoKind.HANDOVER, int(row.about.partition(":")[2])
        detail = phrase("{at} 移交，待您签收", at=short_zh(row.start_at, now))
    return TodoItem(
        kind, subject, OF_NONE, word(row.title), detail, row.start_at, row.due_at,
        page=row.form, about=row.about,
    )  # fmt: skip


def _has_come(plan: PlanData, row: Obligation, now: datetime) -> bool:
    item = plan.obligations.get(row.code)
    if item is None or not item.remind_days or row.due_at is None:
        return True
    return row.due_at - timedelta(days=item.remind_days) <= now
