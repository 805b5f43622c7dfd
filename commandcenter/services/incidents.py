"""The first moves of an incident: registered, graded, activated; counted and placed by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.checklist import StepState
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident import Category, State, require_move
from commandcenter.domain.level import Axis, Level
from commandcenter.domain.org import Actor
from commandcenter.domain.plan import deadline_of, steps_for
from commandcenter.domain.rights import Action
from commandcenter.services import joining
from commandcenter.services.guard import (
    incident_of,
    require_for,
    require_to_write,
    rights,
    text_of,
)
from commandcenter.store import journal
from commandcenter.store.counts import settled_subject
from commandcenter.store.database import now
from commandcenter.store.plan import plan_of, version_in_force
from commandcenter.store.tables.complaint import SubjectRow
from commandcenter.store.tables.incident import (
    IncidentPlaceRow,
    IncidentRow,
    LevelDecisionRow,
    TallyRow,
    TeamRow,
)
from commandcenter.store.tables.step import StepRow

TALLIES = {
    "on_site": "现场人数",
    "registered": "已登记人数",
    "waiting": "待登记人数",
    "calls": "来电数",
}
# The steps whose act is the activation itself: grade decided after consultation, notice signed.
DONE_BY_ACTIVATION = ("C1", "C2")
LOOK_BACK = timedelta(days=30)  # earlier complaints on the same brand that join at registration


@dataclass(frozen=True, slots=True)
class NewIncident:
    """What is known when an incident is registered (接报登记). Times aware UTC.

    `brand`: complaints on it, past and to come, join by themselves. `districts`:
    codes of the counties concerned.
    """

    title: str
    public_title: str
    categories: tuple[Category, ...]
    districts: tuple[str, ...]
    received_at: datetime
    received_by_way: str
    topic: str = ""
    summary: str = ""
    brand: str = ""
    occurred_at: datetime | None = None
    verified: bool = False


def register(session: Session, actor: Actor, new: NewIncident) -> int:
    """Register an incident under the plan in force; return its id.

    Raises RuleBroken without the right, a title or a category.
    """
    rights(session).require(actor, Action.REGISTER_INCIDENT, district=frozenset(new.districts))
    if not new.categories:
        raise RuleBroken("请至少选择一种事件类别（预案 1.4.1）。")
    at = now(session)
    if new.received_at > at:
        raise RuleBroken("接报时间不能晚于现在。")
    row = IncidentRow(
        title=text_of(new.title, "事件名称", 60),
        public_title=text_of(new.public_title, "对外名称", 60),
        topic=new.topic,
        categories=[c.value for c in new.categories],
        state=State.ASSESSING if new.verified else State.REPORTED,
        plan_version_id=version_in_force(session),
        summary=new.summary,
        brand=new.brand,
        districts=list(new.districts),
        occurred_at=new.occurred_at,
        received_at=new.received_at,
        received_by_way=new.received_by_way,
        verified_at=at if new.verified else None,
        registered_by=actor.name,
    )
    session.add(row)
    session.flush()
    if new.brand:
        _place_subjects(session, row)
    journal.record(
        session, actor, "incident", row.id, "registered", incident=row.id, clause="4.1(1)"
    )
    if new.brand:
        joining.join_brand(session, actor, row, since=new.received_at - LOOK_BACK)
    return row.id


def _place_subjects(session: Session, incident: IncidentRow) -> None:
    """The known places of the brand become the places of the incident."""
    known = select(SubjectRow).where(SubjectRow.brand == incident.brand, settled_subject())
    for subject in session.scalars(known.order_by(SubjectRow.id)):
        session.add(
            IncidentPlaceRow(
                incident_id=incident.id,
                subject_id=subject.id,
                label=subject.name,
                district=subject.district,
                lat=subject.lat,
                lon=subject.lon,
            )
        )


def verify_report(session: Session, actor: Actor, incident_id: int) -> None:
    """The report (接报) is true: assessment begins, and the report clocks have run since then."""
    incident = incident_of(session, incident_id)
    require_for(session, actor, Action.REGISTER_INCIDENT, incident)
    require_move(incident.state, State.ASSESSING)
    incident.state = State.ASSESSING
    incident.verified_at = now(session)
    _record(session, actor, incident, "verified", "4.1(1)")


def suggest_grade(
    session: Session,
    actor: Actor,
    incident_id: int,
    level: Level,
    reason: str,
    facts: Mapping[str, object],
) -> int:
    """Write the 定级建议 after consultation, with the facts it rests on; return its id."""
    incident = incident_of(session, incident_id)
    rights(session).require(
        actor, Action.DRAFT_GRADE, district=frozenset(incident.districts), level=level
    )
    row = _decision(session, actor, incident, Axis.GRADE, "suggestion", level)
    row.reason = text_of(reason, "定级建议的理由")
    row.facts = dict(facts)
    session.add(row)
    _record(session, actor, incident, "grade suggested", "1.4.2")
    return row.id


def decide_grade(
    session: Session,
    actor: Actor,
    incident_id: int,
    level: Level,
    reason: str,
    suggestion_id: int | None = None,
) -> None:
    """The grade is decided by the person who may, with a reason, and kept with what it answers.

    Ⅱ and Ⅰ are decided above the city: the right to them is refused here in words.
    """
    incident = incident_of(session, incident_id)
    if incident.state not in (State.ASSESSING, State.RESPONDING):
        require_move(incident.state, State.ASSESSING)
        raise RuleBroken("接报尚未核实，不能定级。")
    rights(session).require(
        actor, Action.DECIDE_GRADE, district=frozenset(incident.districts), level=level
    )
    row = _decision(session, actor, incident, Axis.GRADE, "decision", level)
    row.reason = text_of(reason, "定级理由")
    row.answers = suggestion_id
    row.signature = actor.name
    session.add(row)
    incident.grade = level
    _record(session, actor, incident, "grade decided", "1.4.2")


def _decision(
    session: Session, actor: Actor, incident: IncidentRow, axis: Axis, step: str, level: Level
) -> LevelDecisionRow:
    return LevelDecisionRow(
        incident_id=incident.id,
        axis=axis,
        step=step,
        level=level,
        reason="",
        facts={},
        by=actor.name,
        at=now(session),
    )


@dataclass(frozen=True, slots=True)
class Activation:
    """The four items that 突发事件应对法 72 asks of an activation, and the signature."""

    matter: str  # 响应事项
    level: Level
    expected_days: int
    measures: str  # 应急处置措施
    signature: str  # the name, as typed by the person who signs


def activate(session: Session, actor: Actor, incident_id: int, order: Activation) -> None:
    """Start the response: level, duration, measures, signature; the checklist appears.

    Raises RuleBroken without the right, an item or the grade.
    """
    incident = incident_of(session, incident_id)
    require_move(incident.state, State.RESPONDING)
    rights(session).require(
        actor, Action.ACTIVATE, district=frozenset(incident.districts), level=order.level
    )
    if incident.grade is None:
        raise RuleBroken("尚未定级，不能启动响应（预案 4.1(2)）。")
    _require_complete(actor, order)
    at = now(session)
    row = _decision(session, actor, incident, Axis.RESPONSE, "decision", order.level)
    row.reason = order.matter.strip()
    row.signature = order.signature.strip()
    session.add(row)
    incident.state = State.RESPONDING
    incident.response = order.level
    incident.activated_at = at
    incident.expected_days = order.expected_days
    incident.measures = order.measures.strip()
    _lay_out_steps(session, incident, order.level, at, actor.name)
    _record(session, actor, incident, "activated", "4.1(2)")


def _require_complete(actor: Actor, order: Activation) -> None:
    text_of(order.matter, "响应事项")
    text_of(order.measures, "应急处置措施")
    if not 1 <= order.expected_days <= 365:
        raise RuleBroken("预计期限应为 1 至 365 天。")
    if order.signature.strip() != actor.name:
        raise RuleBroken("签名应为本人姓名“{name}”。", name=actor.name)


def _lay_out_steps(
    session: Session, incident: IncidentRow, level: Level, at: datetime, signer: str
) -> None:
    plan = plan_of(session, incident.plan_version_id)
    for planned in steps_for(plan, level):
        template = planned.template
        done = template.code in DONE_BY_ACTIVATION
        session.add(
            StepRow(
                incident_id=incident.id,
                code=template.code,
                title=planned.title,
                detail=template.detail,
                group=template.group,
                clause=template.clause,
                basis=template.basis or template.source,
                must=planned.must,
                position=planned.position,
                deadline_at=deadline_of(template, level, incident.received_at, at),
                state=StepState.DONE if done else StepState.OPEN,
                done_at=at if done else None,
                done_by=signer if done else "",
            )
        )


def count_by_hand(
    session: Session, actor: Actor, incident_id: int, kind: str, value: int, place: str = ""
) -> None:
    """Note a hand count (TALLIES) between exports; the newest is shown with its time."""
    incident = incident_of(session, incident_id)
    require_to_write(session, actor, incident)
    if kind not in TALLIES:
        raise RuleBroken("没有“{kind}”这种计数。", kind=kind)
    if not 0 <= value <= 1_000_000:
        raise RuleBroken("{what}应为 0 至 1000000。", what=TALLIES[kind])
    session.add(
        TallyRow(
            incident_id=incident.id,
            kind=kind,
            value=value,
            place=place.strip(),
            at=now(session),
            by=actor.name,
        )
    )
    journal.record(
        session, actor, "tally", incident.id, "counted", incident=incident.id, clause="4.1(3)"
    )


def place_team(
    session: Session, actor: Actor, incident_id: int, label: str, lat: float, lon: float
) -> None:
    """Say where a team is (WGS-84 degrees); its newest place is shown."""
    incident = incident_of(session, incident_id)
    require_to_write(session, actor, incident)
    row = TeamRow(
        incident_id=incident.id,
        label=text_of(label, "队伍名称", 20),
        lat=lat,
        lon=lon,
        at=now(session),
        by=actor.name,
    )
    session.add(row)
    session.flush()
    journal.record(session, actor, "team", row.id, "placed", incident=incident.id, clause="4.1(3)")


def _record(session: Session, actor: Actor, incident: IncidentRow, verb: str, clause: str) -> None:
    journal.record(
        session, actor, "incident", incident.id, verb, incident=incident.id, clause=clause
    )


def attach_complaints(
    session: Session, actor: Actor, incident_id: int, complaint_ids: Sequence[int]
) -> int:
    """Join chosen complaints to the incident; return how many were not in it before."""
    incident = incident_of(session, incident_id)
    require_for(session, actor, Action.REGISTER_INCIDENT, incident)
    return joining.join(session, actor, incident, complaint_ids)
