"""Daily counts with known outbreaks, after the simulation study of Noufaily et al. 2019.

Sixteen signals over seven years of 52 weeks: level, trend, season, day of the week, bank
holidays and one outbreak in the last 49 weeks, its cases spread over days as a log-normal
delay. Source of model and parameters: Noufaily et al. 2019, Bioinformatics 35: 3110, and its
supplement. Every outbreak is sized by the spread of its own signal (the authors size some by
that of another or before scaling, which makes them easier), and the random numbers are numpy's.
"""

from dataclasses import dataclass

import numpy as np

YEARS, WEEKS = 7, 52
DAYS = YEARS * WEEKS * 7
LAST = 49 * 7  # days at the end in which the outbreak begins and alarms are counted
# Day numbers from 1 (a Monday) of the bank holidays of England, 2010 to 2016.
BANK_HOLIDAYS = (
    1, 96, 99, 127, 148, 239, 358, 359, 365, 474, 477, 481, 491, 512, 603, 722, 723, 729, 824,
    827, 855, 883, 884, 967, 1086, 1087, 1093, 1181, 1184, 1219, 1240, 1331, 1450, 1451, 1457,
    1566, 1569, 1583, 1604, 1695, 1814, 1815, 1821, 1916, 1919, 1947, 1968, 2059, 2178, 2179,
    2185, 2287, 2290, 2311, 2332, 2423, 2542, 2543,
)  # fmt: skip


@dataclass(frozen=True)
class Signal:
    """log mean = level + growth * t + seasonal and weekly waves; counts are divided by `scale`."""

    week: int  # days a week
    waves: tuple[int, int]  # harmonics of the year and of the week
    level: float
    growth: float
    year: tuple[float, float]
    weekly: tuple[float, float]
    dispersion: float
    shift: int
    scale: int = 1
    every_year: tuple[int, int, int] | None = None  # first and last day it starts, size


SIGNALS = {
    1: Signal(7, (1, 2), 6, 0, (0.2, 0.2), (0.5, 0.4), 2, 29),
    3: Signal(7, (1, 2), 0.5, 0, (1.5, 1.4), (0.5, 0.4), 1, -167),
    4: Signal(7, (0, 2), 5.5, 0, (0, 0), (0.3, 0.25), 1, 1),
    5: Signal(7, (0, 2), 2, 0, (0, 0), (0.3, 0.25), 1, 1),
    6: Signal(5, (1, 1), 6, 0, (0.3, 2), (0.3, 0.5), 1.5, -50, 10, every_year=(1, 20, 80)),
    7: Signal(5, (1, 1), 1, 0, (0.1, 2), (0.05, 0.05), 1, -50, every_year=(1, 20, 50)),
    8: Signal(5, (0, 1), 6, 1e-4, (0, 0), (0.6, 0.9), 1.5, 0, 10),
    9: Signal(5, (1, 1), 3, 0, (1.5, 0.1), (0.2, 0.3), 1, -150),
    10: Signal(5, (1, 1), 3, 0, (0.2, 0.1), (0.05, 0.15), 1, -200),
    11: Signal(5, (1, 1), 5, 0, (0.2, 0.1), (0.05, 0.1), 1, 0),
    12: Signal(5, (2, 1), 0.5, 0, (0.4, 0), (0.05, 0.15), 1, 0),
    13: Signal(5, (1, 1), 9, 0, (0.5, 0.2), (0.2, 0.5), 1, 0, 100),
    14: Signal(7, (1, 2), 2, 5e-4, (0.8, 0.8), (0.8, 0.4), 4, 57),
    15: Signal(7, (4, 1), 0.05, 0, (0.01, 0.01), (1.8, 0.1), 1, -85),
    16: Signal(7, (1, 2), 3, 0, (0.8, 0.6), (0.8, 0.4), 4, 29, every_year=(210, 230, 150)),
    17: Signal(7, (0, 2), 6, 0, (0, 0), (0.8, 0.4), 4, 1),
}


