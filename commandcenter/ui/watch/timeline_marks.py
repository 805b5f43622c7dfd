"""Where the labels of the timeline's marks go: in rows, never on each other or over the edge."""

from collections.abc import Sequence
from itertools import product

from commandcenter.late_dataclass import dataclass

MAX_ROWS = 4
TRIED_BOTH_SIDES = 8  # marks; 2^8 arrangements are looked at, more marks all go to the right


@dataclass(frozen=True, slots=True)
class Label:
    """A label to place: its line's `x` and its own `width`, in pixels."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Placed:
    """`row` 0 is the topmost; `left` in pixels. A label without room has row None."""

    row: int | None
    left: float


def place_labels(labels: Sequence[Label], area: float, gap: float) -> list[Placed]:
    """Put each label right or left of its line, in as few rows as it takes.

    A line ends at its own label, so a label may stand over another's line when
    it is in a higher row. Labels without a place in MAX_ROWS rows are left out.
    """
    sides = (True, False) if len(labels) <= TRIED_BOTH_SIDES else (True,)
    best: list[Placed] = []
    best_cost: tuple[int, int, int] | None = None
    for choice in product(sides, repeat=len(labels)):
        lefts = [
            _left(label, to_right, area, gap)
            for label, to_right in zip(labels, choice, strict=True)
        ]
        placed = _in_rows(labels, lefts, gap)
        lost = sum(spot.row is None for spot in placed)
        cost = (lost, rows_used(placed), choice.count(False))
        if best_cost is None or cost < best_cost:
            best, best_cost = placed, cost
    return best


def rows_used(placed: Sequence[Placed]) -> int:
    return max((spot.row + 1 for spot in placed if spot.row is not None), default=0)


def _left(label: Label, to_right: bool, area: float, gap: float) -> float:
    wanted = label.x + gap if to_right else label.x - gap - label.width
    return max(0.0, min(wanted, area - label.width))


def _in_rows(labels: Sequence[Label], lefts: Sequence[float], gap: float) -> list[Placed]:
    """The lowest rows that part the labels; a label that would need more than there are is out."""
    count = len(labels)
    rows = [0] * count
    for _ in range(count * MAX_ROWS):
        before = list(rows)
        for i in range(count):
            for j in range(count):
                if i != j and _must_be_below(j, i, labels, lefts, rows, gap):
                    rows[j] = rows[i] + 1
        if rows == before:
            break
    return [
        Placed(row if row < MAX_ROWS else None, left) for row, left in zip(rows, lefts, strict=True)
    ]


def _must_be_below(
    lower: int,
    upper: int,
    labels: Sequence[Label],
    lefts: Sequence[float],
    rows: Sequence[int],
    gap: float,
) -> bool:
    if rows[lower] > rows[upper] or rows[upper] >= MAX_ROWS:
        return False
    begin, end = lefts[upper], lefts[upper] + labels[upper].width
    covers_line = begin - gap / 2 < labels[lower].x < end + gap / 2
    overlaps = lefts[lower] < end + gap and lefts[lower] + labels[lower].width > begin - gap
    return covers_line or (overlaps and rows[lower] == rows[upper] and lower > upper)
