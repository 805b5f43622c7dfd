"""物资装备 as a ledger (plan 6.2): what lies where, what is out, and what must be seen to first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import OPEN
from commandcenter.domain.org import GROUP_WORDS, Actor
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.domain.support.stock import (
    BackState,
    InWay,
    Levels,
    StockKind,
    StockMove,
    check_due,
    code_of,
    require_to_retire,
)
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.queries.support.first_line import SOON_DAYS
from commandcenter.store.incident.all_incidents import all_incidents
from commandcenter.store.people import posts
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.support.stock_outs import OpenOut, open_outs
from commandcenter.store.tables.support.stock import StockItemRow, StockMoveRow

MOVES = 8  # the newest of each item
NOT_LENT = RuleBroken("没有领用在外的。")
NOTHING_THERE = RuleBroken("在库为 0。")


class Need(StrEnum):
    """How soon somebody must see to it."""

    NOW = "now"
    SOON = "soon"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MoveLine:
    """`on_hand`: what it left in the store."""

    id: int
    kind: StockMove
    amount: int
    on_hand: int
    came: InWay | None
    returned_as: BackState | None
    taker: str
    taker_unit: str
    incident: str
    due_at: datetime | None
    driver: str
    mileage: int | None
    words: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class OutLine:
    """A hand-out that is not all back."""

    id: int
    item_id: int
    left: int
    taker: str
    taker_unit: str
    incident: str
    due_at: datetime | None
    late: bool
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class StockLine:
    """`late`: how many are overdue; `due_at`: when the next of what is out comes back."""

    id: int
    code: str
    name: str
    kind: StockKind
    store: str
    unit: str
    used_up: bool
    on_hand: int
    lent: int
    minimum: int
    late: int
    due_at: datetime | None
    valid_until: datetime | None
    expired: bool
    check_months: int | None
    check_due: datetime | None
    check_late: bool
    checked_at: datetime | None
    checked_by: str
    plate: str
    driver: str
    mileage: int | None
    inspected_until: datetime | None
    need: Need
    outs: tuple[OutLine, ...]
    moves: tuple[MoveLine, ...]
    at: datetime
    by: str
    edited_at: datetime | None
    edited_by: str
    offers: tuple[Offer, ...]

    @property
    def short(self) -> int:
        """How many are missing to the minimum."""
        return max(0, self.minimum - self.on_hand)

    @property
    def called(self) -> str:
        """应急车 澄A·7306."""
        return f"{self.name} {self.plate}".strip()


@dataclass(frozen=True, slots=True)
class Figures:
    """The heading: equal to the lines. `late` in pieces, `short` in kinds."""

    kinds: int
    lent: int
    late: int
    short: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody or something to choose: its id, its words, and what is read behind them."""

    id: int
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class StockBoard:
    """What must be seen to first, then by store and name. `refusal`: why nothing is seen.

    `people`: who may take something; `incidents`: for what; `stores`: those there are.
    """

    lines: tuple[StockLine, ...]
    figures: Figures
    refusal: RuleBroken | None
    people: tuple[Choice, ...]
    incidents: tuple[Choice, ...]
    stores: tuple[str, ...]
    offers: tuple[Offer, ...]
    soon: datetime  # what ends before it is soon due
    now: datetime


NOTHING = Figures(0, 0, 0, 0)


def stock_board(session: Session, actor: Actor, now: datetime) -> StockBoard:
    plan = plan_of(session)
    rights, soon = plan.rights, now + timedelta(days=plan.number(SOON_DAYS))
    refusal = rights.refusal(actor, Action.STOCK_READ, Matter())
    if refusal is not None:
        return StockBoard((), NOTHING, refusal, (), (), (), (), soon, now)
    lines = stock_lines(session, actor, now, history=True)
    writes = rights.refusal(actor, Action.STOCK_WRITE, Matter()) is None
    return StockBoard(
        lines=lines,
        figures=figures_of(lines),
        refusal=None,
        people=_people(session, now) if writes else (),
        incidents=_incidents(session) if writes else (),
        stores=tuple(sorted({line.store for line in lines})),
        offers=only(
            _offer(rights, actor, "add"),
            _offer(rights, actor, "out", None if _any(lines, "on_hand") else NOTHING_THERE),
            _offer(rights, actor, "back", None if _any(lines, "lent") else NOT_LENT),
            Offer("labels", None if lines else RuleBroken("还没有物资。")),
            Offer("ledger", None if lines else RuleBroken("还没有物资。")),
        ),
        soon=soon,
        now=now,
    )


def _any(lines: Iterable[StockLine], of: str) -> bool:
    return any(getattr(line, of) for line in lines)


def _offer(rights: Rights, actor: Actor, key: str, shut: RuleBroken | None = None) -> Offer | None:
    return offer(key, rights, actor, Action.STOCK_WRITE, Matter(), shut=shut)


def figures_of(lines: Sequence[StockLine]) -> Figures:
    return Figures(
        kinds=len(lines),
        lent=sum(line.lent for line in lines),
        late=sum(line.late for line in lines),
        short=sum(line.short > 0 for line in lines),
    )


def stock_lines(
    session: Session, actor: Actor, now: datetime, *, history: bool = False
) -> tuple[StockLine, ...]:
    """All items in use; who may see them has been asked. `history`: with their movements."""
    plan, row = plan_of(session), StockItemRow
    until = now + timedelta(days=plan.number(SOON_DAYS))
    rows = list(session.scalars(select(row).where(row.retired_at.is_(None))))
    titles = _titles(session) if history else {}
    outs = defaultdict[int, list[OutLine]](list)
    for out in open_outs(session):
        outs[out.row.item_id].append(_out(out, titles, now))
    moves = _moves(session, titles) if history else {}
    lines = [
        _line(each, outs[each.id], moves.get(each.id, ()), now, until, plan.rights, actor)
        for each in rows
    ]
    return tuple(sorted(lines, key=_order))


