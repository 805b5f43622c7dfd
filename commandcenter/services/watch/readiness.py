"""Readiness for known dates (plan 3.1): a line of the standby list is done, or opened again."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.domain.watch.known_dates import standby_of, title_of
from commandcenter.services import book
from commandcenter.services.guard import rights, text_of
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.watch.readiness import ReadinessRow

CLAUSE = "3.1"


def complete(session: Session, actor: Actor, date_code: str, item_code: str, words: str) -> None:
    """It is made ready; `words` say how. The list is the city's: a county keeps its own book."""
    rights(session).require(actor, Action.KEEP_RISK)
    title = _title(session, date_code, item_code)
    row = _row(session, date_code, item_code)
    if row is not None and row.done_at is not None:
        raise RuleBroken("“{title}”已由{who}办妥。", title=title, who=row.done_by)
    said = text_of(words, "办理情况", 500)
    if row is None:
        row = ReadinessRow(
            date_code=date_code, item_code=item_code, title=title, words="", done_by=""
        )
        session.add(row)
    row.title, row.words = title, said
    row.done_at, row.done_by = now(session), actor.name
    row.person_id = actor.person_id
    session.flush()
    book.record(session, actor, "readiness", row.id, "completed", clause=CLAUSE)


def reopen(session: Session, actor: Actor, date_code: str, item_code: str, words: str) -> None:
    """It is not so after all; with the reason."""
    rights(session).require(actor, Action.KEEP_RISK)
    row = _row(session, date_code, item_code)
    if row is None or row.done_at is None:
        raise RuleBroken("这一项还没有办妥。")
    row.words = text_of(words, "恢复的理由", 500)
    row.done_at, row.done_by, row.person_id = None, actor.name, actor.person_id
    book.record(session, actor, "readiness", row.id, "reopened", clause=CLAUSE)


def _row(session: Session, date_code: str, item_code: str) -> ReadinessRow | None:
    return session.scalars(
        select(ReadinessRow).where(
            ReadinessRow.date_code == date_code, ReadinessRow.item_code == item_code
        )
    ).first()


def _title(session: Session, date_code: str, item_code: str) -> str:
    plan = plan_of(session)
    known = plan.known_dates.get(date_code)
    if known is None:
        raise RuleBroken("没有备勤节点“{code}”。", code=date_code[:40])
    for item in standby_of(plan.standby, known):
        if item.code == item_code:
            return title_of(item, known)
    raise RuleBroken("“{title}”没有这一项备勤。", title=known.title)
