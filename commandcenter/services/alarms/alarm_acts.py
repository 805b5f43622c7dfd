"""What a person does with an alarm: acknowledge, shelve; a planner takes a kind out of service.

An acknowledgement is of the version that was seen; it says that somebody has taken it on, and
ends no alarm whose reason still stands.
"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.alarms.alarm import Standing
from commandcenter.domain.alarms.alarm_rules import (
    require_concern,
    require_shelvable,
    require_version,
    require_waiting,
)
from commandcenter.domain.alarms.machine import AlarmAct, concerns
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.services import book
from commandcenter.services.alarms.alarm_book import KIND, add_act
from commandcenter.services.guard import rights, text_of
from commandcenter.store.alarms.alarm_rows import out_of_service
from commandcenter.store.database import now
from commandcenter.store.people import actors_of
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.seat.earlier_act import about
from commandcenter.store.tables.alarms.alarm import AlarmOutRow, AlarmRow
from commandcenter.store.tables.person import PersonRow

OUT_KIND = "alarm_out"
WHY_LENGTH = 200


def acknowledge(session: Session, actor: Actor, alarm: int, version: int) -> None:
    """Of the version seen. Refused for another, and for who is neither responsible nor reached.

    One whose reason has gone meanwhile is cleared by it.
    """
    row = _alarm(session, alarm)
    require_concern(actor, row.reached)
    require_waiting(row.standing)
    require_version(row.version, version)
    _acknowledge(session, row, actor.name, now(session))
    add_act(session, row.id, row, AlarmAct.ACKNOWLEDGED, "", actor.name, now(session))
    _record(session, actor, row, AlarmAct.ACKNOWLEDGED)


def _acknowledge(session: Session, row: AlarmRow, by: str, at: datetime) -> None:
    row.acknowledged_by, row.acknowledged_at = by, at
    row.acknowledged_version = row.version
    row.next_to, row.next_at = "", None
    row.shelved_by, row.shelved_why, row.shelved_until = "", "", None
    if row.standing is Standing.RETURNED:
        row.standing, row.cleared_at = Standing.CLEARED, at
    else:
        row.standing = Standing.ACKNOWLEDGED
    session.flush()


def rung(
    session: Session, actor: Actor, alarm: int, person_id: int | None, name: str, answered: bool
) -> None:
    """叫应 about an alarm: who was rung and answered has acknowledged it, if it is theirs.

    In the transaction of the call, which announces it.
    """
    row = session.get(AlarmRow, alarm)
    if row is None or row.standing not in (Standing.UNACKNOWLEDGED, Standing.RETURNED):
        return
    at, person = now(session), session.get(PersonRow, person_id) if person_id else None
    act = AlarmAct.RUNG
    if (
        answered
        and person
        and any(concerns(a, row.reached) for a in actors_of(session, [person], at))
    ):
        _acknowledge(session, row, person.name, at)
        act = AlarmAct.ACKNOWLEDGED
    words = f"叫应{name}" if act is AlarmAct.ACKNOWLEDGED else name
    add_act(session, row.id, row, act, words, actor.name, at)


def shelve(
    session: Session, actor: Actor, alarm: int, version: int, until: datetime, why: str
) -> None:
    """Silent until then, at most as long as the plan allows; a higher priority ends it before."""
    row, plan, at = _alarm(session, alarm), plan_of(session), now(session)
    require_concern(actor, row.reached)
    require_waiting(row.standing)
    require_version(row.version, version)
    require_shelvable(plan, row.kind, row.standing, until, at)
    row.shelved_by, row.shelved_until = actor.name, until
    row.shelved_why = text_of(why, "暂缓的理由", WHY_LENGTH)
    row.next_to, row.next_at = "", None
    session.flush()
    add_act(session, row.id, row, AlarmAct.SHELVED, row.shelved_why, actor.name, at)
    _record(session, actor, row, AlarmAct.SHELVED)


def end_shelving(session: Session, actor: Actor, alarm: int) -> None:
    """Before its time; it is measured anew from now."""
    row, at = _alarm(session, alarm), now(session)
    require_concern(actor, row.reached)
    if not row.shelved_by:
        raise RuleBroken("这条告警没有暂缓。")
    row.shelved_by, row.shelved_why, row.shelved_until = "", "", None
    session.flush()
    add_act(session, row.id, row, AlarmAct.UNSHELVED, "", actor.name, at)
    _record(session, actor, row, AlarmAct.UNSHELVED)


def take_out(session: Session, actor: Actor, kind: str, why: str, until: datetime | None) -> None:
    """A kind of alarm is raised no more, until then or until it is put back."""
    rights(session).require(actor, Action.EDIT_PLAN)
    plan, at = plan_of(session), now(session)
    if kind not in plan.alarms:
        raise RuleBroken("没有这一类告警。")
    if already := [row.id for row in out_of_service(session, at) if row.kind == kind]:
        about(session, OUT_KIND, *already)
        raise RuleBroken("“{title}”已经停用。", title=plan.alarms[kind].title)
    if until is not None and until <= at + timedelta(minutes=1):
        raise RuleBroken("停用的结束时间应在以后。")
    row = AlarmOutRow(
        kind=kind, why=text_of(why, "停用的理由", WHY_LENGTH), by=actor.name, since=at, until=until
    )
    session.add(row)
    session.flush()
    book.record(session, actor, OUT_KIND, row.id, "taken out")


def put_back(session: Session, actor: Actor, kind: str) -> None:
    rights(session).require(actor, Action.EDIT_PLAN)
    at = now(session)
    rows = [row for row in out_of_service(session, at) if row.kind == kind]
    if not rows:
        raise RuleBroken("这一类告警没有停用。")
    for row in rows:
        row.ended_by, row.ended_at = actor.name, at
        session.flush()
        book.record(session, actor, OUT_KIND, row.id, "put back")


def _alarm(session: Session, number: int) -> AlarmRow:
    found = session.scalars(select(AlarmRow).where(AlarmRow.id == number)).first()
    if found is None:
        raise RuleBroken("没有编号为 {id} 的告警。", id=number)
    return found


def _record(session: Session, actor: Actor, row: AlarmRow, act: AlarmAct) -> None:
    book.record(session, actor, KIND, row.id, act.value, incident=row.incident_id)
