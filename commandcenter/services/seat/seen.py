"""What a person has seen: noted when they leave, lock, or say so; volatile, without a line."""

from datetime import timedelta

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.store.database import now
from commandcenter.store.seat.seen import mark_seen

NOT_IDLE = timedelta()


def note_seen(session: Session, actor: Actor, idle: timedelta = NOT_IDLE) -> None:
    """The actor was there until so long ago. Who is no person (the wall) has seen nothing."""
    if actor.person_id:
        mark_seen(session, actor.person_id, now(session) - idle)
