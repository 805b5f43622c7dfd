"""The painted data of the timeline in pyqtgraph: grid, expected band, stacked bars."""

from typing import Any

import numpy as np
import pyqtgraph
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QWidget

from commandcenter.queries.watch.monitor_band import Band
from commandcenter.queries.watch.timeline import Timeline
from commandcenter.ui import theme
from commandcenter.ui.watch.timeline_colors import SeriesColors
from commandcenter.ui.watch.timeline_frame import Frame
from commandcenter.ui.watch.timeline_scale import (
    Numbers,
    Tick,
    count_matrix,
    thin,
    thin_band,
    unfinished,
)

NO_PEN = QPen(Qt.PenStyle.NoPen)
NOTHING = np.zeros(0)
VEIL = 0.5  # how much of the card's ground lies over a bar that still grows


class Bars:
    """Holds a view box without axes, menus or mouse that fills a given rectangle.

    One item a colour, kept from answer to answer: a redraw sets arrays, it makes nothing.
    """

    def __init__(self, parent: QWidget, colors: SeriesColors) -> None:
        self._colors = colors
        self._numbers: list[int] = []
        self.widget = pyqtgraph.GraphicsView(parent)
        self.widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for part in (self.widget, self.widget.viewport()):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # A view box alone: a PlotItem brings axes, and menus that outlive its window.
        self._box = pyqtgraph.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0)
        self.widget.setCentralItem(self._box)
        self._grid = self._add(pyqtgraph.PlotCurveItem(connect="pairs"))
        self._low = pyqtgraph.PlotCurveItem()
        self._high = pyqtgraph.PlotCurveItem()
        self._band = self._add(pyqtgraph.FillBetweenItem(self._low, self._high))
        self._stack: list[Any] = []
        self._veil = self._bar_item()
        self._veil.setZValue(2)
        self._expected = self._add(pyqtgraph.PlotCurveItem())
        self._expected.setZValue(0.5)

    def restyle(self) -> None:
        """Take the colours of the theme in force."""
        ground = theme.color("surface")
        self.widget.setBackground(ground)
        self._grid.setPen(QPen(theme.color("grid"), 0))
        self._band.setBrush(theme.color("band"))
        self._expected.setPen(QPen(theme.color("band_line"), 0))
        for number, item in zip(self._numbers, self._stack, strict=False):
            item.setOpts(brush=theme.series(number))
        veil = QColor(ground)
        veil.setAlphaF(VEIL)
        self._veil.setOpts(brush=veil)

    def show(self, timeline: Timeline, frame: Frame, ticks: list[Tick]) -> None:
        area = frame.area.toRect()
        self.widget.setGeometry(area)
        self._box.setRange(
            xRange=(0, max(1, frame.bins)), yRange=(0, frame.highest_of_area), padding=0
        )
        self._show_grid(ticks, frame)
        self._show_band(timeline.band, frame.bins, area)
        self._show_stack(timeline, area)

    def _show_grid(self, ticks: list[Tick], frame: Frame) -> None:
        heights = np.array(
            [tick.at for tick in ticks if tick.at <= frame.highest], dtype=np.float64
        )
        across = np.tile([0.0, max(1, frame.bins)], len(heights))
        self._grid.setData(across, np.repeat(heights, 2))

    def _show_band(self, band: Band | None, bins: int, area: QRect) -> None:
        shown = band is not None and bins > 0
        self._band.setVisible(shown)
        self._expected.setVisible(shown)
        if band is None or not shown:
            return
        low = thin_band(band.low, area.width(), highest=False)
        high = thin_band(band.high, area.width(), highest=True)
        expected = thin_band(band.expected, area.width(), highest=True)
        middle = (np.arange(len(low)) + 0.5) * (bins / len(low))
        x = np.concatenate(([0.0], middle, [float(bins)]))
        for item, y in ((self._low, low), (self._high, high), (self._expected, expected)):
            item.setData(x, np.concatenate((y[:1], y, y[-1:])))

    def _show_stack(self, timeline: Timeline, area: QRect) -> None:
        bars = thin(count_matrix(timeline), area.width())
        self._want(self._colors.of([series.key for series in timeline.series]))
        gap = _gap(area.width() / max(1, len(bars.left))) * timeline.bins / max(1, area.width())
        left, width = bars.left + gap / 2, bars.right - bars.left - gap
        base = np.zeros(len(bars.left))
        for item, counts in zip(self._stack, bars.counts, strict=False):
            item.setOpts(x0=left, width=width, y0=base, height=counts)
            base = base + counts
        for item in self._stack[len(bars.counts) :]:
            item.setOpts(x0=NOTHING, width=NOTHING, y0=NOTHING, height=NOTHING)
        self._show_veil(left, width, base, unfinished(timeline))

    def _show_veil(self, left: Numbers, width: Numbers, top: Numbers, shown: bool) -> None:
        last = slice(-1, None) if shown else slice(0, 0)
        self._veil.setOpts(x0=left[last], width=width[last], y0=0.0, height=top[last])

    def _want(self, numbers: list[int]) -> None:
        """An item a series, each in its colour; one more than before is made, none is dropped."""
        while len(self._stack) < len(numbers):
            item = self._bar_item()
            item.setZValue(1)
            self._stack.append(item)
        if numbers != self._numbers:
            self._numbers = numbers
            for number, item in zip(numbers, self._stack, strict=False):
                item.setOpts(brush=theme.series(number))

    def _bar_item(self) -> Any:
        return self._add(
            pyqtgraph.BarGraphItem(
                x0=NOTHING, width=NOTHING, y0=NOTHING, height=NOTHING, pen=NO_PEN
            )
        )

    def _add(self, item: Any) -> Any:
        self._box.addItem(item, ignoreBounds=True)
        return item


def _gap(bar_pixels: float) -> int:
    """Pixels between two bars: none where a bar is a hair, at most six."""
    if bar_pixels < 4:
        return 0
    return max(1, min(6, round(bar_pixels * 0.09)))
