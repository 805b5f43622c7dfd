"""Complaints as columns of small numbers, and how they are counted: 16 bytes a row, by time."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commandcenter.late_dataclass import dataclass

CODED = ("channel", "district", "category", "problem")
EPOCH_2000 = 946_684_800  # 32 bits of seconds from here on reach to 2068
SPARSE = 64  # rows a bin below which bins are told apart row by row
WIDTHS = (np.uint8, np.uint16)

Ints = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Names:
    """The names behind one column's numbers, in the order in which they were met."""

    names: tuple[str, ...] = ()

    def with_these(self, found: Collection[str]) -> "Names":
        fresh = [name for name in dict.fromkeys(found) if name not in self.names]
        return Names((*self.names, *fresh)) if fresh else self

    def chosen(self, wanted: Collection[str]) -> Ints:
        """By number whether it stands for a wanted name."""
        return np.array([name in wanted for name in self.names], dtype=bool)

    @property
    def width(self) -> type[np.unsignedinteger[Any]]:
        """The smallest numbers that do; OverflowError beyond 65,536 names."""
        for width in WIDTHS:
            if len(self.names) <= np.iinfo(width).max + 1:
                return width
        raise OverflowError("too many names for a column")


@dataclass(frozen=True, slots=True)
class Part:
    """Rows by time. `at`: seconds since 2000. `subject`: 0 where none is named."""

    at: Ints
    ids: Ints
    subject: Ints
    codes: Mapping[str, Ints]

    def __len__(self) -> int:
        return len(self.at)

    def rows(self, chosen: Ints) -> "Part":
        """By numbers, in their order, or by a mask."""
        codes = {name: column[chosen] for name, column in self.codes.items()}
        return Part(self.at[chosen], self.ids[chosen], self.subject[chosen], codes)

    def without(self, ranges: Sequence[tuple[int, int]]) -> "Part":
        """Rows whose id is in none of the ranges (first and last)."""
        gone = np.zeros(len(self), dtype=bool)
        for first, last in ranges:
            gone |= (self.ids >= np.int32(first)) & (self.ids <= np.int32(last))
        return self.rows(~gone) if gone.any() else self

    def span(self, since: int, until: int) -> tuple[int, int]:
        """The rows from `since` to before `until`, in seconds since 2000."""
        first, last = np.searchsorted(self.at, seconds32([since, until]))
        return int(first), int(last)


EMPTY = Part(
    np.zeros(0, np.int32),
    np.zeros(0, np.int32),
    np.zeros(0, np.int32),
    {name: np.zeros(0, np.uint8) for name in CODED},
)


def seconds32(seconds: Any) -> Ints:
    """As 32 bits: searched with wider numbers, numpy would copy the whole column."""
    limits = np.iinfo(np.int32)
    return np.clip(np.asarray(seconds, dtype=np.int64), limits.min, limits.max).astype(np.int32)


def together(first: Part, second: Part) -> Part:
    """Both, by time; of equal times those of `first` before."""
    joined = Part(
        np.concatenate([first.at, second.at]),
        np.concatenate([first.ids, second.ids]),
        np.concatenate([first.subject, second.subject]),
        {name: np.concatenate([first.codes[name], second.codes[name]]) for name in CODED},
    )
    return by_time(joined)


