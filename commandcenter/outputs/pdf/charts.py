"""The complaint timeline on paper: stacked bars, the usual range, marks, as vectors."""

from collections.abc import Iterator
from dataclasses import field
from datetime import datetime, timedelta

from reportlab.lib.colors import Color

from commandcenter.domain.times import SHANGHAI, clock_zh, local, moment_zh
from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf.canvas import Canvas
from commandcenter.outputs.pdf.document import TimelineChart
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.fonts import FontSet
from commandcenter.outputs.pdf.ink import Ink, Label
from commandcenter.outputs.pdf.plot import (
    AXIS,
    BAND,
    EXPECTED,
    GRID,
    MARK,
    MUTED,
    SERIES,
    Area,
    lighter,
    nice_step,
)
from commandcenter.outputs.pdf.text import shortened
from commandcenter.queries.watch.timeline import Timeline

_STEPS = (15, 30, 60, 120, 180, 240, 360, 720, 1440, 2880, 4320, 10080)  # minutes between ticks
_TICK_ROOM = 34.0
_ROW = 12.0  # height of a row of the legend or of mark labels
_MARK_ROWS = 5


def draw_timeline(canvas: Canvas, area: Area, chart: TimelineChart, fonts: FontSet) -> set[str]:
    """Returns the characters that no font has."""
    plot = _Plot(canvas, area, chart, Label(fonts, Face.HEI, 8.5))
    plot.draw()
    return plot.missing


