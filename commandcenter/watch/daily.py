"""Slow gathering: yesterday, and the last days together, against what is usual for such days.

All streams are judged at once by the negative binomial baseline, and of all alarms of a night
the share of false ones is held below what the plan allows. A stream that is too young for a
baseline is compared with its own last days (EARS).
"""

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from commandcenter.analysis.ears import ears
from commandcenter.analysis.expectation import Expectation, NegativeBinomialBaseline
from commandcenter.analysis.fdr import benjamini_hochberg
from commandcenter.analysis.scattered import Scattered
from commandcenter.analysis.tails import tail
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.watch.signal import StreamKind
from commandcenter.domain.watch.watching import Limits
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.watch.day_calendar import YEAR, calendar
from commandcenter.store.watch.stream_days import DayCounts

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
GUARD_DAYS = 7  # beside those judged: what is just beginning does not teach the baseline
FITTED = 3  # complaints a stream has had, to be fitted
LEAST_WEIGHED = 0.1  # usual complaints in the last days, for the weight of a stream
EARS_DAYS, EARS_GAP, EARS_SPREAD = 7, 2, 1.0
YOUNGEST = EARS_DAYS + EARS_GAP + 1


@dataclass(frozen=True, slots=True)
class Alarm:
    """A stream whose last `days` days brought more than usual. `expected` for the same days."""

    kind: StreamKind
    key: str
    days: int
    observed: int
    expected: float
    p_value: float


def alarms(counts: DayCounts, plan: PlanData, limits: Limits) -> list[Alarm]:
    """Of the last day of `counts` and the last days together; strongest first."""
    length, cases = counts.length, Scattered(counts.starts, counts.days, counts.length)
    young = _young(cases, limits)
    found = list(_by_ears(counts, cases, limits, np.flatnonzero(young)))
    history = length - limits.long_days - GUARD_DAYS
    if history >= limits.young_days - limits.long_days - GUARD_DAYS and length > limits.young_days:
        found += _by_baseline(counts, cases, plan, limits, ~young, history)
    return sorted(found, key=lambda a: (a.p_value, a.kind, a.key))


def _young(cases: Scattered, limits: Limits) -> NDArray[np.bool_]:
    """Streams that have some days behind them, but not yet a baseline.

    One that was never complained about before is not young: that it comes at all is rare.
    """
    age = cases.length - cases.begun
    return np.asarray((age <= limits.young_days) & (age > YOUNGEST))


def _by_baseline(
    counts: DayCounts,
    cases: Scattered,
    plan: PlanData,
    limits: Limits,
    chosen: NDArray[np.bool_],
    history: int,
) -> Iterator[Alarm]:
    length, recent = counts.length, cases.last(limits.long_days)
    fitted = np.flatnonzero(chosen & ((cases.totals >= FITTED) | (recent.sum(axis=1) > 0)))
    if not len(fitted):
        return
    known = calendar(plan, counts.first, length)
    baseline = NegativeBinomialBaseline(
        cases.part(fitted, history), known, harmonics=2 if history > YEAR else 0
    )
    usual = baseline.expect(np.arange(length - limits.long_days, length))
    spans = (1, limits.long_days)
    seen = [recent[fitted, -span:].sum(axis=1) for span in spans]
    mean = [usual.mean[:, -span:].sum(axis=1) for span in spans]
    variance = [_summed(baseline, usual, span) for span in spans]
    p = np.stack([tail(*each) for each in zip(seen, mean, variance, strict=True)])
    best = np.argmin(p, axis=0)
    smallest = np.minimum(p.min(axis=0) * len(spans), 1.0)
    raised = _raised(smallest, mean[-1], int(chosen.sum()) - len(fitted), limits)
    for row in np.flatnonzero(raised):
        window = int(best[row])
        if seen[window][row] >= limits.daily_count:
            kind, key = counts.streams[fitted[row]]
            yield Alarm(
                kind, key, spans[window], int(seen[window][row]), float(mean[window][row]),
                float(smallest[row]),
            )  # fmt: skip


def _raised(p: Floats, usual: Floats, others: int, limits: Limits) -> NDArray[np.bool_]:
    """Which alarms hold, of all streams of the night (`others`: those without complaints lately).

    Streams weigh by the root of their usual count: of a trader complained about twice a year
    the nights can say little, and the rules that count people see the trader. Weights that are 1 on
    average keep the share of false alarms (Genovese, Roeder, Wasserman 2006, Biometrika 93: 509).
    """
    weight = np.sqrt(np.maximum(np.r_[usual, np.zeros(others)], LEAST_WEIGHED))
    weighed = np.minimum(np.r_[p, np.ones(others)] * weight.mean() / weight, 1.0)
    return np.asarray(benjamini_hochberg(weighed, limits.false_percent / 100)[: len(p)])


def _summed(baseline: NegativeBinomialBaseline, usual: Expectation, span: int) -> Floats:
    """The variance of the last `span` days together.

    Chance and the scatter of single days add up; the doubt about a stream's own level is the
    same on each day, so there the standard deviations do.
    """
    mean, variance = usual.mean[:, -span:], usual.variance[:, -span:]
    a, b = baseline.spread
    scatter = baseline.shares[:, None] * (a * mean**2 + b * mean)
    doubt = np.sqrt(np.maximum(variance - mean - scatter, 0)).sum(axis=1) ** 2
    return np.asarray((mean + scatter).sum(axis=1) + doubt)


def _by_ears(counts: DayCounts, cases: Scattered, limits: Limits, young: Ints) -> Iterator[Alarm]:
    """Streams in their first weeks: yesterday against the week that ended two days before."""
    lately = cases.last(EARS_DAYS + EARS_GAP + 1)
    for row in young:
        y = lately[row].astype(np.float64)
        if y[-1] < limits.young_count:
            continue
        judged = ears(y, method="C2", alpha=10.0**-limits.young_rarity, min_sigma=EARS_SPREAD)
        if judged.alarm[-1]:
            before = y[:EARS_DAYS]
            mean, sigma = before.mean(), max(before.std(ddof=1), EARS_SPREAD)
            p = math.erfc((y[-1] - mean) / sigma / math.sqrt(2)) / 2
            kind, key = counts.streams[row]
            yield Alarm(kind, key, 1, int(y[-1]), float(mean), p)
