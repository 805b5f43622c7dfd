"""The gap book (plan 8.1): a gap is filed by who met it and answered by the planner; own rules."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import ROLE_WORDS, Actor, Role
from commandcenter.domain.plan.plan_gap import (
    GapState,
    day_of,
    require_adopted,
    require_answerable,
    require_clause,
)
from commandcenter.domain.rights import Action
from commandcenter.domain.times import local
from commandcenter.services import book
from commandcenter.services.guard import incident_of, office_of, rights, storable, text_of
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.plan.plan_gap import CountyRulesRow, PlanGapRow

CLAUSE = "8.1"
LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Gap:
    """`clause` "": no clause speaks of it; `incident_id` None: met outside an incident."""

    clause: str
    missing: str
    done_instead: str
    incident_id: int | None = None


def file_gap(session: Session, actor: Actor, gap: Gap) -> int:
    """Write down what the plan did not say; return its id."""
    rights(session).require(actor, Action.FILE_GAP)
    code = gap.clause.strip()
    require_clause(code, plan_of(session).clauses)
    if gap.incident_id is not None:
        incident_of(session, gap.incident_id)
    row = PlanGapRow(
        clause=code,
        missing=text_of(gap.missing, "预案没有写到的内容", LONGEST),
        done_instead=text_of(gap.done_instead, "实际的做法", LONGEST),
        incident_id=gap.incident_id,
        filed_by=actor.name,
        filed_from=_office(session, actor),
        at=now(session),
        state=GapState.OPEN,
    )
    session.add(row)
    session.flush()
    _record(session, actor, row, "filed")
    return row.id


def _office(session: Session, actor: Actor) -> str:
    """In what capacity: the actor's office in an incident; without one there, their role."""
    role = min((grant.role for grant in actor.grants), key=list(Role).index)
    none_there = role in (Role.AUDITOR, Role.PLANNER)
    return ROLE_WORDS[role] if none_there else office_of(session, actor)[0]


def answer_gap(session: Session, actor: Actor, gap_id: int, state: GapState, words: str) -> None:
    """The planner takes it up, says that the plan has it now, or why nothing is changed."""
    rights(session).require(actor, Action.EDIT_PLAN)
    row = session.get(PlanGapRow, gap_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的预案缺口。", id=gap_id)
    require_answerable(row.state, row.answered_by or "", state)
    row.answer = text_of(words, "答复", LONGEST)
    row.state, row.answered_by, row.answered_at = state, actor.name, now(session)
    session.flush()
    _record(session, actor, row, "answered")


def _record(session: Session, actor: Actor, row: PlanGapRow, verb: str) -> None:
    book.record(
        session, actor, "plan_gap", row.id, verb, incident=row.incident_id,
        clause=row.clause or CLAUSE,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnRules:
    """`adopted` as written: 2026-11-24."""

    district: str
    title: str
    adopted: str
    words: str = ""


def file_rules(session: Session, actor: Actor, rules: OwnRules) -> int:
    """A county's 实施细则, filed with the city; return its id. Newer ones stand beside it."""
    rights(session).require(actor, Action.FILE_OWN_RULES, district=rules.district)
    if session.get(DistrictRow, rules.district) is None:
        raise RuleBroken("请选择县区。")
    at, adopted = now(session), day_of(rules.adopted)
    require_adopted(adopted, local(at).date())
    words = storable(rules.words).strip()
    if len(words) > LONGEST:
        raise RuleBroken("{what}超过 {limit} 字。", what="主要内容", limit=LONGEST)
    row = CountyRulesRow(
        district=rules.district,
        title=text_of(rules.title, "细则名称", 200),
        adopted_on=adopted,
        words=words,
        filed_by=actor.name,
        at=at,
    )
    session.add(row)
    session.flush()
    book.record(session, actor, "county_rules", row.id, "filed", clause=CLAUSE)
    return row.id
