"""物资装备 (plan 6.2): what an item is, and what each movement leaves on hand.

On hand never falls below zero; what is lent and not used up comes back. A movement is never
changed: a wrong count is put right by counting again.
"""

import re
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from commandcenter.domain.command.supply import Kind as SupplyKind
from commandcenter.domain.drills.register import due_after
from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.domain.phrase import phrases, word
from commandcenter.late_dataclass import dataclass

CLAUSE = "6.2"
MOST = 1_000_000
MONTHS = 120  # between two checks, at most
FIRST_LETTER = "S"
CODE = re.compile(r"[Ss](\d{4,9})")


class StockKind(StrEnum):
    PROTECTION = "protection"
    VEHICLE = "vehicle"
    RADIO = "radio"
    EVIDENCE = "evidence"
    SAMPLING = "sampling"
    OFFICE = "office"
    OTHER = "other"


STOCK_KIND_WORDS: dict[StockKind, str] = phrases(
    {
        StockKind.PROTECTION: "防护",
        StockKind.VEHICLE: "车辆",
        StockKind.RADIO: "通信",
        StockKind.EVIDENCE: "取证",
        StockKind.SAMPLING: "采样检验",
        StockKind.OFFICE: "办公",
        StockKind.OTHER: "其他",
    }
)


class StockMove(StrEnum):
    """The last two move nothing: they stand in the ledger of the item."""

    IN = "in"
    OUT = "out"
    BACK = "back"
    SCRAP = "scrap"
    COUNT = "count"
    CHECK = "check"
    REMINDED = "reminded"


MOVE_WORDS: dict[StockMove, str] = phrases(
    {
        StockMove.IN: "入库",
        StockMove.OUT: "领用",
        StockMove.BACK: "归还",
        StockMove.SCRAP: "报废",
        StockMove.COUNT: "盘点",
        StockMove.CHECK: "检查",
        StockMove.REMINDED: "催还",
    }
)


class InWay(StrEnum):
    """The first is what lay there when the item was entered."""

    OPENING = "opening"
    BOUGHT = "bought"
    ASSIGNED = "assigned"
    REPAIRED = "repaired"


IN_WORDS: dict[InWay, str] = phrases(
    {
        InWay.OPENING: "期初",
        InWay.BOUGHT: "购入",
        InWay.ASSIGNED: "调入",
        InWay.REPAIRED: "修复入库",
    }
)


class BackState(StrEnum):
    WHOLE = "whole"
    BROKEN = "broken"
    LOST = "lost"


BACK_WORDS: dict[BackState, str] = phrases(
    {
        BackState.WHOLE: "完好",
        BackState.BROKEN: "损坏",
        BackState.LOST: "遗失",
    }
)


class SheetKind(StrEnum):
    """What the stock is printed as."""

    LEDGER = "ledger"
    LABELS = "labels"


SHEET_WORDS: dict[SheetKind, str] = phrases(
    {
        SheetKind.LEDGER: "物资台账",
        SheetKind.LABELS: "物资标签",
    }
)


@dataclass(frozen=True, slots=True)
class Levels:
    """Of one item: what lies in the store, and what is out and comes back."""

    on_hand: int
    lent: int


@dataclass(frozen=True, slots=True)
class NewItem:
    """`store`: 库房; `used_up`: 消耗品, not given back; `inspected_until`: 年检至, of a vehicle.

    `check_months`: looked at every so many months, None never.
    """

    name: str
    kind: StockKind
    store: str
    unit: str
    used_up: bool = False
    minimum: int = 0
    valid_until: datetime | None = None
    check_months: int | None = None
    plate: str = ""
    driver: str = ""
    inspected_until: datetime | None = None


def code_of(item_id: int) -> str:
    """What the label says to a scanner, and to who types it."""
    return f"{FIRST_LETTER}{item_id:05}"


def item_of(code: str) -> int:
    """The number that a label's code stands for. Raises AskedWrongly for what is none."""
    found = CODE.fullmatch(code.strip())
    if found is None:
        raise AskedWrongly("“{code}”不是物资标签上的编码，编码如 S00012。", code=code.strip()[:40])
    return int(found.group(1))


def require_item(item: NewItem) -> None:
    if not 0 <= item.minimum <= MOST:
        raise RuleBroken("最低数量应为 0 至 {most}。", most=MOST)
    if item.check_months is not None and not 1 <= item.check_months <= MONTHS:
        raise RuleBroken("检查周期应为 1 至 {most} 个月。", most=MONTHS)
    vehicle = item.kind is StockKind.VEHICLE
    if vehicle and item.used_up:
        raise RuleBroken("车辆不是消耗品。")
    if vehicle and not item.plate:
        raise RuleBroken("车辆须写明车牌号，一车一条。")
    if not vehicle and (item.plate or item.driver or item.inspected_until):
        raise RuleBroken("车牌号、驾驶员和年检只用于车辆。")


def require_in_use(name: str, *, retired: bool) -> None:
    if retired:
        raise RuleBroken("“{name}”已停用，不再出入库。", name=name)


def require_to_retire(name: str, levels: Levels) -> None:
    if levels.on_hand or levels.lent:
        raise RuleBroken(
            "“{name}”在库 {on_hand}、领用在外 {lent}，归还、报废后才能停用。",
            name=name, on_hand=levels.on_hand, lent=levels.lent,
        )  # fmt: skip


