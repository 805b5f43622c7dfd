"""Requests to 后勤保障组: what is asked for, and its way from asked to returned (plan 2.2(6))."""

from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import phrases, with_note

MOST = 100_000
MOST_CENTS = 10_000_000_000_00  # 100 亿元: beyond any emergency fund, so a slip of the key


class Kind(StrEnum):
    VEHICLE = "vehicle"
    EQUIPMENT = "equipment"
    MATERIAL = "material"  # used up
    SEAT = "seat"
    PEOPLE = "people"
    MEAL = "meal"
    ROOM = "room"
    MONEY = "money"


KIND_WORDS: dict[Kind, str] = phrases(
    {
        Kind.VEHICLE: "车辆",
        Kind.EQUIPMENT: "装备",
        Kind.MATERIAL: "耗材",
        Kind.SEAT: "话务座席",
        Kind.PEOPLE: "人员",
        Kind.MEAL: "餐饮",
        Kind.ROOM: "场所",
        Kind.MONEY: "资金",
    }
)
UNITS: dict[Kind, str] = phrases(
    {
        Kind.VEHICLE: "辆",
        Kind.EQUIPMENT: "台",
        Kind.MATERIAL: "件",
        Kind.SEAT: "个",
        Kind.PEOPLE: "人",
        Kind.MEAL: "份",
        Kind.ROOM: "间",
        Kind.MONEY: "笔",
    }
)
RETURNED = frozenset({Kind.VEHICLE, Kind.EQUIPMENT, Kind.SEAT, Kind.PEOPLE, Kind.ROOM})


class State(StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    DELIVERED = "delivered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"


STATE_WORDS: dict[State, str] = phrases(
    {
        State.ASKED: "待批准",
        State.APPROVED: "已批准",
        State.DELIVERED: "已落实",
        State.REFUSED: "未予批准",
        State.WITHDRAWN: "已撤回",
        State.RETURNED: "已归还",
    }
)
NEXT: dict[State, frozenset[State]] = {
    State.ASKED: frozenset({State.APPROVED, State.REFUSED, State.WITHDRAWN}),
    State.APPROVED: frozenset({State.DELIVERED, State.REFUSED}),
    State.DELIVERED: frozenset({State.RETURNED}),
    State.REFUSED: frozenset(),
    State.WITHDRAWN: frozenset(),
    State.RETURNED: frozenset(),
}


def require_wanted(kind: Kind, amount: int, money_cents: int | None) -> None:
    if not 1 <= amount <= MOST:
        raise RuleBroken("数量应为 1 至 {most}。", most=MOST)
    if kind is Kind.MONEY and not money_cents:
        raise RuleBroken("申请资金须写明金额。")
    if money_cents is not None and not 0 < money_cents <= MOST_CENTS:
        raise RuleBroken("金额应大于 0，且不超过 100 亿元。")


def needs_money(kind: Kind, money_cents: int | None) -> bool:
    """Whether the commander must approve it: money itself, and what is paid for."""
    return kind is Kind.MONEY or bool(money_cents)


def require_move(kind: Kind, now: State, to: State, by: str = "") -> None:
    """Raise RuleBroken unless the request may go on; says who was first."""
    if to is State.RETURNED and kind not in RETURNED:
        raise RuleBroken("{kind}不需要归还。", kind=KIND_WORDS[kind])
    if to not in NEXT[now]:
        raise RuleBroken(
            "这项需求{now}，不能转为“{to}”。",
            now=with_note(STATE_WORDS[now], by),
            to=STATE_WORDS[to],
        )
