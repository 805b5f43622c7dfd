"""物资装备 (plan 6.2): what the stock's keepers do with its items.

What is handed out for an incident answers a request of it: one that was asked, or one that
后勤保障组 enters with the hand-out. So the requests of an incident say all that it was given.
"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.domain.support.stock import (
    CLAUSE,
    InWay,
    NewItem,
    StockKind,
    StockMove,
    counted,
    require_item,
    require_later,
    require_same_use,
    require_to_retire,
    scrapped,
    supply_kind,
    taken_in,
)
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.command import supply
from commandcenter.services.guard import rights, text_if_any, text_of
from commandcenter.services.support import moving
from commandcenter.services.support.moving import Back, HandOut, item_in_use, levels_of
from commandcenter.store.database import now
from commandcenter.store.tables.support.stock import StockItemRow, StockMoveRow

AGAIN_AFTER = timedelta(minutes=1)  # two people at once, or one who presses twice


@dataclass(frozen=True, slots=True)
class Check:
    """检查: what was found. `inspected_until`, `valid_until`: the new end, None as before."""

    words: str
    inspected_until: datetime | None = None
    valid_until: datetime | None = None


def add(session: Session, actor: Actor, new: NewItem, opening: int = 0) -> int:
    """新增品种, with what lies there already. Return the id."""
    _require(session, actor)
    new = _checked(new)
    _require_other(session, new, 0)
    row = StockItemRow(on_hand=0, lent=0, mileage=None, at=now(session), by=actor.name)
    _fill(row, new)
    session.add(row)
    session.flush()
    _record(session, actor, row, "added")
    if opening:
        take_in(session, actor, row.id, opening, InWay.OPENING)
    return row.id


def edit(session: Session, actor: Actor, item_id: int, new: NewItem, seen: datetime | None) -> None:
    """更正品种. `seen`: when it was last changed, as the screen shows it."""
    _require(session, actor)
    row, new = item_in_use(session, item_id), _checked(new)
    if row.edited_at != seen:
        raise RuleBroken("{who}刚刚改过这一条，请按新的内容再改。", who=row.edited_by or "")
    require_same_use(was=row.used_up, used_up=new.used_up, lent=row.lent)
    if new.kind is StockKind.VEHICLE and row.on_hand + row.lent > 1:
        raise RuleBroken("一条车辆记录只登记一辆车。")
    _require_other(session, new, row.id)
    at = now(session)  # first: what is asked below writes what was changed before
    _fill(row, new)
    row.edited_at, row.edited_by = at, actor.name
    _record(session, actor, row, "edited")


def retire(session: Session, actor: Actor, item_id: int) -> None:
    """停用: none of it is left, and none comes any more."""
    _require(session, actor)
    row = item_in_use(session, item_id)
    require_to_retire(row.name, levels_of(row))
    row.retired_at, row.retired_by = now(session), actor.name
    _record(session, actor, row, "retired")


def take_in(
    session: Session, actor: Actor, item_id: int, amount: int, came: InWay, words: str = ""
) -> int:
    """入库. `words`: from where, the voucher."""
    _require(session, actor)
    row = item_in_use(session, item_id)
    after = taken_in(levels_of(row), amount, one=_is_vehicle(row))
    return moving.write(session, actor, row, StockMove.IN, amount, after, came=came, words=words).id


def hand_out(session: Session, actor: Actor, out: HandOut, incident_id: int | None = None) -> int:
    """领用. For an incident the request is entered, approved and delivered in the same act."""
    _require(session, actor)
    if incident_id is None:
        return moving.hand_out(session, actor, out).id
    item = item_in_use(session, out.item_id)
    wanted = supply.Wanted(
        kind=supply_kind(item.kind, used_up=item.used_up),
        item=item.name[: supply.ITEM],
        amount=out.amount,
        unit=item.unit[: supply.UNIT],
        reason=text_of(out.words, "用途", moving.WORDS),
    )
    request = supply.ask(session, actor, incident_id, wanted)
    supply.approve(session, actor, request)
    [move] = supply.deliver(session, actor, request, outs=[out])
    return move


def take_back(session: Session, actor: Actor, out_id: int, back: Back) -> int:
    """归还, of one hand-out or a part of it. With the last its request is closed."""
    _require(session, actor)
    out = _out(session, out_id)
    row = moving.bring_back(session, actor, out, back)
    if out.request_id is not None and not moving.outs_of_request(session, out.request_id):
        supply.came_back(session, actor, out.request_id)
    return row.id


def scrap(session: Session, actor: Actor, item_id: int, amount: int, reason: str) -> int:
    """报废, of what lies in the store."""
    _require(session, actor)
    row = item_in_use(session, item_id)
    after = scrapped(levels_of(row), amount, row.name, row.unit)
    words = text_of(reason, "报废的原因", moving.WORDS)
    return moving.write(session, actor, row, StockMove.SCRAP, amount, after, words=words).id


def count(session: Session, actor: Actor, item_id: int, number: int, reason: str = "") -> int:
    """盘点: what was counted in the store; a difference with its reason."""
    _require(session, actor)
    row = item_in_use(session, item_id)
    after = counted(levels_of(row), number, reason, one=_is_vehicle(row))
    return moving.write(session, actor, row, StockMove.COUNT, number, after, words=reason).id


def check(session: Session, actor: Actor, item_id: int, done: Check) -> int:
    """登记检查: what was found; the next one is counted from now."""
    _require(session, actor)
    row, at = item_in_use(session, item_id), now(session)
    require_later(done.inspected_until, at, "年检有效期")
    require_later(done.valid_until, at, "有效期")
    words = text_of(done.words, "检查情况", moving.WORDS)
    if done.inspected_until is not None and not _is_vehicle(row):
        raise RuleBroken("年检只用于车辆。")
    changes = {
        "checked_at": at,
        "checked_by": actor.name,
        "inspected_until": done.inspected_until or row.inspected_until,
        "valid_until": done.valid_until or row.valid_until,
    }
    move = moving.write(
        session, actor, row, StockMove.CHECK, 0, levels_of(row), changes, words=words
    )
    return move.id


def remind(session: Session, actor: Actor, out_id: int, words: str) -> int:
    """催还: who has it was told; each time is kept."""
    _require(session, actor)
    out, row = _out(session, out_id), StockMoveRow
    item = item_in_use(session, out.item_id)
    if not moving.left_of(session, out.id):
        raise RuleBroken("这次领用已经全部归还。")
    last = session.scalars(
        select(row)
        .where(row.of_id == out.id, row.kind == StockMove.REMINDED)
        .order_by(row.id.desc())
        .limit(1)
    ).first()
    if last is not None and now(session) - last.at < AGAIN_AFTER:
        raise RuleBroken("{who}刚刚催还过。", who=last.by)
    return moving.write(
        session, actor, item, StockMove.REMINDED, 0, levels_of(item),
        of_id=out.id, incident_id=out.incident_id, request_id=out.request_id,
        taker=out.taker, taker_unit=out.taker_unit, person_id=out.person_id,
        words=text_of(words, "催还的方式和答复", moving.WORDS),
    ).id  # fmt: skip


def _require(session: Session, actor: Actor) -> None:
    rights(session).require(actor, Action.STOCK_WRITE)


def _checked(new: NewItem) -> NewItem:
    """The item as it may be stored."""
    kept = NewItem(
        name=text_of(new.name, "名称", 60),
        kind=new.kind,
        store=text_of(new.store, "库房", 40),
        unit=text_of(new.unit, "单位", 10),
        used_up=new.used_up,
        minimum=new.minimum,
        valid_until=new.valid_until,
        check_months=new.check_months,
        plate=text_if_any(new.plate, "车牌号", 20),
        driver=text_if_any(new.driver, "驾驶员", 40),
        inspected_until=new.inspected_until,
    )
    require_item(kept)
    return kept


def _require_other(session: Session, new: NewItem, own: int) -> None:
    """One line for one thing in one store."""
    row = StockItemRow
    same = session.scalar(
        select(row.id).where(
            row.name == new.name, row.store == new.store, row.plate == new.plate,
            row.retired_at.is_(None), row.id != own,
        ).limit(1)
    )  # fmt: skip
    if same is not None:
        raise RuleBroken("{store}已有“{name}”，请在那一条上入库。", store=new.store, name=new.name)


def _fill(row: StockItemRow, new: NewItem) -> None:
    row.name, row.kind, row.store, row.unit = new.name, new.kind, new.store, new.unit
    row.used_up, row.minimum, row.valid_until = new.used_up, new.minimum, new.valid_until
    row.check_months, row.plate, row.driver = new.check_months, new.plate, new.driver
    row.inspected_until = new.inspected_until


def _is_vehicle(row: StockItemRow) -> bool:
    return row.kind is StockKind.VEHICLE


def _out(session: Session, out_id: int) -> StockMoveRow:
    row = session.get(StockMoveRow, out_id)
    if row is None or row.kind is not StockMove.OUT:
        raise RuleBroken("没有编号为 {id} 的领用记录。", id=out_id)
    return row


def _record(session: Session, actor: Actor, row: StockItemRow, verb: str) -> None:
    book.record(session, actor, "stock_item", row.id, verb, clause=CLAUSE)
