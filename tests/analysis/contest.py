"""Plays the detectors against the simulated outbreaks, all at the same rate of false alarms.

For each signal the threshold is set so that one outbreak-free time in a hundred alarms; then
it is counted how many outbreaks are seen, how late, and how many alarms are true.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commandcenter.analysis.expectation import Days, NegativeBinomialBaseline
from tests.analysis.farrington import farrington_flexible
from tests.analysis.simulator import BANK_HOLIDAYS, DAYS, LAST, WEEKS, YEARS, Series, calendar

HISTORY, GUARD, AHEAD = 3 * WEEKS * 7, 7, 7  # days: fitted to, left out, judged by one fit
HISTORY_WEEKS, GUARD_WEEKS = 5 * WEEKS, 4
LAST_WEEKS = LAST // 7


@dataclass(frozen=True)
class Score:
    """`detected`: share of outbreaks seen; `delay`: share of an outbreak gone by at the first
    alarm, 1 if there is none; `true`: share of alarms that are on outbreaks."""

    detected: float
    delay: float
    true: float


def c2(counts: np.ndarray) -> np.ndarray:
    """Standard deviations above the C2 baseline (at least 0.5), for the last 49 weeks."""
    windows = np.lib.stride_tricks.sliding_window_view(counts[:, : -1 - 2], 7, axis=1)
    mean, sigma = windows.mean(axis=2), windows.std(axis=2, ddof=1)
    return ((counts[:, 9:] - mean) / np.maximum(sigma, 0.5))[:, -LAST:]


def baseline(counts: np.ndarray) -> np.ndarray:
    """Surprise under the baseline, fitted anew each week, for the last 49 weeks."""
    weekday, season, marks = calendar()
    kind = np.where(marks[:, 0] > 0, 7, weekday)
    judged = []
    for today in range(DAYS - LAST, DAYS, AHEAD):
        first, end = today - GUARD - HISTORY, today + AHEAD
        days = Days(kind[first:end], season[first:end], marks[first:end, 1:])
        fitted = NegativeBinomialBaseline(counts[:, first : today - GUARD], days, per_year=364)
        judged.append(
            _surprise(fitted, np.arange(HISTORY + GUARD, end - first), counts[:, today:end])
        )
    return np.hstack(judged)


def weekly(days: np.ndarray) -> np.ndarray:
    return days.reshape(len(days), -1, 7).sum(axis=2)


def farrington(counts: np.ndarray) -> np.ndarray:
    """Surprise of weekly counts under Farrington's rule as R has it, for the last 49 weeks."""
    at = np.arange(YEARS * WEEKS - LAST_WEEKS, YEARS * WEEKS)
    found = farrington_flexible(counts, at=at, threshold="nbPlugin", limit54=(0, 4))
    return -np.log10(np.maximum(found.p_value, 1e-300))


def weekly_baseline(counts: np.ndarray) -> np.ndarray:
    """Surprise of weekly counts under the baseline, which knows the bank holidays of a week."""
    weeks, judged = counts.shape[1], []
    season = np.arange(weeks) % WEEKS / WEEKS
    holidays = np.bincount((np.array(BANK_HOLIDAYS) - 1) // 7, minlength=weeks)[:, None]
    for now in range(weeks - LAST_WEEKS, weeks):
        first = now - GUARD_WEEKS - HISTORY_WEEKS
        week = slice(first, now + 1)
        days = Days(np.zeros(now + 1 - first, int), season[week], holidays[week].astype(float))
        fitted = NegativeBinomialBaseline(
            counts[:, first : now - GUARD_WEEKS], days, per_year=WEEKS, recent=8
        )
        judged.append(_surprise(fitted, [now - first], counts[:, now : now + 1]))
    return np.hstack(judged)


def _surprise(fitted, at, counts):
    """-log10 of the mid p-value, so that equal counts of unequal rarity are told apart."""
    expected = fitted.expect(at)
    mid = (expected.p_value(counts) + expected.p_value(counts + 1)) / 2
    return -np.log10(np.maximum(mid, 1e-300))


def play(
    detect: Callable[[np.ndarray], np.ndarray],
    runs: Sequence[Series],
    shape: Callable[[np.ndarray], np.ndarray] = lambda days: days,
    false_alarms: float = 0.01,
) -> Score:
    """Score one detector; `shape` turns days into what it judges."""
    surprise = np.array([detect(shape(run.counts)) for run in runs])
    outbreak, season = (
        np.array([shape(part(run))[:, -surprise.shape[2] :] > 0 for run in runs])
        for part in (lambda run: run.outbreak, lambda run: run.season)
    )
    free = ~outbreak & ~season
    alarm = np.empty(surprise.shape, bool)
    for signal in range(surprise.shape[1]):
        bar = np.quantile(surprise[:, signal][free[:, signal]], 1 - false_alarms)
        alarm[:, signal] = surprise[:, signal] > bar
    detected, delay = [], []
    for hits, days in zip(
        alarm.reshape(-1, alarm.shape[2]), outbreak.reshape(-1, alarm.shape[2]), strict=True
    ):
        when = np.flatnonzero(days)
        if len(when):
            seen = np.flatnonzero(hits[when])
            detected.append(len(seen) > 0)
            delay.append((when[seen[0]] - when[0]) / (when[-1] - when[0] + 1) if len(seen) else 1)
    true, false = (alarm & outbreak).sum(axis=(0, 2)), (alarm & free).sum(axis=(0, 2))
    return Score(np.mean(detected), np.mean(delay), np.mean(true / np.maximum(true + false, 1)))


def hold_off(alarms: ArrayLike, times: int) -> NDArray[np.bool_]:
    """Of each stream's alarms those that open a signal.

    `alarms`: (streams, times) or (times,). A signal stays open for `times` times after its latest
    alarm; an alarm while it is open belongs to it.
    """
    raised = np.asarray(alarms, dtype=bool)
    step = np.arange(raised.shape[-1])
    latest = np.maximum.accumulate(np.where(raised, step, -times - 1), axis=-1)
    before = np.roll(latest, 1, axis=-1)
    before[..., :1] = -times - 1
    return np.asarray(raised & (step - before > times))
