"""巡查计划 (plan 3.1(2)): made, moved, called off, its traders added and dropped.

The result of a trader is the inspection that is registered of it (`settle_results`, called by
risk_records): the first since the plan was made. When none is left the plan is done.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Group
from commandcenter.domain.rights import Action
from commandcenter.domain.times import day_start, local
from commandcenter.domain.watch.inspection import (
    NewInspectionPlan,
    NewTarget,
    PlanState,
    TargetState,
    Whom,
    plan_state,
    require_not_called_off,
    require_running,
    require_targets,
    require_to_come,
    require_waiting,
    require_whom,
    target_state,
)
from commandcenter.domain.watch.risk import RecordKind
from commandcenter.services import book
from commandcenter.services.aftermath.recovery import require_seen
from commandcenter.services.guard import rights, storable, text_if_any, text_of
from commandcenter.services.watch.known_trader import trader
from commandcenter.store.database import now
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.person import PersonRow
from commandcenter.store.tables.watch.inspection import InspectionPlanRow, InspectionTargetRow
from commandcenter.store.tables.watch.risk import RiskRecordRow

CLAUSE = "3.1(2)"


def plan(session: Session, actor: Actor, new: NewInspectionPlan) -> int:
    """Make one; return its id. Who is to inspect owes it."""
    _require(session, actor, new.whom.district)
    at = now(session)
    values = _checked(session, new, at)
    require_targets(new.targets)
    row = InspectionPlanRow(**values, planned_at=at, planned_by=actor.name)
    session.add(row)
    session.flush()
    _add(session, actor, row, new.targets)
    _record(session, actor, row.id, "planned")
    return row.id


def change(session: Session, actor: Actor, plan_id: int, new: NewInspectionPlan, seen: int) -> None:
    """Another title, reason, day or who; its traders stay. `seen`: the version on the screen."""
    row = _running(session, actor, plan_id)
    require_seen(row.version, seen)
    _require(session, actor, row.district, new.whom.district)
    at = now(session)
    values = _checked(session, new, at)
    if all(getattr(row, name) == value for name, value in values.items()):
        raise RuleBroken("没有改动任何内容。")
    for name, value in values.items():
        setattr(row, name, value)
    row.changed_at, row.changed_by = at, actor.name
    _record(session, actor, row.id, "changed")


def add_targets(session: Session, actor: Actor, plan_id: int, targets: Sequence[NewTarget]) -> None:
    """More traders; of a plan that was done it goes on."""
    row = _row(session, actor, plan_id)
    require_not_called_off(row.title, _state(session, row))
    there = session.scalars(
        select(InspectionTargetRow.name).where(InspectionTargetRow.inspection_id == row.id)
    )
    require_targets(targets, list(there))
    if row.due_at <= now(session):
        raise RuleBroken("计划的期限已过，请先调整期限，再增加主体。")
    row.done_at, row.done_by = None, ""
    _add(session, actor, row, targets)
    _record(session, actor, row.id, "added to")


def call_off(session: Session, actor: Actor, plan_id: int, why: str) -> None:
    row = _running(session, actor, plan_id)
    said, at = text_of(why, "取消的理由", 200), now(session)
    row.called_off_why, row.called_off_at, row.called_off_by = said, at, actor.name
    _record(session, actor, row.id, "called off")


def drop_target(session: Session, actor: Actor, target_id: int, why: str) -> None:
    """不再巡查: it has closed, moved away, was looked at by another body."""
    target = session.get(InspectionTargetRow, target_id)
    if target is None:
        raise RuleBroken("没有编号为 {id} 的巡查对象。", id=target_id)
    row = _row(session, actor, target.inspection_id)
    require_waiting(target.name, _target_state(row, target, now(session)))
    said, at = text_of(why, "不再巡查的理由", 200), now(session)
    target.dropped_why, target.dropped_at, target.dropped_by = said, at, actor.name
    session.flush()
    _settle_plan(session, actor, row)
    _record(session, actor, row.id, "dropped")


def settle_results(session: Session, actor: Actor, record: RiskRecordRow) -> None:
    """A record was entered or corrected: it is the result of whom it is about, of none else."""
    row, of_plan = InspectionTargetRow, InspectionPlanRow
    touched: dict[int, str] = {}
    tied = select(row, of_plan.planned_at).join(of_plan, of_plan.id == row.inspection_id)
    for target, planned in session.execute(tied.where(row.result_id == record.id)):
        if target.subject_id != record.subject_id or not _follows(record, planned):
            target.result_id = _other_result(session, target.subject_id, planned)
            touched[target.inspection_id] = "untied" if target.result_id is None else "inspected"
    for target in _waiting(session, record):
        target.result_id = record.id
        touched[target.inspection_id] = "inspected"
    session.flush()
    for plan_id, verb in sorted(touched.items()):
        plan_row = session.get(InspectionPlanRow, plan_id)
        assert plan_row is not None
        _settle_plan(session, actor, plan_row)
        _record(session, actor, plan_id, verb)


def _follows(record: RiskRecordRow, planned_at: datetime) -> bool:
    """Held on the day of the plan or later: a day alone is its midnight."""
    return record.held_at >= _from(planned_at)


def _from(planned_at: datetime) -> datetime:
    return day_start(local(planned_at).date())


def _other_result(session: Session, subject: int, planned_at: datetime) -> int | None:
    """The first of the other inspections that the trader had since the plan."""
    row = RiskRecordRow
    others = select(row.id).where(
        row.kind == RecordKind.INSPECTION,
        row.subject_id == subject,
        row.held_at >= _from(planned_at),
    )
    return session.scalars(others.order_by(row.held_at, row.id).limit(1)).first()


def _waiting(session: Session, record: RiskRecordRow) -> Collection[InspectionTargetRow]:
    """Of plans made on the day of the inspection or before."""
    if record.kind is not RecordKind.INSPECTION or record.subject_id is None:
        return ()
    target, of_plan = InspectionTargetRow, InspectionPlanRow
    rows = session.execute(
        select(target, of_plan.planned_at)
        .join(of_plan, of_plan.id == target.inspection_id)
        .where(
            target.subject_id == record.subject_id,
            target.result_id.is_(None),
            target.dropped_at.is_(None),
            of_plan.called_off_at.is_(None),
        )
        .order_by(target.id)
    )
    return [row for row, planned in rows if _follows(record, planned)]


def _settle_plan(session: Session, actor: Actor, row: InspectionPlanRow) -> None:
    """Done when each trader has its result or was dropped; it goes on when one waits again."""
    target = InspectionTargetRow
    waits = session.scalars(
        select(target.id).where(
            target.inspection_id == row.id,
            target.result_id.is_(None),
            target.dropped_at.is_(None),
        )
    ).first()
    if waits is None and row.done_at is None:
        row.done_at, row.done_by = now(session), actor.name
    elif waits is not None and row.done_at is not None:
        row.done_at, row.done_by = None, ""


def _add(
    session: Session, actor: Actor, row: InspectionPlanRow, targets: Sequence[NewTarget]
) -> None:
    known = {name for (name,) in session.execute(select(DistrictRow.code))}
    there = set(
        session.scalars(
            select(InspectionTargetRow.subject_id).where(
                InspectionTargetRow.inspection_id == row.id
            )
        )
    )
    for new in targets:
        name = text_of(new.name, "经营主体", 120)
        code = text_if_any(new.credit_code, "统一社会信用代码", 40)
        if new.district is not None and new.district not in known:
            raise RuleBroken("没有代码为“{code}”的县区。", code=new.district)
        subject = trader(session, actor, name, code, new.district or row.district, "inspection")
        assert subject is not None  # it has a name
        if subject in there:
            raise RuleBroken("“{name}”已经列入这个计划。", name=name)
        there.add(subject)
        session.add(InspectionTargetRow(
            inspection_id=row.id, subject_id=subject, name=name, credit_code=code,
            district=new.district or row.district, reason=text_if_any(new.reason, "列入理由", 500),
            at=now(session), by=actor.name,
        ))  # fmt: skip
    session.flush()


def _checked(session: Session, new: NewInspectionPlan, at: datetime) -> dict[str, object]:
    require_to_come("巡查的期限", new.due_at, at)
    require_doer(session, new.whom)
    category = storable(new.category).strip()
    if len(category) > 40:
        raise RuleBroken("消费类别超过 {most} 字，请缩短。", most=40)
    return {
        "title": text_of(new.title, "巡查计划的名称", 60),
        "category": category,
        "why": text_of(new.why, "巡查的理由", 500),
        "group": Group(new.whom.group) if new.whom.group else None,
        "person_id": new.whom.person_id,
        "district": new.whom.district,
        "due_at": new.due_at,
    }


def require_doer(session: Session, whom: Whom) -> None:
    """One of a group, a person, a county, and one that is there."""
    require_whom(whom)
    if whom.person_id is not None:
        person = session.get(PersonRow, whom.person_id)
        if person is None or not person.active:
            raise RuleBroken("没有编号为 {id} 的在岗人员。", id=whom.person_id)
    if whom.district is not None and session.get(DistrictRow, whom.district) is None:
        raise RuleBroken("没有代码为“{code}”的县区。", code=whom.district)


def _target_state(row: InspectionPlanRow, target: InspectionTargetRow, at: datetime) -> TargetState:
    return target_state(
        inspected=target.result_id is not None, dropped=target.dropped_at is not None,
        called_off=row.called_off_at is not None, due_at=row.due_at, now=at,
    )  # fmt: skip


def _state(session: Session, row: InspectionPlanRow) -> PlanState:
    return plan_state(row.done_at, row.called_off_at, row.due_at, now(session))


def _running(session: Session, actor: Actor, plan_id: int) -> InspectionPlanRow:
    row = _row(session, actor, plan_id)
    require_running(row.title, _state(session, row))
    return row


def _row(session: Session, actor: Actor, plan_id: int) -> InspectionPlanRow:
    row = session.get(InspectionPlanRow, plan_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的巡查计划。", id=plan_id)
    _require(session, actor, row.district)
    return row


def _require(session: Session, actor: Actor, *districts: str | None) -> None:
    """A plan of no county is the city's: a county may not write it."""
    named = frozenset(filter(None, districts))
    whole = None in districts
    rights(session).require(actor, Action.KEEP_RISK, district=None if whole else named)


def _record(session: Session, actor: Actor, plan_id: int, verb: str) -> None:
    book.record(session, actor, "inspection_plan", plan_id, verb, clause=CLAUSE)
