"""应急资金 of a year: its budget by purpose, every request, and what each incident has cost."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.supply import Kind, State, needs_money
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.domain.support.fund import FundState, Spending
from commandcenter.domain.times import local
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.closed import closed
from commandcenter.queries.offers import Offer, offer_if, only
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.support.fund import budget_lines, spendings
from commandcenter.store.tables.command.site import SupplyRequestRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.support.fund import BudgetChangeRow, BudgetLineRow, FundRequestRow

# A request of an incident, as one of the bureau's own is called.
AS_FUND: dict[State, FundState] = {
    State.ASKED: FundState.ASKED,
    State.APPROVED: FundState.APPROVED,
    State.DELIVERED: FundState.SPENT,
    State.RETURNED: FundState.SPENT,
    State.REFUSED: FundState.REFUSED,
    State.WITHDRAWN: FundState.WITHDRAWN,
}
FIRST = {FundState.ASKED: 0, FundState.APPROVED: 1}


@dataclass(frozen=True, slots=True)
class BudgetChange:
    cents: int
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BudgetLine:
    id: int
    purpose: str
    note: str
    spending: Spending
    changes: tuple[BudgetChange, ...]  # oldest first
    set_by: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class FundLine:
    """A request. `own`: of the bureau, else of the incident. `id`: of its own table."""

    id: int
    own: bool
    item: str
    incident_id: int | None
    incident: str  # its title; "" of the bureau's own
    purpose: str  # of the budget; "" while none is named
    line_id: int | None
    cents: int
    spent_cents: int | None
    state: FundState
    reason: str
    asked_by: str
    asked_from: str
    asked_at: datetime
    approved_by: str
    approved_at: datetime | None
    over_budget: str
    handled_by: str
    handled_at: datetime | None
    note: str
    voucher: str
    offers: tuple[Offer, ...]

    @property
    def key(self) -> int:
        """One number for both tables: an incident's below zero."""
        return self.id if self.own else -self.id


@dataclass(frozen=True, slots=True)
class IncidentCost:
    incident_id: int
    title: str
    spending: Spending


@dataclass(frozen=True, slots=True)
class BudgetChoice:
    """`free`: what may still be approved of it, in 分."""

    id: int
    purpose: str
    free: int


@dataclass(frozen=True, slots=True)
class FundBoard:
    """`refusal`: why it is not seen. `years`: those that have a budget, and this one."""

    year: int
    years: tuple[int, ...]
    lines: tuple[BudgetLine, ...]
    choices: tuple[BudgetChoice, ...]  # of this year
    requests: tuple[FundLine, ...]  # what waits first, then what is to be paid, then the newest
    incidents: tuple[IncidentCost, ...]
    total: Spending  # of all lines, and of what names none
    refusal: RuleBroken | None
    offers: tuple[Offer, ...]
    now: datetime

    def choices_of_year(self) -> tuple[BudgetChoice, ...]:
        """Of the year that is shown."""
        return tuple(BudgetChoice(x.id, x.purpose, x.spending.free) for x in self.lines)


def fund_board(session: Session, actor: Actor, year: int | None, now: datetime) -> FundBoard:
    """Of `year`, or of this one. What an incident asked for stands in the year of its request."""
    year = year or local(now).year
    rights = plan_of(session).rights
    refusal = rights.refusal(actor, Action.MONEY_READ, Matter())
    if refusal is not None:
        return FundBoard(year, (year,), (), (), (), (), Spending(), refusal, (), now)
    rows = budget_lines(session, year)
    asks = _Asking(rights, actor)
    requests = sorted(_requests(session, year, rows, asks), key=_order)
    spent = spendings(session, rows)
    is_this_year = year == local(now).year
    unnamed = _spending(each for each in requests if each.line_id is None)
    return FundBoard(
        year=year,
        years=_years(session, year),
        lines=_lines(session, rows, spent),
        choices=_choices(rows, spent) if is_this_year else budget_choices(session, now),
        requests=tuple(requests),
        incidents=_incidents(requests),
        total=sum(spent.values(), unnamed),
        refusal=None,
        offers=only(
            Offer("print"),
            offer_if(asks.may(Action.MONEY_WRITE), "ask", None if rows else _no_budget(year)),
            offer_if(asks.may(Action.MONEY_APPROVE), "set"),
            offer_if(asks.may(Action.MONEY_APPROVE), "change", None if rows else _no_budget(year)),
        ),
        now=now,
    )


def budget_choices(session: Session, now: datetime) -> tuple[BudgetChoice, ...]:
    """What may be paid of this year."""
    rows = budget_lines(session, local(now).year)
    return _choices(rows, spendings(session, rows))


def _choices(
    rows: Sequence[BudgetLineRow], spent: Mapping[int, Spending]
) -> tuple[BudgetChoice, ...]:
    return tuple(BudgetChoice(row.id, row.purpose, spent[row.id].free) for row in rows)


def _no_budget(year: int) -> RuleBroken:
    return RuleBroken("{year}年还没有预算，请先由总指挥设定。", year=year)


def _years(session: Session, year: int) -> tuple[int, ...]:
    known = session.scalars(select(BudgetLineRow.year).distinct())
    return tuple(sorted({*known, year}, reverse=True))


