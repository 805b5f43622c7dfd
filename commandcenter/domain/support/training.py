"""Training (plan 6.1): what is planned for the year, what was held, how many hours a person has."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Grant, Group
from commandcenter.domain.phrase import phrases
from commandcenter.domain.support.certificates import MONTHS, months_after
from commandcenter.domain.support.support_items import TrainingNorm
from commandcenter.domain.times import day_start, local
from commandcenter.late_dataclass import dataclass

MOST_HOURS = 80  # of one session: more is a slip of the key


class TrainingResult(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    ABSENT = "absent"  # entered by mistake before: nobody is taken off a list


RESULT_WORDS: dict[TrainingResult, str] = phrases(
    {
        TrainingResult.PASSED: "合格",
        TrainingResult.FAILED: "不合格",
        TrainingResult.ABSENT: "未到",
    }
)


class TrainingState(StrEnum):
    LATE = "late"
    PLANNED = "planned"
    HELD = "held"
    CALLED_OFF = "called_off"


STATE_WORDS: dict[TrainingState, str] = phrases(
    {
        TrainingState.LATE: "逾期未办",
        TrainingState.PLANNED: "计划",
        TrainingState.HELD: "已办",
        TrainingState.CALLED_OFF: "已取消",
    }
)


@dataclass(frozen=True, slots=True)
class NewTraining:
    """A session of the year's plan. `group` holds it; `groups`: whose people are asked to come.

    `day`: the planned one; of a `whole_month` any day of that month.
    """

    topic: str
    group: Group
    groups: tuple[Group, ...]
    hours: int
    day: date
    whole_month: bool = False
    matter: str = ""


@dataclass(frozen=True, slots=True)
class HeldTraining:
    """How a session went. `results` by the id of each person who came."""

    held_at: datetime
    hours: int
    place: str
    teacher: str
    findings: str
    results: Mapping[int, TrainingResult]


def due_of(day: date, *, whole_month: bool) -> datetime:
    """The end of the planned day, or of its month, on the bureau's clock."""
    last = months_after(day.replace(day=1), 1) if whole_month else day + timedelta(days=1)
    return day_start(last) - timedelta(seconds=1)


def require_training(new: NewTraining, today: date) -> None:
    if not 1 <= new.hours <= MOST_HOURS:
        raise RuleBroken("学时应为 1 至 {most}。", most=MOST_HOURS)
    if not new.groups:
        raise RuleBroken("请选择参加培训的工作组。")
    if local(due_of(new.day, whole_month=new.whole_month)).date() < today:
        raise RuleBroken("计划日期已过。")


def require_held(held: HeldTraining, now: datetime) -> None:
    if held.held_at > now:
        raise RuleBroken("培训时间不能晚于现在。")
    if not 1 <= held.hours <= MOST_HOURS:
        raise RuleBroken("学时应为 1 至 {most}。", most=MOST_HOURS)
    if all(result is TrainingResult.ABSENT for result in held.results.values()):
        raise RuleBroken("请勾选参加培训的人员。")


def require_open(topic: str, state: TrainingState) -> None:
    """Raise RuleBroken unless the session is still to be held."""
    if state is TrainingState.HELD:
        raise RuleBroken("“{topic}”已经登记过，要改请用“更正”。", topic=topic)
    if state is TrainingState.CALLED_OFF:
        raise RuleBroken("“{topic}”已经取消。", topic=topic)


def state_of(
    held_at: datetime | None, called_off_at: datetime | None, due_at: datetime | None, now: datetime
) -> TrainingState:
    if held_at is not None:
        return TrainingState.HELD
    if called_off_at is not None:
        return TrainingState.CALLED_OFF
    late = due_at is not None and due_at < now
    return TrainingState.LATE if late else TrainingState.PLANNED


def hours_asked(norm: TrainingNorm, since: date, year: int) -> int:
    """Of who has had a post `since` then: in that year a twelfth for each whole month left of it,
    rounded up. Who begins in December is asked none before the new year (建议值).
    """
    if since.year != year:
        return norm.hours if since.year < year else 0
    months = MONTHS - since.month + (since.day == 1)
    return -(-norm.hours * months // MONTHS)


def norm_of(norms: Iterable[TrainingNorm], grants: Collection[Grant]) -> TrainingNorm | None:
    """Which asks the most hours of who holds these roles; None: none asks any."""
    roles, groups = {g.role for g in grants}, {g.group for g in grants if g.group}
    asking = [n for n in norms if n.groups & groups or n.roles & roles]
    return max(asking, key=lambda norm: norm.hours, default=None)
