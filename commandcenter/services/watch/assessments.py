"""定期风险评估 (plan 3.1): begun from the ranking of that moment, judged, sent, signed."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.directive import require_unmoved
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.domain.watch.assessment import (
    FIRST,
    OPEN,
    TRADERS,
    AssessmentState,
    reason_data,
    require_alone,
    require_draft,
    require_judged,
    require_open,
    require_ranked,
    require_submitted,
)
from commandcenter.domain.watch.risk import Band, Scope
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import rights, storable, text_of
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.seat.earlier_act import about
from commandcenter.store.tables.watch.assessment import RiskAssessmentLineRow, RiskAssessmentRow
from commandcenter.store.watch.risk_past import Asked
from commandcenter.store.watch.risk_ranking import Ranked, Ranking

CLAUSE = "3.1"
MOST = 1_000  # characters of what is made of a line, and of what is to be done
MOST_TRADERS = 20  # of a plan that says nothing of it


@dataclass(frozen=True, slots=True)
class Judged:
    """What is made of a line, and what is to be done about it."""

    line_id: int
    judgement: str
    measures: str


def begin(session: Session, actor: Actor, title: str) -> int:
    """Freeze the ranking of this moment; return its id. One at a time."""
    rights(session).require(actor, Action.KEEP_RISK)
    table = RiskAssessmentRow
    there = session.execute(select(table.id, table.title).where(table.state.in_(OPEN))).first()
    if there is not None:
        about(session, "risk_assessment", there.id)
    require_alone(there.title if there else None)
    at = now(session)
    lines = _ranked(session, at)
    require_ranked(len(lines))
    row = RiskAssessmentRow(
        title=text_of(title, "评估的名称", 60), as_of=at, before_id=_last(session), summary="",
        state=AssessmentState.DRAFT, drafted_by=actor.name, drafted_at=at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    for rank, line in lines:
        session.add(_frozen(row.id, rank, line))
    session.flush()
    _record(session, actor, row, "begun")
    return row.id


def _ranked(session: Session, at: datetime) -> list[tuple[int, Ranked]]:
    """All categories, and of the traders as many as the bureau set; each with its place."""
    plan = plan_of(session)
    ranking = Ranking(session, plan, Asked(plan.risk_points, at, None))
    most = plan.number(TRADERS) if TRADERS in plan.settings else MOST_TRADERS
    categories = enumerate(ranking.lines(Scope.CATEGORY), 1)
    return [*categories, *enumerate(ranking.lines(Scope.SUBJECT)[:most], 1)]


def _last(session: Session) -> int:
    """The newest that was signed."""
    row = RiskAssessmentRow
    signed = select(row.id).where(row.state == AssessmentState.SIGNED)
    return session.scalars(signed.order_by(row.signed_at.desc(), row.id.desc())).first() or FIRST


def _frozen(assessment: int, rank: int, line: Ranked) -> RiskAssessmentLineRow:
    return RiskAssessmentLineRow(
        assessment_id=assessment,
        scope=line.scope,
        key=line.key,
        title=line.title,
        county=line.county,
        rank=rank,
        points=line.points,
        computed=line.computed,
        correction=line.correction,
        band=line.band,
        people=line.people,
        complaints=line.complaints,
        reasons=reason_data(line.reasons),
        judgement="",
        measures="",
    )


def conclude(session: Session, actor: Actor, assessment_id: int, summary: str, seen: str) -> None:
    """The conclusion of it all. `seen`: what stood there when the form was opened."""
    row = _draft(session, actor, assessment_id)
    said = text_of(summary, "总体研判", 4_000)
    if row.summary != seen:
        raise RuleBroken("总体研判刚刚被{who}修改过，请重新打开后再改。", who=row.edited_by)
    if said == row.summary:
        raise RuleBroken("没有改动任何内容。")
    at = now(session)
    row.summary, row.edited_at, row.edited_by = said, at, actor.name
    _record(session, actor, row, "edited")


def judge(session: Session, actor: Actor, assessment_id: int, judged: Judged, seen: int) -> None:
    """What is made of one line. `seen`: the version on the screen."""
    row = _draft(session, actor, assessment_id)
    line = session.get(RiskAssessmentLineRow, judged.line_id)
    if line is None or line.assessment_id != row.id:
        raise RuleBroken("没有编号为 {id} 的评估条目。", id=judged.line_id)
    if line.version != seen:
        raise RuleBroken("“{title}”刚刚被别人改过，请核对后重填。", title=line.title)
    said = text_of(judged.judgement, "研判", MOST)
    measures = storable(judged.measures).strip()
    if len(measures) > MOST:
        raise RuleBroken("措施超过 {most} 字，请缩短。", most=MOST)
    if (said, measures) == (line.judgement, line.measures):
        raise RuleBroken("没有改动任何内容。")
    at = now(session)
    line.judgement, line.measures = said, measures
    line.judged_at, line.judged_by = at, actor.name
    _record(session, actor, row, "edited")


def submit(session: Session, actor: Actor, assessment_id: int) -> None:
    """To be signed, once it is whole."""
    row = _draft(session, actor, assessment_id)
    require_judged(row.summary, [line.title for line in _unjudged(session, row.id)])
    at = now(session)  # asked first: the question writes what was changed before it
    row.state = AssessmentState.SUBMITTED
    row.submitted_at, row.submitted_by = at, actor.name
    _record(session, actor, row, "submitted")


def _unjudged(session: Session, assessment_id: int) -> Iterable[RiskAssessmentLineRow]:
    line = RiskAssessmentLineRow
    return session.scalars(
        select(line)
        .where(
            line.assessment_id == assessment_id, line.scope == Scope.CATEGORY,
            line.band == Band.HIGH,
            (line.judgement == "") | (line.measures == ""),
        )
        .order_by(line.rank)
    )  # fmt: skip


def send_back(
    session: Session, actor: Actor, assessment_id: int, why: str, *, seen: datetime | None = None
) -> None:
    """退回 by who is to sign it; it is a draft again. `seen`: when what was read was sent."""
    row = _to_sign(session, actor, assessment_id, seen)
    said, at = text_of(why, "退回的意见", 500), now(session)
    row.state, row.returned_why = AssessmentState.DRAFT, said
    row.returned_at, row.returned_by = at, actor.name
    _record(session, actor, row, "returned")


def sign(
    session: Session, actor: Actor, assessment_id: int, signature: str, *,
    seen: datetime | None = None,
) -> None:  # fmt: skip
    """Signed with the own name; its rows stay as they are, and the next is compared with it.
    `seen`: when what was read was sent to be signed.
    """
    row = _to_sign(session, actor, assessment_id, seen)
    if signature.strip() != actor.name:
        raise RuleBroken("签名应为本人姓名“{name}”。", name=actor.name)
    at = now(session)
    row.state = AssessmentState.SIGNED
    row.signed_at, row.signed_by = at, actor.name
    _record(session, actor, row, "signed")


def withdraw(session: Session, actor: Actor, assessment_id: int, why: str) -> None:
    """Given up before it was signed: the next is begun with a ranking of its own moment."""
    row = _row(session, assessment_id)
    rights(session).require(actor, Action.KEEP_RISK)
    require_open(row.title, row.state)
    said, at = text_of(why, "撤回的理由", 500), now(session)
    row.state, row.withdrawn_why = AssessmentState.WITHDRAWN, said
    row.withdrawn_at, row.withdrawn_by = at, actor.name
    _record(session, actor, row, "withdrawn")


def _draft(session: Session, actor: Actor, assessment_id: int) -> RiskAssessmentRow:
    row = _row(session, assessment_id)
    rights(session).require(actor, Action.KEEP_RISK)
    require_draft(row.title, row.state)
    return row


def _to_sign(
    session: Session, actor: Actor, assessment_id: int, seen: datetime | None
) -> RiskAssessmentRow:
    row = _row(session, assessment_id)
    rights(session).require(actor, Action.SIGN_RISK)
    require_submitted(row.title, row.state)
    if seen is not None:  # it may have been returned, written anew and sent again
        require_unmoved(seen, row.submitted_at, "风险评估")
    return row


def _row(session: Session, assessment_id: int) -> RiskAssessmentRow:
    row = session.get(RiskAssessmentRow, assessment_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的风险评估。", id=assessment_id)
    return row


def _record(session: Session, actor: Actor, row: RiskAssessmentRow, verb: str) -> None:
    book.record(session, actor, "risk_assessment", row.id, verb, clause=CLAUSE)
