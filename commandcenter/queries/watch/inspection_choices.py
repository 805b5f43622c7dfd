"""Which traders a plan of inspections may begin with (plan 3.1(2)): as the ranking says."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import headed, joined, phrase
from commandcenter.domain.watch.inspection import NewTarget
from commandcenter.domain.watch.risk import BAND_WORDS, Measure, Scope
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.queries.watch.inspection_lines import Doers
from commandcenter.queries.watch.inspections import doers_of
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.complaints.complaint import ComplaintRow, SubjectRow
from commandcenter.store.watch.risk_past import Asked
from commandcenter.store.watch.risk_ranking import Ranked, Ranking

MOST = 10  # traders that are proposed of a category


@dataclass(frozen=True, slots=True)
class InspectionChoices:
    """`why`: of the line of the ledger from which it is begun, in words."""

    title: str
    category: str
    why: str
    targets: tuple[NewTarget, ...]
    doers: Doers


def inspection_choices(
    session: Session, actor: Actor, scope: Scope | None, key: str, now: datetime
) -> InspectionChoices:
    """Of a trader that one, of a category its traders with most points; of neither those of all."""
    plan = plan_of(session)
    asked = Asked(plan.risk_points, now, own_districts(session, actor))
    ranking = Ranking(session, plan, asked)
    traders = ranking.lines(Scope.SUBJECT)
    if scope is None:
        chosen, about, category = traders[:MOST], None, ""
    elif scope is Scope.SUBJECT:
        chosen = [line for line in traders if line.key == key]
        about, category = next(iter(chosen), None), ""
    else:
        chosen = _of_category(session, asked, traders, key)[:MOST]
        about = next((x for x in ranking.lines(Scope.CATEGORY) if x.key == key), None)
        category = key
    return InspectionChoices(
        title=about.title if about else "",
        category=category,
        why=why_words(about) if about else "",
        targets=_targets(session, chosen),
        doers=doers_of(session, actor, now),
    )


def why_words(line: Ranked) -> str:
    """风险清单 74 分（重点）：近30日投诉 92 人；近180日巡查发现问题 3 次."""
    reasons = joined("；", (reason.words for reason in line.reasons))
    said = phrase("风险清单 {n} 分（{band}）", n=line.points, band=BAND_WORDS[line.band])
    return headed(said, reasons) if reasons else said


def _of_category(
    session: Session, asked: Asked, traders: list[Ranked], category: str
) -> list[Ranked]:
    """Those that most complaints of the category name, in the order of their points."""
    row = ComplaintRow
    rows = session.execute(
        select(row.subject_id, func.count())
        .where(
            row.registered_at >= asked.since(Measure.PEOPLE), row.category == category,
            row.subject_id.is_not(None), asked.districts(),
        )
        .group_by(row.subject_id)
    )  # fmt: skip
    named = {str(subject) for subject, _ in rows}
    return [line for line in traders if line.key in named]


def _targets(session: Session, lines: list[Ranked]) -> tuple[NewTarget, ...]:
    row = SubjectRow
    rows = session.execute(
        select(row.id, row.credit_code, row.district).where(
            row.id.in_([int(line.key) for line in lines])
        )
    )
    known = {str(number): (code or "", district) for number, code, district in rows}
    found = []
    for line in lines:
        code, district = known.get(line.key, ("", None))
        found.append(NewTarget(line.title, code, district, why_words(line)))
    return tuple(found)
