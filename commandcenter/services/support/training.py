"""Training (plan 6.1): put into the year's plan, moved, called off, held with who came."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Group
from commandcenter.domain.rights import Action
from commandcenter.domain.support.training import (
    HeldTraining,
    NewTraining,
    TrainingResult,
    TrainingState,
    due_of,
    require_held,
    require_open,
    require_training,
    state_of,
)
from commandcenter.domain.times import local
from commandcenter.services import book
from commandcenter.services.aftermath.recovery import require_seen
from commandcenter.services.guard import rights, storable, text_if_any, text_of
from commandcenter.store.database import now
from commandcenter.store.tables.person import PersonRow
from commandcenter.store.tables.support.team import TrainingPersonRow, TrainingRow

CLAUSE = "6.1"


def plan(session: Session, actor: Actor, new: NewTraining) -> int:
    """Put a session into the year's plan; return its id. The group that holds it owes it."""
    rights(session).require(actor, Action.KEEP_TEAM, group=new.group)
    at = now(session)
    new = _checked(new, at)
    row = TrainingRow(**_values(new), group=Group(new.group), planned_at=at, planned_by=actor.name)
    session.add(row)
    session.flush()
    book.record(session, actor, "training", row.id, "planned", clause=CLAUSE)
    return row.id


def change(session: Session, actor: Actor, training_id: int, new: NewTraining, seen: int) -> None:
    """Another day, topic or hours; who holds it stays. `seen`: the version on the screen."""
    row, at = _open_row(session, actor, training_id), now(session)
    require_seen(row.version, seen)
    values = _values(_checked(new, at))
    if all(getattr(row, name) == value for name, value in values.items()):
        raise RuleBroken("没有改动任何内容。")
    for name, value in values.items():
        setattr(row, name, value)
    row.changed_at, row.changed_by = at, actor.name
    book.record(session, actor, "training", row.id, "changed", clause=CLAUSE)


def call_off(session: Session, actor: Actor, training_id: int, why: str) -> None:
    row = _open_row(session, actor, training_id)
    said, at = text_of(why, "取消的理由", 200), now(session)
    row.called_off_why, row.called_off_at, row.called_off_by = said, at, actor.name
    book.record(session, actor, "training", row.id, "called off", clause=CLAUSE)


def hold(session: Session, actor: Actor, training_id: int, held: HeldTraining) -> None:
    """A session of the plan was held: when, where, by whom, and who came with what result."""
    row = _open_row(session, actor, training_id)
    _write(session, actor, row, held)
    book.record(session, actor, "training", row.id, "held", clause=CLAUSE)


def hold_unplanned(
    session: Session, actor: Actor, topic: str, group: Group, held: HeldTraining
) -> int:
    """One that nobody had planned; return its id."""
    rights(session).require(actor, Action.KEEP_TEAM, group=group)
    row = TrainingRow(
        topic=text_of(topic, "培训主题", 60), matter="", group=Group(group), groups=[],
        hours=held.hours, due_at=None, whole_month=False, planned_at=None, planned_by="",
    )  # fmt: skip
    _write(session, actor, row, held)
    book.record(session, actor, "training", row.id, "held", clause=CLAUSE)
    return row.id


def correct(
    session: Session, actor: Actor, training_id: int, held: HeldTraining, seen: int
) -> None:
    """What was entered of one that was held. Who did not come after all is kept as 未到."""
    row = _row(session, actor, training_id)
    require_seen(row.version, seen)
    if row.held_at is None:
        raise RuleBroken("“{topic}”还没有登记，不能更正。", topic=row.topic)
    _write(session, actor, row, held)
    book.record(session, actor, "training", row.id, "corrected", clause=CLAUSE)


def _write(session: Session, actor: Actor, row: TrainingRow, held: HeldTraining) -> None:
    at = now(session)
    require_held(held, at)
    row.held_at, row.held_hours = held.held_at, held.hours
    row.place = text_of(held.place, "地点", 60)
    row.teacher = text_of(held.teacher, "授课人", 60)
    row.findings = text_if_any(held.findings, "小结", 2_000)
    first = row.recorded_at is None
    changed = first or session.is_modified(row)
    if first:
        row.recorded_at, row.recorded_by = at, actor.name
    else:
        row.corrected_at, row.corrected_by = at, actor.name
    session.add(row)
    session.flush()
    if not _write_people(session, actor, row.id, held, at) and not changed:
        raise RuleBroken("没有改动任何内容。")


def _write_people(
    session: Session, actor: Actor, training_id: int, held: HeldTraining, at: datetime
) -> bool:
    """Whether anything of who came, and with what result, is new."""
    rows = {
        each.person_id: each
        for each in session.scalars(
            select(TrainingPersonRow).where(TrainingPersonRow.training_id == training_id)
        )
    }
    known = set(session.scalars(select(PersonRow.id).where(PersonRow.id.in_(held.results))))
    for person, result in sorted(held.results.items()):
        if person not in known:
            raise RuleBroken("没有编号为 {id} 的人员。", id=person)
        row = rows.get(person)
        if row is not None:
            _set(row, TrainingResult(result), actor, at)
        elif result is not TrainingResult.ABSENT:
            session.add(TrainingPersonRow(
                training_id=training_id, person_id=person, result=TrainingResult(result),
                at=at, by=actor.name,
            ))  # fmt: skip
    for person, row in rows.items():
        if person not in held.results:
            _set(row, TrainingResult.ABSENT, actor, at)
    changed = bool(session.new or session.dirty)
    session.flush()
    return changed


def _set(row: TrainingPersonRow, result: TrainingResult, actor: Actor, at: datetime) -> None:
    if row.result is not result:
        row.result, row.corrected_at, row.corrected_by = result, at, actor.name


def _checked(new: NewTraining, at: datetime) -> NewTraining:
    matter = storable(new.matter).strip()
    if len(matter) > 1_000:
        raise RuleBroken("培训内容超过 {most} 字，请缩短。", most=1_000)
    new = replace(new, topic=text_of(new.topic, "培训主题", 60), matter=matter)
    require_training(new, local(at).date())
    return new


def _values(new: NewTraining) -> dict[str, object]:
    return {
        "topic": new.topic,
        "matter": new.matter,
        "groups": [group.value for group in Group if group in new.groups],
        "hours": new.hours,
        "due_at": due_of(new.day, whole_month=new.whole_month),
        "whole_month": new.whole_month,
    }


def _open_row(session: Session, actor: Actor, training_id: int) -> TrainingRow:
    row = _row(session, actor, training_id)
    require_open(row.topic, state_of(row.held_at, row.called_off_at, row.due_at, now(session)))
    return row


def _row(session: Session, actor: Actor, training_id: int) -> TrainingRow:
    row = session.get(TrainingRow, training_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的培训。", id=training_id)
    rights(session).require(actor, Action.KEEP_TEAM, group=row.group)
    if row.called_off_at is not None and row.held_at is None:
        require_open(row.topic, TrainingState.CALLED_OFF)
    return row
