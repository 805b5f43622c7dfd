"""Lines and figures' labels put on the canvas, character by character where they must be."""

from dataclasses import field
from typing import Final

from reportlab.lib.colors import Color, HexColor, black, white

from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf.canvas import Canvas
from commandcenter.outputs.pdf.contours import trace_exactly, trace_roughly
from commandcenter.outputs.pdf.document import Run
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.fonts import Font, FontSet
from commandcenter.outputs.pdf.grid import ASCENT, EPS
from commandcenter.outputs.pdf.lines import Atom, Line, Setter, squeezable
from commandcenter.outputs.pdf.text import BLANK_LEFT, NO_END, NO_START, PAIRS

RED: Final = HexColor(0xE60012)  # the red head; the standard gives Y80 M80, PDF/A wants RGB
_LOOSE = 0.5  # a line is left ragged when more than this share of a cell a gap were needed


@dataclass(frozen=True, slots=True)
class Ink:
    """How text looks beside its typeface."""

    color: Color = black
    bold: float = 0.0  # outline width, em
    halo: float = 0.0  # white outline behind the text, points


PLAIN: Final = Ink()
WHOLE: Final = slice(None)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Characters that stand side by side in one font: `space` after each, `scale` times as wide."""

    chars: str
    x: float
    font: Font
    space: float
    scale: float = 1.0


@dataclass(slots=True)
class _Pen:
    """Gathers neighbouring characters of one font and spacing into one stretch."""

    made: list[_Stretch] = field(default_factory=list)
    _held: list[str] = field(default_factory=list)
    _x: float = 0.0
    _font: Font | None = None
    _space: float = 0.0

    def put(self, chars: str, x: float, font: Font, space: float, *, joins: bool) -> None:
        same = font is self._font and abs(space - self._space) < EPS
        if not (joins and same and self._held):
            self.flush()
            self._x, self._font, self._space = x, font, space
        self._held.append(chars)
        if not joins:
            self.flush()

    def stretch(self, chars: str, x: float, font: Font, space: float, scale: float = 1.0) -> None:
        """One by itself."""
        self.flush()
        self.made.append(_Stretch(chars, x, font, space, scale))

    def flush(self) -> None:
        if self._held and self._font is not None:
            self.made.append(_Stretch("".join(self._held), self._x, self._font, self._space))
        self._held = []


def draw_line(
    canvas: Canvas,
    line: Line,
    x: float,
    top: float,
    pitch: float,
    setter: Setter,
    ink: Ink = PLAIN,
    only: slice = WHOLE,
) -> None:
    """Draw a line whose strip of `pitch` points begins at `top` (canvas coordinates).

    `only`: these of its atoms, where they stand in the whole line.
    """
    baseline = top - (pitch - setter.size) / 2 - ASCENT * setter.size
    atoms = list(line.atoms)
    while atoms and atoms[-1].space:
        atoms.pop()
    if not atoms:
        return
    stretches = _stretches(atoms, line, x + line.start, setter, only)
    if not stretches:
        return
    size = setter.size
    if ink.halo:
        _outline(canvas, stretches, baseline, size, white, 2 * ink.halo, rough=True)
    _write(canvas, stretches, baseline, size, ink.color)
    if ink.bold:
        _outline(canvas, stretches, baseline, size, ink.color, ink.bold * size)


def _stretches(
    atoms: list[Atom], line: Line, x: float, setter: Setter, only: slice
) -> list[_Stretch]:
    pen, wanted = _Pen(), range(*only.indices(len(atoms)))
    cuts, gap = _fit(atoms, line, setter)
    for number, (atom, cut) in enumerate(zip(atoms, cuts, strict=True)):
        if number in wanted:
            _put_atom(pen, atom, x, cut, gap, setter)
        x += atom.width - cut + gap
    pen.flush()
    return pen.made


def _write(canvas: Canvas, stretches: list[_Stretch], y: float, size: float, color: Color) -> None:
    """What holds already is not said again."""
    text = canvas.beginText()
    text.setFillColor(color)
    font: Font | None = None
    space: float | None = None
    scale: float | None = None
    for each in stretches:
        text.setTextOrigin(each.x, y)
        if each.font is not font:
            font = each.font
            text.setFont(font.name, size)
        if each.space != space:
            space = each.space
            text.setCharSpace(space)
        if each.scale != scale:
            scale = each.scale
            text.setHorizScale(100 * scale)
        text.textOut(each.chars)
    text.setCharSpace(0)
    canvas.drawText(text)


def _outline(
    canvas: Canvas,
    stretches: list[_Stretch],
    y: float,
    size: float,
    color: Color,
    width: float,
    *,
    rough: bool = False,
) -> None:
    """The glyphs' contours as a path: text that is stroked is found twice, and no OFD has it."""
    path = canvas.beginPath()
    trace = trace_roughly if rough else trace_exactly
    drawn = False
    for each in stretches:
        x, glyphs = each.x, each.font.glyphs
        scale = size * each.scale / glyphs.unit, size / glyphs.unit
        for char in each.chars:
            contours = glyphs.contours(glyphs.number(char))
            trace(path, contours, (x, y), scale)
            drawn |= bool(contours)
            x += (each.font.width(char) * size + each.space) * each.scale
    if drawn:
        canvas.setLineJoin(1)
        canvas.setLineWidth(width)
        canvas.setStrokeColor(color)
        canvas.drawPath(path, 1, 0)