def require_amount(amount: int) -> None:
    if not 1 <= amount <= MOST:
        raise RuleBroken("数量应为 1 至 {most}。", most=MOST)


def taken_in(levels: Levels, amount: int, *, one: bool = False) -> Levels:
    """`one`: a vehicle, of which there is one a line."""
    require_amount(amount)
    whole = levels.on_hand + levels.lent + amount
    if one and whole > 1:
        raise RuleBroken("一条车辆记录只登记一辆车。")
    if whole > MOST:
        raise RuleBroken("入库后的数量超过 {most}。", most=MOST)
    return replace(levels, on_hand=levels.on_hand + amount)


def handed_out(levels: Levels, amount: int, name: str, unit: str, *, used_up: bool) -> Levels:
    require_amount(amount)
    if amount > levels.on_hand:
        raise RuleBroken(
            "“{name}”在库只有 {on_hand} {unit}，不能领用 {amount} {unit}。",
            name=name, on_hand=levels.on_hand, unit=unit, amount=amount,
        )  # fmt: skip
    lent = 0 if used_up else amount
    return Levels(levels.on_hand - amount, levels.lent + lent)


def brought_back(levels: Levels, amount: int, out: int, unit: str, state: BackState) -> Levels:
    """`out`: what is still out of the hand-out that it belongs to. Broken and lost things do not
    lie in the store again: what is mended comes in anew.
    """
    require_amount(amount)
    if not out:
        raise RuleBroken("这次领用已经全部归还。")
    if amount > out:
        raise RuleBroken(
            "这次领用还有 {out} {unit}未还，不能归还 {amount} {unit}。",
            out=out, unit=unit, amount=amount,
        )  # fmt: skip
    whole = amount if state is BackState.WHOLE else 0
    return Levels(levels.on_hand + whole, levels.lent - amount)


def scrapped(levels: Levels, amount: int, name: str, unit: str) -> Levels:
    require_amount(amount)
    if amount > levels.on_hand:
        raise RuleBroken(
            "“{name}”在库只有 {on_hand} {unit}，不能报废 {amount} {unit}。",
            name=name, on_hand=levels.on_hand, unit=unit, amount=amount,
        )  # fmt: skip
    return replace(levels, on_hand=levels.on_hand - amount)


def counted(levels: Levels, number: int, reason: str, *, one: bool = False) -> Levels:
    """盘点: what was counted in the store holds. A difference wants its reason."""
    if not 0 <= number <= MOST:
        raise RuleBroken("盘点数应为 0 至 {most}。", most=MOST)
    if one and number + levels.lent > 1:
        raise RuleBroken("一条车辆记录只登记一辆车。")
    if number != levels.on_hand and not reason.strip():
        raise AskedWrongly(
            "盘点数与账面 {on_hand} 不符，请填写差异原因。", on_hand=levels.on_hand
        )  # fmt: skip
    return replace(levels, on_hand=number)


def require_due(due_at: datetime | None, now: datetime, *, used_up: bool) -> None:
    """By when it is given back: what is used up is not, all else is."""
    if used_up and due_at is not None:
        raise RuleBroken("消耗品不归还，不填应还时间。")
    if not used_up and due_at is None:
        raise AskedWrongly("请填写应还时间。")
    if due_at is not None and due_at <= now:
        raise RuleBroken("应还时间应晚于现在。")


def require_mileage(before: int | None, mileage: int | None) -> None:
    if mileage is not None and not 0 <= mileage <= MOST * 10:
        raise RuleBroken("里程数不对，请核对。")
    if mileage is not None and before is not None and mileage < before:
        raise RuleBroken("里程 {new} 小于上次登记的 {old}，请核对。", new=mileage, old=before)


def check_due(
    check_months: int | None,
    checked_at: datetime | None,
    since: datetime,
    inspected_until: datetime | None,
) -> datetime | None:
    """The next check or 年检, whichever comes first; `since`: when it was entered."""
    ends = [inspected_until] if inspected_until else []
    if check_months:
        ends.append(due_after(checked_at or since, check_months))
    return min(ends, default=None)


def require_same_use(*, was: bool, used_up: bool, lent: int) -> None:
    if was != used_up and lent:
        raise RuleBroken("还有 {lent} 领用在外，全部归还后才能改为消耗品。", lent=lent)


def require_later(ends: datetime | None, now: datetime, what: str) -> None:
    if ends is not None and ends <= now:
        raise RuleBroken("{what}应晚于现在。", what=word(what))


def supply_kind(kind: StockKind, *, used_up: bool) -> SupplyKind:
    """As what kind of request it is asked for."""
    if used_up:
        return SupplyKind.MATERIAL
    return SupplyKind.VEHICLE if kind is StockKind.VEHICLE else SupplyKind.EQUIPMENT


def require_fits(wanted: SupplyKind, kind: StockKind, name: str, *, used_up: bool) -> None:
    """A request is answered by what is of its kind, so that what is lent is asked back."""
    if wanted is not supply_kind(kind, used_up=used_up):
        raise RuleBroken("“{name}”与这项需求的类别不符，请另选物资。", name=name)


def require_enough(asked: int, given: int, unit: str) -> None:
    """What answers a request is no more than was asked for."""
    if given > asked:
        raise RuleBroken(
            "需求为 {asked} {unit}，不能发放 {given} {unit}。", asked=asked, given=given, unit=unit
        )
