"""The board of the drill that runs in this store: clock, injects, answers and the score so far."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from commandcenter.domain.drills.drill import DrillMark, DrillState, InjectKind, InjectState
from commandcenter.queries.offers import Offer

Record = tuple[str, int]  # table and row


@dataclass(frozen=True, slots=True)
class InjectLine:
    """`to`: words for whom it is. `record`: what answered it."""

    id: int
    at: datetime  # drill time
    kind: InjectKind
    title: str
    words: str
    to: str
    state: InjectState
    answered_at: datetime | None = None
    answered_by: str = ""
    took: timedelta | None = None
    limit: timedelta | None = None
    record: Record | None = None
    carried_out_at: datetime | None = None
    offers: tuple[Offer, ...] = ()  # next, skip, amend, said


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """应答用时: `took` is None while nobody has answered; it is late when the limit is past."""

    title: str
    who: str
    took: timedelta | None
    limit: timedelta
    late: bool


@dataclass(frozen=True, slots=True)
class ClauseScore:
    """`points` None: no record, no score (未评). `record`: of the lost point."""

    clause: str
    title: str
    points: float | None
    full: float
    reason: str = ""
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class NoteLine:
    at: datetime
    by: str
    words: str
    inject_id: int | None = None  # a discussion point's: what was said


@dataclass(frozen=True, slots=True)
class PastLine:
    """The same act in the past event and now, each from the start (None: not done)."""

    title: str
    then: timedelta | None
    now: timedelta | None


@dataclass(frozen=True, slots=True)
class DrillBoard:
    """`real_began_at`: by the real clock. `waiting`: at x1 because an inject waits for its answer.

    `injects`: a conductor or observer sees all, players what was carried out, for them or for all.
    """

    mark: DrillMark
    state: DrillState
    source: str
    conductor: str
    players: int
    began_at: datetime
    until: datetime
    drill_now: datetime
    real_began_at: datetime | None
    real_now: datetime
    speed: int
    chosen_speed: int  # what the conductor chose; back to it when nothing waits
    paused: bool
    waiting: bool
    injects: tuple[InjectLine, ...]
    answers: tuple[AnswerLine, ...]
    scores: tuple[ClauseScore, ...]
    total: float | None
    full: float
    notes: tuple[NoteLine, ...]
    past: tuple[PastLine, ...]
    may_conduct: bool
    sees_all: bool
    offers: tuple[Offer, ...] = ()  # start, pause, resume, speed, next_inject, add, note, end