def _order(line: StockLine) -> tuple[int, str, str, str, int]:
    return list(Need).index(line.need), line.store, line.name, line.plate, line.id


def _line(
    row: StockItemRow,
    outs: Sequence[OutLine],
    moves: Sequence[MoveLine],
    now: datetime,
    until: datetime,
    rights: Rights,
    actor: Actor,
) -> StockLine:
    due = check_due(row.check_months, row.checked_at, row.at, row.inspected_until)
    dues = [out.due_at for out in outs if out.due_at]
    late = sum(out.left for out in outs if out.late)
    good_for = row.valid_until if row.on_hand else None
    return StockLine(
        id=row.id,
        code=code_of(row.id),
        name=row.name,
        kind=row.kind,
        store=row.store,
        unit=row.unit,
        used_up=row.used_up,
        on_hand=row.on_hand,
        lent=row.lent,
        minimum=row.minimum,
        late=late,
        due_at=min(dues, default=None),
        valid_until=row.valid_until,
        expired=good_for is not None and good_for <= now,
        check_months=row.check_months,
        check_due=due,
        check_late=due is not None and due <= now,
        checked_at=row.checked_at,
        checked_by=row.checked_by or "",
        plate=row.plate,
        driver=row.driver,
        mileage=row.mileage,
        inspected_until=row.inspected_until,
        need=_need(late > 0 or row.on_hand < row.minimum, (due, good_for), now, until),
        outs=tuple(outs), moves=tuple(moves), at=row.at, by=row.by,
        edited_at=row.edited_at, edited_by=row.edited_by or "",
        offers=only(*_acts(row, late, rights, actor)),
    )  # fmt: skip


def _need(wanting: bool, ends: Iterable[datetime | None], now: datetime, until: datetime) -> Need:
    first = min((at for at in ends if at), default=None)
    if wanting or (first is not None and first <= now):
        return Need.NOW
    return Need.SOON if first is not None and first <= until else Need.NONE


def _acts(row: StockItemRow, late: int, rights: Rights, actor: Actor) -> Iterator[Offer | None]:
    there = None if row.on_hand else NOTHING_THERE
    yield _offer(rights, actor, "out", there)
    yield _offer(rights, actor, "back", None if row.lent else NOT_LENT)
    if late:
        yield _offer(rights, actor, "remind")
    yield _offer(rights, actor, "in")
    yield _offer(rights, actor, "count")
    yield _offer(rights, actor, "check")
    yield _offer(rights, actor, "scrap", there)
    yield _offer(rights, actor, "edit")
    yield offer(
        "retire", rights, actor, Action.STOCK_WRITE, Matter(),
        lambda: require_to_retire(row.name, Levels(row.on_hand, row.lent)),
    )  # fmt: skip


def _titles(session: Session) -> dict[int, str]:
    return {row.id: row.title for row in all_incidents(session)}


def _out(out: OpenOut, titles: dict[int, str], now: datetime) -> OutLine:
    row = out.row
    return OutLine(
        id=row.id,
        item_id=row.item_id,
        left=out.left,
        taker=row.taker,
        taker_unit=row.taker_unit,
        incident=titles.get(row.incident_id or 0, ""),
        due_at=row.due_at,
        late=row.due_at is not None and row.due_at < now,
        at=row.at,
        by=row.by,
    )


def _moves(session: Session, titles: dict[int, str]) -> dict[int, list[MoveLine]]:
    """The newest of each item, the last one first."""
    row = StockMoveRow
    place = func.row_number().over(partition_by=row.item_id, order_by=row.id.desc())
    numbered = select(row.id.label("id"), place.label("place")).subquery()
    newest = (
        select(row)
        .join(numbered, numbered.c.id == row.id)
        .where(numbered.c.place <= MOVES)
        .order_by(row.id.desc())
    )
    found = defaultdict[int, list[MoveLine]](list)
    for each in session.scalars(newest):
        found[each.item_id].append(move_line(each, titles))
    return dict(found)


def move_line(row: StockMoveRow, titles: dict[int, str]) -> MoveLine:
    return MoveLine(
        id=row.id,
        kind=row.kind,
        amount=row.amount,
        on_hand=row.on_hand,
        came=row.came,
        returned_as=row.returned_as,
        taker=row.taker,
        taker_unit=row.taker_unit,
        incident=titles.get(row.incident_id or 0, ""),
        due_at=row.due_at,
        driver=row.driver,
        mileage=row.mileage,
        words=row.words,
        at=row.at,
        by=row.by,
    )


def _people(session: Session, now: datetime) -> tuple[Choice, ...]:
    """Everybody who holds a post, with their group."""
    held = posts(session, now)
    found: dict[int, Choice] = {}
    for grant, person in held.held:
        note = GROUP_WORDS[grant.group] if grant.group else person.post
        found.setdefault(person.id, Choice(person.id, person.name, note))
    return tuple(sorted(found.values(), key=lambda each: (each.words, each.id)))


def _incidents(session: Session) -> tuple[Choice, ...]:
    """Those whose record may still grow, the newest first."""
    going_on = [row for row in all_incidents(session) if row.state in OPEN]
    return tuple(Choice(row.id, row.title) for row in sorted(going_on, key=lambda row: -row.id))
