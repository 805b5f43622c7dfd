"""Lines and figures' labels put on the canvas, character by character where they must be."""

from dataclasses import dataclass
from typing import Any, Final

from reportlab.lib.colors import Color, HexColor, black, white

from commandcenter.outputs.pdf.document import Face, Run
from commandcenter.outputs.pdf.fonts import Font, FontSet
from commandcenter.outputs.pdf.grid import ASCENT, EPS
from commandcenter.outputs.pdf.lines import Atom, Line, Setter, squeezable
from commandcenter.outputs.pdf.text import BLANK_LEFT, NO_END, NO_START, PAIRS

RED: Final = HexColor(0xE60012)  # the red head; the standard gives Y80 M80, PDF/A wants RGB
_LOOSE = 0.5  # a line is left ragged when more than this share of a cell a gap were needed

Canvas = Any  # reportlab has no types of its own


@dataclass(frozen=True, slots=True)
class Ink:
    """How text looks beside its typeface."""

    color: Any = black
    bold: float = 0.0  # outline width, em
    halo: float = 0.0  # white outline behind the text, points


PLAIN: Final = Ink()


@dataclass(slots=True)
class _Pen:
    """Gathers neighbouring characters of one font and spacing into one text operator."""

    text: Any
    size: float
    y: float
    held: list[str]
    x: float = 0.0
    font: Font | None = None
    space: float = 0.0
    scale: float = 1.0
    told_space: float | None = None  # spacing and scale that hold by now
    told_scale: float | None = None
    set_in: Font | None = None  # the font that holds by now

    def put(self, chars: str, x: float, font: Font, space: float, *, joins: bool) -> None:
        same = font is self.font and abs(space - self.space) < EPS and self.scale == 1.0
        if not (joins and same and self.held):
            self.flush()
            self.x, self.font, self.space = x, font, space
        self.held.append(chars)
        if not joins:
            self.flush()

    def flush(self) -> None:
        if self.held and self.font is not None:
            self.text.setTextOrigin(self.x, self.y)
            if self.font is not self.set_in:
                self.text.setFont(self.font.name, self.size)
                self.set_in = self.font
            if self.told_space != self.space:
                self.text.setCharSpace(self.space)
                self.told_space = self.space
            if self.told_scale != self.scale:
                self.text.setHorizScale(100 * self.scale)
                self.told_scale = self.scale
            self.text.textOut("".join(self.held))
        self.held, self.scale = [], 1.0


def draw_line(
    canvas: Canvas, line: Line, x: float, top: float, pitch: float, setter: Setter, ink: Ink = PLAIN
) -> None:
    """Draw a line whose strip of `pitch` points begins at `top` (canvas coordinates)."""
    baseline = top - (pitch - setter.size) / 2 - ASCENT * setter.size
    atoms = list(line.atoms)
    while atoms and atoms[-1].space:
        atoms.pop()
    if not atoms:
        return
    if ink.halo:
        _put_atoms(canvas, atoms, line, x + line.start, baseline, setter, Ink(white, 0, ink.halo))
    _put_atoms(canvas, atoms, line, x + line.start, baseline, setter, Ink(ink.color, ink.bold))


def _put_atoms(
    canvas: Canvas,
    atoms: list[Atom],
    line: Line,
    x: float,
    baseline: float,
    setter: Setter,
    ink: Ink,
) -> None:
    text = canvas.beginText()
    _set_ink(canvas, text, ink, setter.size)
    pen = _Pen(text, setter.size, baseline, [])
    cuts, gap = _fit(atoms, line, setter)
    for atom, cut in zip(atoms, cuts, strict=True):
        _put_atom(pen, atom, x, cut, gap, setter)
        x += atom.width - cut + gap
    pen.flush()
    text.setCharSpace(0)
    if ink.bold or ink.halo:
        text.setTextRenderMode(0)
    canvas.drawText(text)


def _set_ink(canvas: Canvas, text: Any, ink: Ink, size: float) -> None:
    text.setFillColor(ink.color)
    if ink.halo or ink.bold:
        canvas.setLineJoin(1)
        canvas.setLineWidth(ink.halo * 2 if ink.halo else ink.bold * size)
        text.setStrokeColor(ink.color)
        text.setTextRenderMode(2)


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
    pen.flush()
    pen.x, pen.font, pen.held = x, atom.font, [atom.text]
    if atom.text[0] == "—":
        pen.space, pen.scale = 0.0, width / (atom.natural or width)
    else:
        pen.space = (width - atom.natural) / 2
    pen.flush()


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
