"""The chart of the complaint timeline: what it shows, hovering it, and choosing a bin."""

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from commandcenter.domain.times import day_in_year, hhmm, local, short_zh
from commandcenter.queries.watch.timeline import Mark, MarkKind, Series, Timeline
from commandcenter.ui import look, theme
from commandcenter.ui.look import MEDIUM, Size
from commandcenter.ui.watch.timeline_bars import Bars
from commandcenter.ui.watch.timeline_colors import SeriesColors
from commandcenter.ui.watch.timeline_frame import NO_FRAME, Frame
from commandcenter.ui.watch.timeline_marks import Label, place_labels, rows_used
from commandcenter.ui.watch.timeline_overlay import Note, Overlay, Picture
from commandcenter.ui.watch.timeline_scale import (
    Tick,
    count_matrix,
    count_ticks,
    moment,
    place,
    time_ticks,
)

HEADROOM = 1.06  # of the highest bar, so that it does not touch what is above
LEAST_STRIP = 1.5  # lines above the highest bar: the unit stands there
MARK_SHARE = 0.4  # of the chart's width, at most, for the label of one mark


class TimelineChart(QWidget):
    """Bars, band and marks of one `Timeline`; on the desk with mouse and keys.

    Signals:
        bin_clicked: A bin was clicked or pressed by key.
                     args: its start and end (datetime), the Series under the mouse
                     or None for all of them
    """

    bin_clicked = Signal(object, object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.wall = look.is_wall()  # what it is made for, it stays
        super().__init__(parent)
        self._timeline: Timeline | None = None
        self._bin: int | None = None
        self.colors = SeriesColors()
        self._bars = Bars(self, self.colors)
        self._overlay = Overlay(self)
        self.setObjectName("timeline_chart")
        self.setAccessibleName(self.tr("投诉时间线"))
        if not look.is_wall():
            self.setMouseTracking(True)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._bars.restyle()

    def set_timeline(self, timeline: Timeline) -> None:
        """Show this; marks outside of its bins are left out."""
        inside = tuple(m for m in timeline.marks if 0 <= place(timeline, m.at) <= timeline.bins)
        self._timeline = replace(timeline, marks=tuple(sorted(inside, key=lambda m: m.at)))
        if self._bin is not None and self._bin >= timeline.bins:
            self._bin = None
        self._arrange()

    def total(self) -> int:
        """All complaints that are shown."""
        return sum(sum(s.counts) for s in self._timeline.series) if self._timeline else 0

    @property
    def frame(self) -> Frame:
        """Where the plot lies, for whoever wants to point at a bar."""
        return self._overlay.frame

    def note(self, bin_index: int) -> Note | None:
        """What hovering a bin tells."""
        timeline = self._timeline
        if timeline is None or not 0 <= bin_index < timeline.bins:
            return None
        numbers = self.colors.of([s.key for s in timeline.series])
        total = sum(s.counts[bin_index] for s in timeline.series)
        of_cases = timeline.cases is not None
        words = self.tr("{count} 人") if of_cases else self.tr("{count} 件")
        words = words.format(count=f"{total:,}")
        if timeline.band is not None:
            usual = f"{timeline.band.expected[bin_index]:,.1f}"
            words = self.tr("{total}，平时 {usual} 件").format(total=words, usual=usual)
        parts = [
            (theme.series(number), s.label, f"{s.counts[bin_index]:,}")
            for number, s in zip(numbers, timeline.series, strict=True)
            if s.counts[bin_index]
        ]
        return Note(self._span(bin_index), words, tuple(reversed(parts)))

    def _span(self, bin_index: int) -> str:
        """10:00–10:30, with the day in front when the chart shows more than one."""
        assert self._timeline is not None
        timeline = self._timeline
        begin, end = moment(timeline, bin_index), moment(timeline, bin_index + 1)
        first, last = moment(timeline, 0), moment(timeline, timeline.bins)
        text = f"{hhmm(begin)}–{hhmm(end)}"
        if (last - first).total_seconds() <= 24 * 3600:
            return text
        day = day_in_year(local(begin).date(), local(timeline.now).date())
        return f"{day} {text}"

    def _arrange(self) -> None:
        timeline = self._timeline
        if timeline is None or self.width() < 10 or self.height() < 10:
            return
        totals = count_matrix(timeline).sum(axis=0)
        highest = max((float(n) for n in totals), default=0.0)
        if timeline.band and timeline.bins:
            highest = max(highest, *timeline.band.high)
        highest = max(highest, 1.0) * HEADROOM
        counts = self._count_ticks(highest)
        area = self._area(counts)
        picture = self._picture(timeline, area, highest, counts)
        self._bars.show(timeline, picture.frame, list(counts))
        self._overlay.show_picture(picture)
        self._hover(self._bin)

    def _count_ticks(self, highest: float) -> tuple[Tick, ...]:
        wanted = max(1, min(5, self.height() // (look.line(Size.SMALL) * 3 // 2)))
        return tuple(t for t in count_ticks(highest, wanted) if t.at <= highest)

    def _area(self, counts: tuple[Tick, ...]) -> QRectF:
        metrics = QFontMetricsF(look.font(Size.SMALL))
        widest = max(metrics.horizontalAdvance(tick.label) for tick in counts)
        left = round(max(widest, metrics.horizontalAdvance(self._unit())) + look.px(8))
        foot = look.line(Size.SMALL) + look.px(4)
        right = look.px(4)
        return QRectF(left, 0, max(1, self.width() - left - right), max(1, self.height() - foot))

    def _mark_words(self, mark: Mark, now: datetime) -> str:
        """19:05 接报; of a meal 午餐 11:40."""
        meal = mark.kind is MarkKind.MEAL
        words = self.tr("{label} {time}") if meal else self.tr("{time} {label}")
        return words.format(time=short_zh(mark.at, now), label=mark.label)

    def _unit(self) -> str:
        of_cases = self._timeline is not None and self._timeline.cases is not None
        return self.tr("人") if of_cases else self.tr("件")

    def _picture(
        self, timeline: Timeline, area: QRectF, highest: float, counts: tuple[Tick, ...]
    ) -> Picture:
        metrics = QFontMetricsF(look.font(Size.SMALL, MEDIUM))
        words = [
            metrics.elidedText(
                self._mark_words(m, timeline.now),
                Qt.TextElideMode.ElideRight,
                area.width() * MARK_SHARE,
            )
            for m in timeline.marks
        ]
        flat = Frame(area, 0, timeline.bins, highest)
        labels = [
            Label(flat.x(place(timeline, m.at)) - area.left(), metrics.horizontalAdvance(w) + 1)
            for m, w in zip(timeline.marks, words, strict=True)
        ]
        spots = place_labels(labels, area.width(), look.px(6))
        row = look.line(Size.SMALL)
        frame = replace(
            flat, strip=min(max(LEAST_STRIP, rows_used(spots)) * row, area.height() / 2)
        )
        widest = metrics.horizontalAdvance(self.tr("12月30日"))
        times = time_ticks(timeline, area.width(), widest)
        return Picture(
            timeline, frame, counts, tuple(times),
            tuple(zip(words, spots, strict=True)), row, self._unit(),
        )  # fmt: skip

    def _hover(self, bin_index: int | None) -> None:
        self._bin = bin_index
        note = None if bin_index is None else self.note(bin_index)
        self._overlay.show_note(bin_index, note)
        spoken = self.tr("{when}：{sentence}")
        self.setAccessibleDescription(
            spoken.format(when=note.head, sentence=note.sentence) if note else ""
        )

    def _series_at(self, bin_index: int, y: float) -> Series | None:
        """The series whose part of the bar is at this height."""
        assert self._timeline is not None
        height, top = self.frame.count_at(y), 0.0
        for series in self._timeline.series:
            bottom, top = top, top + series.counts[bin_index]
            if bottom <= height < top:
                return series
        return None

    def _choose(self, bin_index: int, series: Series | None) -> None:
        assert self._timeline is not None
        begin, end = moment(self._timeline, bin_index), moment(self._timeline, bin_index + 1)
        self.bin_clicked.emit(begin, end, series)

    def sizeHint(self) -> QSize:
        return QSize(look.px(480), look.px(200))

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(200), look.px(90))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._overlay.setGeometry(self.rect())
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._bars.restyle()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        over = self.frame.bin_at(at.x()) if self._over_plot(at) else None
        if over != self._bin:
            self._hover(over)
        self.setCursor(
            Qt.CursorShape.ArrowCursor if over is None else Qt.CursorShape.PointingHandCursor
        )

    def _over_plot(self, at: QPointF) -> bool:
        return self.frame is not NO_FRAME and self.frame.area.contains(at)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._hover(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self.wall or event.button() is not Qt.MouseButton.LeftButton:
            return
        if self._over_plot(at) and (over := self.frame.bin_at(at.x())) is not None:
            self._choose(over, self._series_at(over, at.y()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bins = self._timeline.bins if self._timeline else 0
        at = bins if self._bin is None else self._bin
        moves = {
            Qt.Key.Key_Left: at - 1, Qt.Key.Key_Right: at + 1 if at < bins else bins - 1,
            Qt.Key.Key_Home: 0, Qt.Key.Key_End: bins - 1,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if bins and key in moves:
            self._hover(max(0, min(bins - 1, moves[key])))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._bin is not None:
            self._choose(self._bin, None)
        else:
            super().keyPressEvent(event)
