"""What the bureau has set for the watch: the plan's parameters, read once for a run."""

from datetime import UTC, date, datetime, timedelta

from commandcenter.domain.plan.holidays import period_of
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.plan.plan_items import SignalRule
from commandcenter.domain.times import local
from commandcenter.late_dataclass import dataclass

EARLY, GROUP = "early_sign", "group_complaint"
PEOPLE, CASES = "complainants", "linked_food_cases"
HOLIDAY, MADE_UP = 7, 8  # kinds of day, after Monday to Sunday
MOST_NIGHTS = 14  # missed nights that are made up for; older ones are history


@dataclass(frozen=True, slots=True)
class Limits:
    """The settings `watch_…` by their names; rarities as powers of ten (6: a millionth), a
    strength in tenths of one."""

    burst_minutes: int
    burst_hours: int
    burst_count: int
    burst_rarity: int
    weeks: int
    false_percent: int
    long_days: int
    daily_count: int
    years: int
    young_days: int
    young_count: int
    young_rarity: int
    area_days: int
    area_again_days: int
    matter_gap: int
    matter_base: int
    matter_least: int
    matter_people: int
    matter_strength: int
    matter_quiet: int
    matter_windows: tuple[int, ...]
    matter_name_percent: int
    same_percent: int
    return_percent: int
    hold_days: int
    illness: tuple[str, ...]
    nightly_at: str

    @classmethod
    def of(cls, plan: PlanData) -> "Limits":
        words = str(plan.settings["watch_illness_words"].value)
        numbers = {
            name: plan.number(f"watch_{name}")
            for name in cls.__annotations__
            if name not in ("illness", "matter_windows", "nightly_at")
        }
        windows = str(plan.settings["watch_matter_windows"].value).split("、")
        return cls(
            **numbers,
            matter_windows=tuple(sorted(int(each) for each in windows)),
            illness=tuple(word for word in words.split("、") if word),
            nightly_at=str(plan.settings["watch_nightly_at"].value),
        )

    @property
    def hold(self) -> timedelta:
        return timedelta(days=self.hold_days)

    @property
    def quiet(self) -> timedelta:
        """The same of a matter that texts tell."""
        return timedelta(days=self.matter_quiet)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that anybody can check by counting: so many within the window, or None: not asked.

    `cause`: they must name the same problem. `people` are told apart by their keys; enquiries
    and complaints from other provinces do not count for them.
    """

    code: str
    title: str
    window: timedelta
    people: int | None
    cases: int | None
    cause: bool


def rules(plan: PlanData) -> tuple[Rule, ...]:
    """The plan's rules below Ⅳ, the early sign first."""
    return tuple(_rule(plan.signals[code]) for code in (EARLY, GROUP) if code in plan.signals)


def _rule(signal: SignalRule) -> Rule:
    # A condition of several facts needs them all, and the others are for people to find out.
    alone = {
        fact: least for facts in signal.any if len(facts) == 1 for fact, least in facts.items()
    }
    return Rule(
        code=signal.code,
        title=signal.title,
        window=timedelta(hours=signal.window_hours),
        people=alone.get(PEOPLE),
        cases=alone.get(CASES),
        cause="cause" in signal.same,
    )


def day_kind(plan: PlanData, day: date) -> int:
    """0 to 6 Monday to Sunday, 7 a public holiday, 8 a make-up workday."""
    period = period_of(plan.calendar, day)
    if period is None:
        return day.weekday()
    return HOLIDAY if period.rest else MADE_UP


def festival_days(plan: PlanData, first: date, days: int) -> list[frozenset[date]]:
    """Of 3·15 and each shopping festival its days, and those that it lasts, from `first` on."""
    words = str(plan.settings["watch_festivals"].value).split("、")
    parts = [word.strip().partition("-") for word in words]
    begins = [(int(m), int(d)) for m, _, d in parts if m.isdecimal() and d.isdecimal()]
    lasting = plan.number("watch_festival_days")
    near = [first + timedelta(days=n) for n in range(-lasting, days)]
    return [
        frozenset(
            day + timedelta(days=n)
            for day in near
            if (day.month, day.day) == begin
            for n in range(lasting)
        )
        for begin in begins
    ]


def due_nights(limits: Limits, done: datetime | None, at: datetime) -> list[datetime]:
    """The moments of the night runs after `done` and not after `at`; of none done the last."""
    hour, minute = map(int, limits.nightly_at.split(":"))
    last = local(at).replace(hour=hour, minute=minute, second=0, microsecond=0)
    if last > at:
        last -= timedelta(days=1)
    nights = [last - timedelta(days=n) for n in range(MOST_NIGHTS)]
    wanted = nights[:1] if done is None else [night for night in nights if night > done]
    return sorted(night.astimezone(UTC) for night in wanted)
