"""Conducting a drill (导调): its clock, its injects, notes. By its conductor alone.

The clock is one row that all seats follow. It is changed at the moment that it shows, so time
never goes back; it leaps forward only to the next inject.
"""

from datetime import datetime
from itertools import pairwise

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from commandcenter.domain.drills.drill import SPEEDS, DrillAct, DrillState, InjectKind, Mode
from commandcenter.domain.drills.script import Addressee, Inject, require_inject
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import joined
from commandcenter.services import book
from commandcenter.services.guard import text_of
from commandcenter.store.database import now, real_now
from commandcenter.store.drills.answers import answered
from commandcenter.store.drills.course import Course, acts_of_drill, course_of, drill_of
from commandcenter.store.tables.drills.drill import DrillRow
from commandcenter.store.tables.drills.drill_course import DrillActRow, DrillInjectRow
from commandcenter.store.tables.setting import SimulatedClockRow
from commandcenter.store.types import to_micros

WAITING_SPEED = 1


def start(session: Session, actor: Actor, speed: int = 1) -> None:
    drill, course = _conducted(session, actor)
    if course.state is not DrillState.PREPARED:
        raise RuleBroken("演练已经开始过了。")
    _require_speed(speed)
    runs = 0 if drill.mode is Mode.TABLETOP else speed
    _set_clock(session, drill.begins_at, runs)
    _note(session, actor, DrillAct.STARTED, at=drill.begins_at, speed=speed)


def pause(session: Session, actor: Actor) -> None:
    _require_state(session, actor, DrillState.RUNNING)
    _set_clock(session, now(session), 0)
    _note(session, actor, DrillAct.PAUSED)


def resume(session: Session, actor: Actor) -> None:
    drill, course = _require_state(session, actor, DrillState.PAUSED)
    _set_clock(session, now(session), _running_speed(drill, course))
    _note(session, actor, DrillAct.RESUMED)


def set_speed(session: Session, actor: Actor, speed: int) -> None:
    """From now on; it holds against an inject that waits, too."""
    drill, course = _conducted(session, actor)
    _require_speed(speed)
    if drill.mode is Mode.TABLETOP:
        raise RuleBroken("桌面推演由导调员逐步推进，不按倍速走时。")
    if course.state is DrillState.ENDED:
        raise RuleBroken("演练已经结束。")
    if course.state is DrillState.RUNNING:
        _set_clock(session, now(session), speed)
    _note(session, actor, DrillAct.SPEED, speed=speed)


def keep_pace(session: Session, actor: Actor) -> None:
    """An inject that waits for its answer sets x1 by itself; answered, it goes on as chosen.

    Nothing is written where nothing changes.
    """
    _, course = _conducted(session, actor)
    match pace(session):
        case DrillAct.SLOWED:
            _set_clock(session, now(session), WAITING_SPEED)
            _note(session, actor, DrillAct.SLOWED, speed=WAITING_SPEED)
        case DrillAct.WENT_ON:
            _set_clock(session, now(session), course.speed)
            _note(session, actor, DrillAct.WENT_ON, speed=course.speed)


def pace(session: Session) -> DrillAct | None:
    """How the clock wants to be changed by itself; None: it goes as it should."""
    drill, course = _drill(session), course_of(acts_of_drill(session))
    if course.state is not DrillState.RUNNING or drill.mode is Mode.TABLETOP:
        return None
    since = _overruled_at(session)
    waits = any(
        each.waits and (since is None or (each.row.carried_out_at or since) > since)
        for each in answered(session, now(session))
    )
    if waits and not course.slowed and course.speed > WAITING_SPEED:
        return DrillAct.SLOWED
    return DrillAct.WENT_ON if course.slowed and not waits else None


def next_inject(session: Session, actor: Actor) -> int:
    """Leap to the next inject, which is then due; return its id."""
    drill, course = _conducted(session, actor)
    if course.state not in (DrillState.RUNNING, DrillState.PAUSED):
        raise RuleBroken("演练没有在进行，不能注入。")
    row = session.scalars(
        select(DrillInjectRow)
        .where(DrillInjectRow.carried_out_at.is_(None), DrillInjectRow.skipped_at.is_(None))
        .order_by(DrillInjectRow.at, DrillInjectRow.id)
        .limit(1)
    ).first()
    if row is None:
        raise RuleBroken("没有待注入的内容了。")
    at = max(now(session), row.at)
    paused = course.state is DrillState.PAUSED
    _set_clock(session, at, 0 if paused else _running_speed(drill, course))
    _note(session, actor, DrillAct.LEAPT, inject_id=row.id)
    return row.id


def skip(session: Session, actor: Actor, inject_id: int) -> None:
    """It does not come; of one that came its answer is no longer waited for."""
    _require_not_ended(session, actor)
    row = _inject(session, inject_id)
    if row.skipped_at is not None:
        raise RuleBroken("“{title}”已经跳过。", title=row.title)
    row.skipped_at = now(session)
    book.record(session, actor, "drill_inject", row.id, "skipped")


def add_inject(session: Session, actor: Actor, inject: Inject) -> int:
    """Return its id. Not earlier than now."""
    course = _require_not_ended(session, actor)
    if course.state is not DrillState.PREPARED and inject.at < now(session):
        raise RuleBroken("注入时间已过，请填写现在以后的演练时间。")
    row = DrillInjectRow(**row_values(require_inject(inject)))
    session.add(row)
    session.flush()
    book.record(session, actor, "drill_inject", row.id, "added")
    return row.id


