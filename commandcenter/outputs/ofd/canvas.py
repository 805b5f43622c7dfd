"""The canvas of an OFD page: what is drawn becomes its marks, in the order of painting.

Points from the lower left corner become millimetres from the upper left. What readers were seen
to get wrong is said in another way: fill and stroke are two objects (one paints the stroke
first), a dashed line is bars (one knows no dashes), text never begins or ends with a space (they
are trimmed, and all that follows shifts), a character above U+FFFF stands alone (they count in
UTF-16), and a boundary, which cuts, leaves room for the line's width and the glyph's overhang.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from itertools import pairwise
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, black
from reportlab.pdfbase import pdfmetrics

from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf.grid import EPS, MM, PAGE_H

_ROUND = 0.5522847498  # of the radius: where a circle's cubic curves have their handles
_SPARE = 0.3  # points around what a boundary holds
_OVERHANG = 0.2  # of the size: before the first character and behind the last
_ABOVE, _BELOW = 1.05, 0.4  # of the size, above and below the baseline
_BACK = 0.6  # of the size: so far a squeezed mark may reach back over the one before it

Mark = tuple[str, tuple[float, ...]]  # M, L, B or C and its points


@dataclass(slots=True)
class Trace:
    """A path: moves, lines, cubic curves, closings."""

    marks: list[Mark] = field(default_factory=list)

    def moveTo(self, x: float, y: float) -> None:
        self.marks.append(("M", (x, y)))

    def lineTo(self, x: float, y: float) -> None:
        self.marks.append(("L", (x, y)))

    def curveTo(self, x1: float, y1: float, x2: float, y2: float, x3: float, y3: float) -> None:
        self.marks.append(("B", (x1, y1, x2, y2, x3, y3)))

    def close(self) -> None:
        self.marks.append(("C", ()))


@dataclass(slots=True)
class Span:
    """Characters of one font on one line, each with its place; `end`: where the last one ends."""

    font: str
    size: float
    scale: float
    y: float
    color: Color
    chars: list[tuple[str, float]] = field(default_factory=list)
    end: float = 0.0


@dataclass(slots=True)
class Words:
    """A text object: what stands side by side in one font becomes one span."""

    color: Color = black
    spans: list[Span] = field(default_factory=list)
    _x: float = 0.0
    _y: float = 0.0
    _font: str = ""
    _size: float = 0.0
    _space: float = 0.0
    _scale: float = 1.0

    def setTextOrigin(self, x: float, y: float) -> None:
        self._x, self._y = x, y

    def setFont(self, name: str, size: float) -> None:
        self._font, self._size = name, size

    def setCharSpace(self, space: float) -> None:
        self._space = space

    def setHorizScale(self, percent: float) -> None:
        self._scale = percent / 100

    def setFillColor(self, color: Color) -> None:
        self.color = color

    def textOut(self, text: str) -> None:
        widths = pdfmetrics.getFont(self._font).face.charWidths
        joins = self._joins()
        for char in text:
            alone = ord(char) > 0xFFFF
            if not joins or alone:
                self.spans.append(Span(self._font, self._size, self._scale, self._y, self.color))
            joins, span = not alone, self.spans[-1]
            span.chars.append((char, self._x))
            wide = widths.get(ord(char), 0) / 1000 * self._size
            self._x += (wide + self._space) * self._scale
            span.end = self._x

    def _joins(self) -> bool:
        if not self.spans:
            return False
        last = self.spans[-1]
        same = (last.font, last.size, last.y) == (self._font, self._size, self._y)
        plain = last.scale == self._scale == 1.0 and len(last.chars[-1][0].encode("utf-16-le")) == 2
        return same and plain and self._x >= last.end - _BACK * self._size


@dataclass(frozen=True, slots=True)
class State:
    fill: Color = black
    stroke: Color = black
    width: float = 1.0
    dash: tuple[float, ...] = ()
    round: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline; `top` in millimetres below the page's upper edge."""

    title: str
    level: int
    page: int
    top: float


@dataclass(slots=True)
class UsedFont:
    """By which number the marks call a font, and the characters that are written with it."""

    number: int
    chars: set[str] = field(default_factory=set)


