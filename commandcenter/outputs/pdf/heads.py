"""版头 and 版记: the red head on the first page and the ruled foot on the last."""

from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf.canvas import PARAGRAPH, Canvas, part
from commandcenter.outputs.pdf.document import Banji, Head, Run, Text, runs_of
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.fonts import FontSet
from commandcenter.outputs.pdf.grid import (
    ASCENT,
    CELL_X,
    CELL_Y,
    COLUMNS,
    MM,
    SIZE_3,
    SIZE_4,
    TYPE_W,
)
from commandcenter.outputs.pdf.ink import RED, Ink, draw_line, rule
from commandcenter.outputs.pdf.lines import Line, Setter
from commandcenter.outputs.pdf.pieces import Whole

OFFICE_SIZE = 24.0
NAME_SIZE = 52.0  # 值班快报 and the like, spread to about 10 cm
COMPACT_SIZE = 36.0
COMPACT_DOWN = 1.6 * CELL_Y  # the first row below the top of a compact head
MARK_DOWN = 35 * MM  # upper edge of the office's mark below the type area's (7.2.4)
_RULE_DOWN = 4 * MM  # 分隔线 below 发文字号 (7.2.7)
_RULE_THICK = 0.7 * MM
_NARROW = 0x2E7F  # up to here a character takes half a cell


