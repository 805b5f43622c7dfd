"""Where words stand on the map: no name under a circle, no tag over a name.

Names come first and look for room inside their county; tags of teams and names of
places then look for room around their point. All boxes are pixels of the view's zoom,
with the origin of the world coordinates.
"""

import math
from collections.abc import Sequence

from commandcenter.late_dataclass import dataclass
from commandcenter.ui.map.shapes import Box, District, Point

NEAR = 0.6  # cost of a pixel away from the best place
OUTSIDE = 900.0  # cost of a name that lies wholly outside its county
COVERED = 1600.0  # cost of a name that is wholly covered
DISTURBED = 300.0  # cost of a name that stands wholly on complaint points
STEPS = 9  # of a tag away from its point
ENOUGH = 90.0  # a tag that costs more is dropped if it may be


@dataclass(frozen=True, slots=True)
class Size:
    width: float
    height: float

    def around(self, x: float, y: float) -> Box:
        w, h = self.width / 2, self.height / 2
        return Box(x - w, y - h, x + w, y + h)


def place_name(
    district: District,
    pixels: float,
    size: Size,
    taken: Sequence[Box],
    better_not: Sequence[Box] = (),
    view: Box | None = None,
) -> Box:
    """The best box for a county's name. `pixels`: of a world unit.

    `taken` is not to be covered, `better_not` only if that costs little. What the edge of the
    `view` would cut is moved into it, where the county itself is in sight.
    """
    first = district.rooms[0]
    best, lowest = size.around(first[0] * pixels, first[1] * pixels), math.inf
    taken, better_not = (_near(district, pixels, size, boxes) for boxes in (taken, better_not))
    for room in district.rooms:
        cost = NEAR * pixels * math.dist(room, first)
        if cost >= lowest:  # rooms come by distance: the rest costs more
            break
        box = size.around(room[0] * pixels, room[1] * pixels)
        cost += OUTSIDE * _outside(district, box, pixels)
        if cost < lowest:
            cost += COVERED * covered(box, taken) + DISTURBED * covered(box, better_not)
        if cost < lowest:
            best, lowest = box, cost
    return best if view is None else _into(view, best)


def _into(view: Box, box: Box) -> Box:
    """By less than its own width and height, so that a county out of sight has no name in it."""
    right = max(0.0, view.left - box.left) - max(0.0, box.right - view.right)
    down = max(0.0, view.top - box.top) - max(0.0, box.bottom - view.bottom)
    if abs(right) >= box.width or abs(down) >= box.height:
        return box
    return Box(box.left + right, box.top + down, box.right + right, box.bottom + down)


def _near(district: District, pixels: float, size: Size, boxes: Sequence[Box]) -> list[Box]:
    """Those that a name of this county could meet."""
    b, w, h = district.box, size.width, size.height
    reach = Box(
        b.left * pixels - w, b.top * pixels - h, b.right * pixels + w, b.bottom * pixels + h
    )
    return [box for box in boxes if box.overlap(reach)]


def _outside(district: District, box: Box, pixels: float) -> float:
    """The part of nine points of the box that lies outside."""
    (x, y), half, tall = box.middle, box.width / 2, box.height / 2
    points = [(x + i * half, y + j * tall) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    return sum(not district.holds(px / pixels, py / pixels) for px, py in points) / len(points)


def covered(box: Box, taken: Sequence[Box]) -> float:
    """How much of the box others cover, as a part of its area."""
    return sum(box.overlap(other) for other in taken) / (box.width * box.height)


def place_tag(
    at: Point, size: Size, gap: float, taken: Sequence[Box], view: Box | None = None
) -> tuple[Box, float]:
    """The best box beside the pixel `at`, and its cost; right of it first, then around.

    What would stand outside `view` cannot be read.
    """
    best, lowest = size.around(*at), math.inf
    for step in range(STEPS):
        away = gap * (1 + 1.5 * step)
        for turn, (dx, dy) in enumerate(_AROUND):
            x = at[0] + dx * (away + size.width / 2)
            y = at[1] + dy * (away + size.height / 2)
            box = size.around(x, y)
            cost = 1.2 * away + 1.5 * turn + COVERED * covered(box, taken)
            if view is not None and (out := 1 - covered(box, [view])) > 0:
                cost += COVERED * (1 + out)
            if cost < lowest:
                best, lowest = box, cost
    return best, lowest


_AROUND = ((1, 0), (-1, 0), (0, -1), (0, 1), (0.8, -1), (-0.8, -1), (0.8, 1), (-0.8, 1))
