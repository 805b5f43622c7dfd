"""Requests to 后勤保障组 (plan 2.2(6)): asked, approved, delivered, refused, returned.

What costs money is approved by the commander (6.4). What comes from the stock (6.2) leaves it in
the act that delivers it, and is back there with the act that returns it.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.command.supply import (
    Kind,
    State,
    needs_money,
    require_move,
    require_wanted,
)
from commandcenter.domain.errors import RuleBroken, refusal_of
from commandcenter.domain.org import Actor, Group
from commandcenter.domain.rights import Action
from commandcenter.domain.support.fund import require_within
from commandcenter.domain.support.stock import BackState, require_enough, require_fits
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import (
    carried_incident,
    office_of,
    open_incident,
    require_to_write,
    rights,
    storable,
    text_of,
)
from commandcenter.services.support import moving
from commandcenter.services.support.fund import line_of, paid
from commandcenter.services.support.moving import Back, HandOut
from commandcenter.store.database import now
from commandcenter.store.support.fund import free_of
from commandcenter.store.tables.command.site import SupplyRequestRow

CLAUSE, MONEY_CLAUSE = "2.2(6)", "6.4"
ITEM, UNIT = 60, 10  # characters


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. `money_cents`: the sum in 分, or what it is expected to cost; of a budget,
    where who asks knows it.
    """

    kind: Kind
    item: str
    amount: int
    unit: str
    reason: str
    money_cents: int | None = None
    budget_line_id: int | None = None
    needed_at: datetime | None = None
    for_group: Group | None = None


def ask(session: Session, actor: Actor, incident_id: int, wanted: Wanted) -> int:
    """Ask in the actor's capacity; money is asked for by those who keep it. Return the id."""
    incident = open_incident(session, incident_id)
    if wanted.kind is Kind.MONEY:
        rights(session).require(actor, Action.MONEY_WRITE)
    else:
        require_to_write(session, actor, incident)
    require_wanted(wanted.kind, wanted.amount, wanted.money_cents)
    row = SupplyRequestRow(
        incident_id=incident.id,
        kind=wanted.kind.value,
        item=text_of(wanted.item, "名称", ITEM),
        amount=wanted.amount,
        unit=text_of(wanted.unit, "单位", UNIT),
        money_cents=wanted.money_cents,
        budget_line_id=_known(session, wanted),
        needed_at=wanted.needed_at,
        for_group=wanted.for_group,
        reason=text_of(wanted.reason, "用途", 500),
        asked_by=actor.name,
        asked_by_id=actor.person_id or None,
        asked_from=office_of(session, actor)[0],
        asked_at=now(session),
        state=State.ASKED.value,
        note="",
    )
    session.add(row)
    session.flush()
    _record(session, actor, row, "asked")
    return row.id


def approve(
    session: Session,
    actor: Actor,
    request_id: int,
    line_id: int | None = None,
    exception: str = "",
) -> None:
    """What costs money is of a budget. `line_id`: which, where the request names none.
    `exception`: why it is spent though it is more than that has.
    """
    row = _moving(session, request_id, State.APPROVED)
    _require_to_decide(session, actor, row)
    line, why = row.budget_line_id, row.over_budget
    if needs_money(Kind(row.kind), row.money_cents):
        line, why = _of_budget(session, row, line_id or line, exception)
    at = now(session)  # all of it goes in one statement, as the server asks
    row.budget_line_id, row.over_budget = line, why
    row.approved_by, row.approved_at = actor.name, at
    _move(session, actor, row, State.APPROVED)


def _known(session: Session, wanted: Wanted) -> int | None:
    """The budget that is named, of what costs money."""
    named = wanted.budget_line_id if wanted.money_cents else None
    return line_of(session, named).id if named else None


def _of_budget(
    session: Session, row: SupplyRequestRow, line_id: int | None, exception: str
) -> tuple[int | None, str | None]:
    """The budget that it is of, and why beyond it."""
    line = line_of(session, line_id) if line_id else None
    free, cents = free_of(session, line), row.money_cents or 0
    kept = require_within(line.purpose if line else "", free, cents, exception)
    why = text_of(kept, "例外的理由", 200) if kept else None
    return line.id if line else None, why


def refuse(session: Session, actor: Actor, request_id: int, words: str) -> None:
    """Not approved, or approved and not to be had after all; with the reason."""
    row = _moving(session, request_id, State.REFUSED)
    if row.state == State.ASKED:
        _require_to_decide(session, actor, row)
    else:
        _require_to_deliver(session, actor, row)
    row.note = text_of(words, "理由", 500)
    row.handled_by, row.handled_at = actor.name, now(session)
    _move(session, actor, row, State.REFUSED)


