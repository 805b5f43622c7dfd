"""The duty room: calls, the roster's gaps and overlaps, hand-overs, and who is rung how."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from commandcenter.domain.complaints.complaint import mask_name, mask_phone
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import ROLE_WORDS, Role
from commandcenter.domain.phrase import phrases, word
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass

DUTY_ROLES = (Role.LEAD_DUTY, Role.DUTY)
# 带班领导 may lead for a week; nobody sits at the telephone for more than two days.
LONGEST_TURN = {Role.LEAD_DUTY: timedelta(days=7), Role.DUTY: timedelta(days=2)}
SHIFT_HOURS = {Role.LEAD_DUTY: "lead_shift_hours", Role.DUTY: "shift_hours"}  # the settings
SHORTEST_GAP = timedelta(minutes=1)

MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?!\d)")


class LogKind(StrEnum):
    CALL_IN = "call_in"
    CALL_OUT = "call_out"
    NOTE = "note"


LOG_WORDS: dict[LogKind, str] = phrases(
    {
        LogKind.CALL_IN: "来电",
        LogKind.CALL_OUT: "去电",
        LogKind.NOTE: "记事",
    }
)


class HandoverKind(StrEnum):
    DUTY = "duty"
    GROUP = "group"
    LEVEL = "level"


class HandoverState(StrEnum):
    GIVEN = "given"
    RECEIVED = "received"
    REFUSED = "refused"


HANDOVER_WORDS: dict[HandoverState, str] = phrases(
    {
        HandoverState.GIVEN: "待接收",
        HandoverState.RECEIVED: "已交接",
        HandoverState.REFUSED: "已退回",
    }
)


# As the log keeps it, and shows it to everybody: nobody is behind either.
NO_NAME, NO_NUMBER = word("未告知"), word("未留号码")


def caller_name(unit: str, name: str) -> str:
    """As the log shows it: of a citizen covered, of an office as it is."""
    if name == NO_NAME:
        return NO_NAME
    return name if unit else mask_name(name)


def caller_phone(unit: str, phone: str) -> str:
    if phone == NO_NUMBER:
        return NO_NUMBER
    return hide_mobiles(phone) if unit else mask_phone(phone)


def hide_mobiles(text: str) -> str:
    """The text with the middle of every mobile number hidden: 138****5678."""
    return MOBILE.sub(r"\1****\3", text)


COUNTY_BUREAUS = ("区局", "县局", "分局", "市局")


def is_county_bureau(unit: str) -> bool:
    """Whether who called is one of the county bureaus, by what it is called."""
    return unit.strip().endswith(COUNTY_BUREAUS)


def require_caller(kind: LogKind, unit: str, name: str) -> None:
    """Of a call it must be known who called or was called: a unit or a name at least."""
    if kind is not LogKind.NOTE and not (unit.strip() or name.strip()):
        raise RuleBroken("请填写对方的单位或姓名；不肯说的，请写“未告知”。")


def require_number(caller: str, phone: str, *, left_none: bool) -> None:
    """Of who called it must be known where to ring back, or that they left no number."""
    if caller.strip() and not phone.strip() and not left_none:
        raise RuleBroken("请填写回拨号码；没有留号码的，请勾选“未留号码”。")


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of the roster. `id` 0: not kept yet."""

    role: Role
    person_id: int
    starts_at: datetime
    ends_at: datetime
    id: int = 0


def require_turn(turn: Turn) -> None:
    if turn.role not in DUTY_ROLES or turn.ends_at <= turn.starts_at:
        raise RuleBroken("值班安排须写明值班员或带班领导，且结束晚于开始。")
    longest = LONGEST_TURN[turn.role]
    if turn.ends_at - turn.starts_at > longest:
        raise RuleBroken(
            "{role}一个班次不能超过 {days} 天。", role=ROLE_WORDS[turn.role], days=longest.days
        )


def require_not_doubled(turn: Turn, others: Iterable[Turn], name: str) -> None:
    """The same person, called `name`, cannot have two turns of one role at the same time."""
    for other in others:
        same = other.role is turn.role and other.person_id == turn.person_id
        if same and other.id != turn.id and _overlap(turn, other):
            raise RuleBroken(
                "{name}在这段时间已有{role}班次，请先调整原班次。",
                name=name,
                role=ROLE_WORDS[turn.role],
            )


def _overlap(one: Turn, other: Turn) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


@dataclass(frozen=True, slots=True)
class Flaw:
    """A time for which the roster names nobody (`gap`), or more than one."""

    role: Role
    starts_at: datetime
    ends_at: datetime
    gap: bool


