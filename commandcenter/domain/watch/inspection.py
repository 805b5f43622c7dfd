"""市场巡查 by a plan (plan 3.1(2)): which traders, by whom, by when, why; what was found.

The result of a trader of the plan is the inspection that is registered of it, here or by a file: a
plan has no results of its own. What was found becomes a task with a person and a date, and is
looked at again until it passes.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group
from commandcenter.domain.phrase import phrases, word
from commandcenter.late_dataclass import dataclass

MOST_TARGETS = 200  # traders of one plan: more is a file of another system


class TargetState(StrEnum):
    LATE = "late"
    WAITING = "waiting"
    DONE = "done"
    DROPPED = "dropped"


TARGET_WORDS: dict[TargetState, str] = phrases(
    {
        TargetState.LATE: "逾期未查",
        TargetState.WAITING: "待巡查",
        TargetState.DONE: "已巡查",
        TargetState.DROPPED: "不再巡查",
    }
)


class PlanState(StrEnum):
    LATE = "late"
    RUNNING = "running"
    DONE = "done"
    CALLED_OFF = "called_off"


PLAN_WORDS: dict[PlanState, str] = phrases(
    {
        PlanState.LATE: "逾期",
        PlanState.RUNNING: "进行中",
        PlanState.DONE: "已完成",
        PlanState.CALLED_OFF: "已取消",
    }
)


class FindingState(StrEnum):
    LATE = "late"
    OPEN = "open"
    CLOSED = "closed"
    DROPPED = "dropped"


FINDING_WORDS: dict[FindingState, str] = phrases(
    {
        FindingState.LATE: "逾期未复查",
        FindingState.OPEN: "整改中",
        FindingState.CLOSED: "已销号",
        FindingState.DROPPED: "已撤销",
    }
)


@dataclass(frozen=True, slots=True)
class Whom:
    """Who is to do it: one of a group, a person, a county."""

    group: Group | None = None
    person_id: int | None = None
    district: str | None = None


@dataclass(frozen=True, slots=True)
class NewTarget:
    """A trader of a plan. `reason`: why it, as the ranking said then."""

    name: str
    credit_code: str = ""
    district: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NewInspectionPlan:
    """`category`: the trade, "" where only traders are named."""

    title: str
    why: str
    whom: Whom
    due_at: datetime
    targets: tuple[NewTarget, ...]
    category: str = ""


@dataclass(frozen=True, slots=True)
class NewFinding:
    """What is to be mended, who sees to it, by when it is looked at again."""

    words: str
    whom: Whom
    due_at: datetime


def target_state(
    *, inspected: bool, dropped: bool, called_off: bool, due_at: datetime, now: datetime
) -> TargetState:
    if inspected:
        return TargetState.DONE
    if dropped or called_off:
        return TargetState.DROPPED
    return TargetState.LATE if due_at < now else TargetState.WAITING


def plan_state(
    done_at: datetime | None, called_off_at: datetime | None, due_at: datetime, now: datetime
) -> PlanState:
    if called_off_at is not None:
        return PlanState.CALLED_OFF
    if done_at is not None:
        return PlanState.DONE
    return PlanState.LATE if due_at < now else PlanState.RUNNING


def finding_state(
    closed_at: datetime | None, dropped_at: datetime | None, due_at: datetime, now: datetime
) -> FindingState:
    if dropped_at is not None:
        return FindingState.DROPPED
    if closed_at is not None:
        return FindingState.CLOSED
    return FindingState.LATE if due_at < now else FindingState.OPEN


def require_whom(whom: Whom) -> None:
    named = [x for x in (whom.group, whom.person_id, whom.district) if x is not None]
    if len(named) != 1:
        raise RuleBroken("请选择由哪一个工作组、人员或者县区局负责。")


def require_to_come(what: str, due_at: datetime, now: datetime) -> None:
    if due_at <= now:
        raise RuleBroken("{what}应晚于现在。", what=word(what))


def require_targets(targets: Sequence[NewTarget], there: Iterable[str] = ()) -> None:
    """At least one, each once, of those of the plan (`there`) none again."""
    if not targets:
        raise RuleBroken("请至少列出一个要巡查的经营主体。")
    seen = {_same(name) for name in there}
    if len(seen) + len(targets) > MOST_TARGETS:
        raise RuleBroken("一个巡查计划最多列 {most} 个主体，请分开编制。", most=MOST_TARGETS)
    for target in targets:
        if not target.name.strip():
            raise RuleBroken("要巡查的主体没有写名称。")
        if _same(target.name) in seen:
            raise RuleBroken("“{name}”已经列入这个计划。", name=target.name.strip())
        seen.add(_same(target.name))


def _same(name: str) -> str:
    return "".join(name.split())


def require_running(title: str, state: PlanState) -> None:
    if state not in (PlanState.LATE, PlanState.RUNNING):
        words = PLAN_WORDS[state]
        raise RuleBroken("巡查计划“{title}”{state}，不能再改。", title=title, state=words)


def require_not_called_off(title: str, state: PlanState) -> None:
    """Traders may still be added to one that is done: it goes on then."""
    if state is PlanState.CALLED_OFF:
        raise RuleBroken("巡查计划“{title}”已取消，不能再加。", title=title)


def require_waiting(name: str, state: TargetState) -> None:
    if state not in (TargetState.LATE, TargetState.WAITING):
        raise RuleBroken("“{name}”{state}。", name=name, state=TARGET_WORDS[state])


def require_open_finding(state: FindingState) -> None:
    if state not in (FindingState.LATE, FindingState.OPEN):
        raise RuleBroken("这项整改任务{state}。", state=FINDING_WORDS[state])


def require_check(*, passed: bool, next_due_at: datetime | None, now: datetime) -> None:
    """What did not pass is looked at once more, by a date."""
    if passed and next_due_at is not None:
        raise RuleBroken("复查通过的即销号，不再定下次复查的日期。")
    if not passed:
        if next_due_at is None:
            raise RuleBroken("复查没有通过的，请定下次复查的日期。")
        require_to_come("下次复查的日期", next_due_at, now)