def _lines(
    session: Session, rows: Sequence[BudgetLineRow], spent: Mapping[int, Spending]
) -> tuple[BudgetLine, ...]:
    changes: dict[int, list[BudgetChange]] = defaultdict(list)
    wanted = select(BudgetChangeRow).where(BudgetChangeRow.line_id.in_([row.id for row in rows]))
    for each in session.scalars(wanted.order_by(BudgetChangeRow.id)):
        changes[each.line_id].append(BudgetChange(each.cents, each.reason, each.by, each.at))
    return tuple(
        BudgetLine(
            row.id, row.purpose, row.note, spent[row.id], tuple(changes[row.id]), row.by, row.at
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class _Asking:
    rights: Rights
    actor: Actor

    def may(self, action: Action) -> bool:
        return self.rights.refusal(self.actor, action, Matter()) is None

    def of(
        self, state: FundState, asked_by_id: int | None, pays: Action, shut: RuleBroken | None
    ) -> tuple[Offer, ...]:
        """As services.support.fund and services.command.supply ask it."""
        match state:
            case FundState.ASKED:
                decides = self.may(Action.MONEY_APPROVE)
                return only(
                    offer_if(decides, "approve", shut),
                    offer_if(decides, "refuse", shut),
                    offer_if(asked_by_id == self.actor.person_id, "withdraw", shut),
                )
            case FundState.APPROVED:
                may = self.may(pays)
                return only(offer_if(may, "spend", shut), offer_if(may, "refuse", shut))
        return ()


def _requests(
    session: Session, year: int, rows: Sequence[BudgetLineRow], asks: _Asking
) -> list[FundLine]:
    purposes = {row.id: row.purpose for row in rows}
    own = session.scalars(select(FundRequestRow).where(FundRequestRow.budget_line_id.in_(purposes)))
    supply, incident = SupplyRequestRow, IncidentRow
    of_incidents = session.execute(
        select(supply, incident)
        .join(incident, incident.id == supply.incident_id)
        .where(
            func.coalesce(supply.money_cents, 0) > 0,
            or_(supply.budget_line_id.in_(purposes), supply.budget_line_id.is_(None)),
        )
    )
    return [
        *(_own(row, purposes, asks) for row in own),
        *(
            _of_incident(row, of, purposes, asks)
            for row, of in of_incidents
            if row.budget_line_id is not None or local(row.asked_at).year == year
        ),
    ]


def _own(row: FundRequestRow, purposes: Mapping[int, str], asks: _Asking) -> FundLine:
    state = FundState(row.state)
    return FundLine(
        id=row.id, own=True, item=row.item, incident_id=None, incident="",
        purpose=purposes[row.budget_line_id], line_id=row.budget_line_id,
        cents=row.money_cents, spent_cents=row.spent_cents, state=state, reason=row.reason,
        asked_by=row.asked_by, asked_from=word(row.asked_from), asked_at=row.asked_at,
        approved_by=row.approved_by or "", approved_at=row.approved_at,
        over_budget=row.over_budget, handled_by=row.handled_by or "", handled_at=row.handled_at,
        note=row.note, voucher=row.voucher,
        offers=asks.of(state, row.asked_by_id, Action.MONEY_WRITE, None),
    )  # fmt: skip


def _of_incident(
    row: SupplyRequestRow, incident: IncidentRow, purposes: Mapping[int, str], asks: _Asking
) -> FundLine:
    state, kind = AS_FUND[State(row.state)], Kind(row.kind)
    pays = Action.MONEY_WRITE if kind is Kind.MONEY else Action.STOCK_WRITE
    spent = None
    if state is FundState.SPENT:
        spent = row.spent_cents if row.spent_cents is not None else row.money_cents
    return FundLine(
        id=row.id, own=False, item=row.item, incident_id=incident.id, incident=incident.title,
        purpose=purposes.get(row.budget_line_id or 0, ""), line_id=row.budget_line_id,
        cents=row.money_cents or 0, spent_cents=spent, state=state, reason=row.reason,
        asked_by=row.asked_by, asked_from=word(row.asked_from), asked_at=row.asked_at,
        approved_by=row.approved_by or "", approved_at=row.approved_at,
        over_budget=row.over_budget or "", handled_by=row.handled_by or "",
        handled_at=row.handled_at, note=row.note, voucher=row.voucher or "",
        offers=asks.of(state, row.asked_by_id, pays, closed(incident))
        if needs_money(kind, row.money_cents)
        else (),
    )  # fmt: skip


def _order(line: FundLine) -> tuple[int, float, int]:
    place = FIRST.get(line.state, len(FIRST))
    at = line.asked_at.timestamp()
    return place, at if line.state is FundState.ASKED else -at, line.key


def _spending(lines: Iterable[FundLine]) -> Spending:
    cents: Counter[FundState] = Counter()
    for line in lines:
        spent = line.state is FundState.SPENT and line.spent_cents is not None
        cents[line.state] += (line.spent_cents or 0) if spent else line.cents
    return Spending(0, cents[FundState.ASKED], cents[FundState.APPROVED], cents[FundState.SPENT])


def _incidents(requests: Sequence[FundLine]) -> tuple[IncidentCost, ...]:
    """The newest first; those of which nothing waits, is approved or was paid are left out."""
    by: dict[int, list[FundLine]] = defaultdict(list)
    for line in requests:
        if line.incident_id is not None:
            by[line.incident_id].append(line)
    costs = (
        IncidentCost(number, lines[0].incident, _spending(lines)) for number, lines in by.items()
    )
    told = [cost for cost in costs if cost.spending != Spending()]
    return tuple(sorted(told, key=lambda cost: -cost.incident_id))
