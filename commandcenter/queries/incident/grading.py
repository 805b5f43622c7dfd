"""定级研判: the facts as they are known, what the adviser reads from them, and the history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from commandcenter.domain.incident.facts import (
    Fact,
    Origin,
    Reading,
    facts_then,
    gather,
    statable,
    windows,
)
from commandcenter.domain.incident.grading import Advice, advise, record_of, suggested_then
from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Axis, Level
from commandcenter.domain.phrase import phrases, word
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.plan.plan_items import FactItem, GradeItem
from commandcenter.domain.rights import Rights
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.fact_data import data_readings
from commandcenter.queries.incident.situation import open_suggestion
from commandcenter.store.incident.stated_facts import statements
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.read_once import read_once, rows_of_incident
from commandcenter.store.tables.incident.incident import (
    IncidentFactRow,
    IncidentRow,
    LevelDecisionRow,
)

STATEMENTS = 100


@dataclass(frozen=True, slots=True)
class GradeStep:
    """A suggestion, a decision or a step towards the upper body's, with the facts of then.

    `organ`, `document`, `decided_at`: of the upper body's decision. `suggested`: what the
    adviser read from `facts`; these are empty in a record of before there were any.
    """

    id: int
    axis: Axis
    step: str  # suggestion, decision, initial, request, upper, returned
    level: Level
    reason: str
    by: str
    at: datetime
    answers: int | None
    organ: str
    document: str
    decided_at: datetime | None
    facts: tuple[Fact, ...]
    suggested: Level | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact as somebody stated it. `value` None: 正在核查."""

    code: str
    title: str
    value: int | None
    source: str
    as_of: datetime
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class GradeSheet:
    """All that a grade is assessed and decided on.

    `facts` in the plan's order; `suggestion` the 定级建议 that waits for a decision; `record`
    what is kept with a suggestion or decision made on this sheet.
    """

    incident_id: int
    title: str
    state: State
    grade: Level | None
    response: Level | None
    districts: frozenset[str]
    facts: Mapping[str, Fact]
    windows: Mapping[str, int]
    advice: Advice
    words: Mapping[Level, GradeItem]
    statable: tuple[FactItem, ...]
    statements: tuple[Statement, ...]  # newest first
    history: tuple[GradeStep, ...]  # newest first
    suggestion: GradeStep | None
    rights: Rights
    record: dict[str, Any]
    now: datetime


def grade_sheet(session: Session, incident_id: int, now: datetime) -> GradeSheet:
    key = ("grade sheet", incident_id, now)
    return read_once(session, key, lambda: _grade_sheet(session, incident_id, now))


def _grade_sheet(session: Session, incident_id: int, now: datetime) -> GradeSheet:
    incident = session.get_one(IncidentRow, incident_id)
    plan, in_force = plan_of(session, incident.plan_version_id), plan_of(session)
    told = statements(session, incident_id)
    facts = known_facts(session, incident, plan, told, now)
    values = {code: fact.value for code, fact in facts.items()}
    advice = advise(plan, in_force, values, now)
    history = _history(session, incident_id)
    waiting = open_suggestion(session, incident_id)
    return GradeSheet(
        incident_id=incident_id,
        title=incident.title,
        state=incident.state,
        grade=incident.grade,
        response=incident.response,
        districts=frozenset(incident.districts),
        facts=facts,
        windows=windows(plan),
        advice=advice,
        words=plan.grades,
        statable=statable(plan),
        statements=_statements(plan, told),
        history=history,
        suggestion=next((s for s in history if waiting and s.id == waiting.id), None),
        rights=in_force.rights,
        record=record_of(facts, advice, now),
        now=now,
    )


def known_facts(
    session: Session,
    incident: IncidentRow,
    plan: PlanData,
    told: Iterable[IncidentFactRow],
    now: datetime,
) -> dict[str, Fact]:
    """Each fact from the data or as stated, whichever is the later word."""
    stated = {row.code: _reading(row) for row in told}
    data = data_readings(session, incident, windows(plan), now)
    facts = gather(plan, data, stated)
    if "gathered" in facts and "on_site" in facts:
        crowd = _crowd(plan, facts["on_site"])
        facts |= gather(plan, data | crowd, stated)
    return _named_by_window(facts, windows(plan))


def _named_by_window(facts: dict[str, Fact], hours: Mapping[str, int]) -> dict[str, Fact]:
    """What looks back only so far says so: the same words name the whole elsewhere."""
    found = dict(facts)
    named = phrases(
        {"complainants": "近{hours}小时{title}（本省）", "amount_yuan": "近{hours}小时{title}"}
    )
    for code, words in named.items():
        if code in facts and (span := hours.get(code)):
            title = words.format(hours=span, title=word(facts[code].title))
            found[code] = replace(facts[code], title=title)
    return found


def _crowd(plan: PlanData, on_site: Fact) -> dict[str, Reading]:
    """Whether people have gathered, by the head count that holds and the plan's least number."""
    held, condition = on_site.held, plan.thresholds["on_site"].levels.get(Level.IV)
    if held is None or held.value is None or condition is None:
        return {}
    least = min(each.get("on_site", 1) for each in condition.any)
    yes = int(held.value >= least)
    return {"gathered": Reading(yes, held.source, held.as_of, Origin.DATA)}


def _reading(row: IncidentFactRow) -> Reading:
    return Reading(row.value, row.source, row.as_of, Origin.STATED, by=row.by)


def _statements(plan: PlanData, told: Sequence[IncidentFactRow]) -> tuple[Statement, ...]:
    titles = {item.code: item.title for item in statable(plan)}
    newest = sorted(told, key=lambda row: (row.at, row.id), reverse=True)[:STATEMENTS]
    return tuple(
        Statement(r.code, titles.get(r.code, r.code), r.value, r.source, r.as_of, r.at, r.by)
        for r in newest
    )


def _history(session: Session, incident_id: int) -> tuple[GradeStep, ...]:
    rows = rows_of_incident(session, LevelDecisionRow, incident_id)
    return tuple(
        GradeStep(
            id=row.id,
            axis=row.axis,
            step=row.step,
            level=row.level,
            reason=row.reason,
            by=row.by,
            at=row.at,
            answers=row.answers,
            organ=row.organ or "",
            document=row.document or "",
            decided_at=row.decided_at,
            facts=facts_then(row.facts),
            suggested=suggested_then(row.facts),
        )
        for row in reversed(rows)
    )
