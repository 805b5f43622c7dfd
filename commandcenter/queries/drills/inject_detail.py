"""One inject as its conductor amends it, and what they may choose for it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.drills.script import Addressee, Inject, ScoreRules
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.drills.score import rules_of
from commandcenter.store.drills.course import drill_of
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.drills.drill_course import DrillInjectRow


@dataclass(frozen=True, slots=True)
class InjectChoices:
    """What an inject may name: codes and names."""

    clauses: tuple[tuple[str, str], ...]
    districts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class InjectDetail:
    """`inject` None: a new one."""

    inject: Inject | None
    choices: InjectChoices


def inject_detail(session: Session, actor: Actor, inject_id: int | None) -> InjectDetail:
    """Raises RuleBroken for who does not conduct this drill: players see nothing that comes."""
    drill = drill_of(session)
    if drill is None or (actor.person_id and actor.login != drill.conductor):
        raise RuleBroken("只有导调员可以查看和修改注入。")
    row = session.get(DrillInjectRow, inject_id) if inject_id else None
    inject = _as_inject(row) if row else None
    return InjectDetail(inject, inject_choices(session, rules_of(drill).score))


def inject_choices(session: Session, rules: ScoreRules) -> InjectChoices:
    districts = session.execute(
        select(DistrictRow.code, DistrictRow.name).order_by(DistrictRow.code)
    )
    return InjectChoices(
        tuple((clause.code, clause.title) for clause in rules.clauses),
        tuple((district.code, district.name) for district in districts),
    )


def _as_inject(row: DrillInjectRow) -> Inject:
    return Inject(
        at=row.at,
        kind=row.kind,
        title=row.title,
        words=row.words,
        to=Addressee(row.to_role, row.to_group, row.to_district, row.to_login),
        payload=dict(row.payload),  # type: ignore[call-overload]  # JSON of an object
        signs=tuple(row.signs),
        limit_minutes=row.limit_minutes,
        clause=row.clause,
        points=row.points,
    )
