"""The head of 信函 (GB/T 9704-2012, 10.1): its mark 30 mm down the page, double red rules."""

from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf.canvas import Canvas
from commandcenter.outputs.pdf.document import Head, Run, runs_of
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.fonts import FontSet
from commandcenter.outputs.pdf.grid import CELL_Y, MM, PAGE_W, SIZE_3, TOP, TYPE_W
from commandcenter.outputs.pdf.heads import draw_mark, put, row_line
from commandcenter.outputs.pdf.ink import RED, rule
from commandcenter.outputs.pdf.lines import Line
from commandcenter.outputs.pdf.pieces import Whole

LETTER_DOWN = 30 * MM  # upper edge of the mark below the page's
RULE_W = 170 * MM
_RULE_DOWN = 4 * MM  # the double rule below the mark
_FOOT_UP = 20 * MM  # the double rule above the page's foot
_TITLE_DOWN = 1.16  # lines: the strips of row and title have some white of their own
THICK, THIN, _APART = 0.7 * MM, 0.25 * MM, 0.45 * MM


def letter_size(name: str) -> float:
    return min(TYPE_W / max(1, len(name)) * 0.92, 15 * MM)


@dataclass(frozen=True, slots=True)
class LetterPiece(Whole):
    """Marks of 份号, 密级, 紧急程度 stand below the rule at the left, 发文字号 at the right."""

    head: Head
    fonts: FontSet
    missing: set[str]

    @property
    def _rule_down(self) -> float:
        """The upper edge of the double rule below the type area's."""
        return LETTER_DOWN - TOP + letter_size(self.head.name) + _RULE_DOWN

    @property
    def _rows_down(self) -> float:
        """7/8 of a character lie between the rule and the first row's type."""
        return self._rule_down + THICK + _APART + THIN + SIZE_3 * 7 / 8 - (CELL_Y - SIZE_3) / 2

    def _rows(self) -> tuple[list[Line], list[Line]]:
        head = self.head
        corner = ((head.serial, Face.FANG), (head.secrecy, Face.HEI), (head.urgency, Face.HEI))
        left = [row_line((Run(t, face),), self.fonts, self.missing) for t, face in corner if t]
        right = [row_line(runs_of(row[-1]), self.fonts, self.missing) for row in head.rows]
        return left, right

    @property
    def height(self) -> float:
        """About two lines lie between the last of the rows and the title's type."""
        rows = max(map(len, self._rows()))
        return round(self._rows_down / CELL_Y + rows + _TITLE_DOWN) * CELL_Y

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        size = letter_size(self.head.name)
        down = top + TOP - LETTER_DOWN
        draw_mark(canvas, self.head.name, x, down, size, 1.0, self.fonts, self.missing)
        self._double(canvas, top - self._rule_down, THICK, THIN)
        self._double(canvas, _FOOT_UP + THICK + _APART + THIN, THIN, THICK)
        left, right = self._rows()
        for at, line in enumerate(left):
            put(canvas, line, x, top - self._rows_down - at * CELL_Y, self.fonts)
        for at, line in enumerate(right):
            y = top - self._rows_down - at * CELL_Y
            put(canvas, line, x + TYPE_W - line.room, y, self.fonts)

    def _double(self, canvas: Canvas, y: float, upper: float, lower: float) -> None:
        """Two rules whose upper edge is at y; the page's middle is theirs."""
        x = (PAGE_W - RULE_W) / 2
        rule(canvas, x, y - upper / 2, RULE_W, upper, RED)
        rule(canvas, x, y - upper - _APART - lower / 2, RULE_W, lower, RED)
