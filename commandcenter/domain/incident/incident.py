"""The life of an incident: kinds, states and which move is allowed from where."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.phrase import phrases
from commandcenter.late_dataclass import dataclass


class Category(StrEnum):
    """Five kinds (plan 1.4.1(1)–(5)); several may hold. Only the first is a count."""

    CLUSTER = "cluster"
    MEDIA = "media"
    SAFETY = "safety"
    ILLEGALITY = "illegality"
    OTHER = "other"


CATEGORY_WORDS: dict[Category, str] = phrases(
    {
        Category.CLUSTER: "投诉集中",
        Category.MEDIA: "媒体曝光",
        Category.SAFETY: "公共安全",
        Category.ILLEGALITY: "经营者违法",
        Category.OTHER: "其他",
    }
)


class State(StrEnum):
    REPORTED = "reported"  # 接报
    ASSESSING = "assessing"  # 研判
    RESPONDING = "responding"  # 响应中
    ENDED = "ended"  # 响应终止
    AFTERMATH = "aftermath"  # 后期处置
    ARCHIVED = "archived"  # 归档
    FALSE_ALARM = "false_alarm"  # 误报
    MERGED = "merged"  # 并案: carried on in another incident
    TRANSFERRED = "transferred"  # 移送: another body took it


STATE_WORDS: dict[State, str] = phrases(
    {
        State.REPORTED: "接报",
        State.ASSESSING: "研判",
        State.RESPONDING: "响应中",
        State.ENDED: "响应终止",
        State.AFTERMATH: "后期处置",
        State.ARCHIVED: "归档",
        State.FALSE_ALARM: "误报",
        State.MERGED: "已并案",
        State.TRANSFERRED: "已移送",
    }
)

LIVE = (State.REPORTED, State.ASSESSING, State.RESPONDING)  # something is still to be decided
OPEN = (*LIVE, State.ENDED, State.AFTERMATH)  # something is still to be done
CLOSED = (State.ARCHIVED, State.FALSE_ALARM)  # its record grows no more


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides which of several live incidents the wall gives most room."""

    id: int
    level: Level | None  # the graver of grade and response; a provisional one is none
    received_at: datetime
    pinned_at: datetime | None = None


def main_of(live: Iterable[Standing]) -> int | None:
    """The one that was pinned last; else the gravest, one without a grade after all others;
    of two as grave the older. None where nothing is live.
    """

    def place(each: Standing) -> tuple[float, int, datetime, int]:
        pinned = -each.pinned_at.timestamp() if each.pinned_at else 0.0
        rank = each.level.rank if each.level else len(Level) + 1
        return pinned, rank, each.received_at, each.id

    first = min(live, key=place, default=None)
    return first.id if first else None


MOVES: dict[State, frozenset[State]] = {
    State.REPORTED: frozenset(
        {State.ASSESSING, State.FALSE_ALARM, State.TRANSFERRED, State.MERGED}
    ),
    State.ASSESSING: frozenset(
        {State.RESPONDING, State.FALSE_ALARM, State.TRANSFERRED, State.MERGED}
    ),
    State.RESPONDING: frozenset({State.ENDED, State.MERGED}),
    State.ENDED: frozenset({State.AFTERMATH}),
    State.AFTERMATH: frozenset({State.ARCHIVED}),
    State.ARCHIVED: frozenset(),
    State.FALSE_ALARM: frozenset(),
    State.MERGED: frozenset(),  # 拆分 alone leads out of it, back to where it was
    State.TRANSFERRED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Held:
    """What a merge asks about an incident."""

    id: int
    title: str
    state: State
    response: Level | None


def require_move(now: State, to: State) -> None:
    """Raise RuleBroken unless the plan leads from state `now` to state `to`."""
    if to not in MOVES[now]:
        raise RuleBroken(
            "事件处于“{now}”，不能转为“{to}”。", now=STATE_WORDS[now], to=STATE_WORDS[to]
        )


def require_open(now: State) -> None:
    """Raise RuleBroken when nothing may be changed in the incident any more."""
    if now not in OPEN:
        raise RuleBroken("事件已是“{now}”，不能再改。", now=STATE_WORDS[now])


def require_growing(now: State, merged: bool) -> None:
    """Raise RuleBroken unless its record may still grow."""
    if merged:
        raise RuleBroken("本事件已并案，请在并入的事件中登记。")
    if now in CLOSED:
        raise RuleBroken("事件处于“{now}”，不能再登记新内容。", now=STATE_WORDS[now])


def require_gradable(now: State) -> None:
    """Raise RuleBroken unless the report is verified and the response not over."""
    if now in (State.ASSESSING, State.RESPONDING):
        return
    if now is State.MERGED:
        raise RuleBroken("事件处于“{state}”，不能定级。", state=STATE_WORDS[now])
    require_move(now, State.ASSESSING)
    raise RuleBroken("接报尚未核实，不能定级。")


def require_startable(now: State, grade: Level | None) -> None:
    """Raise RuleBroken unless a response may be started: assessed, and graded."""
    require_move(now, State.RESPONDING)
    if grade is None:
        raise RuleBroken("尚未定级，不能启动响应（预案 4.1(2)）。")


def require_responding(now: State) -> None:
    if now is not State.RESPONDING:
        raise RuleBroken("事件不在响应中，不能调整级别。")


def require_endable(now: State, response: Level | None) -> Level:
    """The level in force, which may be ended. Raises RuleBroken."""
    require_move(now, State.ENDED)
    if response is None:
        raise RuleBroken("尚未启动响应，没有可以终止的响应。")
    return response


def require_raise(now: Level | None, to: Level) -> Level:
    """The level in force, which `to` must be graver than. Raises RuleBroken."""
    if now is None:
        raise RuleBroken("尚未启动响应，不能调整级别。")
    if not to.graver_than(now):
        raise RuleBroken("现为{now}，提高后的级别须更重。", now=now.response_title)
    return now


def require_lower(now: Level | None, to: Level) -> Level:
    """The level in force, which must be graver than `to`. Raises RuleBroken."""
    if now is None:
        raise RuleBroken("尚未启动响应，不能调整级别。")
    if not now.graver_than(to):
        raise RuleBroken("现为{now}，降低后的级别须更轻。", now=now.response_title)
    return now


def require_to_hold(source: Held, target: Held) -> None:
    """Raise RuleBroken unless `source` may be merged into `target` (并案)."""
    if source.id == target.id:
        raise RuleBroken("事件不能并入自身。")
    require_move(source.state, State.MERGED)
    if target.state not in LIVE:
        raise RuleBroken(
            "“{title}”已是“{state}”，不能并入。",
            title=target.title,
            state=STATE_WORDS[target.state],
        )
    if source.response is None:
        return
    if target.response is None or source.response.graver_than(target.response):
        raise RuleBroken(
            "本事件正在{source}，只能并入响应级别不低于它的事件。",
            source=source.response.response_title,
        )
