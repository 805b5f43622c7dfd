"""Outlines of areas: whether they cross themselves, what lies inside, how far two overlap.

A ring is closed (its first point is its last) and its points are whole numbers: twice a
thousand-millionth of a degree, so that every test is exact and a middle is a whole number too.
What hides here is that a border has ten thousand points: its edges are kept in a tree of boxes.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import cos, hypot, radians

from commandcenter.late_dataclass import dataclass

GRAIN = 2_000_000_000  # units a degree
LEAF = 8  # edges in a box that is not halved again
TESTS, TESTS_A_POINT = 1_000_000, 60  # pairs of edges at most; a border needs twenty a point
KM = 111.2  # a degree of latitude

Point = tuple[int, int]
Ring = tuple[Point, ...]


class TooTangled(Exception):
    """Nobody's border: it was not looked at to its end."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Where an outline crosses itself, or runs along itself."""

    at: Point
    crossing: bool


@dataclass(frozen=True, slots=True)
class _Edge:
    p: Point
    q: Point
    ring: int
    index: int
    count: int  # edges of its ring
    before: Point
    after: Point

    def is_next_to(self, other: "_Edge") -> bool:
        apart = abs(self.index - other.index)
        return self.ring == other.ring and (apart == 1 or apart == self.count - 1)


@dataclass(frozen=True, slots=True)
class _Node:
    left: int
    bottom: int
    right: int
    top: int
    edges: tuple[_Edge, ...]  # of a leaf
    halves: "tuple[_Node, ...]"

    def meets(self, other: "_Node") -> bool:
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.bottom <= other.top
            and other.bottom <= self.top
        )


def ring_of(line: Sequence[tuple[float, float]]) -> Ring:
    """Points in degrees (lon, lat) on the grain; one that repeats the one before is left out."""
    points = [(2 * round(lon * GRAIN / 2), 2 * round(lat * GRAIN / 2)) for lon, lat in line]
    return (*points[:1], *(b for a, b in pairwise(points) if a != b))


def degrees(point: Point) -> tuple[float, float]:
    return point[0] / GRAIN, point[1] / GRAIN


def area(ring: Ring) -> int:
    """Twice the area, in units squared; never negative."""
    x, y = ring[0]
    return abs(sum((a[0] - x) * (b[1] - y) - (b[0] - x) * (a[1] - y) for a, b in pairwise(ring)))


def fault(rings: Sequence[Ring]) -> Fault | None:
    """The first place where two edges of one unit cross or run along each other.

    To touch at a point is no fault. Raises TooTangled.
    """
    edges = [edge for number, ring in enumerate(rings) for edge in _edges(ring, number)]
    left = TESTS + TESTS_A_POINT * len(edges)
    for one, other in _near(_tree(edges)):
        found = _meet(one, other)
        if found:
            return found
        left -= 1
        if not left:
            raise TooTangled
    return None


def _edges(ring: Ring, number: int) -> Iterator[_Edge]:
    count = len(ring) - 1
    for i, (p, q) in enumerate(pairwise(ring)):
        before, after = ring[i - 1 if i else count - 1], ring[(i + 1) % count + 1]
        yield _Edge(p, q, number, i, count, before, after)


def _tree(edges: Sequence[_Edge]) -> _Node:
    if len(edges) <= LEAF:
        xs = [p[0] for e in edges for p in (e.p, e.q)]
        ys = [p[1] for e in edges for p in (e.p, e.q)]
        return _Node(min(xs), min(ys), max(xs), max(ys), tuple(edges), ())
    half = len(edges) // 2
    a, b = _tree(edges[:half]), _tree(edges[half:])
    box = min(a.left, b.left), min(a.bottom, b.bottom), max(a.right, b.right), max(a.top, b.top)
    return _Node(*box, (), (a, b))


def _near(root: _Node) -> Iterator[tuple[_Edge, _Edge]]:
    """Each pair of edges whose boxes meet, once."""
    waiting = [(root, root)]
    while waiting:
        a, b = waiting.pop()
        if a is b and a.halves:
            one, other = a.halves
            waiting += [(one, one), (other, other), (one, other)]
        elif a is b:
            yield from ((e, f) for i, e in enumerate(a.edges) for f in a.edges[:i])
        elif a.meets(b):
            if a.halves:
                waiting += [(half, b) for half in a.halves]
            elif b.halves:
                waiting += [(a, half) for half in b.halves]
            else:
                yield from ((e, f) for e in a.edges for f in b.edges)


def _side(p: Point, q: Point, r: Point) -> int:
    """Above nought where r lies left of the line from p to q."""
    return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])


def _meet(e: _Edge, f: _Edge) -> Fault | None:
    p, q, r, s = e.p, e.q, f.p, f.q
    if (
        max(p[0], q[0]) < min(r[0], s[0])
        or max(r[0], s[0]) < min(p[0], q[0])
        or max(p[1], q[1]) < min(r[1], s[1])
        or max(r[1], s[1]) < min(p[1], q[1])
    ):
        return None
    r_side, s_side = _side(p, q, r), _side(p, q, s)
    if r_side == 0 == s_side:
        return _along(e, f)
    if e.is_next_to(f) or (r_side > 0 < s_side) or (r_side < 0 > s_side):
        return None
    p_side, q_side = _side(r, s, p), _side(r, s, q)
    if (p_side > 0 < q_side) or (p_side < 0 > q_side):
        return None
    if r_side and s_side and p_side and q_side:
        return Fault(_cut(p, q, r_side, s_side, r, s), crossing=True)
    at = r if not r_side else s if not s_side else p if not p_side else q
    return Fault(at, crossing=True) if _pass_through(e, f, at) else None


