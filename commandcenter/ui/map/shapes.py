"""Boundaries as the map draws them: read from GeoJSON, projected, with room for labels.

World coordinates are Web Mercator with the whole world 256 units wide and y to the
south, as Leaflet has it: at zoom z a unit is 2**z pixels. Both engines use them, so
both show the same picture.
"""

import json
import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from commandcenter.domain.errors import RuleBroken
from commandcenter.late_dataclass import dataclass

WORLD = 256.0
CELLS = 56  # the raster of a district, along its longer side

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> Point:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def overlap(self, other: "Box") -> float:
        """The area that both cover."""
        if (
            self.right <= other.left
            or other.right <= self.left
            or self.bottom <= other.top
            or other.bottom <= self.top
        ):
            return 0.0  # most pairs: the layout asks tens of thousands of times
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * high


@dataclass(frozen=True, slots=True)
class District:
    """One county unit. `rooms`: places inside for a label, best first; `inside`: raster."""

    code: str
    name: str
    rings: tuple[Ring, ...]
    box: Box
    rooms: tuple[Point, ...]
    inside: frozenset[tuple[int, int]]
    cell: float

    def holds(self, x: float, y: float) -> bool:
        """Whether the place lies inside, to the grain of the raster."""
        column, row = (x - self.box.left) // self.cell, (y - self.box.top) // self.cell
        return (int(column), int(row)) in self.inside


@dataclass(frozen=True, slots=True)
class Boundaries:
    districts: tuple[District, ...]
    rivers: tuple[Ring, ...]
    box: Box
    credit: str


def world(lat: float, lon: float) -> Point:
    """Web Mercator, in units of a 256th of the world."""
    s = math.sin(math.radians(max(-85.0, min(85.0, lat))))
    y = 0.5 - math.log((1 + s) / (1 - s)) / (4 * math.pi)
    return WORLD * (lon / 360 + 0.5), WORLD * y


def degrees(x: float, y: float) -> Point:
    """The (lat, lon) of a place in world coordinates."""
    n = math.pi * (1 - 2 * y / WORLD)
    return math.degrees(math.atan(math.sinh(n))), (x / WORLD - 0.5) * 360


def read(geojson: dict[str, Any]) -> Boundaries:
    """Raise RuleBroken when there is no county unit in it.

    Takes a fifth of a second the first time; every map of the program then has the same.
    """
    return _read(json.dumps(geojson))


@lru_cache(maxsize=2)
def _read(text: str) -> Boundaries:
    geojson = json.loads(text)
    districts = tuple(_district(f) for f in area_features(geojson))
    if not districts:
        raise RuleBroken("边界文件中没有县区，地图无法显示。")
    boxes = [d.box for d in districts]
    box = Box(
        min(b.left for b in boxes), min(b.top for b in boxes),
        max(b.right for b in boxes), max(b.bottom for b in boxes),
    )  # fmt: skip
    rivers = tuple(ring for f in _kind(geojson, "LineString") for ring in _rings(f))
    credit = str(geojson.get("city", {}).get("credit", ""))
    return Boundaries(districts, rivers, box, credit)


def area_features(geojson: dict[str, Any]) -> list[dict[str, Any]]:
    """The county units of a GeoJSON collection."""
    return [*_kind(geojson, "Polygon"), *_kind(geojson, "MultiPolygon")]


def _kind(geojson: dict[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    return (f for f in geojson.get("features", []) if f["geometry"]["type"] == kind)


def _rings(feature: dict[str, Any]) -> tuple[Ring, ...]:
    def projected(line: Sequence[Sequence[float]]) -> Ring:
        return tuple(world(p[1], p[0]) for p in line)

    shape = feature["geometry"]["coordinates"]
    match feature["geometry"]["type"]:
        case "LineString":
            return (projected(shape),)
        case "Polygon":
            return tuple(projected(ring) for ring in shape)
        case _:
            return tuple(projected(ring) for part in shape for ring in part)


def _district(feature: dict[str, Any]) -> District:
    rings = _rings(feature)
    points = [p for ring in rings for p in ring]
    box = Box(
        min(p[0] for p in points), min(p[1] for p in points),
        max(p[0] for p in points), max(p[1] for p in points),
    )  # fmt: skip
    cell = max(box.width, box.height) / CELLS
    inside = frozenset(_raster(rings, box, cell))
    rooms = tuple(
        (box.left + (column + 0.5) * cell, box.top + (row + 0.5) * cell)
        for column, row in _roomiest(inside)
    )
    p = feature["properties"]
    return District(str(p["adcode"]), str(p["name"]), rings, box, rooms, inside, cell)


def _raster(rings: tuple[Ring, ...], box: Box, cell: float) -> Iterator[tuple[int, int]]:
    """The cells whose middle lies inside: along each row, between odd and even crossings."""
    edges = [edge for ring in rings for edge in pairwise(ring)]
    for row in range(CELLS + 1):
        y = box.top + (row + 0.5) * cell
        cuts = sorted(
            a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
            for a, b in edges
            if (a[1] > y) != (b[1] > y)
        )
        for start, end in zip(cuts[::2], cuts[1::2], strict=True):
            first = math.ceil((start - box.left) / cell - 0.5)
            last = math.floor((end - box.left) / cell - 0.5)
            yield from ((column, row) for column in range(first, last + 1))


def _roomiest(inside: frozenset[tuple[int, int]]) -> list[tuple[int, int]]:
    """The cell deepest inside, then every second one by its distance from there.

    Depth: how often the shape can be peeled before the cell is at its rim.
    """
    left, deepest = set(inside), (0, 0)
    while left:
        deepest = min(left)
        left = {
            (x, y)
            for x, y in left
            if (x + 1, y) in left
            and (x - 1, y) in left
            and (x, y + 1) in left
            and (x, y - 1) in left
        }
    even = (c for c in inside if c[0] % 2 == 0 and c[1] % 2 == 0)
    return [deepest, *sorted(even, key=lambda c: (math.dist(c, deepest), c))]
