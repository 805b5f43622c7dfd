"""The register of drills: the plan of the year, what was held, what is missing, what is mended."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.drills.drill import Mode
from commandcenter.domain.drills.register import MONTHS, due_after, newest
from commandcenter.domain.org import Actor, Group
from commandcenter.domain.papers.paper import PaperKind, PaperState
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.rights import Action, Matter
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, offer, offer_if, only
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.drills.drill_record import DrillMeasureRow, DrillRecordRow
from commandcenter.store.tables.papers.paper import PaperRow
from commandcenter.store.tables.plan.plan import PlanVersionRow


@dataclass(frozen=True, slots=True)
class MeasureLine:
    id: int
    words: str
    group: Group
    due_at: datetime
    done_at: datetime | None
    done_by: str
    done_words: str
    late: bool
    offers: tuple[Offer, ...] = ()  # measure_done


@dataclass(frozen=True, slots=True)
class ReportLine:
    """Its 演练评估报告 in the register of papers."""

    id: int
    state: PaperState
    number: str


@dataclass(frozen=True, slots=True)
class DrillLine:
    """`state`: planned, late (its day is past), held, called_off. `paper`: of how it went, taken in
    from its own store.
    """

    id: int
    title: str
    mode: Mode
    state: str
    planned_for: datetime | None
    called_off_why: str
    called_off_at: datetime | None
    called_off_by: str
    held_at: datetime | None
    ended_at: datetime | None
    source: str
    conductor: str
    players: int
    score: float | None
    full: float | None
    findings: str
    store: str
    number: int | None
    head: str
    paper: str
    measures: tuple[MeasureLine, ...]
    report: ReportLine | None = None
    offers: tuple[Offer, ...] = ()  # record, call_off, measure, keep_course, draft_report


@dataclass(frozen=True, slots=True)
class DueLine:
    """By when the next drill of a mode is due: so long after the last, or after the plan began.

    `last_at` None: none was ever held.
    """

    mode: Mode
    months: int
    last_at: datetime | None
    due_at: datetime
    missing: bool
    remind: bool  # it is due soon, or missing, and none is planned until then


@dataclass(frozen=True, slots=True)
class DrillRegister:
    """`lines`: what is planned by its day, then what was held, the newest first."""

    lines: tuple[DrillLine, ...]
    due: tuple[DueLine, ...]
    offers: tuple[Offer, ...] = ()  # plan, new_drill, script


def drill_register(session: Session, actor: Actor) -> DrillRegister:
    at, plan = now(session), plan_of(session)
    keeps = offer("plan", plan.rights, actor, Action.EDIT_PLAN, Matter())
    may = keeps is not None and keeps.refusal is None
    rows = session.scalars(select(DrillRecordRow)).all()
    measures = session.scalars(select(DrillMeasureRow).order_by(DrillMeasureRow.due_at)).all()
    by_record: dict[int, list[DrillMeasureRow]] = {}
    for measure in measures:
        by_record.setdefault(measure.record_id, []).append(measure)
    case = _Case(actor, at, may, _drafts(plan, actor), _reports(session))
    lines = [_line(case, row, by_record.get(row.id, ())) for row in rows]
    begun = session.scalars(select(PlanVersionRow.adopted_at).order_by(PlanVersionRow.id)).first()
    due = tuple(_due(plan, mode, rows, begun or at, at) for mode in MONTHS)
    offers = only(keeps, offer_if(may, "new_drill"), offer_if(may, "script"))
    return DrillRegister(tuple(sorted(lines, key=_order)), due, offers)


@dataclass(frozen=True, slots=True)
class _Case:
    """What all lines share. `may`: keep the register; `drafts`: draft a 评估报告."""

    actor: Actor
    at: datetime
    may: bool
    drafts: bool
    reports: dict[int, ReportLine]


def _drafts(plan: PlanData, actor: Actor) -> bool:
    flow = plan.paper_flows.get(PaperKind.DRILL)
    return flow is not None and plan.rights.allows(
        actor, flow.draft, involved=bool(actor.groups()), district=frozenset()
    )


def _reports(session: Session) -> dict[int, ReportLine]:
    """By drill: the newest that was neither withdrawn nor voided."""
    row = PaperRow
    gone = (PaperState.WITHDRAWN, PaperState.VOID)
    found = session.scalars(
        select(row).where(row.kind == PaperKind.DRILL, row.state.not_in(gone)).order_by(row.id)
    )
    return {each.subject: ReportLine(each.id, each.state, each.number) for each in found}


def _line(case: _Case, row: DrillRecordRow, measures: Iterable[DrillMeasureRow]) -> DrillLine:
    may, state, report = case.may, _state(row, case.at), case.reports.get(row.id)
    open_still, held = state in ("planned", "late"), state == "held"
    return DrillLine(
        id=row.id,
        title=row.title,
        mode=row.mode,
        state=state,
        planned_for=row.planned_for,
        called_off_why=row.called_off_why,
        called_off_at=row.called_off_at,
        called_off_by=row.called_off_by or "",
        held_at=row.held_at,
        ended_at=row.ended_at,
        source=row.source,
        conductor=row.conductor,
        players=row.players,
        score=_points(row.score),
        full=_points(row.full),
        findings=row.findings,
        store=row.store,
        number=row.number,
        head=row.head,
        paper=row.paper,
        measures=tuple(_measure(each, case.actor, case.at, may) for each in measures),
        report=report,
        offers=only(
            offer_if(may and open_still, "record"),
            offer_if(may and open_still, "call_off"),
            offer_if(may and held, "measure"),
            offer_if(may and held and not row.paper, "keep_course"),
            offer_if(case.drafts and bool(row.paper) and report is None, "draft_report"),
        ),
    )


def _state(row: DrillRecordRow, at: datetime) -> str:
    if row.held_at is not None:
        return "held"
    if row.called_off_why:
        return "called_off"
    return "late" if row.planned_for is not None and row.planned_for < at else "planned"


def _measure(row: DrillMeasureRow, actor: Actor, at: datetime, may: bool) -> MeasureLine:
    mine = may or row.group in actor.groups()
    return MeasureLine(
        id=row.id,
        words=row.words,
        group=row.group,
        due_at=row.due_at,
        done_at=row.done_at,
        done_by=row.done_by or "",
        done_words=row.done_words,
        late=(row.done_at or at) > row.due_at,
        offers=only(offer_if(mine and row.done_at is None, "measure_done")),
    )


def _due(
    plan: PlanData, mode: Mode, rows: Iterable[DrillRecordRow], begun: datetime, at: datetime
) -> DueLine:
    """As the book of obligations has it: the same months after the same day."""
    own, months = [row for row in rows if row.mode is mode], int(plan.number(MONTHS[mode]))
    last = newest(row.held_at for row in own if row.held_at is not None)
    due = due_after(last or begun, months)
    planned = any(
        _state(row, at) == "planned" and row.planned_for is not None and row.planned_for <= due
        for row in own
    )
    item = plan.obligations.get(f"drill_{mode}")
    soon = due - timedelta(days=item.remind_days if item else 0) < at
    return DueLine(mode, months, last, due, due < at, soon and not planned)


def _points(tenths: int | None) -> float | None:
    return None if tenths is None else tenths / 10


def _order(line: DrillLine) -> tuple[int, float]:
    if line.state in ("planned", "late") and line.planned_for is not None:
        return 0, line.planned_for.timestamp()
    at = line.held_at or line.planned_for
    return 1, -at.timestamp() if at else 0.0
