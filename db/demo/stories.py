"""A scenario as one whole: its days, everything that arrives, and what the people do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from commandcenter.db.demo import (
    acts_a,
    acts_ab,
    acts_b,
    acts_c,
    acts_calls,
    acts_duty,
    acts_plan,
    background,
    false_alarm,
    scenario_a,
    scenario_ab,
    scenario_b,
    scenario_c,
)
from commandcenter.db.demo.acts import Act
from commandcenter.db.demo.exports import Arrival, Schedule, in_order
from commandcenter.db.demo.moment import D0, FIRST_DAY, LAST_DAY, ScenarioKey, moment
from commandcenter.domain.times import local

Arrivals = Callable[[date, Schedule], list[Arrival]]
SCENARIOS: dict[ScenarioKey, Arrivals] = {
    ScenarioKey.A: scenario_a.arrivals,
    ScenarioKey.B: scenario_b.arrivals,
    ScenarioKey.C: scenario_c.arrivals,
    ScenarioKey.AB: scenario_ab.arrivals,
}
ACTS: dict[ScenarioKey, Callable[[date], tuple[Act, ...]]] = {
    ScenarioKey.A: acts_a.acts,
    ScenarioKey.B: acts_b.acts,
    ScenarioKey.C: acts_c.acts,
    ScenarioKey.AB: acts_ab.acts,
}


@dataclass(frozen=True)
class Story:
    """One scenario on its days. `own`: the records of the scenario and the false alarm."""

    key: ScenarioKey
    d0: date
    schedule: Schedule
    own: tuple[Arrival, ...]
    acts: tuple[Act, ...]  # in order of time

    @property
    def start(self) -> datetime:
        """The first moment of the first day; aware UTC."""
        return moment(self.d0, FIRST_DAY, 0)

    @property
    def end(self) -> datetime:
        return moment(self.d0, LAST_DAY, 24)

    def arrivals(self, after: datetime | None, until: datetime) -> list[Arrival]:
        """What gets here after one moment (None: from the start) and until another, in order.

        Background and scenario together; asked for piece by piece it is the same as at once.
        """
        first = max(self.start, after or self.start)
        day, last = local(first).date(), local(min(until, self.end)).date()
        if after is not None and after > self.start:
            day -= timedelta(days=1)  # an export brings what was registered before midnight
        usual = background.arrivals(day, (last - day).days + 1, self.schedule)
        found = [a for a in (*usual, *self.own) if a.batch.at <= until]
        return in_order(a for a in found if after is None or a.batch.at > after)


def story(key: ScenarioKey, d0: date | None = None) -> Story:
    """The scenario with its D0 on a day of one's own, else on its usual one."""
    day = d0 or D0[key]
    rushes = (scenario_c.rush(day),) if key is ScenarioKey.C else ()
    schedule = Schedule(moment(day, FIRST_DAY - 1, 0), rushes)
    own = SCENARIOS[key](day, schedule) + false_alarm.arrivals(day, schedule)
    everywhere = (*acts_plan.acts(day), *acts_calls.acts(day), *acts_duty.acts(day))
    acts = sorted((*everywhere, *ACTS[key](day)), key=lambda act: act.at)
    return Story(key, day, schedule, tuple(own), tuple(acts))
