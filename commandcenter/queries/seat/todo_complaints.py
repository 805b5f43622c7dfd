"""What waits of the complaints: an incident's limits of law that end soon, or are over."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select, true

from commandcenter.domain.complaints.handling import Dues
from commandcenter.domain.complaints.handling_limits import SOON_DAYS, soon_end
from commandcenter.domain.phrase import phrase, word
from commandcenter.domain.rights import Action
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.queries.seat.todo_items import Asker, TodoItem, TodoKind
from commandcenter.store.complaints.handling import FIRST_CLOCK, due_by
from commandcenter.store.moment import counted, moment
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.complaints.complaint import ComplaintHandlingRow, ComplaintRow


def complaints(ask: Asker) -> Iterator[TodoItem]:
    """One card an incident, for who handles complaints; a county counts its own."""
    if ask.rights.scope(ask.actor, Action.HANDLE_COMPLAINT) is None:
        return
    plan = plan_of(ask.session)
    days = plan.number(SOON_DAYS)
    near, late, first = _near(ask, due_by(plan, soon_end(ask.now, days)), due_by(plan, ask.now))
    if not near or first is None:
        return
    title = phrase("投诉办理：{n} 件{days}日内到期", n=near - late, days=days)
    if late:
        title = phrase(
            "投诉办理：{late} 件已逾期，{n} 件{days}日内到期", late=late, n=near - late, days=days
        )
    detail = word("每件投诉的法定期限，以全国12315平台为准")
    since = ask.incident.received_at
    yield ask.item(TodoKind.COMPLAINTS, 0, title, detail, since, first)


def _near(
    ask: Asker, due: ColumnElement[bool], over: ColumnElement[bool]
) -> tuple[int, int, datetime | None]:
    """How many complaints have a limit by then, of how many it is over, when the first ends."""
    c, h = ComplaintRow.__table__.c, ComplaintHandlingRow.__table__.c
    own = own_districts(ask.session, ask.actor)
    untouched = h.complaint_id.is_(None)
    rows = ask.session.execute(
        select(
            c.kind,
            untouched,
            func.count(),
            func.min(c.registered_at),
            func.min(h.due_at),
            func.count(case((over, 1))),
        )
        .outerjoin(ComplaintHandlingRow, h.complaint_id == c.id)
        .where(counted(moment(ask.session, ask.now), ask.incident.id), due)
        .where(c.district.in_(own) if own is not None else true())
        .group_by(c.kind, untouched)
    ).all()
    dues = Dues(plan_of(ask.session))
    ends = [
        dues.due(FIRST_CLOCK[kind], registered) if new else due_at
        for kind, new, _, registered, due_at, _ in rows
    ]
    return sum(row[2] for row in rows), sum(row[5] for row in rows), min(ends, default=None)