def _fit(atoms: list[Atom], line: Line, setter: Setter) -> tuple[list[float], float]:
    """What each atom gives away, and the gap added after each, to make the line flush."""
    slack = line.room - sum(atom.width for atom in atoms)
    none = [0.0] * len(atoms)
    if slack < -EPS:
        give = [squeezable(atom, setter.cell) for atom in atoms]
        total = sum(give)
        return ([-slack * g / total for g in give] if total else none), 0.0
    if not line.flush or len(atoms) < 2:
        return none, 0.0
    gap = slack / (len(atoms) - 1)
    return none, gap if gap <= _LOOSE * setter.cell else 0.0


def _put_atom(pen: _Pen, atom: Atom, x: float, cut: float, gap: float, setter: Setter) -> None:
    if not atom.full:
        pen.put(atom.text, x, atom.font, 0.0, joins=False)
        return
    width = atom.width - cut
    if atom.text[0] in PAIRS and len(atom.text) == 2:
        _put_pair(pen, atom, x, width)
        return
    if cut or abs(atom.natural - setter.size) > 0.01:
        pen.put(atom.text, x + _shift(atom, cut, width, setter.size), atom.font, 0.0, joins=False)
        return
    pen.put(atom.text, x, atom.font, setter.cell - atom.natural + gap, joins=True)


def _put_pair(pen: _Pen, atom: Atom, x: float, width: float) -> None:
    """—— as one unbroken rule over two cells; …… with its dots evenly spread."""
    if atom.text[0] == "—":
        pen.stretch(atom.text, x, atom.font, 0.0, width / (atom.natural or width))
    else:
        pen.stretch(atom.text, x, atom.font, (width - atom.natural) / 2)


def _shift(atom: Atom, cut: float, width: float, size: float) -> float:
    """Where a glyph stands in its cell when it is squeezed or narrower than the cell."""
    shift = -cut if atom.text in BLANK_LEFT else 0.0
    if abs(atom.natural - size) <= 0.5 or atom.natural >= 0.9 * size:
        return shift
    spare = width - atom.natural
    if atom.text in NO_END:
        return spare
    return 0.0 if atom.text in NO_START and atom.text not in "·" else spare / 2


@dataclass(frozen=True, slots=True)
class Label:
    """Short text in a figure, in natural widths."""

    fonts: FontSet
    face: Face = Face.HEI
    size: float = 9.0

    def width(self, text: str) -> float:
        return self._setter().width(text, self.face)

    def draw(
        self, canvas: Canvas, x: float, y: float, text: str, at: float = 0.0, ink: Ink = PLAIN
    ) -> set[str]:
        """Baseline at y; `at` 0 begins at x, 0.5 is centred on it, 1 ends there.

        Returns the characters that no font has.
        """
        setter = self._setter()
        atoms = tuple(setter.atoms([Run(text, self.face)]))
        width = sum(atom.width for atom in atoms)
        line = Line(atoms, width, False)
        top = y + ASCENT * self.size
        draw_line(canvas, line, x - at * width, top, self.size, setter, ink)
        return setter.missing

    def _setter(self) -> Setter:
        return Setter(self.fonts, self.size, self.size)


def rule(
    canvas: Canvas, x: float, y: float, width: float, thick: float, color: Color = black
) -> None:
    canvas.setStrokeColor(color)
    canvas.setLineWidth(thick)
    canvas.line(x, y, x + width, y)