def _along(e: _Edge, f: _Edge) -> Fault | None:
    """Edges on one line: whether they have more than a point in common."""
    axis = 0 if e.p[0] != e.q[0] else 1
    start, end = sorted((e.p, e.q), key=lambda p: p[axis])
    first, last = sorted((f.p, f.q), key=lambda p: p[axis])
    low, high = max(start, first, key=lambda p: p[axis]), min(end, last, key=lambda p: p[axis])
    return Fault(low, crossing=False) if low[axis] < high[axis] else None


def _cut(p: Point, q: Point, r_side: int, s_side: int, r: Point, s: Point) -> Point:
    share = r_side / (r_side - s_side)
    return round(r[0] + share * (s[0] - r[0])), round(r[1] + share * (s[1] - r[1]))


def _pass_through(e: _Edge, f: _Edge, at: Point) -> bool:
    """Whether f's line changes sides of e's where they touch."""
    back, ahead = (_from(at, end) for end in _ends(e, at))
    one, other = (_from(at, end) for end in _ends(f, at))
    return _between(ahead, one, back) != _between(ahead, other, back)


def _ends(edge: _Edge, at: Point) -> tuple[Point, Point]:
    """Where the line comes from and goes to at a point of the edge."""
    if at == edge.p:
        return edge.before, edge.q
    return (edge.p, edge.after) if at == edge.q else (edge.p, edge.q)


def _from(at: Point, end: Point) -> Point:
    return end[0] - at[0], end[1] - at[1]


def _turn(a: Point, b: Point) -> int:
    return a[0] * b[1] - a[1] * b[0]


def _between(start: Point, way: Point, end: Point) -> bool:
    """Whether a direction lies strictly between two, turning left from the first."""
    turn = _turn(start, end)
    if turn > 0 or (turn == 0 and start[0] * end[0] + start[1] * end[1] < 0):
        return _turn(start, way) > 0 and (turn == 0 or _turn(way, end) > 0)
    return not (_turn(end, way) >= 0 and _turn(way, start) >= 0)


def place_in(ring: Ring, point: Point) -> int:
    """1 inside, 0 on the ring, -1 outside."""
    x, y = point
    inside = False
    for a, b in pairwise(ring):
        if (a[1] > y) != (b[1] > y):
            side = _side(a, b, point)
            if side == 0:
                return 0
            inside ^= (side > 0) == (b[1] > a[1])
        elif a[1] == y == b[1]:
            if min(a[0], b[0]) <= x <= max(a[0], b[0]):
                return 0
        elif point in (a, b):
            return 0
    return 1 if inside else -1


def is_within(inner: Ring, outer: Ring) -> bool:
    """Of rings that do not cross: whether the first lies in the area of the second."""
    for a, b in pairwise(inner):
        for point in (a, ((a[0] + b[0]) // 2, (a[1] + b[1]) // 2)):
            place = place_in(outer, point)
            if place:
                return place > 0
    return True


def shared(one: Sequence[Ring], other: Sequence[Ring], lines: int = 101) -> float:
    """The area that both cover, in units squared, from level cuts through the place of both."""
    a, b = box(one), box(other)
    bottom, top = max(a[1], b[1]), min(a[3], b[3])
    if bottom >= top or max(a[0], b[0]) >= min(a[2], b[2]):
        return 0.0
    step = (top - bottom) / lines
    heights = [bottom + (i + 0.5) * step for i in range(lines)]
    pairs = zip(_cuts(one, heights, step), _cuts(other, heights, step), strict=True)
    return step * sum(_common(first, second) for first, second in pairs)


def box(rings: Sequence[Ring]) -> tuple[int, int, int, int]:
    xs, ys = [p[0] for r in rings for p in r], [p[1] for r in rings for p in r]
    return min(xs), min(ys), max(xs), max(ys)


def _cuts(rings: Sequence[Ring], heights: Sequence[float], step: float) -> list[list[float]]:
    """Where each level line enters and leaves the area, from west to east."""
    found: list[list[float]] = [[] for _ in heights]
    for ring in rings:
        for a, b in pairwise(ring):
            low, high = (a, b) if a[1] < b[1] else (b, a)
            first = max(0, int((low[1] - heights[0]) // step))
            last = min(len(heights) - 1, int((high[1] - heights[0]) // step) + 1)
            for i in range(first, last + 1):
                if low[1] <= heights[i] < high[1]:
                    share = (heights[i] - low[1]) / (high[1] - low[1])
                    found[i].append(low[0] + share * (high[0] - low[0]))
    return [sorted(line) for line in found]


def _common(one: Sequence[float], other: Sequence[float]) -> float:
    total = 0.0
    for a, b in zip(one[::2], one[1::2], strict=True):
        for c, d in zip(other[::2], other[1::2], strict=True):
            total += max(0.0, min(b, d) - max(a, c))
    return total


def distance_km(rings: Sequence[Ring], point: Point) -> float:
    """To the nearest border, as the crow flies; good to a few percent within one city."""
    wide = cos(radians(point[1] / GRAIN))
    x, y = point[0] * wide, float(point[1])
    nearest = min(
        _to_edge(x, y, (a[0] * wide, a[1]), (b[0] * wide, b[1]))
        for ring in rings
        for a, b in pairwise(ring)
    )
    return nearest / GRAIN * KM


def _to_edge(x: float, y: float, a: tuple[float, float], b: tuple[float, float]) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    share = max(0.0, min(1.0, ((x - a[0]) * dx + (y - a[1]) * dy) / length)) if length else 0.0
    return hypot(x - a[0] - share * dx, y - a[1] - share * dy)
