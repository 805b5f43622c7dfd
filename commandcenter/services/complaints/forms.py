"""Forms of 令121 made of complaints: who may, which fit, each with its line of the journal.

A form is a sheet made from records and goes no way of drafts and signatures. The line of each is
committed before the form is set: who is named on it in full was looked at, and that stands there.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.form_items import FORM_WORDS, FormAsked
from commandcenter.domain.complaints.forms import (
    GROUNDS_OF,
    require_asked,
    require_fit,
    require_ground,
    why_not_made,
    why_not_named,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.plan.plan import PlanData
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import storable
from commandcenter.store.complaints.handling import pages
from commandcenter.store.complaints.standings import Stood, standings_of
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.incident.incident import IncidentComplaintRow

CLAUSE = "4.1(6)"
MOST = 500  # forms in one command
MOST_CHOSEN = 20_000  # complaints among which those are looked for that it fits


@dataclass(frozen=True, slots=True)
class Made:
    """`complaints`: those that get the form, in the order asked; `full`: those of them on which
    who complained may be named in full; `refused`: why others got none, how often."""

    asked: FormAsked
    complaints: tuple[int, ...]
    full: frozenset[int] = frozenset()
    refused: tuple[tuple[RuleBroken, int], ...] = ()


def make_forms(
    session: Session, actor: Actor, asked: FormAsked, complaint_ids: Iterable[int]
) -> Made:
    """Write down that a form is made of each complaint that it fits.

    Raises RuleBroken when it fits none of them. With `asked.full` each look at who complained is
    written down as well; of whom the actor may not see, the form is made covered.
    """
    plan, asked = plan_of(session), _clean(asked)
    _require_known(plan, asked)
    found = _chosen(session, complaint_ids)
    refused: Counter[str] = Counter()
    why: dict[str, RuleBroken] = {}
    fitting: list[Stood] = []
    for each in found.values():
        try:
            _require_form(plan, actor, asked, each)
            fitting.append(each)
        except RuleBroken as broken:
            refused[str(broken)] += 1
            why.setdefault(str(broken), broken)
    reasons = tuple((why[words], count) for words, count in refused.most_common())
    if not fitting:
        raise reasons[0][0]
    if len(fitting) > MOST:
        raise RuleBroken("一次最多制作 {most} 份文书，请缩小范围。", most=MOST)
    full = frozenset(each.id for each in fitting if asked.full and _named(plan, actor, each))
    _write(session, actor, asked, fitting, full)
    return Made(asked, tuple(each.id for each in fitting), full, reasons)


def _require_known(plan: PlanData, asked: FormAsked) -> None:
    """Raises RuleBroken for a form that the plan in force has not, or a ground that is none."""
    if asked.kind not in plan.complaint_forms:
        raise RuleBroken(
            "现行预案还没有“{form}”这种文书，请先运行 commandcenter init 升级。",
            form=FORM_WORDS[asked.kind],
        )
    act = GROUNDS_OF.get(asked.kind)
    require_asked(asked, (code for code, item in plan.reasons.items() if item.act == act))


def _require_form(plan: PlanData, actor: Actor, asked: FormAsked, each: Stood) -> None:
    """Raises RuleBroken unless the actor may make the form of it, and it fits."""
    reporter, rights = each.hides_reporter, plan.rights
    if actor.person_id:
        refusal = why_not_made(rights, actor, asked.kind, each.matter, reporter=reporter)
        if refusal is not None:
            raise refusal
    require_fit(asked.kind, each.at)
    require_ground(asked, each.acts, plan.reasons.values())


def _clean(asked: FormAsked) -> FormAsked:
    return replace(asked, to=storable(asked.to).strip(), place=storable(asked.place).strip())


def _chosen(session: Session, complaint_ids: Iterable[int]) -> Mapping[int, Stood]:
    wanted = list(dict.fromkeys(complaint_ids))
    if not wanted:
        raise RuleBroken("请先选择投诉。")
    if len(wanted) > MOST_CHOSEN:
        raise RuleBroken("一次最多从 {most} 件中选，请缩小范围。", most=f"{MOST_CHOSEN:,}")
    found = standings_of(session, wanted)
    if not found:
        raise RuleBroken("选择的投诉已经不在了，请刷新后再选。")
    return found


def _named(plan: PlanData, actor: Actor, each: Stood) -> bool:
    """Nobody is named in full to the program itself: what it prints, a script carries away."""
    asked = why_not_named(plan.rights, actor, each.matter, reporter=each.hides_reporter)
    return bool(actor.person_id) and asked is None


def _write(
    session: Session,
    actor: Actor,
    asked: FormAsked,
    fitting: Sequence[Stood],
    full: frozenset[int],
) -> None:
    """A line for each: which form, of which complaint; and one for each look."""
    incidents = _incidents(session, [each.id for each in fitting])
    for each in fitting:
        incident = incidents.get(each.id)
        if each.id in full:
            seen = "reporter_seen" if each.hides_reporter else "seen"
            book.record(session, actor, "complainant", each.id, seen, incident=incident)
        verb = f"{asked.kind.value} made"
        book.record(
            session, actor, "complaint_form", each.id, verb, incident=incident, clause=CLAUSE
        )


def _incidents(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """The newest incident that each belongs to."""
    newest: dict[int, int] = {}
    for page in pages(ids):
        links = select(IncidentComplaintRow.complaint_id, IncidentComplaintRow.incident_id).where(
            IncidentComplaintRow.complaint_id.in_(page), IncidentComplaintRow.removed_at.is_(None)
        )
        newest |= dict(session.execute(links.order_by(IncidentComplaintRow.id)).all())
    return newest
