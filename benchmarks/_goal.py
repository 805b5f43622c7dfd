"""One line of the table of goals, and how times are taken for it."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """`value`: the measured ratio. `at_most`: it must not be greater than `limit`, else smaller.

    `needs`: rows from which on the limit is meant; with fewer the figure is only told. `beside`: a
    peer that does less, told beside it.
    """

    code: str
    what: str
    value: float
    limit: float
    at_most: bool = True
    detail: str = ""
    rows: int = 0
    needs: int = 0
    beside: bool = False

    @property
    def judged(self) -> bool:
        return self.rows >= self.needs and not self.beside

    @property
    def met(self) -> bool:
        return self.value <= self.limit if self.at_most else self.value >= self.limit

    def __str__(self) -> str:
        sign = "<=" if self.at_most else ">="
        word = "met" if self.met else "NOT MET"
        if self.beside:
            return f"{self.code:<4}{self.what:<58}{self.value:>10.3f}  {'told':>10}  {self.detail}"
        if not self.judged:
            word = f"(from {self.needs:,} rows)"
        return (
            f"{self.code:<4}{self.what:<58}{self.value:>10.3f}  {sign}{self.limit:>8.3f}  "
            f"{word:<24}{self.detail}"
        )


def processor(work: Callable[[], object], runs: int = 5) -> float:
    """Median processor seconds, after a run that does not count: others use the machine too."""
    work()
    taken = []
    for _ in range(runs):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return statistics.median(taken)


def p95(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(0.95 * len(values)))]
