"""The alarms of a desk: those that concern who sits at it, the others', the shelved, the engine."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.alarms.alarm import Priority, Standing
from commandcenter.domain.org import Actor
from commandcenter.queries.offers import Offer


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """One alarm; or several that are summed up (`count` > 1, `members` their ids).

    `title`, `place`, `todo`: what, where ("" = nowhere in particular), what to do. `act`: the key
    of a page, or of a form as `Obligation.form`; `act_word` the word of its button, "" = none.
    `reached`: whom it has reached, as “带班领导罗敏”. `sounds`: unacknowledged, concerns who sits
    here, not shelved. `offers`: acknowledge, ring, shelve, unshelve. `room`: for the wall.
    """

    id: int
    version: int
    key: str
    kind: str
    priority: Priority
    standing: Standing
    title: str
    place: str
    todo: str
    since: datetime
    due_at: datetime | None
    raised_at: datetime
    incident_id: int | None
    act: str
    act_id: int | None
    act_word: str
    reached: tuple[str, ...]
    next_to: str
    next_at: datetime | None
    acknowledged_by: str
    acknowledged_at: datetime | None
    shelved_by: str
    shelved_why: str
    shelved_until: datetime | None
    count: int
    members: tuple[int, ...]
    sounds: bool
    offers: tuple[Offer, ...]
    room: bool


@dataclass(frozen=True, slots=True)
class OutOfService:
    """A kind of alarm that a planner has taken out of service; `until` None: until put back."""

    kind: str
    title: str
    why: str
    by: str
    since: datetime
    until: datetime | None
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class EngineState:
    """Whether alarms are worked out at all: silent for ten seconds, it is not alive."""

    alive: bool
    seat: str
    last: datetime | None


@dataclass(frozen=True, slots=True)
class AlarmBoard:
    """`lines`: that concern who sits here (responsible, or reached), highest first, then oldest.

    `others`: of the rest of the bureau, for who may see them.
    """

    lines: tuple[AlarmLine, ...]
    others: tuple[AlarmLine, ...]
    shelved: tuple[AlarmLine, ...]
    out: tuple[OutOfService, ...]
    engine: EngineState
    now: datetime


def alarm_board(session: Session, actor: Actor) -> AlarmBoard:
    """At most four statements, however many there are."""
    raise NotImplementedError
