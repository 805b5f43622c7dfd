"""The district map on paper: boundaries as vector paths, counts, incident circles.

Plate carrée with the longitudes shortened for the city's latitude: over one city its
error is far below the width of a line. No web engine, no tiles.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import field

from reportlab.lib.colors import Color, HexColor, white

from commandcenter.domain.place_names import short_names
from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf.canvas import Canvas, Path
from commandcenter.outputs.pdf.document import DistrictMap
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.fonts import FontSet
from commandcenter.outputs.pdf.ink import Ink, Label
from commandcenter.outputs.pdf.plot import AXIS, LEVEL_INK, MUTED, SHADES, Apart, Area
from commandcenter.outputs.pdf.text import shortened
from commandcenter.queries.command.map_picture import IncidentMark
from commandcenter.queries.papers.borders import Ring

_KM_PER_DEGREE = 111.32
_BORDER = HexColor(0x6E6E6E)
CONCERNED = "※"  # before the name of a county that the incident concerns: grey printed, too
_NEAR = 0.25  # points of a border nearer than this (pt) are left out
_SCALE_BARS = (1, 2, 5, 10, 20, 50, 100, 200)

Point = tuple[float, float]


def draw_map(canvas: Canvas, area: Area, figure: DistrictMap, fonts: FontSet) -> set[str]:
    """Returns the characters that no font has."""
    sheet = _Sheet(canvas, area, figure, fonts)
    sheet.draw()
    return sheet.missing


@dataclass(slots=True)
class _Sheet:
    canvas: Canvas
    area: Area
    figure: DistrictMap
    fonts: FontSet
    missing: set[str] = field(default_factory=set)
    apart: Apart = field(init=False)
    view: "_View" = field(init=False)

    def __post_init__(self) -> None:
        self.apart = Apart(self.area)
        rings = [ring for b in self.figure.boundaries for ring in b.rings]
        self.view = _View.of(rings, self.area.inset(4, 4, 92, 4))

    def draw(self) -> None:
        breaks = class_breaks([d.count for d in self.figure.picture.districts])
        for boundary in self.figure.boundaries:
            count = self._counts().get(boundary.code, 0)
            self._fill(boundary.rings, SHADES[shade_of(count, breaks)])
        for mark in self.figure.picture.incidents:
            self._circle(mark)
        self._district_labels()
        self._incident_labels()
        self._legend(breaks)
        self._scale_bar()
        self._north()

    def _counts(self) -> dict[str, int]:
        return {d.code: d.count for d in self.figure.picture.districts}

    def _label(
        self, size: float, x: float, y: float, text: str, at: float = 0.0, ink: Ink | None = None
    ) -> None:
        label = Label(self.fonts, Face.HEI, size)
        self.missing |= label.draw(self.canvas, x, y, text, at, ink or Ink(AXIS))

    def _fill(self, rings: Sequence[Ring], color: Color) -> None:
        path = self.canvas.beginPath()
        for ring in rings:
            self._trace(path, ring)
        self.canvas.setLineJoin(1)
        self.canvas.setLineWidth(0.6)
        self.canvas.setStrokeColor(_BORDER)
        self.canvas.setFillColor(color)
        self.canvas.drawPath(path, 1, 1, 0)

    def _trace(self, path: Path, ring: Ring) -> None:
        last: Point | None = None
        for place in ring:
            x, y = self.view.at(place)
            if last is None:
                path.moveTo(x, y)
            elif abs(x - last[0]) + abs(y - last[1]) < _NEAR:
                continue
            else:
                path.lineTo(x, y)
            last = x, y
        if last is not None:
            path.close()

    def _circle(self, mark: IncidentMark) -> None:
        x, y = self.view.at((mark.lon, mark.lat))
        radius = _radius(mark)
        self.canvas.setStrokeColor(white)
        self.canvas.setLineWidth(2.2)
        self.canvas.circle(x, y, radius, 1, 0)
        self.canvas.setFillColor(LEVEL_INK[mark.level])
        self.canvas.setStrokeColor(AXIS)
        self.canvas.setLineWidth(0.6)
        self.canvas.circle(x, y, radius, 1, 1)
        self.apart.take(Area(x - radius, y - radius, 2 * radius, 2 * radius))

    def _district_labels(self) -> None:
        shades = {d.code: d for d in self.figure.picture.districts}
        names = short_names({b.code: b.name for b in self.figure.boundaries})
        for boundary in self.figure.boundaries:
            shade = shades.get(boundary.code)
            mark = CONCERNED if shade is not None and shade.concerned else ""
            name = mark + shortened(names[boundary.code])
            lines = [name, f"{shade.count}{self.figure.unit}"] if shade else [name]
            places = list(self.view.inner_points(boundary.rings))
            if places:
                self._block(lines, places)

    def _block(self, lines: list[str], places: list[Point]) -> None:
        """Lines of text centred on the place (of those inside the district) that is freest."""
        size = 9.0
        label = Label(self.fonts, Face.HEI, size)
        wide = max(label.width(line) for line in lines)
        high = len(lines) * (size + 2)
        box = self.apart.best(Area(x - wide / 2, y - high / 2, wide, high) for x, y in places)
        self.apart.take(box)
        ink = Ink(AXIS, halo=1.4)
        for row, line in enumerate(lines):
            down = box.top - (row + 1) * (size + 2) + 3
            self._label(size, box.x + wide / 2, down, line, 0.5, ink)

    def _incident_labels(self) -> None:
        label = Label(self.fonts, Face.HEI, 8.0)
        for mark in self.figure.picture.incidents:
            x, y = self.view.at((mark.lon, mark.lat))
            text = shortened(mark.label)
            wide, high, off = label.width(text), 9.0, _radius(mark) + 2.5
            around = (
                (x + off, y - high / 2),
                (x - off - wide, y - high / 2),
                (x - wide / 2, y + off),
                (x - wide / 2, y - off - high),
                (x + off * 0.7, y + off * 0.7),
                (x - off * 0.7 - wide, y + off * 0.7),
                (x + off * 0.7, y - off * 0.7 - high),
                (x - off * 0.7 - wide, y - off * 0.7 - high),
            )
            box = self.apart.best(Area(a, b, wide, high) for a, b in around)
            self.apart.take(box)
            self._label(8.0, box.x, box.y + 1.5, text, 0.0, Ink(AXIS, halo=1.4))

    def _legend(self, breaks: list[int]) -> None:
        """In the strip at the right, which the map leaves free."""
        x = self.area.right - 84
        rows = [(SHADES[at], text) for at, text in enumerate(class_words(breaks, self.figure.unit))]
        levels = {m.level for m in self.figure.picture.incidents}
        y = self.area.y + 8 + 13.0 * (len(rows) + len(levels) + (1 if levels else 0))
        self._label(8.5, x, y, f"累计登记（{self.figure.unit}）", 0.0, Ink(MUTED))
        for color, text in rows:
            y -= 13
            self.canvas.setFillColor(color)
            self.canvas.setStrokeColor(_BORDER)
            self.canvas.setLineWidth(0.5)
            self.canvas.rect(x, y - 1, 14, 8, 1, 1)
            self._label(8.5, x + 19, y, text)
        y -= 5
        for level in sorted(levels, key=lambda v: v.rank if v else 9):
            y -= 13
            self.canvas.setFillColor(LEVEL_INK[level])
            self.canvas.setStrokeColor(AXIS)
            self.canvas.circle(x + 7, y + 3, 3.6, 1, 1)
            self._label(
                8.5, x + 19, y, f"事发地（{level.sign}级）" if level else "事发地（未定级）"
            )

    def _scale_bar(self) -> None:
        km = self.view.scale / _KM_PER_DEGREE
        length = max((s for s in _SCALE_BARS if s * km <= 66), default=_SCALE_BARS[0])
        x, y, wide = self.area.right - 84, self.area.top - 62, length * km
        self.canvas.setStrokeColor(AXIS)
        self.canvas.setLineWidth(0.9)
        for a, b, c, d in ((x, y, x + wide, y), (x, y, x, y + 3), (x + wide, y, x + wide, y + 3)):
            self.canvas.line(a, b, c, d)
        self._label(8.0, x, y - 10, "0")
        self._label(8.0, x + wide, y - 10, f"{length}千米", 0.5)

    def _north(self) -> None:
        x, y = self.area.right - 74, self.area.top - 42
        path = self.canvas.beginPath()
        path.moveTo(x, y + 20)
        for a, b in ((x - 5.5, y), (x, y + 4.5), (x + 5.5, y)):
            path.lineTo(a, b)
        path.close()
        self.canvas.setFillColor(AXIS)
        self.canvas.drawPath(path, 0, 1)
        self._label(9.0, x, y + 23, "北", 0.5)


def _radius(mark: IncidentMark) -> float:
    return 3.5 + 4.5 * min(max(mark.weight, 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class _View:
    """From degrees to points: `scale` points a degree of latitude."""

    west: float
    south: float
    shrink: float
    scale: float
    left: float
    bottom: float

    @classmethod
    def of(cls, rings: Sequence[Ring], area: Area) -> "_View":
        places = [place for ring in rings for place in ring] or [(0.0, 0.0)]
        lons, lats = [p[0] for p in places], [p[1] for p in places]
        shrink = math.cos(math.radians((min(lats) + max(lats)) / 2))
        wide = max((max(lons) - min(lons)) * shrink, 1e-9)
        high = max(max(lats) - min(lats), 1e-9)
        scale = min(area.width / wide, area.height / high)
        left = area.x + (area.width - wide * scale) / 2
        bottom = area.y + (area.height - high * scale) / 2
        return cls(min(lons), min(lats), shrink, scale, left, bottom)

    def at(self, place: tuple[float, float]) -> Point:
        x = self.left + (place[0] - self.west) * self.shrink * self.scale
        return x, self.bottom + (place[1] - self.south) * self.scale

    def inner_points(self, rings: Sequence[Ring]) -> Iterable[Point]:
        """Places well inside the outline, the innermost first, on a grid of 12 × 12."""
        outlines = [_thinned([self.at(p) for p in ring]) for ring in rings]
        points = [p for outline in outlines for p in outline]
        if not points:
            return []
        x0, x1 = min(p[0] for p in points), max(p[0] for p in points)
        y0, y1 = min(p[1] for p in points), max(p[1] for p in points)
        grid = [
            (x0 + (x1 - x0) * (i + 0.5) / 12, y0 + (y1 - y0) * (j + 0.5) / 12)
            for i in range(12)
            for j in range(12)
        ]
        inside = [(_depth(p, outlines), p) for p in grid if _inside(p, outlines)]
        inside.sort(key=lambda found: -found[0])
        near = [p for depth, p in inside if depth >= 0.55 * inside[0][0]] if inside else []
        return near or [((x0 + x1) / 2, (y0 + y1) / 2)]


def _thinned(points: list[Point]) -> list[Point]:
    """At most about 150 of the points: enough to judge what is inside."""
    return points[:: max(1, len(points) // 150)]


def _inside(place: Point, outlines: list[list[Point]]) -> bool:
    """Even-odd rule over all outlines."""
    x, y = place
    odd = False
    for outline in outlines:
        for (ax, ay), (bx, by) in zip(outline, outline[1:] + outline[:1], strict=True):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                odd = not odd
    return odd


def _depth(place: Point, outlines: list[list[Point]]) -> float:
    """Distance to the nearest border; a label is wide, so x counts less."""
    x, y = place
    return min(math.hypot((px - x) * 0.6, py - y) for outline in outlines for px, py in outline)


def class_breaks(counts: Sequence[int]) -> list[int]:
    """Upper bounds of up to five classes above zero, by equal shares of the range.

    Round numbers, rising; the last is at least the highest count.
    """
    highest = max(counts, default=0)
    if highest <= 0:
        return []
    if highest <= 5:
        return list(range(1, highest + 1))
    step = _round_up(highest / 5)
    return [step * at for at in range(1, -(-highest // step) + 1)]


def _round_up(value: float) -> int:
    power = int(10 ** math.floor(math.log10(value))) if value >= 10 else 1
    half = max(1, power // 2)
    return max(1, math.ceil(value / half) * half)


def shade_of(count: int, breaks: list[int]) -> int:
    """0 for none, then the class of the count."""
    if count <= 0:
        return 0
    return next((at + 1 for at, upper in enumerate(breaks) if count <= upper), len(breaks))


def class_words(breaks: list[int], unit: str) -> list[str]:
    """The classes in words, the empty one first."""
    words = ["0"]
    lower = 1
    for upper in breaks:
        words.append(f"{lower}" if lower == upper else f"{lower}-{upper}")
        lower = upper + 1
    return words
