"""Publicity (plan 7.1, 7.3): what is planned for the year, what was held, whom it reached."""

from collections.abc import Callable, Container, Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group
from commandcenter.domain.phrase import phrases
from commandcenter.domain.publicity.publicity_items import PublicityLine, PublicityTemplate
from commandcenter.domain.support.training import due_of
from commandcenter.domain.times import local
from commandcenter.late_dataclass import dataclass

MOST = 10_000_000  # copies or people: more is a slip of the key
RISKS = "publicity_risks"  # of the plan's settings: how many risk categories must be answered


class ActivityState(StrEnum):
    LATE = "late"
    PLANNED = "planned"
    HELD = "held"
    CALLED_OFF = "called_off"


ACTIVITY_WORDS: dict[ActivityState, str] = phrases(
    {
        ActivityState.LATE: "逾期未办",
        ActivityState.PLANNED: "计划",
        ActivityState.HELD: "已办",
        ActivityState.CALLED_OFF: "已取消",
    }
)


@dataclass(frozen=True, slots=True)
class NewActivity:
    """A line of the year's plan. `group` holds it, `person_id` answers for it there.

    `day`: the planned one; of a `whole_month` any day of that month. `category`: of the risk that
    it answers. `copies` and `people`: how many are wanted, 0 where nothing is said.
    """

    kind: str
    topic: str
    audience: str
    place: str
    group: Group
    day: date
    whole_month: bool = False
    person_id: int | None = None
    category: str = ""
    materials: str = ""
    copies: int = 0
    people: int = 0
    template: str = ""


@dataclass(frozen=True, slots=True)
class HeldActivity:
    """How it went. `reached`: how many people; `partners`: ids of who took part."""

    held_at: datetime
    place: str
    audience: str
    materials: str
    copies: int
    reached: int
    result: str
    partners: tuple[int, ...] = ()


def require_activity(new: NewActivity, kinds: Container[str], today: date) -> None:
    if new.kind not in kinds:
        raise RuleBroken("预案数据里没有“{kind}”这种宣传形式。", kind=new.kind[:40])
    _require_numbers(new.copies, new.people)
    if local(due_of(new.day, whole_month=new.whole_month)).date() < today:
        raise RuleBroken("计划日期已过。")


def require_held_activity(held: HeldActivity, now: datetime) -> None:
    if held.held_at > now:
        raise RuleBroken("活动时间不能晚于现在。")
    _require_numbers(held.copies, held.reached)
    if held.reached < 1:
        raise RuleBroken("请填写到场或者触达的人数；没有办成的请用“取消”。")
    if held.copies and not held.materials.strip():
        raise RuleBroken("填了发放份数，请写明发放的资料。")


def require_open_activity(topic: str, state: ActivityState) -> None:
    """Raise RuleBroken unless it is still to be held."""
    if state is ActivityState.HELD:
        raise RuleBroken("“{topic}”已经登记过，要改请用“更正”。", topic=topic)
    if state is ActivityState.CALLED_OFF:
        raise RuleBroken("“{topic}”已经取消。", topic=topic)


def activity_state(
    held_at: datetime | None, called_off_at: datetime | None, due_at: datetime | None, now: datetime
) -> ActivityState:
    if held_at is not None:
        return ActivityState.HELD
    if called_off_at is not None:
        return ActivityState.CALLED_OFF
    late = due_at is not None and due_at < now
    return ActivityState.LATE if late else ActivityState.PLANNED


def next_year_of(template: PublicityTemplate, today: date) -> int:
    """The year of its next day, today's too."""
    passed = date(today.year, template.month, template.day) < today
    return today.year + passed


def lines_of_year(
    lines: Iterable[PublicityLine],
    template: PublicityTemplate,
    year: int,
    rests: Callable[[date], bool],
) -> list[tuple[PublicityLine, date]]:
    """The lines of the week with their days in that year, by day."""
    middle = date(year, template.month, template.day)
    found = []
    for line in lines:
        day = middle + timedelta(days=line.days)
        while line.working and rests(day):
            day -= timedelta(days=1)
        if line.template == template.code:
            found.append((line, day))
    return sorted(found, key=lambda each: each[1])


def _require_numbers(*numbers: int) -> None:
    if any(not 0 <= number <= MOST for number in numbers):
        raise RuleBroken("数量应为 0 至 {most}。", most=MOST)
