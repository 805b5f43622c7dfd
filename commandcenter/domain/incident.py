"""The life of an incident: kinds, states and which move is allowed from where."""

from enum import StrEnum

from commandcenter.domain.errors import RuleBroken


class Category(StrEnum):
    """Five kinds (plan 1.4.1(1)–(5)); several may hold. Only the first is a count."""

    CLUSTER = "cluster"
    MEDIA = "media"
    SAFETY = "safety"
    ILLEGALITY = "illegality"
    OTHER = "other"


CATEGORY_WORDS: dict[Category, str] = {
    Category.CLUSTER: "投诉集中",
    Category.MEDIA: "媒体曝光",
    Category.SAFETY: "公共安全",
    Category.ILLEGALITY: "经营者违法",
    Category.OTHER: "其他",
}


class State(StrEnum):
    REPORTED = "reported"  # 接报
    ASSESSING = "assessing"  # 研判
    RESPONDING = "responding"  # 响应中
    ENDED = "ended"  # 响应终止
    AFTERMATH = "aftermath"  # 后期处置
    ARCHIVED = "archived"  # 归档
    FALSE_ALARM = "false_alarm"  # 误报


STATE_WORDS: dict[State, str] = {
    State.REPORTED: "接报",
    State.ASSESSING: "研判",
    State.RESPONDING: "响应中",
    State.ENDED: "响应终止",
    State.AFTERMATH: "后期处置",
    State.ARCHIVED: "归档",
    State.FALSE_ALARM: "误报",
}

MOVES: dict[State, frozenset[State]] = {
    State.REPORTED: frozenset({State.ASSESSING, State.FALSE_ALARM}),
    State.ASSESSING: frozenset({State.RESPONDING, State.FALSE_ALARM}),
    State.RESPONDING: frozenset({State.ENDED}),
    State.ENDED: frozenset({State.AFTERMATH}),
    State.AFTERMATH: frozenset({State.ARCHIVED}),
    State.ARCHIVED: frozenset(),
    State.FALSE_ALARM: frozenset(),
}


def require_move(now: State, to: State) -> None:
    """Raise RuleBroken unless the plan leads from state `now` to state `to`."""
    if to not in MOVES[now]:
        raise RuleBroken(
            "事件处于“{now}”，不能转为“{to}”。", now=STATE_WORDS[now], to=STATE_WORDS[to]
        )
