"""What is read before a level is decided: who leads, which measures, what becomes of the tasks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken, refusal_of
from commandcenter.domain.incident.decided_above import (
    DecidedAbove,
    asked_to_start,
    require_own,
)
from commandcenter.domain.incident.incident import State
from commandcenter.domain.incident.notices import Order
from commandcenter.domain.level import Axis, Level
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.domain.plan.plan_items import ResponseItem
from commandcenter.domain.rights import Action, Matter
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.grading import grade_sheet
from commandcenter.store.command.foreseen import Foreseen, foresight
from commandcenter.store.incident.decided_above import decided_above
from commandcenter.store.incident.leading_body import lead_words
from commandcenter.store.office import office
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.consultation import ConsultationRow
from commandcenter.store.tables.incident.incident import IncidentRow


@dataclass(frozen=True, slots=True)
class StepsAfter:
    """The tasks after a level is set: titles of what is new (`must` of it 必办) and what goes."""

    kept: int
    done: int
    must: int
    new: tuple[str, ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LevelForm:
    """`leads`: who leads at each level, as the notice says it. `refusals`: why this person may
    not do an act at a level (for lowering and ending: from it). `record`: the facts to keep."""

    incident_id: int
    title: str
    state: State
    grade: Level | None
    response: Level | None
    expected_days: int | None
    measures: str
    leads: Mapping[Level, str]
    responses: Mapping[Level, ResponseItem]
    steps: Mapping[Level, StepsAfter]
    end_steps: StepsAfter
    suggested: Level | None  # what the adviser reads from the facts
    refusals: Mapping[tuple[Action, Level], RuleBroken]
    record: dict[str, Any]
    now: datetime
    office: str


ACTIONS = (Action.ACTIVATE, Action.RAISE_LEVEL, Action.LOWER_LEVEL, Action.END_RESPONSE)


def level_form(session: Session, actor: Actor, incident_id: int, now: datetime) -> LevelForm:
    incident = session.get_one(IncidentRow, incident_id)
    plan = plan_of(session, incident.plan_version_id)
    sheet = grade_sheet(session, incident_id, now)
    tasks = foresight(session, incident_id, now)
    return LevelForm(
        incident_id=incident_id,
        title=incident.title,
        state=incident.state,
        grade=incident.grade,
        response=incident.response,
        expected_days=incident.expected_days,
        measures=incident.measures,
        leads={level: lead_words(session, incident, level) for level in Level},
        responses=plan.responses,
        steps={level: _tasks_after(tasks.of_level(level)) for level in Level},
        end_steps=_tasks_after(tasks.of_end()),
        suggested=sheet.advice.level,
        refusals=level_refusals(session, actor, incident),
        record=sheet.record,
        now=now,
        office=office(session),
    )


def proposed_order(session: Session, incident: IncidentRow, level: Level) -> Order:
    """As the plan proposes it for an incident that is graded so."""
    response = plan_of(session, incident.plan_version_id).responses[level]
    return Order(
        title=incident.title, level=level, lead=lead_words(session, incident, level), grade=level,
        matter=f"{incident.title}应急响应", expected_days=response.expected_days,
        measures=response.measures, office=office(session),
    )  # fmt: skip


def _tasks_after(found: Foreseen) -> StepsAfter:
    return StepsAfter(
        kept=len(found.kept),
        done=len(found.done),
        must=sum(row.must for row in found.new),
        new=tuple(word(row.title) for row in found.new),
        dropped=tuple(word(row.title) for row in found.dropped),
    )


def level_refusals(
    session: Session, actor: Actor, incident: IncidentRow
) -> dict[tuple[Action, Level], RuleBroken]:
    """Why the actor may not do each act at each level."""
    rights, where = plan_of(session).rights, frozenset(incident.districts)
    above = decided_above(session, incident.id, Axis.RESPONSE)

    def refused(action: Action, level: Level) -> RuleBroken | None:
        starts = action is Action.ACTIVATE
        asked = asked_to_start(incident.grade, level) if starts else level
        matter = Matter(districts=where, level=asked)
        return rights.refusal(actor, action, matter) or _bound(above, action, level)

    return {
        (action, level): broken
        for action in ACTIONS
        for level in Level
        if (broken := refused(action, level))
    }


def _bound(above: DecidedAbove | None, action: Action, level: Level) -> RuleBroken | None:
    """Why the city alone may not lower from this level, or end at it."""
    if action is Action.END_RESPONSE:
        return refusal_of(lambda: require_own(above, None))
    if action is Action.LOWER_LEVEL and level is not Level.IV:
        return refusal_of(lambda: require_own(above, list(Level)[level.rank]))
    return None


@dataclass(frozen=True, slots=True)
class Held:
    """A 会商 that a 定级建议 may rest on."""

    id: int
    held_at: datetime
    chair: str
    question: str
    conclusion: str


def consultations(session: Session, incident_id: int) -> tuple[Held, ...]:
    """Newest first."""
    rows = session.scalars(
        select(ConsultationRow)
        .where(ConsultationRow.incident_id == incident_id)
        .order_by(ConsultationRow.held_at.desc(), ConsultationRow.id.desc())
    )
    return tuple(Held(r.id, r.held_at, r.chair, r.question, r.conclusion) for r in rows)