def withdraw(session: Session, actor: Actor, request_id: int) -> None:
    """Who asked takes it back while nobody has decided."""
    row = _moving(session, request_id, State.WITHDRAWN)
    if row.asked_by_id != actor.person_id:
        raise RuleBroken("需求由提出的人（{who}）撤回。", who=row.asked_by)
    row.handled_by, row.handled_at = actor.name, now(session)
    _move(session, actor, row, State.WITHDRAWN)


def deliver(
    session: Session,
    actor: Actor,
    request_id: int,
    words: str = "",
    cents: int | None = None,
    voucher: str = "",
    outs: Sequence[HandOut] = (),
) -> tuple[int, ...]:
    """It is there, or paid; `words` name the vehicle or the people. Of what costs money: what was
    paid, all that was approved where it is not said, and the voucher. `outs`: what is handed out
    for it from the stock in the same act; return the ids of these movements.
    """
    row = _moving(session, request_id, State.DELIVERED)
    _require_to_deliver(session, actor, row)
    moves, given = _hand_out(session, actor, row, outs) if outs else ((), "")
    kept = "。".join(filter(None, (given, storable(words).strip())))
    note, at = text_of(kept, "说明", 500) if kept else "", now(session)
    if row.money_cents:
        row.spent_cents = paid(row.money_cents if cents is None else cents, row.money_cents)
        row.voucher = text_of(voucher, "凭证号", 60) if voucher.strip() else None
    row.handled_by, row.handled_at, row.note = actor.name, at, note
    _move(session, actor, row, State.DELIVERED)
    return moves


def give_back(
    session: Session,
    actor: Actor,
    request_id: int,
    state: BackState = BackState.WHOLE,
    words: str = "",
) -> None:
    """What was lent is back with 后勤保障组; what came from the stock lies there again."""
    row = _moving(session, request_id, State.RETURNED)
    _require_to_deliver(session, actor, row)
    for out in moving.outs_of_request(session, row.id):
        moving.bring_back(session, actor, out.row, Back(out.left, state, words=words))
    _returned(session, actor, row)


def came_back(session: Session, actor: Actor, request_id: int) -> None:
    """All that was handed out for it is in the stock again. That of an incident whose record is
    closed stays as it is.
    """
    row = session.get_one(SupplyRequestRow, request_id)
    if refusal_of(lambda: carried_incident(session, row.incident_id)) is None:
        _returned(session, actor, row)


def _returned(session: Session, actor: Actor, row: SupplyRequestRow) -> None:
    row.returned_by, row.returned_at = actor.name, now(session)
    _move(session, actor, row, State.RETURNED)


def _hand_out(
    session: Session, actor: Actor, row: SupplyRequestRow, outs: Sequence[HandOut]
) -> tuple[tuple[int, ...], str]:
    """The movements, and what is said of them: 对讲机 4 部、澄A·7306."""
    rights(session).require(actor, Action.STOCK_WRITE)
    require_enough(row.amount, sum(out.amount for out in outs), row.unit)
    moves, said = [], []
    for out in outs:
        item = moving.item_in_use(session, out.item_id)
        require_fits(Kind(row.kind), item.kind, item.name, used_up=item.used_up)
        moves.append(moving.hand_out(session, actor, out, row).id)
        said.append(item.plate or f"{item.name} {out.amount} {item.unit}")
    return tuple(moves), "、".join(said)


def _moving(session: Session, request_id: int, to: State) -> SupplyRequestRow:
    row = session.get(SupplyRequestRow, request_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的后勤需求。", id=request_id)
    carried_incident(session, row.incident_id)
    by = row.returned_by or row.handled_by or row.approved_by or ""
    require_move(Kind(row.kind), State(row.state), to, by)
    return row


def _require_to_decide(session: Session, actor: Actor, row: SupplyRequestRow) -> None:
    money = needs_money(Kind(row.kind), row.money_cents)
    rights(session).require(actor, Action.MONEY_APPROVE if money else Action.STOCK_WRITE)


def _require_to_deliver(session: Session, actor: Actor, row: SupplyRequestRow) -> None:
    money = row.kind == Kind.MONEY
    rights(session).require(actor, Action.MONEY_WRITE if money else Action.STOCK_WRITE)


def _move(session: Session, actor: Actor, row: SupplyRequestRow, to: State) -> None:
    row.state = to.value
    _record(session, actor, row, to.value)


def _record(session: Session, actor: Actor, row: SupplyRequestRow, verb: str) -> None:
    clause = MONEY_CLAUSE if row.kind == Kind.MONEY else CLAUSE
    book.record(
        session, actor, "supply_request", row.id, verb, incident=row.incident_id, clause=clause
    )
