"""The gap book (plan 8.1): a gap is filed by who met it and answered by the planner; own rules."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.directive import require_unmoved
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import ROLE_WORDS, Actor, Role
from commandcenter.domain.phrase import word
from commandcenter.domain.plan.plan_gap import (
    GapState,
    day_of,
    require_adopted,
    require_answerable,
    require_clause,
    require_rules_file,
    require_unreceived,
)
from commandcenter.domain.rights import Action
from commandcenter.domain.times import local
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import incident_of, office_of, rights, storable, text_of
from commandcenter.store import files
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.plan.plan import PlanVersionRow
from commandcenter.store.tables.plan.plan_gap import CountyRulesRow, PlanGapRow
from commandcenter.store.tables.plan.plan_revision import PlanRevisionRow

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


def answer_gap(
    session: Session,
    actor: Actor,
    gap_id: int,
    state: GapState,
    words: str,
    version_id: int | None = None,
    *,
    seen: tuple[GapState, str] | None = None,
) -> None:
    """The planner takes it up, says which version has it now, or why nothing is changed. `seen`:
    the answer that was on the screen.
    """
    rights(session).require(actor, Action.EDIT_PLAN)
    row = session.get(PlanGapRow, gap_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的预案缺口。", id=gap_id)
    require_answerable(row.state, row.answered_by or "", state)
    if seen is not None:
        require_unmoved(seen, (row.state, row.answer or ""), "这项缺口的答复")
    row.version_id = _answering(session, row, state, version_id)
    if state is GapState.DECLINED:
        row.revision_id = None
    row.answer = text_of(words, "答复", LONGEST)
    row.state, row.answered_by, row.answered_at = state, actor.name, now(session)
    session.flush()
    _record(session, actor, row, "answered")


def _answering(
    session: Session, row: PlanGapRow, state: GapState, version_id: int | None
) -> int | None:
    """The version that has it now: one that was made after the gap was met."""
    if state is not GapState.AMENDED:
        return None
    version = session.get(PlanVersionRow, version_id) if version_id is not None else None
    if version is None or version.adopted_at < row.at:
        raise RuleBroken("请选择缺口登记之后、写入了这项内容的预案版本。")
    return version.id


def _record(session: Session, actor: Actor, row: PlanGapRow, verb: str) -> None:
    book.record(
        session, actor, "plan_gap", row.id, verb, incident=row.incident_id,
        clause=row.clause or CLAUSE,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnRules:
    """`adopted` as written: 2026-11-24. `sha256`: of their file, which was sent before."""

    district: str
    title: str
    adopted: str
    words: str = ""
    sha256: str = ""
    file_name: str = ""


def file_rules(session: Session, actor: Actor, rules: OwnRules) -> int:
    """A county's 实施细则, filed with the city; return its id. Newer ones stand beside it."""
    rights(session).require(actor, Action.FILE_OWN_RULES, district=rules.district)
    if session.get(DistrictRow, rules.district) is None:
        raise RuleBroken("请选择县区。")
    at, adopted = now(session), day_of(rules.adopted)
    require_adopted(adopted, local(at).date())
    words = storable(rules.words).strip()
    if len(words) > LONGEST:
        raise RuleBroken("{what}超过 {limit} 字。", what=word("主要内容"), limit=LONGEST)
    name = require_rules_file(rules.file_name)
    files.require_complete(session, rules.sha256, name)
    row = CountyRulesRow(
        district=rules.district,
        title=text_of(rules.title, "细则名称", 200),
        adopted_on=adopted,
        words=words,
        filed_by=actor.name,
        at=at,
        version_id=session.scalar(select(func.max(PlanRevisionRow.made_id))),
        sha256=rules.sha256,
        file_name=name,
    )
    session.add(row)
    session.flush()
    book.record(session, actor, "county_rules", row.id, "filed", clause=CLAUSE)
    return row.id


def receive_rules(session: Session, actor: Actor, rules_id: int, receipt: str) -> None:
    """The city's receipt (备案回执): under which number it took a county's rules in."""
    rights(session).require(actor, Action.EDIT_PLAN)
    row = session.get(CountyRulesRow, rules_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的县区细则。", id=rules_id)
    require_unreceived(row.title, row.receipt or "")
    number, at = text_of(receipt, "备案回执文号", 80), now(session)
    row.receipt, row.received_by, row.received_at = number, actor.name, at
    session.flush()
    book.record(session, actor, "county_rules", row.id, "received", clause=CLAUSE)