@dataclass(slots=True)
class _Plot:
    canvas: Canvas
    area: Area
    chart: TimelineChart
    label: Label
    missing: set[str] = field(default_factory=set)

    @property
    def line(self) -> Timeline:
        return self.chart.timeline

    def draw(self) -> None:
        marks = _mark_rows(self)
        mark_rows = max((row + 1 for _, _, row in marks), default=1)
        rows = len(_legend_rows(self)) + mark_rows
        self.area = self.area.inset(30, 26, 6, rows * _ROW + 10)
        step = nice_step(self._highest(), 5)
        top = step * max(1, -(-self._highest() // step))
        self._grid(step, top)
        self._band(top)
        self._bars(top)
        self._expected(top)
        self._time_axis()
        self._draw_marks(marks)
        self._legend(mark_rows)

    def text(self, x: float, y: float, text: str, at: float = 0.0, ink: Ink | None = None) -> None:
        self.missing |= self.label.draw(self.canvas, x, y, text, at, ink or Ink(AXIS))

    def _totals(self) -> list[int]:
        bins = range(self.line.bins)
        return [sum(s.counts[i] for s in self.line.series if i < len(s.counts)) for i in bins]

    def _highest(self) -> float:
        band = max(self.line.band.high, default=0.0) if self.line.band else 0.0
        return max(1.0, band, *self._totals()) if self.line.bins else 1.0

    def _x(self, at: datetime) -> float:
        span = timedelta(minutes=self.line.bin_minutes * max(1, self.line.bins))
        return self.area.x + (at - self.line.start) / span * self.area.width

    def _y(self, value: float, top: float) -> float:
        return self.area.y + min(value, top) / top * self.area.height

    def _bin(self, index: int) -> tuple[float, float]:
        """Left edge and width of a bin."""
        width = self.area.width / max(1, self.line.bins)
        return self.area.x + index * width, width

    def _grid(self, step: int, top: float) -> None:
        canvas = self.canvas
        for value in range(0, int(top) + 1, step):
            y = self._y(value, top)
            canvas.setStrokeColor(GRID if value else AXIS)
            canvas.setLineWidth(0.4 if value else 0.8)
            canvas.line(self.area.x, y, self.area.right, y)
            self.text(self.area.x - 4, y - 3, f"{value}", 1.0)
        unit = f"{self.chart.unit}/{span_words(self.line.bin_minutes)}"
        self.text(self.area.x - 26, self.area.top + 6, unit, 0.0, Ink(MUTED))

    def _band(self, top: float) -> None:
        if self.line.band is None:
            return
        self.canvas.setFillColor(BAND)
        for at, (low, high) in enumerate(
            zip(self.line.band.low, self.line.band.high, strict=False)
        ):
            x, width = self._bin(at)
            y = self._y(low, top)
            self.canvas.rect(x, y, width, self._y(high, top) - y, 0, 1)

    def _bars(self, top: float) -> None:
        last_full = self.line.now - timedelta(minutes=self.line.bin_minutes)
        for at in range(self.line.bins):
            left, width = self._bin(at)
            gap = min(width * 0.16, 1.5)
            begins = self.line.start + timedelta(minutes=self.line.bin_minutes * at)
            base = 0
            for color, series in zip(_colors(self.line), self.line.series, strict=True):
                count = series.counts[at] if at < len(series.counts) else 0
                if count:
                    y = self._y(base, top)
                    tint = lighter(color) if begins > last_full else color
                    self.canvas.setFillColor(tint)
                    high = self._y(base + count, top) - y
                    self.canvas.rect(left + gap, y, width - 2 * gap, high, 0, 1)
                base += count

    def _expected(self, top: float) -> None:
        """A stepped dashed line over the bars."""
        if self.line.band is None:
            return
        path = self.canvas.beginPath()
        for at, value in enumerate(self.line.band.expected[: self.line.bins]):
            x, width = self._bin(at)
            y = self._y(value, top)
            (path.lineTo if at else path.moveTo)(x, y)
            path.lineTo(x + width, y)
        self.canvas.setStrokeColor(EXPECTED)
        self.canvas.setLineWidth(1.1)
        self.canvas.setDash([3, 2])
        self.canvas.drawPath(path, 1, 0)
        self.canvas.setDash()

    def _time_axis(self) -> None:
        canvas = self.canvas
        canvas.setStrokeColor(AXIS)
        canvas.setLineWidth(0.8)
        shown: object = None
        for at, whole_day in _ticks(self.line, self.area.width):
            x, day = self._x(at), local(at).date()
            canvas.line(x, self.area.y, x, self.area.y - 3)
            date = f"{day.month}月{day.day}日"
            if whole_day:
                self.text(x, self.area.y - 13, date, 0.5)
                continue
            clock = _clock(at)
            inside = self.area.right + 6 - self.label.width(clock) / 2
            self.text(min(x, inside), self.area.y - 13, clock, 0.5)
            if day != shown:
                self.text(x, self.area.y - 23, date, 0.5, Ink(MUTED))
                shown = day

    def _draw_marks(self, marks: list[tuple[float, str, int]]) -> None:
        canvas = self.canvas
        for share, text, row in marks:
            x = self.area.x + share * self.area.width
            y = self.area.top + 7 + row * _ROW
            canvas.setStrokeColor(MARK)
            canvas.setLineWidth(0.7)
            canvas.setDash([2, 1.5])
            canvas.line(x, self.area.y, x, y)
            canvas.setDash()
            at = max(x, self.area.x + self.label.width(text) + 22)
            self.text(at, y + 1, text, 1.0, Ink(MARK, halo=1.2))

    def _legend(self, mark_rows: int) -> None:
        y = self.area.top + 6 + mark_rows * _ROW
        for row in reversed(_legend_rows(self)):
            x = self.area.right - sum(_entry_width(self, text) for _, text in row)
            for kind, text in row:
                self._swatch(kind, x, y)
                self.text(x + 18, y, text)
                x += _entry_width(self, text)
            y += _ROW

    def _swatch(self, kind: int, x: float, y: float) -> None:
        if kind == _KIND_EXPECTED:
            self.canvas.setStrokeColor(EXPECTED)
            self.canvas.setLineWidth(1.1)
            self.canvas.setDash([3, 2])
            self.canvas.line(x, y + 3, x + 15, y + 3)
            self.canvas.setDash()
            return
        self.canvas.setFillColor(BAND if kind == _KIND_BAND else _colors(self.line)[kind])
        self.canvas.rect(x + 3, y - 0.5, 12, 7, 0, 1)


_KIND_BAND, _KIND_EXPECTED = -1, -2


def _colors(line: Timeline) -> list[Color]:
    return [SERIES[at % len(SERIES)] for at in range(len(line.series))]


def _entry_width(plot: _Plot, text: str) -> float:
    return plot.label.width(text) + 30


def _legend_rows(plot: _Plot) -> list[list[tuple[int, str]]]:
    """What each colour is, in as many rows as the width needs."""
    entries = [(at, shortened(series.label)) for at, series in enumerate(plot.line.series)]
    if plot.line.band is not None:
        whose = "同类同地" if plot.line.of_incident else ""
        entries += [
            (_KIND_BAND, f"{whose}同期正常范围"),
            (_KIND_EXPECTED, f"{whose}同期预期"),
        ]
    rows: list[list[tuple[int, str]]] = [[]]
    room = plot.area.width - 10
    used = 0.0
    for entry in entries:
        width = _entry_width(plot, entry[1])
        if rows[-1] and used + width > room:
            rows.append([])
            used = 0.0
        rows[-1].append(entry)
        used += width
    return rows


def _mark_rows(plot: _Plot) -> list[tuple[float, str, int]]:
    """(place as a share of the width, label, row) of each mark in view.

    A label ends at its mark's line. The later of two that would touch stands higher, so
    that no line crosses a label.
    """
    line = plot.line
    span = timedelta(minutes=line.bin_minutes * max(1, line.bins))
    made: list[tuple[float, str, int]] = []
    for mark in sorted(line.marks, key=lambda m: m.at):
        share = (mark.at - line.start) / span
        if not 0 <= share <= 1:
            continue
        text = f"{_moment(mark.at, line.now)} {shortened(mark.label)}"
        begins = share - (plot.label.width(text) + 6) / max(1.0, plot.area.width)
        touching = [row for other, _, row in made if other > begins]
        made.append((share, text, min(max(touching, default=-1) + 1, _MARK_ROWS - 1)))
    return made


def _moment(at: datetime, now: datetime) -> str:
    """The clock time, of another day than that of the paper with the day before it."""
    return moment_zh(at, now)


def _ticks(line: Timeline, width: float) -> Iterator[tuple[datetime, bool]]:
    """Moments to name on the axis, and whether each stands for a whole day."""
    total = line.bin_minutes * max(1, line.bins)
    fitting = (s for s in _STEPS if total / s * _TICK_ROOM <= width)
    step = next(fitting, _STEPS[-1])
    midnight = local(line.start).replace(hour=0, minute=0, second=0, microsecond=0)
    at, end = midnight, line.start + timedelta(minutes=total)
    while at <= end:
        if at >= line.start:
            yield at.astimezone(SHANGHAI), step >= 1440
        at += timedelta(minutes=step)


def _clock(at: datetime) -> str:
    return clock_zh(at)


def span_words(minutes: int) -> str:
    if minutes % 1440 == 0:
        return "日" if minutes == 1440 else f"{minutes // 1440}日"
    if minutes % 60 == 0:
        return "小时" if minutes == 60 else f"{minutes // 60}小时"
    return f"{minutes}分钟"
