"""The glyphs of a font as they lie in its file: as contours on a page, and for a copy cut down."""

import struct
from collections.abc import Iterator
from typing import Any, Final

Point = tuple[float, float, bool]  # x and y in units of the font, y upwards; whether on the curve
# A move or a line to (x, y), or a quadratic curve over a point to (x, y).
Segment = tuple[str, tuple[float, ...]]
Contour = tuple[Segment, ...]
MOVE, LINE, CURVE = "M", "L", "Q"

# Flags of a simple glyph's points, and of a composite's parts (OpenType, table glyf).
_ON, _X_BYTE, _Y_BYTE, _REPEAT, _X_SAME, _Y_SAME = 1, 2, 4, 8, 16, 32
WORDS: Final = 0x1
_OFFSETS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x2, 0x8, 0x20, 0x40, 0x80
INSTRUCTED: Final = 0x100
_DEEPEST = 8  # composites of composites: a font that goes on is broken


class Glyphs:
    """Of one font; `face` is reportlab's reading of its file."""

    def __init__(self, face: Any) -> None:
        self.face = face
        self.unit = float(face.unitsPerEm)
        self._start = face.get_table_pos("glyf")[0]
        self._known: dict[int, tuple[Contour, ...]] = {}

    def number(self, char: str) -> int:
        """0 for a character that the font has not."""
        return int(self.face.charToGlyph.get(ord(char), 0))

    def data(self, glyph: int) -> bytes:
        """As it lies in the file; empty for one that draws nothing."""
        at = self.face.glyphPos
        if not 0 <= glyph < len(at) - 1:
            return b""
        return bytes(self.face.get_chunk(self._start + at[glyph], at[glyph + 1] - at[glyph]))

    def contours(self, glyph: int) -> tuple[Contour, ...]:
        """Each closed, in units of the font (see `unit`), where a rasteriser puts it.

        None of a glyph whose data are broken: its text is written all the same.
        """
        if glyph not in self._known:
            try:
                self._known[glyph] = self._read(glyph)
            except (struct.error, IndexError):
                self._known[glyph] = ()
        return self._known[glyph]

    def _read(self, glyph: int) -> tuple[Contour, ...]:
        right = self._moved(glyph)
        points = ([(x + right, y, on) for x, y, on in c] for c in self._points(glyph) if c)
        return tuple(tuple(_segments(contour)) for contour in points)

    def metrics(self, glyph: int) -> tuple[int, int]:
        """Its advance, and where its ink begins (from the table hmtx)."""
        advance, left = self.face.hmetrics[glyph]
        return int(advance), (int(left) ^ 0x8000) - 0x8000  # reportlab reads it without its sign

    def _moved(self, glyph: int) -> int:
        """A glyph stands where its metrics say that its ink begins, wherever its points lie."""
        data = self.data(glyph)
        return self.metrics(glyph)[1] - struct.unpack_from(">h", data, 2)[0] if data else 0

    def _points(self, glyph: int, depth: int = 0) -> list[list[Point]]:
        data = self.data(glyph)
        if len(data) < 10 or depth > _DEEPEST:
            return []
        count = struct.unpack_from(">h", data)[0]
        return _simple(data, count) if count >= 0 else self._composite(data, depth)

    def _composite(self, data: bytes, depth: int) -> list[list[Point]]:
        made: list[list[Point]] = []
        for flags, glyph, first, second, (a, b, c, d) in _parts(data):
            part = [
                [(a * x + c * y, b * x + d * y, on) for x, y, on in contour]
                for contour in self._points(glyph, depth + 1)
            ]
            dx, dy = (first, second) if flags & _OFFSETS else _matched(made, part, first, second)
            made += [[(x + dx, y + dy, on) for x, y, on in contour] for contour in part]
        return made


