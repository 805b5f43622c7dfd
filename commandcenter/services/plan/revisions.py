"""The plan revised (8.1): a draft that others look at, sent to be signed, signed, put in force.

A draft is a set of changes against the plan in force. What somebody amended meanwhile of the same
items is named, and nothing goes on until the drafter has looked at it.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.plan import revision as rules
from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.domain.plan.plan_gap import (
    CLOSING,
    GapState,
    keeps_own_answer,
    taken_up_words,
)
from commandcenter.domain.plan.revision import RevisionState, as_data, from_data
from commandcenter.domain.plan.revision_changes import TEXTS, revised
from commandcenter.domain.rights import Action
from commandcenter.services import book
from commandcenter.services.guard import rights, text_of
from commandcenter.services.plan.plan_data import (
    checked_items,
    clean,
    clean_fields,
    require_unchanged,
    store_version,
)
from commandcenter.store.database import now
from commandcenter.store.plan.plan import tables_of, version_in_force
from commandcenter.store.seat.earlier_act import about
from commandcenter.store.tables.plan.plan import PlanVersionRow
from commandcenter.store.tables.plan.plan_gap import PlanGapRow
from commandcenter.store.tables.plan.plan_revision import PlanRevisionRow

PLAN_CLAUSE = "8.1"
MOST = 300  # items in one revision


def begin(
    session: Session, actor: Actor, title: str, reason: str, gaps: Collection[int] = ()
) -> int:
    """Begin a draft, with the gaps that it takes up; return its id."""
    rights(session).require(actor, Action.EDIT_PLAN)
    row = PlanRevisionRow(
        title=text_of(title, "修订的名称", 80),
        reason=text_of(reason, "修订的理由", 500),
        base_id=version_in_force(session),
        changes=[],
        state=RevisionState.DRAFT,
        drafted_by=actor.name,
        drafted_at=now(session),
    )
    session.add(row)
    session.flush()
    _take_up(session, actor, row, gaps)
    _record(session, actor, row, "drafted")
    return row.id


def take_up(
    session: Session, actor: Actor, revision_id: int, gaps: Collection[int], seen: int
) -> None:
    """Exactly these gaps, of those that are not closed, are answered by the revision."""
    row = _to_edit(session, actor, revision_id, seen)
    mine = select(PlanGapRow).where(PlanGapRow.revision_id == row.id)
    for gap in session.scalars(mine):
        if gap.id not in gaps and gap.state not in CLOSING:
            gap.revision_id = None
    _take_up(session, actor, row, gaps)
    _edited(session, actor, row)


def _take_up(session: Session, actor: Actor, row: PlanRevisionRow, gaps: Collection[int]) -> None:
    at = now(session)
    for number in sorted(gaps):
        gap = session.get(PlanGapRow, number)
        if gap is None or gap.state in CLOSING:
            raise RuleBroken("编号为 {id} 的预案缺口已经关闭，请重新选择。", id=number)
        if gap.revision_id == row.id:
            continue
        gap.revision_id = row.id
        if not keeps_own_answer(gap.answer):
            gap.state, gap.answer = GapState.TAKEN_UP, taken_up_words(row.title)
            gap.answered_by, gap.answered_at = actor.name, at


def put(
    session: Session, actor: Actor, revision_id: int, changes: Sequence[ItemChange], seen: int
) -> None:
    """Set these items in the draft; one that makes no plan any more changes nothing."""
    row = _to_edit(session, actor, revision_id, seen)
    before = tables_of(session, version_in_force(session))
    known = {(kind, item["code"]) for kind, items in before.items() for item in items}
    told = list(from_data(row.changes))
    for change in changes:
        is_new = (change.kind, change.code) not in known
        told = rules.joined(told, _cleaned(change), is_new=is_new)
    if len(told) > MOST:
        raise RuleBroken("一次修订最多改动 {most} 项。", most=MOST)
    after = revised(before, told)
    if after == revised(before, from_data(row.changes)):
        raise RuleBroken("没有改动任何内容。")
    checked_items(after)
    row.changes = as_data(told)
    _edited(session, actor, row)


def _cleaned(change: ItemChange) -> ItemChange:
    """Words that any database keeps; a value says where it comes from, the plan's own text not."""
    if change.fields is None or change.kind not in TEXTS:
        return clean(change)
    return replace(change, fields=clean_fields(change.fields))


def drop(session: Session, actor: Actor, revision_id: int, kind: str, code: str, seen: int) -> None:
    """Leave an item as the plan in force has it."""
    row = _to_edit(session, actor, revision_id, seen)
    told = [x for x in from_data(row.changes) if (x.kind, x.code) != (kind, code)]
    if len(told) == len(row.changes):
        raise RuleBroken("修订稿没有改动这一项。")
    checked_items(revised(tables_of(session, version_in_force(session)), told))
    row.changes = as_data(told)
    _edited(session, actor, row)


def look_again(session: Session, actor: Actor, revision_id: int, seen: int) -> None:
    """The drafter has compared the draft with the plan that is in force by now (核对)."""
    row = _to_edit(session, actor, revision_id, seen)
    current = version_in_force(session)
    if row.base_id == current:
        raise RuleBroken("“{title}”已经以现行版本为依据。", title=row.title)
    checked_items(revised(tables_of(session, current), from_data(row.changes)))
    row.base_id = current
    _edited(session, actor, row)


def submit(session: Session, actor: Actor, revision_id: int, seen: int) -> None:
    """送签. What it is compared with is the plan in force by now."""
    row = _to_edit(session, actor, revision_id, seen)
    rules.require_to_submit(row.title, row.state, len(row.changes))
    _changed(session, row)
    current, at = version_in_force(session), now(session)
    row.state, row.base_id = RevisionState.SUBMITTED, current
    row.submitted_by, row.submitted_at = actor.name, at
    _record(session, actor, row, "submitted")