@dataclass(frozen=True, slots=True)
class HeadPiece(Whole):
    """All of it above the title; takes whole grid lines."""

    head: Head
    fonts: FontSet
    missing: set[str]

    @property
    def _rows_down(self) -> float:
        """How far below the top the first row above the red rule begins."""
        if self.head.compact:
            return COMPACT_DOWN
        if self.head.office:
            return (2.6 + 1.5) * CELL_Y
        size = mark_size(self.head.name)
        return MARK_DOWN + size + 2 * CELL_Y - (CELL_Y - SIZE_3) / 2

    @property
    def height(self) -> float:
        bottom = self._rows_down + len(rows_above_rule(self.head)) * CELL_Y + _RULE_DOWN
        return -(-bottom // CELL_Y) * CELL_Y + (0 if self.head.office else CELL_Y)

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        self._draw_corner(canvas, x, top)
        if self.head.compact:
            self._mark(canvas, x, top - 0.1 * CELL_Y, self.head.name, COMPACT_SIZE, 1.55)
        elif self.head.office:
            self._mark(canvas, x, top - 0.35 * CELL_Y, self.head.office, OFFICE_SIZE, 1.22)
            self._mark(canvas, x, top - 1.75 * CELL_Y, self.head.name, NAME_SIZE, 1.55)
        else:
            size = mark_size(self.head.name)
            self._mark(canvas, x, top - MARK_DOWN, self.head.name, size, 1.0)
        down = top - self._rows_down
        for row in rows_above_rule(self.head):
            self._draw_row(canvas, row, x, down)
            down -= CELL_Y
        y = down + (CELL_Y - SIZE_3) / 2 - _RULE_DOWN
        rule(canvas, x, y, TYPE_W, _RULE_THICK, RED)

    def _draw_corner(self, canvas: Canvas, x: float, top: float) -> None:
        """份号, 密级 and 紧急程度, top left, one below the other (7.2.1–3)."""
        head = self.head
        marks = ((head.serial, Face.FANG), (head.secrecy, Face.HEI), (head.urgency, Face.HEI))
        for text, face in marks:
            if text:
                line = row_line((Run(text, face),), self.fonts, self.missing)
                put(canvas, line, x, top, self.fonts)
                top -= CELL_Y

    def _mark(
        self, canvas: Canvas, x: float, top: float, text: str, size: float, spread: float
    ) -> None:
        draw_mark(canvas, text, x, top, size, spread, self.fonts, self.missing)

    def _draw_row(self, canvas: Canvas, row: tuple[Text, ...], x: float, top: float) -> None:
        """Left and right one character in; a middle text in what they leave free."""
        texts = [row_line(runs_of(text), self.fonts, self.missing) for text in row]
        if len(texts) == 1:
            put(canvas, texts[0], x + (TYPE_W - texts[0].room) / 2, top, self.fonts)
            return
        left, right = x + CELL_X, x + TYPE_W - CELL_X - texts[-1].room
        put(canvas, texts[0], left, top, self.fonts)
        if len(texts) == 3:
            free = right - left - texts[0].room
            at = left + texts[0].room + (free - texts[1].room) / 2
            put(canvas, texts[1], at, top, self.fonts)
        put(canvas, texts[-1], right, top, self.fonts)


def rows_above_rule(head: Head) -> tuple[tuple[Text, ...], ...]:
    """With the office of a compact head in the middle of the first, or in one of its own."""
    if not (head.compact and head.office and head.rows):
        return head.rows
    first, *rest = head.rows
    row = (first[0], head.office, first[-1])
    words = "".join(run.text for text in row for run in runs_of(text))
    wide = sum(1 if ord(char) > _NARROW else 0.5 for char in words)
    if len(first) == 2 and wide + len(row) + 1 <= COLUMNS:
        return (row, *rest)
    return ((head.office,), *head.rows)


def draw_mark(
    canvas: Canvas,
    text: str,
    x: float,
    top: float,
    size: float,
    spread: float,
    fonts: FontSet,
    missing: set[str],
) -> None:
    """Centred red text, each character in a cell of `spread` times its size or less.

    `top` is where its ink begins: the standard measures the mark's upper edge.
    """
    cell = min(size * spread, TYPE_W / max(1, len(text)))
    size = min(size, cell)
    setter = Setter(fonts, size, cell, missing)
    atoms = tuple(setter.atoms([Run(text.replace("\n", ""), Face.TITLE)]))
    # The last character's cell ends with a gap that would push the text to the left.
    width = sum(atom.width for atom in atoms) - (cell - size)
    line = Line(atoms, width, False)
    ink = Ink(RED, fonts.boldness(Face.TITLE))
    rise = max((atom.font.rise(char) for atom in atoms for char in atom.text), default=ASCENT)
    top += (ASCENT - rise) * size
    with part(canvas, PARAGRAPH):
        draw_line(canvas, line, x + (TYPE_W - width) / 2, top, size, setter, ink)


def row_line(runs: tuple[Run, ...], fonts: FontSet, missing: set[str]) -> Line:
    """Runs on one line, as wide as they are."""
    setter = Setter(fonts, missing=missing)
    atoms = tuple(atom for atom in setter.atoms(runs) if atom.text != "\n")
    return Line(atoms, sum(atom.width for atom in atoms), False)


def put(canvas: Canvas, line: Line, x: float, top: float, fonts: FontSet) -> None:
    with part(canvas, PARAGRAPH):
        draw_line(canvas, line, x, top, CELL_Y, Setter(fonts))


def mark_size(name: str) -> float:
    """As large as fits on one line, below 22 mm high."""
    return min(TYPE_W / max(1, len(name)) * 0.92, 20 * MM)


@dataclass(frozen=True, slots=True)
class BanjiPiece(Whole):
    """Stands at the foot of the type area: rules 0.35 / 0.25 / 0.35 mm, 4号, one character in.

    `plain`: that of a letter, 抄送 alone without rules.
    """

    banji: Banji
    fonts: FontSet
    missing: set[str]
    plain: bool = False

    @property
    def _setter(self) -> Setter:
        return Setter(self.fonts, SIZE_4, SIZE_4, self.missing)

    def _copies(self) -> list[Line]:
        room = TYPE_W - 2 * SIZE_4
        # Lines after the first stand under the first name (7.4.3).
        setter = self._setter
        label = 3 * SIZE_4
        lines = setter.lines([Run(self.banji.copies)], room - label)
        head = tuple(setter.atoms([Run("抄送：")]))
        return [Line(head, label, False), *lines] if self.banji.copies else []

    @property
    def height(self) -> float:
        rows = max(0, len(self._copies()) - 1) + (0 if self.plain else 1)
        return -(-(rows * _FOOT_PITCH + 6) // CELL_Y) * CELL_Y

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        bottom = top - self.height
        setter, copies = self._setter, self._copies()
        y = bottom
        if not self.plain:
            y += _FOOT_PITCH
            rule(canvas, x, bottom, TYPE_W, 0.35 * MM)
            self._issued(canvas, x, y, setter)
        if copies:
            if not self.plain:
                rule(canvas, x, y, TYPE_W, 0.25 * MM)
            y += (len(copies) - 1) * _FOOT_PITCH
            with part(canvas, PARAGRAPH):
                draw_line(canvas, copies[0], x + SIZE_4, y, _FOOT_PITCH, setter)
                for at, line in enumerate(copies[1:]):
                    down = y - at * _FOOT_PITCH
                    draw_line(canvas, line, x + 4 * SIZE_4, down, _FOOT_PITCH, setter)
        if not self.plain:
            rule(canvas, x, y, TYPE_W, 0.35 * MM)

    def _issued(self, canvas: Canvas, x: float, top: float, setter: Setter) -> None:
        left = tuple(setter.atoms([Run(self.banji.issuer)]))
        words = f"{self.banji.date}印发" if self.banji.date else ""
        right = tuple(setter.atoms([Run(words)]))
        width = sum(atom.width for atom in right)
        at = x + TYPE_W - SIZE_4 - width
        with part(canvas, PARAGRAPH):
            draw_line(canvas, Line(left, TYPE_W, False), x + SIZE_4, top, _FOOT_PITCH, setter)
            draw_line(canvas, Line(right, width, False), at, top, _FOOT_PITCH, setter)


_FOOT_PITCH = 24.0