class OfdCanvas:
    """Fulfils `Sheaf`. Every number is unique in the document; equal calls give equal numbers."""

    def __init__(self) -> None:
        self.last = 0
        self.pages: list[tuple[int, str]] = []  # number and the layer with its marks
        self.fonts: dict[str, UsedFont] = {}
        self.images: dict[bytes, int] = {}  # by which number the marks call a PNG
        self.outline: list[Entry] = []
        self._page = self.new_number()
        self._marks: list[str] = []
        self._state = State()
        self._kept: list[State] = []
        self._places: dict[str, tuple[int, float]] = {}

    def new_number(self) -> int:
        self.last += 1
        return self.last

    # How it is drawn.

    def setFillColor(self, color: Color) -> None:
        self._state = replace(self._state, fill=color)

    def setStrokeColor(self, color: Color) -> None:
        self._state = replace(self._state, stroke=color)

    def setLineWidth(self, width: float) -> None:
        self._state = replace(self._state, width=width)

    def setLineJoin(self, mode: int) -> None:
        self._state = replace(self._state, round=mode == 1)

    def setDash(self, array: Sequence[float] = ()) -> None:
        self._state = replace(self._state, dash=tuple(array))

    def saveState(self) -> None:
        self._kept.append(self._state)

    def restoreState(self) -> None:
        self._state = self._kept.pop()

    # Lines and areas.

    def beginPath(self) -> Trace:
        return Trace()

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self._shape([("M", (x1, y1)), ("L", (x2, y2))], 1, 0)

    def rect(
        self, x: float, y: float, width: float, height: float, stroke: int = 1, fill: int = 0
    ) -> None:
        corners = ((x + width, y), (x + width, y + height), (x, y + height))
        self._shape([("M", (x, y)), *(("L", each) for each in corners), ("C", ())], stroke, fill)

    def circle(self, x: float, y: float, r: float, stroke: int = 1, fill: int = 0) -> None:
        k = _ROUND * r
        quarters = (
            (x + r, y + k, x + k, y + r, x, y + r),
            (x - k, y + r, x - r, y + k, x - r, y),
            (x - r, y - k, x - k, y - r, x, y - r),
            (x + k, y - r, x + r, y - k, x + r, y),
        )
        self._shape(
            [("M", (x + r, y)), *(("B", each) for each in quarters), ("C", ())], stroke, fill
        )

    def drawPath(
        self, path: Trace, stroke: int = 1, fill: int = 0, rule: int | None = None
    ) -> None:
        self._shape(path.marks, stroke, fill, even_odd=rule == 0)

    def _shape(self, marks: list[Mark], stroke: int, fill: int, *, even_odd: bool = False) -> None:
        state = self._state
        if fill:
            self._area(marks, state.fill, even_odd=even_odd)
        if stroke and state.dash:
            self._area(list(_bars(marks, state.dash, state.width)), state.stroke)
        elif stroke:
            look = f'LineWidth="{number(state.width / MM)}"' + ' Join="Round"' * state.round
            ink = f'<ofd:StrokeColor Value="{_rgb(state.stroke)}"/>'
            self._path(marks, state.width, look, ink)

    def _area(self, marks: list[Mark], color: Color, *, even_odd: bool = False) -> None:
        look = 'Stroke="false" Fill="true"' + ' Rule="Even-Odd"' * even_odd
        self._path(marks, 0.0, look, f'<ofd:FillColor Value="{_rgb(color)}"/>')

    def _path(self, marks: list[Mark], width: float, look: str, ink: str) -> None:
        xs = [x for _, place in marks for x in place[::2]]
        ys = [y for _, place in marks for y in place[1::2]]
        if not xs:
            return
        pad = width + _SPARE
        left, top = min(xs) - pad, max(ys) + pad
        box = left, top, max(xs) + pad - left, top - min(ys) + pad
        data = " ".join(_data(marks, left, top))
        self._put(
            "PathObject", box, look, f"{ink}<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>"
        )

    def put_image(self, png: bytes, x: float, y: float, width: float, height: float) -> None:
        """The matrix makes the picture, which is one unit wide and high, as large as its box."""
        if png not in self.images:
            self.images[png] = self.new_number()
        size = f"{number(width / MM)} 0 0 {number(height / MM)} 0 0"
        look = f'CTM="{size}" ResourceID="{self.images[png]}"'
        self._put("ImageObject", (x, y + height, width, height), look, "")

    # What the parts are: the format has no names for it that readers know.

    def tag(self, kind: str, words: str = "", span: int = 1, *, continues: bool = False) -> None:
        pass

    def end_tag(self) -> None:
        pass

    # Text.

    def beginText(self) -> Words:
        return Words()

    def drawText(self, text: Words) -> None:
        for span in text.spans:
            self._text(span)

    def _text(self, span: Span) -> None:
        chars = span.chars
        while chars and chars[0][0].isspace():
            chars = chars[1:]
        while chars and chars[-1][0].isspace():
            span.end, chars = chars[-1][1], chars[:-1]
        if not chars:
            return
        used = self.fonts.get(span.font)
        if used is None:
            used = self.fonts[span.font] = UsedFont(self.new_number())
        used.chars.update(char for char, _ in chars)
        left, top = chars[0][1] - _OVERHANG * span.size, span.y + _ABOVE * span.size
        wide = span.end - left + _OVERHANG * span.size
        # Places are rounded, not the distances between them: errors of a line would add up.
        places = [round((x - left) / MM, 3) for _, x in chars]
        steps = " ".join(number(b - a) for a, b in pairwise(places))
        look = f'Font="{used.number}" Size="{number(span.size / MM)}"'
        if span.scale != 1.0:
            look += f' HScale="{number(span.scale)}"'
        code = f'X="{number(places[0])}" Y="{number((top - span.y) / MM)}"'
        code += f' DeltaX="{steps}"' if steps else ""
        words = escape("".join(char for char, _ in chars))
        inner = f'<ofd:FillColor Value="{_rgb(span.color)}"/>'
        inner += f"<ofd:TextCode {code}>{words}</ofd:TextCode>"
        self._put("TextObject", (left, top, wide, (_ABOVE + _BELOW) * span.size), look, inner)

    def _put(
        self, kind: str, box: tuple[float, float, float, float], look: str, inner: str
    ) -> None:
        left, top, wide, high = box
        edges = (left / MM, (PAGE_H - top) / MM, wide / MM, high / MM)
        own = f'ID="{self.new_number()}" Boundary="{" ".join(map(number, edges))}"'
        self._marks.append(f"<ofd:{kind} {own} {look}>{inner}</ofd:{kind}>")

    # Pages, and what leads to them.

    def bookmarkHorizontal(self, key: str, x: float, y: float) -> None:
        self._places[key] = self._page, (PAGE_H - y) / MM

    def addOutlineEntry(self, title: str, key: str, level: int, closed: int) -> None:
        self.outline.append(Entry(title, level, *self._places[key]))

    def showPage(self) -> None:
        layer = (
            f'<ofd:Layer ID="{self.new_number()}" Type="Body">{"".join(self._marks)}</ofd:Layer>'
        )
        self.pages.append((self._page, layer))
        self._page, self._marks, self._state = self.new_number(), [], State()


