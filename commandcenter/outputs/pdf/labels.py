"""Labels in a row, to be cut out: the code as QR for a scanner, and in characters for a person."""

from dataclasses import field

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.lib.colors import black

from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf.canvas import Canvas
from commandcenter.outputs.pdf.document import CodeLabel, LabelRow
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.fonts import FontSet
from commandcenter.outputs.pdf.ink import Ink, Label
from commandcenter.outputs.pdf.plot import GRID, MUTED, Area

A_ROW = 3  # labels
_INSIDE = 13.0  # points to the edge of a label: four modules of the code stay white around it


def draw_labels(canvas: Canvas, area: Area, row: LabelRow, fonts: FontSet) -> set[str]:
    """Returns the characters that no font has."""
    drawn = _Row(canvas, fonts)
    wide = area.width / A_ROW
    for number, label in enumerate(row.labels):
        drawn.draw(Area(area.x + number * wide, area.y, wide, area.height), label)
    return drawn.missing


@dataclass(slots=True)
class _Row:
    canvas: Canvas
    fonts: FontSet
    missing: set[str] = field(default_factory=set)

    def draw(self, area: Area, label: CodeLabel) -> None:
        self.canvas.setStrokeColor(GRID)
        self.canvas.setLineWidth(0.4)
        self.canvas.rect(area.x, area.y, area.width, area.height, 1, 0)
        side = min(area.height - 2 * _INSIDE, area.width * 0.44)
        self._code(area.x + _INSIDE, area.y + (area.height - side) / 2, side, label.code)
        x = area.x + side + 2 * _INSIDE
        room = area.right - x - 3
        top = area.y + (area.height + side) / 2
        for down, words, size, ink in (
            (15.0, label.name, 10.5, Ink(black)),
            (44.0, label.place, 8.0, Ink(MUTED)),
            (62.0, label.code, 11.0, Ink(black)),
        ):
            self._words(x, top - down, words, size, ink, room)

    def _words(self, x: float, y: float, words: str, size: float, ink: Ink, room: float) -> None:
        """In two lines where one is too short; what does not fit then is left out."""
        pen = Label(self.fonts, Face.HEI, size)
        for line in _lines(words, pen, room):
            self.missing |= pen.draw(self.canvas, x, y, line, 0.0, ink)
            y -= size * 1.25

    def _code(self, x: float, y: float, side: float, words: str) -> None:
        """Squares that touch, so that no printer leaves a gap between them."""
        code = QRCode(None, QRErrorCorrectLevel.M)
        code.addData(words)
        code.make()
        count = code.getModuleCount()
        unit = side / count
        self.canvas.setFillColor(black)
        for row in range(count):
            start = None
            for column in range(count + 1):
                dark = column < count and code.isDark(row, column)
                if dark and start is None:
                    start = column
                if not dark and start is not None:
                    width = (column - start) * unit
                    self.canvas.rect(
                        x + start * unit, y + side - (row + 1) * unit, width, unit, 0, 1
                    )
                    start = None


def _lines(words: str, pen: Label, room: float) -> list[str]:
    if pen.width(words) <= room:
        return [words]
    cut = next(n for n in range(len(words), 0, -1) if n == 1 or pen.width(words[:n]) <= room)
    if (gap := words.rfind(" ", 0, cut)) > 0:
        cut = gap  # before a plate, not in it
    rest = words[cut:].lstrip()
    while len(rest) > 1 and pen.width(rest) > room:
        rest = rest[:-2] + "…"
    return [words[:cut], rest]
