"""叫应: who is rung about an incident in which order, who was tried, and who comes next."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.ring_order import ATTEMPTS, ring_order
from commandcenter.domain.org import Role
from commandcenter.late_dataclass import dataclass
from commandcenter.store.people import absent, on_duty, posts
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.duty_log import CallUpRow
from commandcenter.store.tables.person import PersonRow

ORDER = (Role.LEAD_DUTY, Role.DEPUTY, Role.COMMANDER)  # after who has the shift


@dataclass(frozen=True, slots=True)
class Number:
    """Whom to ring, and where; `number` "" where the bureau has entered none."""

    name: str
    post: str
    number: str
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """Who was rung and did not answer, and when."""

    name: str
    at: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class RingLine:
    """`now`: who is to be rung; `then`: who after them, None: the same again."""

    now: Number
    then: Number | None
    tried: tuple[Tried, ...]


def ring_line(session: Session, incident_id: int | None, now: datetime) -> RingLine | None:
    """带班领导 on the shift first, then the others; None where there is nobody at all."""
    line = _line(session, now)
    rows = [row for row in _calls(session, incident_id) if not row.answered]
    known = {row.id for row in line}
    missed = Counter(row.person_id for row in rows if row.person_id in known)
    order = ring_order(
        [row.id for row in line],
        {number: n for number, n in missed.items() if number is not None},
        plan_of(session).number(ATTEMPTS),
    )
    if order is None:
        return None
    then = line[order.then] if order.then != order.now else None
    return RingLine(
        _number(line[order.now]),
        _number(then) if then else None,
        tried([row for row in rows if row.person_id in known]),
    )


def tried(rows: Sequence[CallUpRow]) -> tuple[Tried, ...]:
    """By person, in the order in which they were rung first."""
    names = dict.fromkeys(row.person for row in rows)
    return tuple(
        Tried(name, tuple(row.rung_at for row in rows if row.person == name)) for name in names
    )


def missed_about(session: Session, incident_id: int, obligation_id: int) -> tuple[Tried, ...]:
    """Who was rung about one obligation and did not answer."""
    return tried(
        [
            row
            for row in _calls(session, incident_id)
            if not row.answered and (row.kind, row.subject) == ("obligation", obligation_id)
        ]
    )


def _calls(session: Session, incident_id: int | None) -> Sequence[CallUpRow]:
    return session.scalars(
        select(CallUpRow)
        .where(CallUpRow.incident_id == incident_id)
        .order_by(CallUpRow.rung_at, CallUpRow.id)
    ).all()


def _line(session: Session, now: datetime) -> list[PersonRow]:
    held, away = posts(session, now), absent(session, now)
    first = on_duty(session, now, Role.LEAD_DUTY)
    people = [first] if first else []
    people += [row for role in ORDER for row in held.holders(role) if row.id not in away]
    return list({row.id: row for row in people}.values())


def _number(row: PersonRow) -> Number:
    return Number(row.name, row.post, row.mobile or row.phone, row.id)