def take_back(session: Session, actor: Actor, revision_id: int) -> None:
    """The drafter goes on before it is signed."""
    rights(session).require(actor, Action.EDIT_PLAN)
    row = _row(session, revision_id)
    rules.require_submitted(row.title, row.state)
    _back(row)
    _record(session, actor, row, "taken back")


def send_back(session: Session, actor: Actor, revision_id: int, why: str) -> None:
    """退回 to the drafter, with the reason."""
    rights(session).require(actor, Action.SIGN_PLAN)
    row = _row(session, revision_id)
    rules.require_submitted(row.title, row.state)
    words, at = text_of(why, "退回的意见", 500), now(session)
    _back(row)
    row.returned_by, row.returned_at, row.returned_why = actor.name, at, words
    _record(session, actor, row, "returned")


def _back(row: PlanRevisionRow) -> None:
    row.state, row.submitted_by, row.submitted_at = RevisionState.DRAFT, None, None


def sign(
    session: Session,
    actor: Actor,
    revision_id: int,
    seen: int,
    seen_plan: int,
    holds_from: datetime | None = None,
) -> None:
    """签发 of what the signer compared with the version `seen_plan`; in force from a moment, at
    once where none is given or it has come."""
    rights(session).require(actor, Action.SIGN_PLAN)
    row = _row(session, revision_id)
    rules.require_submitted(row.title, row.state)
    _require_seen(row, seen)
    _changed(session, row, seen_plan)
    at = now(session)
    moment = holds_from or at
    rules.require_holds_from(moment, at)
    row.state, row.signed_by, row.signed_at = RevisionState.SIGNED, actor.name, at
    row.holds_from = max(moment, at)
    _record(session, actor, row, "signed")
    if row.holds_from <= at:
        _make(session, actor, row, at)


def put_in_force(session: Session, actor: Actor, revision_id: int) -> None:
    """Make the version of a signed revision whose moment has come."""
    held = rights(session)
    if not held.allows(actor, Action.SIGN_PLAN):
        held.require(actor, Action.EDIT_PLAN)
    row, at = _row(session, revision_id), now(session)
    if row.made_id is not None:
        about(session, "plan", row.made_id)
    rules.require_to_put_in_force(row.title, row.state, row.holds_from, at)
    _make(session, actor, row, at)


def _make(session: Session, actor: Actor, row: PlanRevisionRow, at: datetime) -> None:
    """The version, the answers to the gaps, and the line that every seat hears."""
    current = version_in_force(session)
    before = tables_of(session, current)
    after = revised(before, from_data(row.changes))

    def made(version: int) -> None:
        label = session.get_one(PlanVersionRow, version).label
        mine = select(PlanGapRow).where(PlanGapRow.revision_id == row.id)
        for gap in session.scalars(mine):
            if gap.state in CLOSING:
                continue
            gap.state, gap.version_id = GapState.AMENDED, version
            gap.answer = f"已写入{label}（{row.title}）。"
            gap.answered_by, gap.answered_at = actor.name, at
        session.flush()
        row.state, row.made_id = RevisionState.IN_FORCE, version
        row.in_force_by, row.in_force_at = actor.name, at

    why = f"{row.title}：{row.reason}"
    store_version(session, actor, before, after, why, verb="revised", at=at, made=made)


def withdraw(session: Session, actor: Actor, revision_id: int, why: str) -> None:
    """撤回 of a draft for good; its gaps wait again to be taken up."""
    rights(session).require(actor, Action.EDIT_PLAN)
    row = _row(session, revision_id)
    rules.require_to_withdraw(row.title, row.state)
    for gap in session.scalars(select(PlanGapRow).where(PlanGapRow.revision_id == row.id)):
        gap.revision_id = None
    words, at = text_of(why, "撤回的理由", 500), now(session)
    row.state = RevisionState.WITHDRAWN
    row.withdrawn_by, row.withdrawn_at, row.withdrawn_why = actor.name, at, words
    _record(session, actor, row, "withdrawn")


def _row(session: Session, revision_id: int) -> PlanRevisionRow:
    row = session.get(PlanRevisionRow, revision_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的预案修订。", id=revision_id)
    return row


def _to_edit(session: Session, actor: Actor, revision_id: int, seen: int) -> PlanRevisionRow:
    rights(session).require(actor, Action.EDIT_PLAN)
    row = _row(session, revision_id)
    rules.require_draft(row.title, row.state)
    _require_seen(row, seen)
    return row


def _require_seen(row: PlanRevisionRow, seen: int) -> None:
    """Nobody goes on from what they have not read."""
    if row.version != seen:
        who = row.edited_by or row.drafted_by
        raise RuleBroken("{who}刚改过“{title}”，请看过后再办。", who=who, title=row.title)


def _changed(session: Session, row: PlanRevisionRow, seen_plan: int | None = None) -> None:
    """Raise RuleBroken, naming who amended one of its items since it was compared."""
    current, changes = version_in_force(session), from_data(row.changes)
    now_set = tables_of(session, current)
    require_unchanged(session, changes, row.base_id, current, now_set)
    if seen_plan is not None:
        require_unchanged(session, changes, seen_plan, current, now_set)
    checked_items(revised(now_set, changes))


def _edited(session: Session, actor: Actor, row: PlanRevisionRow) -> None:
    row.edited_by, row.edited_at = actor.name, now(session)
    _record(session, actor, row, "edited")


def _record(session: Session, actor: Actor, row: PlanRevisionRow, verb: str) -> None:
    session.flush()
    book.record(session, actor, "plan_revision", row.id, verb, clause=PLAN_CLAUSE)
