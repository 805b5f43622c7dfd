"""Bars on paper: counts beside those of an earlier time, as vectors, told apart in grey too."""

from dataclasses import field

from reportlab.lib.colors import Color

from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf.canvas import Canvas
from commandcenter.outputs.pdf.document import BarChart
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.fonts import FontSet
from commandcenter.outputs.pdf.ink import Ink, Label
from commandcenter.outputs.pdf.plot import AXIS, GRID, MUTED, SERIES, Area, nice_step
from commandcenter.outputs.pdf.text import shortened

_LEGEND = 16.0
_LABELS = 96.0  # room for names at the left


def draw_bars(canvas: Canvas, area: Area, chart: BarChart, fonts: FontSet) -> set[str]:
    """Returns the characters that no font has."""
    plot = _Bars(canvas, area, chart, Label(fonts, Face.HEI, 8.5))
    plot.draw()
    return plot.missing


@dataclass(slots=True)
class _Bars:
    canvas: Canvas
    area: Area
    chart: BarChart
    label: Label
    missing: set[str] = field(default_factory=set)

    def draw(self) -> None:
        names = [shortened(row.label or "未填写", 10) for row in self.chart.rows]
        widest = max((self.label.width(name) for name in names), default=0.0)
        self._legend()
        self.area = self.area.inset(min(widest, _LABELS) + 8, 14, 34, _LEGEND)
        counts = [n for row in self.chart.rows for n in (row.now, row.before or 0)]
        step = nice_step(max(counts, default=0), 5)
        top = step * max(1, -(-max(counts, default=0) // step))
        self._grid(step, top)
        for at, name in enumerate(names):
            self._row(at, name, top)

    def _text(self, x: float, y: float, text: str, at: float = 0.0, ink: Ink | None = None) -> None:
        self.missing |= self.label.draw(self.canvas, x, y, text, at, ink or Ink(AXIS))

    def _grid(self, step: int, top: int) -> None:
        for value in range(0, top + 1, step):
            x = self.area.x + value / top * self.area.width
            self.canvas.setStrokeColor(GRID if value else AXIS)
            self.canvas.setLineWidth(0.4 if value else 0.8)
            self.canvas.line(x, self.area.y, x, self.area.top)
            self._text(x, self.area.y - 11, f"{value}", 0.5, Ink(MUTED))
        self._text(self.area.right + 30, self.area.y - 11, self.chart.unit, 1.0, Ink(MUTED))

    def _row(self, at: int, name: str, top: int) -> None:
        row, pitch = self.chart.rows[at], self.area.height / max(1, len(self.chart.rows))
        middle = self.area.top - (at + 0.5) * pitch
        thick = min(pitch * 0.42, 9.0)
        self._text(self.area.x - 6, middle - 3, name, 1.0)
        both = row.before is not None
        self._bar(row.now, middle + (thick / 2 if both else 0), thick, top, SERIES[0])
        if row.before is not None:
            self._bar(row.before, middle - thick / 2, thick, top, SERIES[1])

    def _bar(self, count: int, middle: float, thick: float, top: int, color: Color) -> None:
        wide = count / top * self.area.width
        self.canvas.setFillColor(color)
        self.canvas.rect(self.area.x, middle - thick / 2 + 0.4, wide, thick - 0.8, 0, 1)
        small = Label(self.label.fonts, Face.HEI, min(thick, 8.0))
        small.draw(self.canvas, self.area.x + wide + 3, middle - thick / 2 + 1, f"{count}")

    def _legend(self) -> None:
        entries = [(SERIES[0], self.chart.now_words)]
        if any(row.before is not None for row in self.chart.rows):
            entries.append((SERIES[1], self.chart.before_words))
        x = self.area.right - sum(self.label.width(words) + 30 for _, words in entries)
        for color, words in entries:
            self.canvas.setFillColor(color)
            self.canvas.rect(x, self.area.top - 8, 12, 7, 0, 1)
            self._text(x + 16, self.area.top - 8, words)
            x += self.label.width(words) + 30
