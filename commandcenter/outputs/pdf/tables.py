"""Ruled tables on the page: cells broken into lines, split between rows, header repeated."""

from collections.abc import Iterator
from dataclasses import replace

from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf.canvas import ARTIFACT, TABLE, TD, TH, TR, Canvas, part
from commandcenter.outputs.pdf.document import Align, Cell, Column, Run, TableBlock
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.fonts import FontSet
from commandcenter.outputs.pdf.grid import EPS, SIZE_S4, TYPE_W
from commandcenter.outputs.pdf.ink import draw_line, rule
from commandcenter.outputs.pdf.lines import Line, Setter
from commandcenter.outputs.pdf.pieces import Bookmark, Piece, TextPiece, Whole, grid_up

PITCH = 1.45  # of the type size
PAD_X, PAD_Y = 3.5, 3.5
_OUTER, _INNER = 1.0, 0.5
MARKED = 2  # the level of a row in the outline, below the table's title


@dataclass(frozen=True, slots=True)
class Box:
    """A cell set in lines; `x` from the table's left edge."""

    lines: tuple[Line, ...]
    setter: Setter
    x: float
    width: float
    align: Align
    span: int = 1

    @property
    def pitch(self) -> float:
        return self.setter.size * PITCH

    @property
    def height(self) -> float:
        return max(1, len(self.lines)) * self.pitch + 2 * PAD_Y

    def draw(self, canvas: Canvas, x: float, top: float, height: float) -> None:
        top -= (height - len(self.lines) * self.pitch) / 2
        for line in self.lines:
            spare = line.room - sum(atom.width for atom in line.atoms)
            shift = {Align.RIGHT: spare, Align.CENTER: spare / 2}.get(self.align, 0.0)
            at = x + self.x + PAD_X + shift
            draw_line(canvas, line, at, top, self.pitch, self.setter)
            top -= self.pitch