def flaws(turns: Sequence[Turn], since: datetime, until: datetime) -> list[Flaw]:
    """What is wrong with the roster between two moments, earliest first."""
    found = [flaw for role in DUTY_ROLES for flaw in _flaws(role, turns, since, until)]
    return sorted(found, key=lambda flaw: (flaw.starts_at, flaw.role))


def _flaws(role: Role, turns: Sequence[Turn], since: datetime, until: datetime) -> list[Flaw]:
    own = sorted((t for t in turns if t.role is role), key=lambda t: (t.starts_at, t.ends_at))
    covered, found = since, []
    for turn in own:
        starts, ends = max(turn.starts_at, since), min(turn.ends_at, until)
        if starts >= ends:
            continue
        if starts - covered >= SHORTEST_GAP:
            found.append(Flaw(role, covered, starts, gap=True))
        elif covered - starts >= SHORTEST_GAP:
            found.append(Flaw(role, starts, min(covered, ends), gap=False))
        covered = max(covered, ends)
    if until - covered >= SHORTEST_GAP:
        found.append(Flaw(role, covered, until, gap=True))
    return found


def require_not_begun(starts_at: datetime, now: datetime) -> None:
    """A turn that runs can be ended early, not taken off the roster."""
    if starts_at <= now:
        raise RuleBroken("当班的班次不能删除，可以提前结束。")


def require_unsettled(closed_by: str, words: str) -> None:
    """What follows from an entry of the log is settled once: says by whom and how."""
    if closed_by:
        raise RuleBroken("已由{who}办结：{words}。", who=closed_by, words=words)


def require_open_handover(received_by: str, refused_by: str) -> None:
    """A hand-over is received or refused once."""
    if received_by:
        raise RuleBroken("交接已由{who}签收。", who=received_by)
    if refused_by:
        raise RuleBroken("交接已由{who}退回，请重新交班。", who=refused_by)


def require_receiver(to_person: int | None, actor_id: int, name: str) -> None:
    """It is signed for by the person it was given to."""
    if to_person != actor_id:
        raise RuleBroken("交接须由接收人{who}本人签收。", who=name)


def require_other(giver_id: int | None, receiver_id: int) -> None:
    if giver_id == receiver_id:
        raise RuleBroken("交接双方不能是同一个人。")


def require_span(starts_at: datetime, ends_at: datetime, now: datetime, what: str) -> None:
    """A right or an absence for a time: it ends after it begins, and not in the past."""
    if ends_at <= starts_at or ends_at <= now:
        raise RuleBroken("{what}的结束时间应晚于开始时间和现在。", what=word(what))


def require_revocable(revoked_by: str, until: datetime, now: datetime) -> None:
    """A delegation is revoked once, while it lasts."""
    if revoked_by:
        raise RuleBroken("委托已由{who}撤销。", who=revoked_by)
    if until <= now:
        raise RuleBroken("委托已经到期，无需撤销。")


# Whose right it is to let somebody stand in for the holder of a role.
STAND_IN_RIGHT: dict[Role, Action] = {
    Role.COMMANDER: Action.DELEGATE,
    Role.DEPUTY: Action.DELEGATE,
    Role.LEADER: Action.HAND_OVER_LEAD,
    Role.MEMBER: Action.ASSIGN_PEOPLE,
    Role.DUTY: Action.MAKE_ROSTER,
    Role.LEAD_DUTY: Action.MAKE_ROSTER,
}


def stand_in_right(role: Role) -> Action:
    return STAND_IN_RIGHT.get(role, Action.MANAGE_ACCOUNTS)


class OpenKind(StrEnum):
    """What a hand-over lists as open."""

    CALL = "call"
    CALL_UP = "call_up"
    REPORT = "report"
    ORAL = "oral_decision"
    INSTRUCTION = "instruction"
    DIRECTIVE = "directive"
    LIAISON = "liaison"
    PRESS = "press"
    STEP = "step"  # of the lists that earlier versions kept
    TASK = "obligation"


OPEN_WORDS: dict[OpenKind, str] = phrases(
    {
        OpenKind.CALL: "未结来电",
        OpenKind.CALL_UP: "未叫应",
        OpenKind.REPORT: "待报",
        OpenKind.ORAL: "口头决定待补签",
        OpenKind.INSTRUCTION: "指令未回报",
        OpenKind.DIRECTIVE: "批示未办结",
        OpenKind.LIAISON: "部门未答复",
        OpenKind.PRESS: "媒体提问未答复",
        OpenKind.STEP: "任务未办结",
        OpenKind.TASK: "任务未办结",
    }
)


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One thing that is handed over. `id` 0: it stands for several (`words` say how many)."""

    kind: OpenKind
    id: int
    words: str
    due_at: datetime | None = None
    incident: int | None = None