def number(value: float) -> str:
    """To a thousandth of a millimetre."""
    words = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if words == "-0" else words


def _rgb(color: Color) -> str:
    return " ".join(str(round(c * 255)) for c in (color.red, color.green, color.blue))


def _data(marks: list[Mark], left: float, top: float) -> Iterator[str]:
    for kind, place in marks:
        yield kind
        for x, y in zip(place[::2], place[1::2], strict=True):
            yield number((x - left) / MM)
            yield number((top - y) / MM)


def _bars(marks: list[Mark], pattern: tuple[float, ...], width: float) -> Iterator[Mark]:
    """The dashes of lines, each a bar to be filled."""
    at = (0.0, 0.0)
    left, turn = pattern[0], 0
    for kind, place in marks:
        if kind == "M":
            at, left, turn = (place[0], place[1]), pattern[0], 0
            continue
        if kind != "L":
            raise ValueError(f"no dashes along {kind}")
        end = place[0], place[1]
        far = math.dist(at, end)
        while far > EPS:
            step = min(left, far)
            to = at[0] + (end[0] - at[0]) * step / far, at[1] + (end[1] - at[1]) * step / far
            if turn % 2 == 0:
                yield from _bar(at, to, width / 2)
            at, far, left = to, far - step, left - step
            if left <= EPS:
                turn += 1
                left = pattern[turn % len(pattern)]


def _bar(one: tuple[float, float], other: tuple[float, float], half: float) -> Iterator[Mark]:
    far = math.dist(one, other)
    dx, dy = (other[1] - one[1]) / far * half, (one[0] - other[0]) / far * half
    yield "M", (one[0] + dx, one[1] + dy)
    yield "L", (other[0] + dx, other[1] + dy)
    yield "L", (other[0] - dx, other[1] - dy)
    yield "L", (one[0] - dx, one[1] - dy)
    yield "C", ()
