"""指令 and 批示: how one stands, and what may be done to it next (plan 2.1(1))."""

from datetime import datetime
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import phrases, word
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.domain.times import is_before
from commandcenter.late_dataclass import dataclass


class Standing(StrEnum):
    """How something that was asked of somebody stands. The order is that of urgency."""

    OVERDUE = "overdue"
    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    LATE = "late"
    CLOSED = "closed"


STANDING_WORDS: dict[Standing, str] = phrases(
    {
        Standing.OVERDUE: "超时未报",
        Standing.WAITING: "待签收",
        Standing.WORKING: "办理中",
        Standing.DONE: "已回报",
        Standing.LATE: "逾期回报",
        Standing.CLOSED: "已回告",
    }
)


@dataclass(frozen=True, slots=True)
class Task:
    """What was asked: when it was signed for, answered and, of a 批示, told back upward."""

    at: datetime
    due_at: datetime | None
    received_at: datetime | None
    received_by: str
    done_at: datetime | None
    done_by: str
    told_at: datetime | None = None


def standing(task: Task, now: datetime) -> Standing:
    if task.told_at is not None:
        return Standing.CLOSED
    if task.done_at is not None:
        late = task.due_at is not None and task.done_at > task.due_at
        return Standing.LATE if late else Standing.DONE
    if task.due_at is not None and task.due_at < now:
        return Standing.OVERDUE
    return Standing.WAITING if task.received_at is None else Standing.WORKING


def require_receivable(task: Task, what: str) -> None:
    """Raise RuleBroken unless nobody has signed for it yet."""
    require_open(task, what)
    if task.received_at is not None:
        raise RuleBroken("{what}已由{who}签收。", what=word(what), who=task.received_by)


def require_open(task: Task, what: str) -> None:
    """Raise RuleBroken if it has been reported on: says by whom."""
    if task.done_at is not None:
        raise RuleBroken("{what}已由{who}回报。", what=word(what), who=task.done_by)


def require_done(task: Task) -> None:
    """A 批示 is told back upward with its result, and once."""
    if task.done_at is None:
        raise RuleBroken("批示还没有办理结果，不能回告。")
    if task.told_at is not None:
        raise RuleBroken("办理结果已经回告批示人。")


def chase_refusal(rights: Rights, actor: Actor, matter: Matter, first: Action) -> RuleBroken | None:
    """催办: by who may give an instruction there, or by the office that keeps the papers.

    `first`: of which of the two rights a refusal speaks.
    """
    both = (Action.GIVE_INSTRUCTION, Action.REGISTER_PAPER)
    if any(rights.refusal(actor, action, matter) is None for action in both):
        return None
    return rights.refusal(actor, first, matter)


def require_unmoved(shown: object, now: object, what: str) -> None:
    """Two people at once: raise RuleBroken if it is no longer as the second one saw it."""
    if shown != now:
        raise RuleBroken("{what}刚刚被他人改过，请看过最新内容再改。", what=word(what))


def require_deadline(due_at: datetime | None, now: datetime) -> None:
    if due_at is not None and due_at <= now:
        raise RuleBroken("回报时限应晚于现在。")


def require_past(at: datetime, now: datetime, what: str) -> None:
    """What is registered afterwards cannot lie in the future."""
    if at > now:
        raise RuleBroken("{what}不能晚于现在。", what=word(what))


def require_after(at: datetime, before: datetime, now: datetime, what: str, than: str) -> None:
    if is_before(at, before, now):
        raise RuleBroken("{what}不能早于{than}。", what=word(what), than=word(than))