@dataclass(frozen=True, slots=True)
class Row:
    """`mark`: its line of the outline, if it has one."""

    boxes: tuple[Box, ...]
    mark: str = ""

    @property
    def height(self) -> float:
        return max(box.height for box in self.boxes)

    def split(self, room: float) -> "tuple[Row, Row] | None":
        """For a row taller than a page."""
        pitch = max(box.pitch for box in self.boxes)
        count = int((room - 2 * PAD_Y) // pitch)
        if count < 1 or all(len(box.lines) <= count for box in self.boxes):
            return None
        heads = tuple(replace(box, lines=box.lines[:count]) for box in self.boxes)
        return Row(heads, self.mark), Row(
            tuple(replace(b, lines=b.lines[count:]) for b in self.boxes)
        )


@dataclass(frozen=True, slots=True)
class TablePiece(Whole):
    """The header and rows; `snapped`: the whole takes whole grid lines."""

    header: Row | None
    rows: tuple[Row, ...]
    note: TextPiece | None = None
    snapped: bool = True

    @property
    def inner(self) -> float:
        note = self.note.height + 3 if self.note else 0.0
        return sum(row.height for row in self._all()) + note

    @property
    def height(self) -> float:
        return grid_up(self.inner + 6) if self.snapped else self.inner + 6

    @property
    def bookmarks(self) -> tuple[Bookmark, ...]:
        found, down = [], 3.0 + (self.header.height if self.header else 0.0)
        for row in self.rows:
            if row.mark:
                found.append(Bookmark(row.mark, MARKED, down))
            down += row.height
        return tuple(found)

    @property
    def least(self) -> float:
        head = self.header.height if self.header else 0.0
        begins = self.rows[: 3 if self.rows and self._heads(self.rows[0]) else 2]
        return min(head + sum(row.height for row in begins) + 6, self.height)

    def _heads(self, row: Row) -> bool:
        """A row across the whole table names those below it: never the last on its page."""
        return len(row.boxes) == 1 and self.header is not None and len(self.header.boxes) > 1

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        used = 6.0 + (self.header.height if self.header else 0.0)
        count = 0
        while count < len(self.rows) and used + self.rows[count].height <= room + EPS:
            used += self.rows[count].height
            count += 1
        if len(self.rows) - count == 1 and count > 2:
            count -= 1  # no row stands alone on the next page
        while count > 1 and self._heads(self.rows[count - 1]):
            count -= 1
        if count:
            return self._parts(self.rows[:count], self.rows[count:])
        halves = self.rows[0].split(room - used) if self.rows else None
        return self._parts((halves[0],), (halves[1], *self.rows[1:])) if halves else None

    def _parts(self, first: tuple[Row, ...], rest: tuple[Row, ...]) -> tuple[Piece, Piece]:
        return (
            replace(self, rows=first, note=None, snapped=False, keep_next=False),
            replace(self, rows=rest, outline=None, continues=True),
        )

    def _all(self) -> Iterator[Row]:
        if self.header:
            yield self.header
        yield from self.rows

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        top -= 3
        start = top
        canvas.tag(TABLE, continues=self.continues)
        for row in self._all():
            kind = TH if row is self.header else TD
            # The header that stands above each page's rows is told once.
            again = kind == TH and self.continues
            self._draw_row(canvas, row, x, top, ARTIFACT if again else kind)
            top -= row.height
        canvas.end_tag()
        for y in (start, top):
            rule(canvas, x, y, TYPE_W, _OUTER)
        for side in (x, x + TYPE_W):
            canvas.line(side, start, side, top)
        if self.note:
            self.note.draw(canvas, x, top - 3)

    def _draw_row(self, canvas: Canvas, row: Row, x: float, top: float, kind: str) -> None:
        height = row.height
        rule(canvas, x, top - height, TYPE_W, _INNER)
        with part(canvas, kind if kind == ARTIFACT else TR):
            for box in row.boxes:
                if box.x > EPS:
                    canvas.line(x + box.x, top, x + box.x, top - height)
                with part(canvas, kind, span=box.span):
                    box.draw(canvas, x, top, height)


def table_piece(
    block: TableBlock, fonts: FontSet, missing: set[str], note: TextPiece | None
) -> TablePiece:
    widths = _widths(block.columns)
    maker = _Maker(block.columns, widths, fonts, missing, SIZE_S4)
    header = None
    if any(column.title for column in block.columns):
        cells = [Cell(c.title, Face.HEI, Align.CENTER) for c in block.columns]
        header = maker.row(cells)
    made = [maker.row([c if isinstance(c, Cell) else Cell(c) for c in row]) for row in block.rows]
    marks = block.marks or ("",) * len(made)
    rows = tuple(replace(row, mark=mark) for row, mark in zip(made, marks, strict=True))
    return TablePiece(header, rows, note)


def _widths(columns: tuple[Column, ...]) -> list[float]:
    total = sum(column.width for column in columns)
    return [column.width / total * TYPE_W for column in columns]


@dataclass(frozen=True, slots=True)
class _Maker:
    columns: tuple[Column, ...]
    widths: list[float]
    fonts: FontSet
    missing: set[str]
    size: float

    def row(self, cells: list[Cell]) -> Row:
        boxes: list[Box] = []
        column, x = 0, 0.0
        for cell in cells:
            span = self.widths[column : column + cell.span]
            made = self._box(cell, self.columns[column], x, sum(span))
            boxes.append(replace(made, span=cell.span))
            column, x = column + cell.span, x + sum(span)
        return Row(tuple(boxes))

    def _box(self, cell: Cell, column: Column, x: float, width: float) -> Box:
        size = cell.size or self.size
        setter = Setter(self.fonts, size, size, self.missing)
        align = cell.align or column.align
        lines = setter.lines([Run(cell.text, cell.face)], width - 2 * PAD_X)
        return Box(tuple(replace(ln, flush=False) for ln in lines), setter, x, width, align)