def component_places(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Of a composite's parts: where each begins in the data, its flags, its glyph's number."""
    at = 10
    while True:
        flags, glyph = struct.unpack_from(">HH", data, at)
        yield at, flags, glyph
        at = component_end(at, flags)
        if not flags & _MORE:
            return


def component_end(at: int, flags: int) -> int:
    at += 4 + (4 if flags & WORDS else 2)
    scales = (2 if flags & _SCALE else 0, 4 if flags & _TWO_SCALES else 0)
    return at + (8 if flags & _MATRIX else sum(scales))


_Part = tuple[int, int, int, int, tuple[float, float, float, float]]


def _parts(data: bytes) -> Iterator[_Part]:
    for at, flags, glyph in component_places(data):
        kind = (">hh" if flags & WORDS else ">bb") if flags & _OFFSETS else ">HH"
        if not flags & (_OFFSETS | WORDS):
            kind = ">BB"
        first, second = struct.unpack_from(kind, data, at + 4)
        scale = at + 4 + (4 if flags & WORDS else 2)
        yield flags, glyph, first, second, _matrix(data, scale, flags)


def _matrix(data: bytes, at: int, flags: int) -> tuple[float, float, float, float]:
    """In the file as fractions of 2 to the 14."""
    if flags & _SCALE:
        both = struct.unpack_from(">h", data, at)[0] / 16384
        return both, 0.0, 0.0, both
    if flags & _TWO_SCALES:
        wide, high = struct.unpack_from(">hh", data, at)
        return wide / 16384, 0.0, 0.0, high / 16384
    if flags & _MATRIX:
        a, b, c, d = struct.unpack_from(">hhhh", data, at)
        return a / 16384, b / 16384, c / 16384, d / 16384
    return 1.0, 0.0, 0.0, 1.0


def _matched(
    made: list[list[Point]], part: list[list[Point]], first: int, second: int
) -> tuple[float, float]:
    """How far the part is moved so that its point `second` lies on `first` of what is there."""
    there = [point for contour in made for point in contour]
    mine = [point for contour in part for point in contour]
    if first >= len(there) or second >= len(mine):
        return 0.0, 0.0
    return there[first][0] - mine[second][0], there[first][1] - mine[second][1]


def _simple(data: bytes, count: int) -> list[list[Point]]:
    if not count:
        return []
    ends = struct.unpack_from(f">{count}H", data, 10)
    at = 10 + 2 * count
    at += 2 + struct.unpack_from(">H", data, at)[0]
    flags: list[int] = []
    while len(flags) <= ends[-1]:
        flag = data[at]
        at += 1
        again = 1
        if flag & _REPEAT:
            again += data[at]
            at += 1
        flags += [flag] * again
    flags = flags[: ends[-1] + 1]
    xs, at = _places(data, at, flags, _X_BYTE, _X_SAME)
    ys, _ = _places(data, at, flags, _Y_BYTE, _Y_SAME)
    points = [(x, y, bool(flag & _ON)) for x, y, flag in zip(xs, ys, flags, strict=True)]
    begins = (0, *(end + 1 for end in ends[:-1]))
    return [points[a : b + 1] for a, b in zip(begins, ends, strict=True)]


def _places(
    data: bytes, at: int, flags: list[int], byte: int, same: int
) -> tuple[list[float], int]:
    """The points' x or y, each kept as its distance from the one before; where the next begin."""
    made: list[float] = []
    value = 0
    for flag in flags:
        if flag & byte:
            value += data[at] if flag & same else -data[at]
            at += 1
        elif not flag & same:
            value += struct.unpack_from(">h", data, at)[0]
            at += 2
        made.append(float(value))
    return made, at


def _segments(points: list[Point]) -> Iterator[Segment]:
    """Between two points off the curve lies one on it, in the middle."""
    first = next((n for n, point in enumerate(points) if point[2]), None)
    if first is None:
        start = _middle(points[-1], points[0])
        turned = points
    else:
        start = points[first][:2]
        turned = points[first + 1 :] + points[:first]
    yield MOVE, start
    over: Point | None = None
    for point in (*turned, (*start, True)):
        if point[2]:
            yield (CURVE, (*over[:2], *point[:2])) if over else (LINE, point[:2])
            over = None
            continue
        if over:
            yield CURVE, (*over[:2], *_middle(over, point))
        over = point


def _middle(one: Point, other: Point) -> tuple[float, float]:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
