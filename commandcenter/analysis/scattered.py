"""Counts of thousands of series that are mostly 0: kept as the times of their cases.

A city has tens of thousands of traders with a few complaints in years: as a table they would
take a thousand times the memory of what was complained about.
"""

import numpy as np
from numpy.typing import NDArray

from commandcenter.late_dataclass import dataclass

Ints = NDArray[np.int64]
Times = NDArray[np.int16]
Singles = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scattered:
    """`times`: of each case its time, rising within a series, from `starts[n]` of series n on;
    `starts` has one more than there are series. `length`: how many times there are."""

    starts: Ints
    times: Times
    length: int

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def shape(self) -> tuple[int, int]:
        return len(self), self.length

    def __getitem__(self, part: slice) -> Singles:
        """A few series as a table."""
        first, end, _ = part.indices(len(self))
        begin, until = self.starts[first], self.starts[end]
        row = np.repeat(np.arange(end - first), np.diff(self.starts[first : end + 1]))
        flat = row * self.length + self.times[begin:until]
        table = np.bincount(flat, minlength=(end - first) * self.length)
        return table.reshape(-1, self.length).astype(np.float32)

    @property
    def totals(self) -> Ints:
        """Cases of each series."""
        return np.diff(self.starts)

    @property
    def begun(self) -> Ints:
        """The time of the first case of each series; 0 of one that has none."""
        found = np.zeros(len(self), np.int64)
        any_ = self.totals > 0
        found[any_] = self.times[self.starts[:-1][any_]]
        return found

    def by_time(self) -> Ints:
        """Cases of all series together, (times,)."""
        return np.bincount(self.times, minlength=self.length)

    def last(self, many: int) -> Ints:
        """The last times as a table, (series, many)."""
        late = np.flatnonzero(self.times >= self.length - many)
        row = np.searchsorted(self.starts, late, side="right") - 1
        at = self.times[late].astype(np.int64) - (self.length - many)
        flat = np.bincount(row * many + at, minlength=len(self) * many)
        return flat.reshape(len(self), many)

    def part(self, rows: Ints, until: int) -> "Scattered":
        """These series, and of them the times before `until`."""
        sizes = self.totals[rows]
        offset = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        times = self.times[np.repeat(self.starts[rows], sizes) + offset]
        series = np.repeat(np.arange(len(rows)), sizes)
        early = times < until
        starts = np.zeros(len(rows) + 1, np.int64)
        np.cumsum(np.bincount(series[early], minlength=len(rows)), out=starts[1:])
        return Scattered(starts, times[early], until)
