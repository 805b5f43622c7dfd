"""How long regular backups are kept: the first of each hour, day, week, month and year, each of
these for as long as the bureau says.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from commandcenter.domain.phrase import phrases
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.support.certificates import months_after
from commandcenter.domain.times import SHANGHAI
from commandcenter.late_dataclass import dataclass

KEEP_ALL = timedelta(hours=2)


class Rung(StrEnum):
    """Its value is the setting of the plan that says for how many of its periods it keeps one."""

    HOURS = "backup_hours"
    DAYS = "backup_days"
    WEEKS = "backup_weeks"
    MONTHS = "backup_months"
    YEARS = "backup_years"


RUNG_WORDS = phrases(
    {
        Rung.HOURS: "每小时一份",
        Rung.DAYS: "每日一份",
        Rung.WEEKS: "每周一份",
        Rung.MONTHS: "每月一份",
        Rung.YEARS: "每年一份",
    }
)
Ladder = Mapping[Rung, int]

# Which backups are of one period, by their time in Shanghai.
PERIOD: Mapping[Rung, Callable[[datetime], object]] = {
    Rung.HOURS: lambda t: (t.date(), t.hour),
    Rung.DAYS: lambda t: t.date(),
    Rung.WEEKS: lambda t: t.isocalendar()[:2],
    Rung.MONTHS: lambda t: (t.year, t.month),
    Rung.YEARS: lambda t: t.year,
}
END: Mapping[Rung, Callable[[datetime, int], datetime]] = {
    Rung.HOURS: lambda t, n: t + timedelta(hours=n),
    Rung.DAYS: lambda t, n: t + timedelta(days=n),
    Rung.WEEKS: lambda t, n: t + timedelta(weeks=n),
    Rung.MONTHS: lambda t, n: datetime.combine(months_after(t.date(), n), t.timetz()),
    Rung.YEARS: lambda t, n: datetime.combine(months_after(t.date(), 12 * n), t.timetz()),
}


@dataclass(frozen=True, slots=True)
class Term:
    """Until when a backup is kept; by which rung, None for one that is only recent."""

    until: datetime
    rung: Rung | None


def ladder_of(plan: PlanData) -> Ladder | None:
    """None where the plan is an older program's and does not say it: then none is to be deleted."""
    if any(rung.value not in plan.settings for rung in Rung):
        return None
    return {rung: plan.number(rung.value) for rung in Rung}


def terms(made: Sequence[datetime], ladder: Ladder) -> dict[datetime, Term]:
    """Of each backup, by the time it was made; of those still there the first of a period counts,
    so that one that is kept is not given up for one that came later."""
    found = {at: Term(at + KEEP_ALL, None) for at in made}
    for rung, number in ladder.items():
        firsts: dict[object, datetime] = {}
        for at in sorted(made):
            firsts.setdefault(PERIOD[rung](at.astimezone(SHANGHAI)), at)
        for at in firsts.values():
            until = END[rung](at.astimezone(SHANGHAI), number)
            if until > found[at].until:
                found[at] = Term(until, rung)
    return found
