"""The board of the drill that runs in this store: clock, injects, answers and the score so far."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from commandcenter.domain.drills.drill import (
    DrillAct,
    DrillMark,
    DrillState,
    InjectKind,
    InjectState,
    Mode,
)
from commandcenter.domain.drills.scoring import Scored, total
from commandcenter.domain.drills.script import PastAct
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import GROUP_WORDS, ROLE_WORDS, Actor, Group, Role
from commandcenter.domain.phrase import joined, word
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.drills.score import (
    Book,
    book_of,
    numbered,
    rules_of,
    scores_of,
    without_amounts,
)
from commandcenter.queries.offers import Offer, offer_if, only
from commandcenter.store.database import now, real_now
from commandcenter.store.drills.answers import Answered, answered
from commandcenter.store.drills.course import (
    acts_of_drill,
    course_of,
    drill_of,
    speed_of,
)
from commandcenter.store.tables.drills.drill import DrillRow
from commandcenter.store.tables.drills.drill_course import DrillActRow, DrillInjectRow

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
    """应答用时: `took` is None while nobody has answered; it is late when the limit is past.

    `added`: from the start to its entry, where that was after the limit (补记).
    """

    title: str
    who: str
    took: timedelta | None
    limit: timedelta
    late: bool
    added: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Loss:
    points: float
    reason: str
    record: Record


@dataclass(frozen=True, slots=True)
class ClauseScore:
    """`points` None: no record, no score (未评). `record`: of the first of the lost points."""

    clause: str
    title: str
    points: float | None
    full: float
    reason: str = ""
    record: Record | None = None
    losses: tuple[Loss, ...] = ()


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


def drill_board(session: Session, actor: Actor) -> DrillBoard:
    """Raises RuleBroken in a store that is no drill's."""
    drill = drill_of(session)
    if drill is None:
        raise RuleBroken("这里是实战库，没有在演练。")
    at, acts = now(session), acts_of_drill(session)
    course = course_of(acts)
    at = course.ended_at or at
    injects = answered(session, at)
    rules, book = rules_of(drill), book_of(session, at)
    conducts, sees_all = actor.login == drill.conductor, _sees_all(drill, actor)
    ended = course.state is DrillState.ENDED
    shows = sees_all or ended
    lines = tuple(_line(each, ended) for each in injects if shows or _shown(each, actor))
    scores = scores_of(session, rules, book, injects, at)
    points, full = total(scores)
    real = real_now(session)
    return DrillBoard(
        mark=DrillMark(drill.title, drill.mode),
        state=course.state,
        source=drill.source,
        conductor=drill.conductor_name,
        players=len(drill.players),
        began_at=drill.begins_at,
        until=drill.until,
        drill_now=at,
        real_began_at=course.real_began_at,
        real_now=real,
        speed=speed_of(session),
        chosen_speed=course.speed,
        paused=course.state is DrillState.PAUSED,
        waiting=course.slowed,
        injects=lines,
        answers=_answers(injects, book, at) if shows else (),
        scores=tuple(_score(line) for line in scores) if shows else (),
        total=points if shows else None,
        full=full,
        notes=tuple(_notes(acts)) if shows else (),
        past=_past(rules.past, book) if shows else (),
        may_conduct=conducts,
        sees_all=sees_all,
        offers=_offers(course.state, drill.mode) if conducts else only(offer_if(sees_all, "note")),
    )


def _sees_all(drill: DrillRow, actor: Actor) -> bool:
    """And the program itself."""
    return not actor.person_id or actor.login in (drill.conductor, *drill.observers)


def _shown(each: Answered, actor: Actor) -> bool:
    """To a player: what came, for them or for all."""
    row = each.row
    if row.carried_out_at is None or row.skipped_at is not None:
        return False
    return for_actor(row, actor)


def for_actor(row: DrillInjectRow, actor: Actor) -> bool:
    if row.to_login:
        return row.to_login == actor.login
    if row.to_group and Group(row.to_group) in actor.groups():
        return True
    if row.to_district and row.to_district in actor.districts():
        return True
    if row.to_role and actor.has(Role(row.to_role)):
        return True
    return not (row.to_group or row.to_district or row.to_role)


