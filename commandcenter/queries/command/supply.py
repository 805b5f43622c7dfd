"""Requests to 后勤保障组 with their totals; who does not keep the stock sees his own."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.supply import Kind, State, needs_money
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Group
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.queries.incident.closed import closed
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.site import SupplyRequestRow
from commandcenter.store.tables.incident.incident import IncidentRow

FAR = datetime.max.replace(tzinfo=UTC)
OPEN = (State.ASKED, State.APPROVED)


@dataclass(frozen=True, slots=True)
class SupplyLine:
    """`late`: needed by a time that has passed, and not there. `own`: he asked for it."""

    id: int
    kind: Kind
    item: str
    amount: int
    unit: str
    money_cents: int | None
    needed_at: datetime | None
    for_group: Group | None
    reason: str
    asked_by: str
    asked_from: str
    asked_at: datetime
    state: State
    late: bool
    own: bool
    approved_by: str
    approved_at: datetime | None
    handled_by: str
    handled_at: datetime | None
    note: str
    returned_by: str
    returned_at: datetime | None
    costs: bool  # the commander approves it


@dataclass(frozen=True, slots=True)
class SupplyTotal:
    """Of one kind: how many wait, are there now, are back; and the money, in 分."""

    kind: Kind
    waiting: int
    there: int
    returned: int
    money_asked: int
    money_approved: int
    money_paid: int


@dataclass(frozen=True, slots=True)
class SupplyBoard:
    """`refusal`: why he sees only his own. The other refusals: why he may not do it.

    `asks`: whether he is one who asks at all. `closed`: why nobody does any more.
    """

    lines: tuple[SupplyLine, ...]
    totals: tuple[SupplyTotal, ...]
    refusal: RuleBroken | None
    no_stock: RuleBroken | None
    no_money: RuleBroken | None
    no_approval: RuleBroken | None
    now: datetime
    asks: bool = False
    closed: RuleBroken | None = None


def supply_board(
    session: Session, actor: Actor, incident_id: int | None, now: datetime
) -> SupplyBoard:
    """What waits first, by when it is needed; then what is there; then what is over."""
    rights = plan_of(session).rights
    rows = session.scalars(
        select(SupplyRequestRow).where(SupplyRequestRow.incident_id == incident_id)
    )
    seen = [row for row in rows if _may_see(rights, actor, row)]
    lines = sorted((_line(row, actor, now) for row in seen), key=_order)
    return SupplyBoard(
        lines=tuple(lines),
        totals=_totals(lines),
        refusal=_refusal(rights, actor, Action.STOCK_READ),
        no_stock=_refusal(rights, actor, Action.STOCK_WRITE),
        no_money=_refusal(rights, actor, Action.MONEY_WRITE),
        no_approval=_refusal(rights, actor, Action.MONEY_APPROVE),
        now=now,
        asks=rights.scope(actor, Action.WRITE_LOG) is not None,
        closed=closed(session.get(IncidentRow, incident_id) if incident_id else None),
    )


def _refusal(rights: Rights, actor: Actor, action: Action) -> RuleBroken | None:
    return rights.refusal(actor, action, Matter())


def _may_see(rights: Rights, actor: Actor, row: SupplyRequestRow) -> bool:
    own = row.asked_by == actor.name or row.for_group in actor.groups()
    action = Action.MONEY_READ if row.kind == Kind.MONEY else Action.STOCK_READ
    return own or rights.allows(actor, action)


def _line(row: SupplyRequestRow, actor: Actor, now: datetime) -> SupplyLine:
    kind, state = Kind(row.kind), State(row.state)
    return SupplyLine(
        id=row.id,
        kind=kind,
        item=row.item,
        amount=row.amount,
        unit=row.unit,
        money_cents=row.money_cents,
        needed_at=row.needed_at,
        for_group=row.for_group,
        reason=row.reason,
        asked_by=row.asked_by,
        asked_from=row.asked_from,
        asked_at=row.asked_at,
        state=state,
        late=state in OPEN and row.needed_at is not None and row.needed_at < now,
        own=row.asked_by == actor.name,
        approved_by=row.approved_by or "",
        approved_at=row.approved_at,
        handled_by=row.handled_by or "",
        handled_at=row.handled_at,
        note=row.note,
        returned_by=row.returned_by or "",
        returned_at=row.returned_at,
        costs=needs_money(kind, row.money_cents),
    )


def _order(line: SupplyLine) -> tuple[int, float, int]:
    place = 0 if line.state in OPEN else 1 if line.state is State.DELIVERED else 2
    if place == 0:
        return place, (line.needed_at or FAR).timestamp(), line.id
    return place, -line.asked_at.timestamp(), -line.id


def _totals(lines: Iterable[SupplyLine]) -> tuple[SupplyTotal, ...]:
    """Of each kind that was asked for, in the order of the kinds."""
    amounts: Counter[tuple[Kind, State]] = Counter()
    money: Counter[tuple[Kind, State]] = Counter()
    for line in lines:
        amounts[line.kind, line.state] += line.amount
        money[line.kind, line.state] += line.money_cents or 0
    return tuple(
        SupplyTotal(
            kind=kind,
            waiting=sum(amounts[kind, state] for state in OPEN),
            there=amounts[kind, State.DELIVERED],
            returned=amounts[kind, State.RETURNED],
            money_asked=money[kind, State.ASKED],
            money_approved=money[kind, State.APPROVED],
            money_paid=money[kind, State.DELIVERED] + money[kind, State.RETURNED],
        )
        for kind in Kind
        if any(amounts[kind, state] for state in State)
    )
