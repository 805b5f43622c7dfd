"""How fast the detectors judge a city, against plain Python and statsmodels in the same run.

    python benchmarks/detection.py [STREAMS]      default 10,000 streams

Each line: what was done, median processor seconds of ours and of the peer for the same work
(measured on a part and scaled, as told), their ratio, the goal. One thread in the matrix library.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: threads that wait, spin

import statistics
import sys
import time
import warnings
from collections.abc import Callable
from importlib.util import find_spec

import numpy as np

from commandcenter.analysis import scan_kernel
from commandcenter.analysis.bands import same_time
from commandcenter.analysis.ears import ears
from commandcenter.analysis.expectation import Days, NegativeBinomialBaseline
from commandcenter.analysis.fdr import benjamini_hochberg
from commandcenter.analysis.scan import space_time_permutation
from tests.analysis.farrington import farrington_flexible
from tests.analysis.kleinberg import bursts

DAYS, YEARS = 365, 3 * 365
RUNS = 5
Fit = Callable[[np.ndarray, np.ndarray], None]


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """Median, after one run that does not count."""
    work()
    taken = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def line(what: str, ours: float, peer: float | None = None, who: str = "", goal: str = "") -> None:
    against = f"{peer:10.2f} s {peer / ours:8.0f}x" if peer is not None else " " * 22
    print(f"{what:44}{ours:9.4f} s {against}  {who:37}{goal and 'goal ' + goal}")


def complaints(streams: int, days: int) -> np.ndarray:
    rng = np.random.default_rng(3)
    week = np.array([1.1, 1.05, 1.02, 1, 1, 0.8, 0.75])[np.arange(days) % 7]
    mean = rng.gamma(0.6, 4, (streams, 1)) * week
    return rng.negative_binomial(5, 5 / (5 + mean)).astype(np.float32)


def c2_in_python(rows: list[list[float]]) -> None:
    for y in rows:
        for t in range(9, len(y)):
            past = y[t - 9 : t - 2]
            mean = sum(past) / 7
            sigma = (sum((v - mean) ** 2 for v in past) / 6) ** 0.5
            _ = y[t] > mean + 3.09 * sigma


def time_ears(counts: np.ndarray) -> None:
    part = counts[:100].tolist()
    ours = seconds(lambda: ears(counts, method="C2", min_sigma=0.5))
    peer = seconds(lambda: c2_in_python(part), 3) * len(counts) / len(part)
    line(
        f"EARS C2, {len(counts)} streams x {DAYS} days",
        ours,
        peer,
        "Python loop (100 streams)",
        ">= 30x",
    )


def time_baseline(counts: np.ndarray) -> None:
    day = np.arange(YEARS + 14)
    days = Days(day % 7, day % 365 / 365, np.zeros((len(day), 0)))
    ours = seconds(lambda: NegativeBinomialBaseline(counts, days))
    what = f"baseline refit, {len(counts)} streams x {YEARS} days"
    wave = 2 * np.pi * day[:YEARS, None] / 365 * [1, 2]
    design = np.column_stack(
        [np.ones(YEARS), day[:YEARS] / 365, np.cos(wave), np.sin(wave)]
        + [day[:YEARS] % 7 == k for k in range(1, 7)]
    )
    part = counts[counts.sum(axis=1) > 300][:20]
    for who, fit, goal in (
        ("statsmodels Poisson GLM (20 streams)", poisson_fit, ">= 50x, <= 1 s"),
        ("statsmodels NegativeBinomial (20)", negative_binomial_fit, ""),
    ):
        peer = each_by_statsmodels(part, design, fit)
        line(what, ours, peer and peer * len(counts), who, goal)
    fitted = NegativeBinomialBaseline(counts, days)
    today = counts[:, -1:]
    ours = seconds(lambda: benjamini_hochberg(fitted.expect([YEARS]).p_value(today)))
    line(f"p-values and FDR of a day, {len(counts)} streams", ours)


def poisson_fit(counts: np.ndarray, design: np.ndarray) -> None:
    from statsmodels.api import GLM, families  # type: ignore[import-untyped]  # not a requirement

    GLM(counts, design, family=families.Poisson()).fit(scale="X2")


def negative_binomial_fit(counts: np.ndarray, design: np.ndarray) -> None:
    from statsmodels.api import NegativeBinomial  # not a requirement

    NegativeBinomial(counts, design).fit(disp=0)


def each_by_statsmodels(counts: np.ndarray, design: np.ndarray, fit: Fit) -> float | None:
    """Seconds a series; None without statsmodels."""
    if find_spec("statsmodels") is None:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return seconds(lambda: [fit(row, design) for row in counts], 3) / len(counts)


def time_farrington(streams: int) -> None:
    rng = np.random.default_rng(4)
    counts = rng.poisson(rng.gamma(2, 3, (streams, 1)), (streams, 5 * 52)).astype(float)
    ours = seconds(lambda: farrington_flexible(counts, at=[5 * 52 - 1]), 3)
    lags = np.arange(27, 212)
    design = np.column_stack([np.ones(len(lags)), lags / 52])
    design = np.hstack([design, (lags % 52 // 6)[:, None] == np.arange(1, 9)])
    peer = each_by_statsmodels(counts[:20][:, -1 - lags], design, poisson_fit)
    line(f"Farrington flexible, {streams} streams, one week", ours, peer and 2 * peer * streams,
         "statsmodels GLM, twice (20 streams)", "")  # fmt: skip


def time_scan(days: int, cases: int) -> None:
    rng = np.random.default_rng(1)
    latlon = np.column_stack([28 + rng.random(200) * 0.6, 112 + rng.random(200) * 0.8])
    share = np.repeat(rng.gamma(2, 1, 200), days)
    table = rng.multinomial(cases, share / share.sum()).reshape(200, days)
    real = scan_kernel.search
    for name, search in (
        ("as installed", real),
        ("numpy alone", lambda: scan_kernel.search_by_circles),
    ):
        scan_kernel.search = search
        ours = seconds(lambda: space_time_permutation(table, latlon), 3)
        line(f"scan, 200 towns, 30 of {days} days, {cases} cases", ours, None, name, "<= 2 s")
    scan_kernel.search = real


def time_bursts(counts: np.ndarray) -> None:
    totals = counts.sum(axis=0)
    ours = seconds(lambda: bursts(counts, totals), 3)
    line(f"Kleinberg, {len(counts)} streams x {DAYS} days", ours)
    hours = np.repeat(counts[:, :56], 24, axis=1)
    ours = seconds(lambda: same_time(hours, [hours.shape[1]], width=3), 3)
    line(f"same hours of 8 weeks, {len(counts)} streams, now", ours)


def main() -> None:
    streams = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    counts = complaints(streams, YEARS)
    time_ears(counts[:, -DAYS:])
    time_baseline(counts)
    time_farrington(max(streams // 10, 1))
    time_scan(90, 10_000)
    time_scan(365, 100_000)
    time_bursts(counts[:, -DAYS:])


if __name__ == "__main__":
    main()
