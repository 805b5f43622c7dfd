"""Which bulk line a row came with: the ranges of keys that the journal names, the latest on top."""

from bisect import bisect_right
from dataclasses import replace

from commandcenter.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Base:
    """A bulk line, by its image. `real`: that of the line that brought the rows, which is another
    where an upgrade noted digests of rows that were there; `digests`: whether there are any;
    `removed`: the line says that the rows are gone."""

    image: int
    real: int
    digests: bool
    removed: bool


@dataclass(frozen=True, slots=True)
class Range:
    first: int
    last: int
    base: Base


class Coverage:
    """Of one table: disjoint ranges in order."""

    def __init__(self) -> None:
        self._ranges: list[Range] = []
        self._lasts: list[int] = []

    def lay(self, first: int, last: int, base: Base) -> None:
        start = bisect_right(self._lasts, first - 1)
        end, left = start, []
        while end < len(self._ranges) and self._ranges[end].first <= last:
            there = self._ranges[end]
            if there.first < first:
                left.append(replace(there, last=first - 1))
            if there.last > last:
                left.append(replace(there, first=last + 1))
            end += 1
        self._put(start, end, sorted([*left, Range(first, last, base)], key=lambda r: r.first))

    def note(self, first: int, last: int, image: int) -> None:
        """An upgrade noted digests: what brought each row stays known, where a line did."""
        start = bisect_right(self._lasts, first - 1)
        end, parts, free = start, list[Range](), first
        while end < len(self._ranges) and self._ranges[end].first <= last:
            there = self._ranges[end]
            lower, upper = max(there.first, first), min(there.last, last)
            if there.first < first:
                parts.append(replace(there, last=first - 1))
            if free < lower:
                parts.append(Range(free, lower - 1, Base(image, 0, True, False)))
            parts.append(Range(lower, upper, Base(image, there.base.real, True, False)))
            if there.last > last:
                parts.append(replace(there, first=last + 1))
            free, end = upper + 1, end + 1
        if free <= last:
            parts.append(Range(free, last, Base(image, 0, True, False)))
        self._put(start, end, sorted(parts, key=lambda part: part.first))

    def _put(self, start: int, end: int, parts: list[Range]) -> None:
        self._ranges[start:end] = parts
        self._lasts[start:end] = [part.last for part in parts]

    def base(self, key: int) -> Base | None:
        place = bisect_right(self._lasts, key - 1)
        if place == len(self._ranges) or self._ranges[place].first > key:
            return None
        return self._ranges[place].base

    def ranges(self) -> list[Range]:
        return list(self._ranges)

    def gaps(self) -> list[tuple[int, int | None]]:
        """Between which keys, without them, nothing is named."""
        found: list[tuple[int, int | None]] = []
        after = -(2**62)
        for each in self._ranges:
            if each.first > after + 1:
                found.append((after, each.first))
            after = each.last
        return [*found, (after, None)]