def by_time(part: Part) -> Part:
    if (part.at[1:] >= part.at[:-1]).all():
        return part
    return part.rows(np.argsort(part.at, kind="stable"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows; None: any. By name, "" for what was not given."""

    channel: str | None = None
    districts: Collection[str] | None = None
    category: str | None = None
    problem: str | None = None
    subject_id: int | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All settled complaints at one line of the journal. Nothing in it is ever changed.

    `parts`: the many, and the few that came since; `names` of each coded column.
    """

    line: int
    hash: str
    parts: tuple[Part, ...]
    names: Mapping[str, Names]

    @property
    def rows(self) -> int:
        return sum(map(len, self.parts))

    def bins(
        self, wanted: Wanted, start: int, step: int, bins: int, by: str
    ) -> dict[str, list[int]]:
        """Per name of the column `by` the rows in each of `bins` bins of `step` seconds.

        `start` is in seconds since 1970. Names without a row are left out.
        """
        edges = start - EPOCH_2000 + step * np.arange(bins + 1, dtype=np.int64)
        size = len(self.names[by].names)
        table = np.zeros((bins, size + 1), dtype=np.int64)
        for part in self.parts:
            table += self._table(part, wanted, np.searchsorted(part.at, seconds32(edges)), by, size)
        columns = zip(self.names[by].names, table.T[:size].tolist(), strict=True)
        return {name: counts for name, counts in columns if any(counts)}

    def _table(self, part: Part, wanted: Wanted, cuts: Ints, by: str, size: int) -> Ints:
        """Rows by bin and number of `by`; those that are not wanted in a last column."""
        first, last = int(cuts[0]), int(cuts[-1])
        key = part.codes[by][first:last]
        mask = self._mask(part, wanted, first, last)
        if mask is not None:
            if size > np.iinfo(key.dtype).max:
                key = key.astype(np.uint32)
            key = np.where(mask, key, key.dtype.type(size))
        bins, cuts = len(cuts) - 1, cuts - first
        if len(key) < SPARSE * bins:
            at = np.repeat(np.arange(bins), np.diff(cuts))
            flat = np.bincount(at * (size + 1) + key, minlength=bins * (size + 1))
            return flat.reshape(bins, size + 1)
        counted = [
            np.bincount(key[a:b], minlength=size + 1)
            for a, b in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True)
        ]
        return np.stack(counted)

    def _mask(self, part: Part, wanted: Wanted, first: int, last: int) -> Ints | None:
        """Whether each row is wanted; None: all are."""
        mask = None
        for name, names in self._by_name(wanted):
            column = part.codes[name][first:last]
            chosen = np.flatnonzero(self.names[name].chosen(names))
            chosen = chosen[chosen <= np.iinfo(column.dtype).max].astype(column.dtype)
            one = column == chosen[0] if len(chosen) == 1 else np.isin(column, chosen)
            mask = one if mask is None else mask & one
        if wanted.subject_id is not None:
            one = part.subject[first:last] == np.int32(wanted.subject_id)
            mask = one if mask is None else mask & one
        return mask

    def _by_name(self, wanted: Wanted) -> list[tuple[str, Collection[str]]]:
        single = {name: getattr(wanted, name) for name in ("channel", "category", "problem")}
        asked = [(name, (value,)) for name, value in single.items() if value is not None]
        if wanted.districts is not None:
            return [*asked, ("district", tuple(wanted.districts))]
        return [*asked]

    def top_subjects(
        self, wanted: Wanted, since: int, until: int, limit: int
    ) -> list[tuple[int, int]]:
        """(subject, rows) between two times since 1970, the most first, then by number."""
        total = np.zeros(1, dtype=np.int64)
        for part in self.parts:
            first, last = part.span(since - EPOCH_2000, until - EPOCH_2000)
            subject = part.subject[first:last]
            mask = self._mask(part, wanted, first, last)
            counted = np.bincount(subject if mask is None else subject[mask], minlength=len(total))
            total = counted + np.pad(total, (0, len(counted) - len(total)))
        total[0] = 0  # no trader was named
        best = np.argsort(-total, kind="stable")[:limit]
        return [(int(n), int(total[n])) for n in best if total[n]]

    def subject_bins(
        self, subjects: Collection[int], start: int, step: int, bins: int
    ) -> dict[int, list[int]]:
        """Per subject the rows in each of `bins` bins of `step` seconds from `start`, as `bins`."""
        ids, begun = np.array(sorted(subjects), np.int32), start - EPOCH_2000
        table = np.zeros(len(ids) * bins, dtype=np.int64)
        for part in self.parts:
            first, last = part.span(begun, begun + step * bins)
            subject = part.subject[first:last]
            chosen = np.flatnonzero(np.isin(subject, ids))
            number = np.searchsorted(ids, subject[chosen])
            at = (part.at[first:last][chosen].astype(np.int64) - begun) // step
            table += np.bincount(number * bins + at, minlength=len(table))
        return dict(zip(ids.tolist(), table.reshape(len(ids), bins).tolist(), strict=True))

    def changed(
        self, line: int, hash_: str, parts: tuple[Part, ...], names: Mapping[str, Names]
    ) -> "Snapshot":
        return replace(self, line=line, hash=hash_, parts=parts, names=names)
