"""催办: somebody is reminded of what is due; each time is kept."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.services import book
from commandcenter.services.guard import text_of
from commandcenter.store.database import now
from commandcenter.store.tables.command.reminder import ReminderRow

AGAIN_AFTER_S = 60  # two people at once, or one who presses twice


def remind(
    session: Session,
    actor: Actor,
    incident_id: int,
    kind: str,
    subject: int,
    words: str,
    clause: str = "2.1(1)",
) -> int:
    """Keep a reminder of `kind` and `subject`; who may has been asked before. Return its id."""
    at = now(session)
    last = session.scalars(
        select(ReminderRow)
        .where(
            ReminderRow.incident_id == incident_id,
            ReminderRow.kind == kind,
            ReminderRow.subject == subject,
        )
        .order_by(ReminderRow.id.desc())
        .limit(1)
    ).first()
    if last is not None and (at - last.at).total_seconds() < AGAIN_AFTER_S:
        raise RuleBroken("{who}刚刚催办过。", who=last.by)
    row = ReminderRow(
        incident_id=incident_id,
        kind=kind,
        subject=subject,
        words=text_of(words, "催办内容", 500),
        at=at,
        by=actor.name,
    )
    session.add(row)
    session.flush()
    book.record(session, actor, kind, subject, "reminded", incident=incident_id, clause=clause)
    return row.id
