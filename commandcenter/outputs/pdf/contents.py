"""目录: a line for each title, leaders, the number of its page."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf.canvas import TOC, TOCI, Canvas, part
from commandcenter.outputs.pdf.document import Align, Run
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.grid import CELL_X, CELL_Y, TYPE_W
from commandcenter.outputs.pdf.ink import draw_line, rule
from commandcenter.outputs.pdf.lines import Line, Setter
from commandcenter.outputs.pdf.pieces import Gap, Piece, TextPiece, Whole

NUMBER = 2 * CELL_X  # room for the page's number
LEADER = 0.6  # points thick
DOTS = (0.6, 4.4)
FACES = {1: Face.HEI}


@dataclass(frozen=True, slots=True)
class Listed:
    """`page`: as it is printed on the page."""

    title: str
    level: int
    page: int


@dataclass(frozen=True, slots=True)
class ContentsPiece(Whole):
    """One line of it, or two of a long title; `left`: how far in. The number stands at the end."""

    lines: tuple[Line, ...]
    page: Line
    setter: Setter
    left: float
    first: bool

    @property
    def height(self) -> float:
        return len(self.lines) * CELL_Y

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        canvas.tag(TOC, continues=not self.first)
        with part(canvas, TOCI):
            for line in self.lines:
                draw_line(canvas, line, x + self.left, top, CELL_Y, self.setter)
                top -= CELL_Y
            top += CELL_Y
            wide = _width(self.page)
            draw_line(canvas, self.page, x + TYPE_W - wide, top, CELL_Y, self.setter)
        self._leader(canvas, x + self.left + _width(self.lines[-1]), x + TYPE_W - wide, top)
        canvas.end_tag()

    def _leader(self, canvas: Canvas, begin: float, end: float, top: float) -> None:
        gap = CELL_X / 2
        if end - begin > 3 * gap:
            canvas.setDash(DOTS)
            rule(canvas, begin + gap, top - CELL_Y * 0.62, end - begin - 2 * gap, LEADER)
            canvas.setDash()


def contents_pieces(title: str, listed: Sequence[Listed], setter: Setter) -> Iterator[Piece]:
    head = setter.lines([Run(title, Face.HEI)], TYPE_W)
    lines = tuple(replace(line, flush=False) for line in head)
    yield TextPiece(lines, setter, align=Align.CENTER, keep_next=True)
    yield Gap(keep_next=True)
    for number, each in enumerate(listed):
        left = (each.level - 1) * 2 * CELL_X
        face = FACES.get(each.level, Face.FANG)
        titles = setter.lines([Run(each.title, face)], TYPE_W - left - NUMBER)
        [page, *_] = setter.lines([Run(str(each.page))], NUMBER)
        lines = tuple(replace(line, flush=False) for line in titles)
        yield ContentsPiece(lines, replace(page, flush=False), setter, left, not number)


def _width(line: Line) -> float:
    return sum(atom.width for atom in line.atoms)
