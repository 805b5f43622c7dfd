"""What waits before a known date: the standby list that is not whole yet (plan 3.1)."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor, Group, Role
from commandcenter.domain.phrase import phrase, word
from commandcenter.domain.times import day_of_month, day_start
from commandcenter.queries.seat.todo_items import TodoItem, TodoKind
from commandcenter.queries.watch.readiness import open_lines


def readiness_items(session: Session, actor: Actor, now: datetime) -> list[TodoItem]:
    """One card a date (`subject_id`: its number), for 综合协调组 and the duty officer."""
    if Group.COORDINATION not in actor.groups() and not actor.has(Role.DUTY):
        return []
    items = []
    for known, lines in open_lines(session, now):
        late = sum(line.late for line in lines)
        if not lines:
            continue
        date, n = word(known.title), len(lines)
        title = phrase("{date}备勤：{n} 项未办妥", date=date, n=n)
        if late:
            title = phrase("{date}备勤：{n} 项未办妥，{late} 项已逾期", date=date, n=n, late=late)
        since = day_start(known.first - timedelta(days=known.remind_days))
        due = min(line.due_at for line in lines)
        detail = phrase(
            "{day}起 · 最近一项：{title}",
            day=day_of_month(known.first), title=word(lines[0].title),
        )  # fmt: skip
        number = known.number
        items.append(TodoItem(TodoKind.READINESS, number, 0, title, detail, since, due))
    return items
