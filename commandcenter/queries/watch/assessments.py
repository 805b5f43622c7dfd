"""定期风险评估 (plan 3.1): all of them; of one its frozen lines beside those of the one before."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.domain.watch.assessment import (
    OPEN,
    AssessmentState,
    Key,
    Moved,
    Standing,
    compared,
    reasons_in,
    require_alone,
    require_draft,
)
from commandcenter.domain.watch.risk import Band, Reason, Scope
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.watch.assessment import RiskAssessmentLineRow, RiskAssessmentRow

CITY = Matter()
OBLIGATION = "risk_assessment"


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """One assessment in the list. `before`: the title of the one it is compared with."""

    id: int
    title: str
    as_of: datetime
    before_id: int
    before: str
    summary: str
    state: AssessmentState
    drafted_by: str
    drafted_at: datetime
    submitted_by: str | None
    submitted_at: datetime | None
    returned_by: str | None
    returned_at: datetime | None
    returned_why: str | None
    signed_by: str | None
    signed_at: datetime | None
    withdrawn_by: str | None
    withdrawn_at: datetime | None
    withdrawn_why: str | None
    lines: int
    high: int
    offers: tuple[Offer, ...]  # conclude, submit, sign, return, withdraw


@dataclass(frozen=True, slots=True)
class AssessmentBoard:
    """The newest first. `due_at`: by when the next one is to be signed; `late`: it is not."""

    lines: tuple[AssessmentLine, ...]
    due_at: datetime | None
    late: bool
    offers: tuple[Offer, ...]  # begin
    now: datetime


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """A line of an assessment, frozen; of one that is gone what stood there before.

    `moved`: against the one before, None where there is none.
    """

    id: int
    scope: Scope
    key: str
    title: str
    county: str
    rank: int
    points: int
    correction: int
    band: Band
    people: int
    complaints: int
    reasons: tuple[Reason, ...]
    judgement: str
    measures: str
    judged_by: str | None
    judged_at: datetime | None
    version: int
    moved: Moved | None
    gone: bool
    offers: tuple[Offer, ...]  # judge


@dataclass(frozen=True, slots=True)
class JudgedBoard:
    """One assessment with its lines: by rank, then what is gone."""

    about: AssessmentLine
    lines: tuple[JudgedLine, ...]
    offers: tuple[Offer, ...]
    now: datetime


def assessment_board(session: Session, actor: Actor, now: datetime) -> AssessmentBoard:
    """The city's: a county sees none."""
    if own_districts(session, actor) is not None:
        return AssessmentBoard((), None, False, (), now)
    rights = plan_of(session).rights
    rows = session.scalars(
        select(RiskAssessmentRow).order_by(
            RiskAssessmentRow.as_of.desc(), RiskAssessmentRow.id.desc()
        )
    ).all()
    lines = _lines(session, rows, rights, actor)
    going_on = next((line.title for line in lines if line.state in OPEN), None)
    due = _due(session, now)
    return AssessmentBoard(
        lines=lines,
        due_at=due,
        late=due is not None and due < now,
        offers=only(
            offer("begin", rights, actor, Action.KEEP_RISK, CITY, lambda: require_alone(going_on))
        ),
        now=now,
    )


def _due(session: Session, now: datetime) -> datetime | None:
    """As the book of obligations says."""
    book = obligations_of(session, None, now, state=ObligationState.OPEN)
    return next((row.due_at for row in book if row.code == OBLIGATION), None)


def _lines(
    session: Session, rows: Sequence[RiskAssessmentRow], rights: Rights, actor: Actor
) -> tuple[AssessmentLine, ...]:
    titles = {row.id: row.title for row in rows}
    line = RiskAssessmentLineRow
    counts = {
        key: (every, high)
        for key, every, high in session.execute(
            select(
                line.assessment_id,
                func.count(),
                func.count().filter(line.band == Band.HIGH),
            ).group_by(line.assessment_id)
        )
    }
    same = [
        name
        for name in AssessmentLine.__slots__
        if name not in ("before", "lines", "high", "offers")
    ]
    return tuple(
        AssessmentLine(
            **{name: getattr(row, name) for name in same},
            before=titles.get(row.before_id, ""),
            lines=counts.get(row.id, (0, 0))[0],
            high=counts.get(row.id, (0, 0))[1],
            offers=_offers(row, rights, actor),
        )
        for row in rows
    )


def _offers(row: RiskAssessmentRow, rights: Rights, actor: Actor) -> tuple[Offer, ...]:
    keep, sign = Action.KEEP_RISK, Action.SIGN_RISK
    draft = row.state is AssessmentState.DRAFT
    submitted = row.state is AssessmentState.SUBMITTED
    return only(
        offer("sign", rights, actor, sign, CITY) if submitted else None,
        offer("return", rights, actor, sign, CITY) if submitted else None,
        offer("conclude", rights, actor, keep, CITY) if draft else None,
        offer("submit", rights, actor, keep, CITY) if draft else None,
        offer("withdraw", rights, actor, keep, CITY) if draft or submitted else None,
    )


def judged_board(session: Session, actor: Actor, assessment_id: int, now: datetime) -> JudgedBoard:
    """Raises RuleBroken for one that is not there, or not the actor's to see."""
    row = session.get(RiskAssessmentRow, assessment_id)
    if row is None or own_districts(session, actor) is not None:
        raise RuleBroken("没有编号为 {id} 的风险评估。", id=assessment_id)
    rights = plan_of(session).rights
    before = session.get(RiskAssessmentRow, row.before_id) if row.before_id else None
    known = [row] if before is None else [row, before]
    about = _lines(session, known, rights, actor)[0]
    judge = offer(
        "judge", rights, actor, Action.KEEP_RISK, CITY, lambda: require_draft(row.title, row.state)
    )
    offers = only(judge) if row.state is AssessmentState.DRAFT else ()
    return JudgedBoard(about, _judged(session, row, before, offers), about.offers, now)


def _judged(
    session: Session,
    row: RiskAssessmentRow,
    before: RiskAssessmentRow | None,
    offers: tuple[Offer, ...],
) -> tuple[JudgedLine, ...]:
    own, old = _rows(session, row.id), _rows(session, before.id) if before else {}
    moved = compared(_standings(own), _standings(old)) if before else {}
    lines = [_judged_line(each, moved.get(key), False, offers) for key, each in own.items()]
    gone = [_judged_line(old[key], moved[key], True, ()) for key in old if key not in own]
    order = {Scope.CATEGORY: 0, Scope.SUBJECT: 1}
    return tuple(sorted([*lines, *gone], key=lambda x: (order[x.scope], x.gone, x.rank, x.id)))


def _rows(session: Session, assessment_id: int) -> dict[Key, RiskAssessmentLineRow]:
    line = RiskAssessmentLineRow
    rows = session.scalars(select(line).where(line.assessment_id == assessment_id))
    return {(row.scope, row.key): row for row in rows}


def _standings(rows: dict[Key, RiskAssessmentLineRow]) -> dict[Key, Standing]:
    return {key: Standing(row.rank, row.points, row.band) for key, row in rows.items()}


def _judged_line(
    row: RiskAssessmentLineRow, moved: Moved | None, gone: bool, offers: tuple[Offer, ...]
) -> JudgedLine:
    same = {
        name: getattr(row, name)
        for name in JudgedLine.__slots__
        if name not in ("reasons", "moved", "gone", "offers")
    }
    reasons = reasons_in(row.reasons)
    return JudgedLine(**same, reasons=reasons, moved=moved, gone=gone, offers=offers)