def _line(each: Answered, ended: bool) -> InjectLine:
    row, act = each.row, each.act
    return InjectLine(
        id=row.id,
        at=row.at,
        kind=row.kind,
        title=row.title,
        words=row.words,
        to=to_words(row),
        state=each.state,
        answered_at=act.at if act else None,
        answered_by=act.by if act else "",
        took=each.took,
        limit=limit_of(row),
        record=(act.table, act.id) if act else None,
        carried_out_at=row.carried_out_at,
        offers=_inject_offers(each, ended),
    )


def limit_of(row: DrillInjectRow) -> timedelta | None:
    return None if row.limit_minutes is None else timedelta(minutes=row.limit_minutes)


def to_words(row: DrillInjectRow) -> str:
    if row.to_login:
        return row.to_login
    if row.to_group:
        return GROUP_WORDS[Group(row.to_group)]
    if row.to_role:
        return ROLE_WORDS[Role(row.to_role)]
    return row.to_district or word("全体")


def _inject_offers(each: Answered, ended: bool) -> tuple[Offer, ...]:
    """Once the drill has `ended`, its score stands: what was thought is still written down."""
    coming = each.state is InjectState.COMING
    return only(
        offer_if(coming and not ended, "amend_inject"),
        offer_if((coming or each.waits) and not ended, "skip"),
        offer_if(each.row.kind is InjectKind.DISCUSSION and not coming, "say"),
    )


def _answers(injects: Iterable[Answered], book: Book, at: datetime) -> tuple[AnswerLine, ...]:
    """应答用时: of the injects with a limit, then of the obligations that ran against one."""
    lines = [
        AnswerLine(
            each.row.title,
            each.act.by if each.act else to_words(each.row),
            each.took,
            limit,
            each.state is InjectState.LATE,
        )
        for each in injects
        if (limit := limit_of(each.row)) is not None and each.row.carried_out_at is not None
    ]
    done = sorted(
        (row for row in book.rows if row.due_at is not None and row.done_at is not None),
        key=lambda row: (row.done_at or at, row.id),
    )
    for row in done:
        if row.due_at is not None and row.done_at is not None and row.due_at > row.start_at:
            took = max(row.done_at - row.start_at, timedelta())  # some are done before they run
            limit = row.due_at - row.start_at
            added = row.added_at - row.start_at if row.added_at else None
            late = row.is_late(at) or added is not None
            lines.append(AnswerLine(word(row.title), row.done_by, took, limit, late, added))
    return tuple(lines)


def _score(line: Scored) -> ClauseScore:
    first = line.lapses[0] if line.lapses else None
    return ClauseScore(
        clause=line.clause,
        title=word(line.title),
        points=line.points,
        full=line.full,
        reason=joined("；", (lapse.reason for lapse in line.lapses)),
        record=first.record if first else None,
        losses=tuple(Loss(lapse.points, lapse.reason, lapse.record) for lapse in line.lapses),
    )


def _notes(acts: Iterable[DrillActRow]) -> Iterable[NoteLine]:
    for act in acts:
        if act.kind in (DrillAct.NOTE, DrillAct.SAID):
            yield NoteLine(act.at, act.by, act.words, act.inject_id)


def _past(past: Iterable[PastAct], book: Book) -> tuple[PastLine, ...]:
    """Each from its own event's 接报."""
    rows, lines = numbered(book.rows), []
    for act in past:
        row = rows.get((act.code, without_amounts(act.title), act.number))
        at = row.done_at if row else None
        now_after = at - book.received_at if at and book.received_at else None
        then = None if act.minutes is None else timedelta(minutes=act.minutes)
        lines.append(PastLine(act.title, then, now_after))
    return tuple(lines)


def _offers(state: DrillState, mode: Mode) -> tuple[Offer, ...]:
    runs, goes = state is DrillState.RUNNING, state in (DrillState.RUNNING, DrillState.PAUSED)
    return only(
        offer_if(state is DrillState.PREPARED, "start"),
        offer_if(runs and mode is Mode.LIVE, "pause"),
        offer_if(state is DrillState.PAUSED, "resume"),
        offer_if(goes and mode is Mode.LIVE, "set_speed"),
        offer_if(goes, "next_inject"),
        offer_if(state is not DrillState.ENDED, "add_inject"),
        offer_if(True, "note"),
        offer_if(goes, "end"),
    )
