"""Complaint points that lie close together, as one bubble with a number."""

import math
from collections.abc import Sequence

from commandcenter.ui.map.scene import Bubble, Dot

CELL = 46.0  # pixels at scale 1: the grid in which points are gathered
TOUCH = 30.0  # bubbles of neighbouring cells nearer than this become one

Cell = tuple[int, int]


def gather(dots: Sequence[Dot], pixels: float, scale: float) -> tuple[Bubble, ...]:
    """Bubbles for the zoom at which a world unit is `pixels`; fullest last, drawn on top."""
    size = CELL * scale / pixels
    cells: dict[Cell, list[Dot]] = {}
    for dot in dots:
        cells.setdefault((int(dot.x / size), int(dot.y / size)), []).append(dot)
    found = {cell: _bubble(near) for cell, near in cells.items()}
    reach = TOUCH * scale / pixels
    for cell in sorted(found, key=lambda c: (-len(found[c].members), c)):
        if cell in found:
            _absorb(found, cell, reach)
    return tuple(sorted(found.values(), key=lambda b: (len(b.members), b.x)))


def _bubble(near: Sequence[Dot]) -> Bubble:
    x = sum(d.x for d in near) / len(near)
    y = sum(d.y for d in near) / len(near)
    return Bubble(x, y, tuple(d.id for d in near), near[0].tip)


def _absorb(found: dict[Cell, Bubble], cell: Cell, reach: float) -> None:
    """Take in the bubbles of the eight cells around that touch this one."""
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            other = (cell[0] + dx, cell[1] + dy)
            if other == cell or other not in found:
                continue
            a, b = found[cell], found[other]
            if math.dist((a.x, a.y), (b.x, b.y)) < reach:
                n, m = len(a.members), len(b.members)
                x, y = (a.x * n + b.x * m) / (n + m), (a.y * n + b.y * m) / (n + m)
                found[cell] = Bubble(x, y, a.members + b.members, a.tip)
                del found[other]