def amend_inject(session: Session, actor: Actor, inject_id: int, inject: Inject) -> None:
    """While it has not come."""
    _require_not_ended(session, actor)
    row = _inject(session, inject_id)
    if row.carried_out_at is not None or row.skipped_at is not None:
        raise RuleBroken("“{title}”已经注入或者跳过，不能再改。", title=row.title)
    for name, value in row_values(require_inject(inject)).items():
        setattr(row, name, value)
    book.record(session, actor, "drill_inject", row.id, "amended")


def note(session: Session, actor: Actor, words: str) -> None:
    """What conductor or observer saw."""
    _require_sees_all(session, actor)
    _note(session, actor, DrillAct.NOTE, words=text_of(words, "记录", 2_000))


def said(session: Session, actor: Actor, inject_id: int, words: str) -> None:
    """What was said to a discussion point, or of any other inject."""
    _require_sees_all(session, actor)
    row = _inject(session, inject_id)
    words = text_of(words, "讨论记录", 2_000)
    _note(session, actor, DrillAct.SAID, words=words, inject_id=row.id)


def _require_sees_all(session: Session, actor: Actor) -> None:
    if not sees_all(_drill(session), actor):
        raise RuleBroken("只有导调员和观察员可以记录观察。")


def end(session: Session, actor: Actor) -> None:
    _, course = _conducted(session, actor)
    if course.state in (DrillState.PREPARED, DrillState.ENDED):
        raise RuleBroken("演练没有在进行。")
    _set_clock(session, now(session), 0)
    _note(session, actor, DrillAct.ENDED)


def sees_all(drill: DrillRow, actor: Actor) -> bool:
    """Conductor and observers see what comes, and the program itself."""
    return not actor.person_id or actor.login in (drill.conductor, *drill.observers)


def row_values(inject: Inject) -> dict[str, object]:
    """An inject as its columns."""
    to: Addressee = inject.to
    return {
        "at": inject.at,
        "kind": InjectKind(inject.kind),
        "title": inject.title.strip(),
        "words": inject.words,
        "to_role": to.role,
        "to_group": to.group,
        "to_district": to.district,
        "to_login": to.login,
        "payload": dict(inject.payload),
        "signs": list(inject.signs),
        "limit_minutes": inject.limit_minutes,
        "clause": inject.clause,
        "points": inject.points,
    }


def _drill(session: Session) -> DrillRow:
    drill = drill_of(session)
    if drill is None:
        raise RuleBroken("这里是实战库，没有演练可以导调。")
    return drill


def _conducted(session: Session, actor: Actor) -> tuple[DrillRow, Course]:
    drill = _drill(session)
    if actor.person_id and actor.login != drill.conductor:
        raise RuleBroken("只有导调员{name}可以导调本次演练。", name=drill.conductor_name)
    return drill, course_of(acts_of_drill(session))


def _require_not_ended(session: Session, actor: Actor) -> Course:
    """Its score stands once it has ended."""
    _, course = _conducted(session, actor)
    if course.state is DrillState.ENDED:
        raise RuleBroken("演练已经结束。")
    return course


def _require_state(session: Session, actor: Actor, state: DrillState) -> tuple[DrillRow, Course]:
    drill, course = _conducted(session, actor)
    if course.state is not state:
        raise RuleBroken("演练没有在进行。" if state is DrillState.RUNNING else "演练没有暂停。")
    return drill, course


def _require_speed(speed: int) -> None:
    if speed not in SPEEDS:
        known = joined("、", (f"×{each}" for each in SPEEDS))
        raise RuleBroken("演练快慢可以是{known}。", known=known)


def _running_speed(drill: DrillRow, course: Course) -> int:
    if drill.mode is Mode.TABLETOP:
        return 0
    return WAITING_SPEED if course.slowed else course.speed


def _overruled_at(session: Session) -> datetime | None:
    """When the conductor last chose a speed while it was slowed: what waited then slows no more."""
    kinds = (DrillAct.SLOWED, DrillAct.SPEED, DrillAct.WENT_ON)
    turns = [act for act in acts_of_drill(session) if act.kind in kinds]
    chosen = [
        act.at
        for before, act in pairwise(turns)
        if (before.kind, act.kind) == (DrillAct.SLOWED, DrillAct.SPEED)
    ]
    return chosen[-1] if chosen else None


def _inject(session: Session, inject_id: int) -> DrillInjectRow:
    row = session.get(DrillInjectRow, inject_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的注入。", id=inject_id)
    return row


def _set_clock(session: Session, at: datetime, speed: int) -> None:
    """From this real moment on it is so late, and time runs so fast."""
    values = {
        "real_micros": to_micros(real_now(session)),
        "simulated_micros": to_micros(at),
        "speed": speed,
    }
    session.execute(update(SimulatedClockRow).values(values))


def _note(
    session: Session,
    actor: Actor,
    kind: DrillAct,
    *,
    at: datetime | None = None,
    speed: int | None = None,
    words: str = "",
    inject_id: int | None = None,
) -> None:
    row = DrillActRow(
        kind=kind,
        inject_id=inject_id,
        speed=speed,
        words=words,
        real_micros=to_micros(real_now(session)),
        at=at or now(session),
        by=actor.name,
    )
    session.add(row)
    session.flush()
    book.record(session, actor, "drill", row.id, kind.value)