@dataclass(frozen=True)
class Series:
    """All arrays (signals, days). `outbreak`: cases of the outbreak that is to be found;
    `season`: cases of the yearly waves that are no outbreak and no normal day either."""

    counts: np.ndarray
    outbreak: np.ndarray
    season: np.ndarray


def simulate(seed: int, size: float) -> Series:
    """One run of every signal; `size` 2, 3, 5 or 10 times the spread of the counts."""
    rows = [_simulate(signal, size, np.random.default_rng([seed, number]))
            for number, signal in SIGNALS.items()]  # fmt: skip
    return Series(*(np.array(part) for part in zip(*rows, strict=True)))


def calendar() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Weekday (0 is Monday), share of the year, and two marks: bank holiday, workday after one."""
    day = np.arange(DAYS)
    marks = np.zeros((DAYS, 2))
    for holiday in BANK_HOLIDAYS:
        marks[holiday - 1, 0] = 1
        after = next(d for d in range(holiday, holiday + 7) if d % 7 < 5)
        marks[min(after, DAYS - 1), 1] = 1
    marks[:, 1] *= 1 - marks[:, 0]
    return day % 7, day / (WEEKS * 7), marks


def _means(signal: Signal) -> np.ndarray:
    t = np.arange(1, YEARS * WEEKS * signal.week + 1) + (signal.shift if any(signal.waves) else 0)
    log = signal.level + signal.growth * t
    for harmonics, period, (a, b) in (
        (signal.waves[0], WEEKS * signal.week, signal.year),
        (signal.waves[1], signal.week, signal.weekly),
    ):
        for h in range(1, harmonics + 1):
            log = (
                log
                + a * np.cos(2 * np.pi * h * t / period)
                + b * np.sin(2 * np.pi * h * t / period)
            )
    return np.exp(log)


def _simulate(signal, size, rng):
    mean = _means(signal)
    if signal.dispersion == 1:
        counts = rng.poisson(mean).astype(float)
    else:
        excess = signal.dispersion - 1
        counts = rng.negative_binomial(mean / excess, 1 / signal.dispersion).astype(float)
    counts /= signal.scale
    spread = np.sqrt(mean * signal.dispersion) / signal.scale
    outbreak = np.zeros(len(mean))
    start = int(rng.integers(len(mean) - 49 * signal.week, len(mean) - 1))
    _add(outbreak, start, size * signal.week * spread[start], 0.25, signal.week, rng)
    season = np.zeros(len(mean))
    if signal.every_year:
        first, last, times = signal.every_year
        for year in range(YEARS):
            start = int(rng.integers(first, last + 1)) - 1 + year * WEEKS * signal.week
            _add(season, start, size * times * spread[start], 0.02, signal.week, rng)
    return _on_the_calendar(signal.week, counts, outbreak, season)


def _add(cases, start, expected, width, week, rng):
    """Spread the cases of one outbreak from `start` on: each `width` of the delay is a day."""
    total = 0
    while total < 2:
        total = int(rng.poisson(expected))
    delay = (rng.lognormal(0, 0.5, total) / width).astype(int)
    per_day = np.bincount(delay)[: len(cases) - start].astype(float)
    day = np.arange(start + 1, start + 1 + len(per_day)) % week
    weight = np.array([1.1, 1.5, 1.1, 1, 1] if week == 5 else [2, 1, 1, 1, 1, 1, 2])
    cases[start : start + len(per_day)] += per_day * weight[day]


def _on_the_calendar(week, counts, outbreak, season):
    """Bank holidays, and empty weekends where the week has five days."""
    holiday = np.zeros(DAYS, bool)
    holiday[np.array(BANK_HOLIDAYS) - 1] = True
    total = counts + outbreak + season
    if week == 7:
        total[holiday] *= 2
        return np.round(total), np.round(outbreak), np.round(season)
    work = np.arange(DAYS) % 7 < 5
    for day in np.flatnonzero(holiday[work]):
        total[day] = 0
        total[day + 1 : day + 2] *= 1.5
    full = np.zeros((3, DAYS))
    full[:, work] = total, outbreak, season
    return tuple(np.round(full))
