"""应急资金 (plan 6.4): the budget of a year, and what the bureau itself asks for and spends of it.

What an incident needs is asked for with services.command.supply, and is paid of the same budget.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.domain.support.fund import (
    FundState,
    require_budget,
    require_move,
    require_sum,
    require_within,
    require_year,
)
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import office_of, rights, text_of
from commandcenter.store.database import now
from commandcenter.store.support.fund import free_of, spendings
from commandcenter.store.tables.support.fund import BudgetChangeRow, BudgetLineRow, FundRequestRow

CLAUSE = "6.4"


@dataclass(frozen=True, slots=True)
class Asked:
    """Money for what, of which purpose, in 分, and why."""

    line_id: int
    item: str
    cents: int | None
    reason: str


def set_budget(
    session: Session, actor: Actor, year: int, purpose: str, cents: int | None, note: str = ""
) -> int:
    """A purpose of a year with its sum. Return the id."""
    rights(session).require(actor, Action.MONEY_APPROVE)
    require_year(year)
    named = text_of(purpose, "用途", 40)
    if _named(session, year, named) is not None:
        raise RuleBroken("{year}年已有“{purpose}”的预算，请用调整。", year=year, purpose=named)
    require_budget(cents or 0, 0, named)
    row = BudgetLineRow(
        year=year, purpose=named, cents=cents or 0, by=actor.name, at=now(session),
        note=text_of(note, "说明", 200) if note.strip() else "",
    )  # fmt: skip
    session.add(row)
    session.flush()
    book.record(session, actor, "budget_line", row.id, "set", clause=CLAUSE)
    return row.id


def change_budget(session: Session, actor: Actor, line_id: int, cents: int, reason: str) -> int:
    """追加, 调减: by so many 分 more, or less. Return the id of the change."""
    rights(session).require(actor, Action.MONEY_APPROVE)
    line = line_of(session, line_id)
    if cents == 0:
        raise RuleBroken("请写明追加或者调减多少。")
    found = spendings(session, [line])[line.id]
    require_budget(line.cents + cents, found.approved + found.spent, line.purpose)
    line.cents += cents
    change = BudgetChangeRow(
        line_id=line.id, cents=cents, reason=text_of(reason, "理由", 200), by=actor.name,
        at=now(session),
    )  # fmt: skip
    session.add(change)
    session.flush()
    book.record(session, actor, "budget_line", line.id, "changed", clause=CLAUSE)
    return change.id


def ask(session: Session, actor: Actor, asked: Asked) -> int:
    """What the bureau needs outside incidents. Return the id."""
    rights(session).require(actor, Action.MONEY_WRITE)
    line = line_of(session, asked.line_id)
    row = FundRequestRow(
        budget_line_id=line.id,
        item=text_of(asked.item, "名称", 60),
        money_cents=require_sum(asked.cents),
        reason=text_of(asked.reason, "用途说明", 500),
        asked_by=actor.name,
        asked_by_id=actor.person_id or None,
        asked_from=office_of(session, actor)[0],
        asked_at=now(session),
        state=FundState.ASKED.value,
        over_budget="",
        note="",
        voucher="",
    )
    session.add(row)
    session.flush()
    _record(session, actor, row, "asked")
    return row.id


def approve(session: Session, actor: Actor, request_id: int, exception: str = "") -> None:
    """`exception`: why it is spent though it is more than the budget has."""
    row = _moving(session, request_id, FundState.APPROVED)
    rights(session).require(actor, Action.MONEY_APPROVE)
    line = line_of(session, row.budget_line_id)
    kept = require_within(line.purpose, free_of(session, line), row.money_cents, exception)
    why = text_of(kept, "例外的理由", 200) if kept else ""
    at = now(session)  # all of it goes in one statement, as the server asks
    row.approved_by, row.approved_at, row.over_budget = actor.name, at, why
    _move(session, actor, row, FundState.APPROVED)


def refuse(session: Session, actor: Actor, request_id: int, words: str) -> None:
    """Not approved, or approved and not spent after all; with the reason."""
    row = _moving(session, request_id, FundState.REFUSED)
    asked = row.state == FundState.ASKED.value
    rights(session).require(actor, Action.MONEY_APPROVE if asked else Action.MONEY_WRITE)
    note, at = text_of(words, "理由", 500), now(session)
    row.handled_by, row.handled_at, row.note = actor.name, at, note
    _move(session, actor, row, FundState.REFUSED)


def withdraw(session: Session, actor: Actor, request_id: int) -> None:
    """Who asked takes it back while nobody has decided."""
    row = _moving(session, request_id, FundState.WITHDRAWN)
    if row.asked_by_id != actor.person_id:
        raise RuleBroken("申请由提出的人（{who}）撤回。", who=row.asked_by)
    row.handled_by, row.handled_at = actor.name, now(session)
    _move(session, actor, row, FundState.WITHDRAWN)


def spend(session: Session, actor: Actor, request_id: int, cents: int | None, voucher: str) -> None:
    """Paid, no more than was approved, with the number of its voucher."""
    row = _moving(session, request_id, FundState.SPENT)
    rights(session).require(actor, Action.MONEY_WRITE)
    spent, number, at = paid(cents, row.money_cents), text_of(voucher, "凭证号", 60), now(session)
    row.spent_cents, row.voucher = spent, number
    row.handled_by, row.handled_at = actor.name, at
    _move(session, actor, row, FundState.SPENT)


def paid(cents: int | None, approved: int) -> int:
    """What was paid of what was approved. Raises RuleBroken where it is more."""
    if require_sum(cents, "支出金额") > approved:
        raise RuleBroken("支出超过批准的金额，请就超出的部分另行申请。")
    return cents or 0


def line_of(session: Session, line_id: int) -> BudgetLineRow:
    row = session.get(BudgetLineRow, line_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的预算。", id=line_id)
    return row


def _named(session: Session, year: int, purpose: str) -> BudgetLineRow | None:
    return session.scalars(
        select(BudgetLineRow).where(BudgetLineRow.year == year, BudgetLineRow.purpose == purpose)
    ).first()


def _moving(session: Session, request_id: int, to: FundState) -> FundRequestRow:
    row = session.get(FundRequestRow, request_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的资金申请。", id=request_id)
    require_move(FundState(row.state), to, row.handled_by or row.approved_by or "")
    return row


def _move(session: Session, actor: Actor, row: FundRequestRow, to: FundState) -> None:
    row.state = to.value
    _record(session, actor, row, to.value)


def _record(session: Session, actor: Actor, row: FundRequestRow, verb: str) -> None:
    book.record(session, actor, "fund_request", row.id, verb, clause=CLAUSE)
