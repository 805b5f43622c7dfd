"""Revisions of the plan, reviews and 备案, as the 预案 page shows them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import joined, word
from commandcenter.domain.plan import revision as rules
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.plan.plan_changes import KIND_WORDS, ItemChange
from commandcenter.domain.plan.plan_gap import CLOSING
from commandcenter.domain.plan.plan_limit_changes import title_of
from commandcenter.domain.plan.revision import Conclusion, RevisionState, from_data
from commandcenter.domain.plan.revision_changes import CLAUSE, STEP
from commandcenter.domain.rights import Action, Matter
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, offer, offer_if, only
from commandcenter.queries.plan.compared_plans import (
    labels,
    overtaken,
)
from commandcenter.store.plan.plan import plan_of, version_in_force
from commandcenter.store.tables.plan.plan import PlanVersionRow
from commandcenter.store.tables.plan.plan_gap import PlanGapRow
from commandcenter.store.tables.plan.plan_revision import (
    PlanFilingRow,
    PlanReviewRow,
    PlanRevisionRow,
)


@dataclass(frozen=True, slots=True)
class FiledLine:
    filed_with: str
    receipt: str
    filed_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class GapChoice:
    """A gap that is not closed. `chosen`: the revision takes it up."""

    id: int
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """`changes`: what it changes, an item each. `overtaken`: what somebody amended meanwhile.

    `seen`: its version, for the verbs. `filing_due`: by when it must be filed, None before it is
    signed.
    """

    id: int
    title: str
    reason: str
    state: RevisionState
    base: str
    made: str
    changes: tuple[str, ...]
    overtaken: tuple[str, ...]
    gaps: tuple[str, ...]
    drafted_by: str
    drafted_at: datetime
    edited_by: str
    edited_at: datetime | None
    submitted_by: str
    submitted_at: datetime | None
    returned_by: str
    returned_at: datetime | None
    returned_why: str
    signed_by: str
    signed_at: datetime | None
    holds_from: datetime | None
    in_force_at: datetime | None
    withdrawn_by: str
    withdrawn_at: datetime | None
    withdrawn_why: str
    filed: FiledLine | None
    filing_due: datetime | None
    seen: int
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class ReviewLine:
    id: int
    held_at: datetime
    people: str
    conclusion: Conclusion
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RevisionBoard:
    """`lines`: those that are open first, then the newest. `reviews`: the newest first.

    `review_due`: by when the next review is due, `remind`: that it is so by now. offers: begin,
    review.
    """

    lines: tuple[RevisionLine, ...]
    reviews: tuple[ReviewLine, ...]
    review_due: datetime
    review_last: datetime | None
    remind: bool
    label: str
    gaps: tuple[GapChoice, ...]
    offers: tuple[Offer, ...]
    now: datetime


def revision_board(session: Session, actor: Actor, now: datetime) -> RevisionBoard:
    plan, named = plan_of(session), labels(session)
    rows = session.scalars(select(PlanRevisionRow)).all()
    reviews = session.scalars(select(PlanReviewRow).order_by(PlanReviewRow.held_at.desc())).all()
    filed = {row.revision_id: row for row in session.scalars(select(PlanFilingRow))}
    gaps = session.scalars(select(PlanGapRow).order_by(PlanGapRow.id)).all()
    of_revision = defaultdict[int, list[str]](list)
    for gap in gaps:
        if gap.revision_id is not None:
            of_revision[gap.revision_id].append(_gap_words(gap))
    case = _Case(session, actor, plan, named, now)
    lines = [_line(case, row, filed.get(row.id), of_revision[row.id]) for row in rows]
    last, due = _review(session, plan, rows, reviews)
    item = plan.obligations.get("plan_review")
    soon = due - timedelta(days=item.remind_days if item else 0)
    keeps = offer("begin", plan.rights, actor, Action.EDIT_PLAN, Matter())
    return RevisionBoard(
        lines=tuple(sorted(lines, key=_order)),
        reviews=tuple(map(_review_line, reviews)),
        review_due=due,
        review_last=last,
        remind=soon <= now,
        label=named[version_in_force(session)],
        gaps=choices_of(gaps, None),
        offers=only(keeps, offer_if(keeps is not None, "review")),
        now=now,
    )


@dataclass(frozen=True, slots=True)
class _Case:
    """What all lines share."""

    session: Session
    actor: Actor
    plan: PlanData
    labels: Mapping[int, str]
    now: datetime


def _gap_words(gap: PlanGapRow) -> str:
    return f"{gap.clause} {gap.missing}".strip()


def choices_of(gaps: Sequence[PlanGapRow], revision: int | None) -> tuple[GapChoice, ...]:
    """Those that are not closed, and taken up by no other revision."""
    return tuple(
        GapChoice(gap.id, _gap_words(gap), revision is not None and gap.revision_id == revision)
        for gap in gaps
        if gap.state not in CLOSING and gap.revision_id in (None, revision)
    )


def _line(
    case: _Case, row: PlanRevisionRow, filed: PlanFilingRow | None, gaps: Sequence[str]
) -> RevisionLine:
    plan, signed = case.plan, row.signed_at
    days = plan.number(rules.FILING_DAYS)
    return RevisionLine(
        id=row.id,
        title=row.title,
        reason=row.reason,
        state=row.state,
        base=case.labels.get(row.base_id, ""),
        made=case.labels.get(row.made_id or 0, ""),
        changes=tuple(change_words(plan, change) for change in from_data(row.changes)),
        overtaken=overtaken(case.session, row),
        gaps=tuple(gaps),
        drafted_by=row.drafted_by,
        drafted_at=row.drafted_at,
        edited_by=row.edited_by or "",
        edited_at=row.edited_at,
        submitted_by=row.submitted_by or "",
        submitted_at=row.submitted_at,
        returned_by=row.returned_by or "",
        returned_at=row.returned_at,
        returned_why=row.returned_why or "",
        signed_by=row.signed_by or "",
        signed_at=signed,
        holds_from=row.holds_from,
        in_force_at=row.in_force_at,
        withdrawn_by=row.withdrawn_by or "",
        withdrawn_at=row.withdrawn_at,
        withdrawn_why=row.withdrawn_why or "",
        filed=FiledLine(filed.filed_with, filed.receipt, filed.filed_at, filed.by)
        if filed
        else None,
        filing_due=rules.filing_due(plan, signed, days) if signed else None,
        seen=row.version,
        offers=_offers(case, row, filed),
    )


def change_words(plan: PlanData, change: ItemChange) -> str:
    """删除条文“6.2 物资保障”; 任务“核实接报”."""
    fields: Mapping[str, Any] = change.fields or {}
    item: Any = None
    kind = KIND_WORDS.get(change.kind, change.kind)
    if change.kind == CLAUSE:
        item, kind = plan.clauses.get(change.code), word("条文")
    elif change.kind == STEP:
        item, kind = plan.obligations.get(change.code), word("任务")
    own = change.kind in (CLAUSE, STEP)
    words = word("{kind}“{title}”")
    if change.fields is None:
        words = word("删除{kind}“{title}”")
    elif own and item is None:
        words = word("新增{kind}“{title}”")
    title = word(str(fields.get("title") or (item.title if item else change.code)))
    if change.kind == CLAUSE:
        title = joined(" ", filter(None, (change.code, title)))
    elif change.kind == STEP:
        title = word(title_of({"code": change.code, "title": title, "due": {}}))
    return words.format(kind=kind, title=title)


def _offers(case: _Case, row: PlanRevisionRow, filed: PlanFilingRow | None) -> tuple[Offer, ...]:
    """Of who drafts and who signs, in the order in which it goes on."""
    rights, actor, state = case.plan.rights, case.actor, row.state
    makes = any(rights.allows(actor, each) for each in (Action.EDIT_PLAN, Action.SIGN_PLAN))
    draft, sent = state is RevisionState.DRAFT, state is RevisionState.SUBMITTED
    moved = draft and row.base_id != version_in_force(case.session)

    def in_force() -> RuleBroken | None:
        try:
            rules.require_to_put_in_force(row.title, state, row.holds_from, case.now)
        except RuleBroken as broken:
            return broken
        return None

    def to_sign(key: str) -> Offer | None:
        return offer(key, rights, actor, Action.SIGN_PLAN, Matter())

    def to_edit(key: str, *broken: Any) -> Offer | None:
        return offer(key, rights, actor, Action.EDIT_PLAN, Matter(), *broken)

    def submits() -> None:
        rules.require_to_submit(row.title, state, len(row.changes))

    waiting = state is RevisionState.SIGNED
    return only(
        to_sign("sign") if sent else None,
        to_sign("send_back") if sent else None,
        offer_if(waiting and makes, "put_in_force", in_force() if waiting else None),
        to_edit("clause") if draft else None,
        to_edit("step") if draft else None,
        to_edit("drop") if draft and row.changes else None,
        to_edit("look_again") if moved else None,
        to_edit("gaps") if draft else None,
        to_edit("submit", submits) if draft else None,
        to_edit("take_back") if sent else None,
        to_edit("file") if state in rules.SIGNED and filed is None else None,
        to_edit("withdraw") if state in rules.OPEN else None,
    )


def _order(line: RevisionLine) -> tuple[bool, float]:
    return line.state not in (*rules.OPEN, RevisionState.SIGNED), -line.drafted_at.timestamp()


def _review(
    session: Session,
    plan: PlanData,
    rows: Sequence[PlanRevisionRow],
    reviews: Sequence[PlanReviewRow],
) -> tuple[datetime | None, datetime]:
    """The last review or revision, and by when the next review is due; as the book has it."""
    done = [row.in_force_at for row in rows if row.in_force_at is not None]
    last = max([*done, *(row.held_at for row in reviews)], default=None)
    begun = session.scalars(
        select(PlanVersionRow.adopted_at).order_by(PlanVersionRow.id).limit(1)
    ).one()
    return last, rules.review_due(last or begun, plan.number(rules.REVIEW_YEARS))


def _review_line(row: PlanReviewRow) -> ReviewLine:
    return ReviewLine(row.id, row.held_at, row.people, row.conclusion, row.words, row.by, row.at)
