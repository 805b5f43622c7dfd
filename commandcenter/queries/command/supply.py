"""Requests to 后勤保障组 with their totals; who does not keep the stock sees their own."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.supply import RETURNED, Kind, State, needs_money
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Group
from commandcenter.domain.phrase import word
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.domain.support.stock import supply_kind
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.closed import closed
from commandcenter.queries.offers import Offer, offer_if, only
from commandcenter.queries.support.fund import BudgetChoice, budget_choices
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.support.stock_outs import open_outs
from commandcenter.store.tables.command.site import SupplyRequestRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.support.stock import StockItemRow, StockMoveRow

FAR = datetime.max.replace(tzinfo=UTC)
OPEN = (State.ASKED, State.APPROVED)


@dataclass(frozen=True, slots=True)
class SupplyLine:
    """`late`: needed by a time that has passed, and not there. `from_stock`: things of the stock
    are out for it.
    """

    id: int
    kind: Kind
    item: str
    amount: int
    unit: str
    money_cents: int | None
    budget_line_id: int | None
    over_budget: str
    spent_cents: int | None
    voucher: str
    needed_at: datetime | None
    for_group: Group | None
    reason: str
    asked_by: str
    asked_from: str
    asked_at: datetime
    state: State
    late: bool
    approved_by: str
    approved_at: datetime | None
    handled_by: str
    handled_at: datetime | None
    note: str
    returned_by: str
    returned_at: datetime | None
    costs: bool  # the commander approves it
    from_stock: bool
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class SupplyTotal:
    """Of one kind: how many wait, are there now, are back; and the money, in 分.

    The unit is that of its requests, "" where they are counted in several.
    """

    kind: Kind
    unit: str
    waiting: int
    there: int
    returned: int
    money_asked: int
    money_approved: int
    money_paid: int


@dataclass(frozen=True, slots=True)
class Stocked:
    """What lies in the stock and can be handed out for a request of this kind."""

    id: int
    kind: Kind
    name: str
    plate: str
    store: str
    unit: str
    on_hand: int
    used_up: bool


@dataclass(frozen=True, slots=True)
class SupplyBoard:
    """`refusal`: why they see only their own. `asks_money`: money itself is asked for, too.
    `stock`: of who keeps it.
    """

    lines: tuple[SupplyLine, ...]
    totals: tuple[SupplyTotal, ...]
    refusal: RuleBroken | None
    asks_money: bool
    budgets: tuple[BudgetChoice, ...]  # for who approves
    stock: tuple[Stocked, ...]
    offers: tuple[Offer, ...]
    now: datetime


def supply_board(
    session: Session, actor: Actor, incident_id: int | None, now: datetime
) -> SupplyBoard:
    """What waits first, by when it is needed; then what is there; then what is over."""
    rights = plan_of(session).rights
    rows = session.scalars(
        select(SupplyRequestRow).where(SupplyRequestRow.incident_id == incident_id)
    )
    seen = [row for row in rows if _may_see(rights, actor, row)]
    shut = closed(session.get(IncidentRow, incident_id) if incident_id else None)
    asks = _Asking(rights, actor, shut)
    keeps = asks.may(Action.STOCK_WRITE)
    out = _out_for(session, incident_id) if keeps else frozenset()
    lines = sorted((_line(row, asks, out, now) for row in seen), key=_order)
    return SupplyBoard(
        lines=tuple(lines),
        totals=_totals(lines),
        refusal=rights.refusal(actor, Action.STOCK_READ, Matter()),
        asks_money=asks.may(Action.MONEY_WRITE),
        budgets=budget_choices(session, now) if asks.may(Action.MONEY_APPROVE) else (),
        stock=_stock(session) if keeps else (),
        offers=only(
            offer_if(rights.scope(actor, Action.WRITE_LOG) is not None, "ask_supply", shut)
        ),
        now=now,
    )


@dataclass(frozen=True, slots=True)
class _Asking:
    """`shut`: why nobody does any of it any more."""

    rights: Rights
    actor: Actor
    shut: RuleBroken | None

    def may(self, action: Action) -> bool:
        return self.rights.refusal(self.actor, action, Matter()) is None

    def of_line(self, row: SupplyRequestRow) -> tuple[Offer, ...]:
        """Only what who asks may do, as services.command.supply asks it."""
        kind, state, shut = Kind(row.kind), State(row.state), self.shut
        costs = needs_money(kind, row.money_cents)
        decides = self.may(Action.MONEY_APPROVE if costs else Action.STOCK_WRITE)
        delivers = self.may(Action.MONEY_WRITE if kind is Kind.MONEY else Action.STOCK_WRITE)
        match state:
            case State.ASKED:
                own = row.asked_by_id == self.actor.person_id
                return only(
                    offer_if(decides, "approve", shut),
                    offer_if(decides, "refuse", shut),
                    offer_if(own, "withdraw", shut),
                )
            case State.APPROVED:
                keys = ("deliver", "refuse")
                return only(*(offer_if(delivers, key, shut) for key in keys))
            case State.DELIVERED:
                return only(offer_if(delivers and kind in RETURNED, "give_back", shut))
        return ()


def _may_see(rights: Rights, actor: Actor, row: SupplyRequestRow) -> bool:
    own = row.asked_by_id == actor.person_id or row.for_group in actor.groups()
    action = Action.MONEY_READ if row.kind == Kind.MONEY else Action.STOCK_READ
    return own or rights.allows(actor, action)


def _out_for(session: Session, incident_id: int | None) -> frozenset[int]:
    """Requests for which things of the stock are out."""
    found = open_outs(session, StockMoveRow.incident_id == incident_id)
    return frozenset(out.row.request_id for out in found if out.row.request_id)


def _stock(session: Session) -> tuple[Stocked, ...]:
    row = StockItemRow
    there = select(row).where(row.retired_at.is_(None), row.on_hand > 0)
    return tuple(
        Stocked(
            id=item.id,
            kind=supply_kind(item.kind, used_up=item.used_up),
            name=item.name,
            plate=item.plate,
            store=item.store,
            unit=item.unit,
            on_hand=item.on_hand,
            used_up=item.used_up,
        )
        for item in session.scalars(there.order_by(row.store, row.name, row.plate, row.id))
    )


def _line(row: SupplyRequestRow, asks: _Asking, out: frozenset[int], now: datetime) -> SupplyLine:
    kind, state = Kind(row.kind), State(row.state)
    return SupplyLine(
        id=row.id,
        kind=kind,
        item=row.item,
        amount=row.amount,
        unit=row.unit,
        money_cents=row.money_cents,
        budget_line_id=row.budget_line_id,
        over_budget=row.over_budget or "",
        spent_cents=row.spent_cents,
        voucher=row.voucher or "",
        needed_at=row.needed_at,
        for_group=row.for_group,
        reason=row.reason,
        asked_by=row.asked_by,
        asked_from=word(row.asked_from),
        asked_at=row.asked_at,
        state=state,
        late=state in OPEN and row.needed_at is not None and row.needed_at < now,
        approved_by=row.approved_by or "",
        approved_at=row.approved_at,
        handled_by=row.handled_by or "",
        handled_at=row.handled_at,
        note=row.note,
        returned_by=row.returned_by or "",
        returned_at=row.returned_at,
        costs=needs_money(kind, row.money_cents),
        from_stock=row.id in out,
        offers=asks.of_line(row),
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
    units: defaultdict[Kind, set[str]] = defaultdict(set)
    for line in lines:
        amounts[line.kind, line.state] += line.amount
        if line.state in OPEN or line.state is State.DELIVERED:
            units[line.kind].add(line.unit)
        paid = line.spent_cents if line.spent_cents is not None else line.money_cents
        money[line.kind, line.state] += paid or 0
    return tuple(
        SupplyTotal(
            kind=kind,
            unit=units[kind].pop() if len(units[kind]) == 1 else "",
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
