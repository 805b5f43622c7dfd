"""What was done in the last seconds, by the journal: by whom, and whether it can be taken back."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.domain.seat.recall import SECONDS, Line, require_recall
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.person import PersonRow

MANY = 500  # lines; more in half a minute come from imports, which sign nothing


def recall_seconds(session: Session) -> int:
    return plan_of(session).number(SECONDS)


def lately(session: Session, now: datetime, seconds: int) -> tuple[Line, ...]:
    """The lines of the last `seconds`, the newest first."""
    line, person = JournalLineRow, PersonRow
    rows = session.execute(
        select(
            line.number, line.kind, line.subject, line.verb, line.incident_id, line.actor,
            person.name, line.at,
        )
        .outerjoin(person, person.login == line.actor)
        .order_by(line.number.desc())
        .limit(MANY)
    )  # fmt: skip
    since = now - timedelta(seconds=seconds)
    found = (Line(*row[:6], row[6] or word("系统"), row[7]) for row in rows)
    return tuple(each for each in found if each.at >= since)


def newest_of(lines: Sequence[Line], kind: str, subject: int, *verbs: str) -> Line | None:
    """The newest line about this thing with one of these verbs."""
    return next(
        (x for x in lines if (x.kind, x.subject) == (kind, subject) and x.verb in verbs), None
    )


def require_own(
    session: Session, actor: Actor, kind: str, subject: int, verb: str, at: datetime
) -> Line:
    """The actor's own line of this act. Raises RuleBroken where it can be taken back no more."""
    seconds = recall_seconds(session)
    lines = lately(session, at, seconds)
    act = newest_of(lines, kind, subject, verb)
    return require_recall(act, lines, actor.login, at, seconds)
