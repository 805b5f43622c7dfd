"""Publicity (plan 7.1): put into the year's plan, moved, called off, held with whom it reached.

Who draws up the plan moves it; what was held is registered by the group that held it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Group
from commandcenter.domain.publicity.activities import (
    ActivityState,
    HeldActivity,
    NewActivity,
    activity_state,
    require_activity,
    require_held_activity,
    require_open_activity,
)
from commandcenter.domain.rights import Action
from commandcenter.domain.support.training import due_of
from commandcenter.domain.times import local
from commandcenter.services import book
from commandcenter.services.aftermath.recovery import require_seen
from commandcenter.services.guard import person_in_service, rights, text_if_any, text_of
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.publicity.publicity import PublicityRow
from commandcenter.store.tables.support.team import PartnerRow

CLAUSE = "7.1"
TOPIC, SHORT, LONG = 60, 80, 2_000


def plan(session: Session, actor: Actor, new: NewActivity) -> int:
    """Put an activity into the year's plan; return its id. The group that holds it owes it."""
    rights(session).require(actor, Action.KEEP_PUBLICITY)
    return _plan(session, actor, new)


def plan_all(session: Session, actor: Actor, lines: Sequence[NewActivity]) -> list[int]:
    """The lines of a week, as they were changed; all of them or none. Return their ids."""
    rights(session).require(actor, Action.KEEP_PUBLICITY)
    if not lines:
        raise RuleBroken("请至少选择一项编入计划。")
    return [_plan(session, actor, new) for new in lines]


def change(session: Session, actor: Actor, activity_id: int, new: NewActivity, seen: int) -> None:
    """Another day, topic or number. `seen`: the version on the screen."""
    rights(session).require(actor, Action.KEEP_PUBLICITY)
    row, at = _open_row(session, activity_id), now(session)
    require_seen(row.version, seen)
    values = _values(_checked(session, replace(new, template=row.template), at, row.person_id))
    if all(getattr(row, name) == value for name, value in values.items()):
        raise RuleBroken("没有改动任何内容。")
    for name, value in values.items():
        setattr(row, name, value)
    row.changed_at, row.changed_by = at, actor.name
    book.record(session, actor, "publicity", row.id, "changed", clause=CLAUSE)


def call_off(session: Session, actor: Actor, activity_id: int, why: str) -> None:
    rights(session).require(actor, Action.KEEP_PUBLICITY)
    row = _open_row(session, activity_id)
    said, at = text_of(why, "取消的理由", 200), now(session)
    row.called_off_why, row.called_off_at, row.called_off_by = said, at, actor.name
    book.record(session, actor, "publicity", row.id, "called off", clause=CLAUSE)


def hold(session: Session, actor: Actor, activity_id: int, held: HeldActivity) -> None:
    """An activity of the plan was held."""
    row = _row(session, activity_id)
    _require_to_hold(session, actor, row.group)
    _require_open(session, row)
    _write(session, actor, row, held)
    book.record(session, actor, "publicity", row.id, "held", clause=CLAUSE)


def hold_unplanned(session: Session, actor: Actor, new: NewActivity, held: HeldActivity) -> int:
    """One that nobody had planned; return its id. What was wanted of it is not kept."""
    _require_to_hold(session, actor, new.group)
    new = _checked(session, replace(new, day=local(now(session)).date()), now(session))
    values = _values(replace(new, copies=0, people=0, materials=""))
    row = PublicityRow(
        **{**values, "due_at": None, "whole_month": False},
        template="", planned_at=None, planned_by="",
    )  # fmt: skip
    _write(session, actor, row, held)
    book.record(session, actor, "publicity", row.id, "held", clause=CLAUSE)
    return row.id


def correct(
    session: Session, actor: Actor, activity_id: int, held: HeldActivity, seen: int
) -> None:
    """What was entered of one that was held."""
    row = _row(session, activity_id)
    _require_to_hold(session, actor, row.group)
    require_seen(row.version, seen)
    if row.held_at is None:
        raise RuleBroken("“{topic}”还没有登记，不能更正。", topic=row.topic)
    _write(session, actor, row, held)
    book.record(session, actor, "publicity", row.id, "corrected", clause=CLAUSE)


def _plan(session: Session, actor: Actor, new: NewActivity) -> int:
    at = now(session)
    new = _checked(session, new, at)
    row = PublicityRow(
        **_values(new), template=new.template, planned_at=at, planned_by=actor.name
    )  # fmt: skip
    session.add(row)
    session.flush()
    book.record(session, actor, "publicity", row.id, "planned", clause=CLAUSE)
    return row.id


def _require_to_hold(session: Session, actor: Actor, group: Group) -> None:
    rights(session).require(actor, Action.HOLD_PUBLICITY, group=group)


def _write(session: Session, actor: Actor, row: PublicityRow, held: HeldActivity) -> None:
    at = now(session)
    require_held_activity(held, at)
    partners = sorted(set(held.partners))
    known = set(session.scalars(select(PartnerRow.id).where(PartnerRow.id.in_(partners))))
    for partner in partners:
        if partner not in known:
            raise RuleBroken("没有编号为 {id} 的合作单位。", id=partner)
    row.held_at, row.held_copies, row.reached = held.held_at, held.copies, held.reached
    row.held_place = text_of(held.place, "地点", SHORT)
    row.held_audience = text_of(held.audience, "对象", SHORT)
    row.held_materials = text_if_any(held.materials, "资料", SHORT)
    row.result = text_if_any(held.result, "效果", LONG)
    row.partners = partners
    if row.recorded_at is None:
        row.recorded_at, row.recorded_by = at, actor.name
    elif not session.is_modified(row):
        raise RuleBroken("没有改动任何内容。")
    else:
        row.corrected_at, row.corrected_by = at, actor.name
    session.add(row)
    session.flush()


def _checked(
    session: Session, new: NewActivity, at: datetime, before: int | None = None
) -> NewActivity:
    """As it may be stored; `before`: who was to see to it, and may have left since. Raises
    RuleBroken for what cannot be.
    """
    plan = plan_of(session)
    new = replace(
        new,
        topic=text_of(new.topic, "主题", TOPIC),
        audience=text_of(new.audience, "对象", SHORT),
        place=text_of(new.place, "地点", SHORT),
        materials=text_if_any(new.materials, "资料", SHORT),
        category=text_if_any(new.category, "风险类别", 40),
        template=new.template if new.template in plan.publicity_templates else "",
    )
    require_activity(new, plan.publicity_kinds, local(at).date())
    if new.person_id not in (None, before):
        person_in_service(session, new.person_id)
    return new


def _values(new: NewActivity) -> dict[str, object]:
    return {
        "kind": new.kind,
        "topic": new.topic,
        "audience": new.audience,
        "place": new.place,
        "category": new.category,
        "group": Group(new.group),
        "person_id": new.person_id,
        "due_at": due_of(new.day, whole_month=new.whole_month),
        "whole_month": new.whole_month,
        "materials": new.materials,
        "copies": new.copies,
        "people": new.people,
    }


def _open_row(session: Session, activity_id: int) -> PublicityRow:
    row = _row(session, activity_id)
    _require_open(session, row)
    return row


def _require_open(session: Session, row: PublicityRow) -> None:
    state = activity_state(row.held_at, row.called_off_at, row.due_at, now(session))
    require_open_activity(row.topic, state)


def _row(session: Session, activity_id: int) -> PublicityRow:
    row = session.get(PublicityRow, activity_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的宣传活动。", id=activity_id)
    if row.called_off_at is not None and row.held_at is None:
        require_open_activity(row.topic, ActivityState.CALLED_OFF)
    return row
