"""The complaint timeline as a card: title, choosers, legend, as-of times and the chart."""

from datetime import timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from commandcenter.domain.incident.case_report import Part
from commandcenter.queries.incident.case_picture import CasePicture
from commandcenter.queries.watch.timeline import Timeline
from commandcenter.ui import look
from commandcenter.ui.command.case_places import NothingTold
from commandcenter.ui.frame.as_of import as_of_text, cases_as_of
from commandcenter.ui.frame.view_card import ViewCard
from commandcenter.ui.look import Size
from commandcenter.ui.theme import SERIES
from commandcenter.ui.watch.timeline_chart import TimelineChart
from commandcenter.ui.watch.timeline_legend import Entry, Legend
from commandcenter.ui.widgets.fitting import FitLabel

RANGES = (
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
    timedelta(days=3),
    timedelta(days=7),
    timedelta(days=30),
)
USUAL_RANGE = timedelta(hours=24)
CHANNEL, CATEGORY = "channel", "category"
LEAST = 22  # base pixels of 数据导至 in a narrow card of the wall; the map beside it says it, too


class TimelineView(ViewCard):
    """Shows one `Timeline`; on the desk it can be asked for another range or stack.

    Signals:
        bin_clicked: args: start and end of the bin (datetime), the Series or None
        range_changed: arg: how far back to look (timedelta)
        stack_changed: arg: "channel" or "category"
    """

    bin_clicked = Signal(object, object, object)
    range_changed = Signal(object)
    stack_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("投诉时间线"), "", parent)
        self.setObjectName("timeline")
        self.legend = Legend(right=look.is_wall())
        self.chart = TimelineChart()
        self.chart.bin_clicked.connect(self.bin_clicked)
        self.note.setObjectName("timeline_as_of")
        self._choosers: tuple[QWidget, ...] = ()
        self._of_wall = look.is_wall()
        if self._of_wall:
            self._head_of_wall()
        else:
            self._head_of_desk()
        self.body.addWidget(self.chart, 1)
        self.not_told = NothingTold(self.tr("发病时间尚未通报"))
        self.body.addWidget(self.not_told, 1)
        self._low = self._of_cases = False
        self._timeline: Timeline | None = None

    def _head_of_wall(self) -> None:
        """All in one row; in a narrow card the legend stands under the title, in a narrower one the
        as-of time does, too."""
        self._legend_under = False
        self.heading.insertWidget(1, self.legend, 1)
        self.heading.setStretchFactor(self.note, 0)
        far = look.far(Size.SMALL)  # 数据导至 is read from the back
        self.note.set_size(far)
        self.under = FitLabel("", Size.SMALL, ink="text_faint", least=LEAST)
        self.under.setObjectName("timeline_as_of_under")
        self.under.hide()
        self.body.insertWidget(0, self.under)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()

    def _fit_head(self) -> None:
        if not self._of_wall:
            return
        room, gap = self.width() - 2 * look.pad(), self.heading.spacing()
        times = QFontMetrics(self.note.font()).horizontalAdvance(self.note.text()) + 2
        both = self.title.sizeHint().width() + gap + times
        self._put_legend(under=both + gap + self.legend.least_width() > room)
        self.note.setVisible(both <= room)
        self.under.setVisible(both > room)
        self.under.setText(self.note.text())

    def _put_legend(self, *, under: bool) -> None:
        if under is self._legend_under:
            return
        self._legend_under = under
        self.legend.set_right(not under)
        if under:
            self.body.insertWidget(1, self.legend)
        else:
            self.heading.insertWidget(1, self.legend, 1)

    def _head_of_desk(self) -> None:
        """Legend and choosers in a row of their own, under title and as-of times."""
        self._choosers = (self.legend, self._stack_chooser(), self._range_chooser())
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        for place, widget in enumerate(self._choosers):
            row.addWidget(widget, 0 if place else 1)
        self.body.addLayout(row)

    def set_low(self, low: bool) -> None:
        """On a low screen the bars have the room of the choosers; in full it has both."""
        self._low = low
        self._show_choosers()
        self._show_note()

    def _show_note(self) -> None:
        """On a low screen of cases alone, and in short."""
        shown = self._timeline
        if shown is not None and shown.cases is not None:
            self.set_words(cases_as_of(shown.cases, shown.now, brief=self._low))
        if not self._of_wall:
            self.note.setVisible(not self._low or self._of_cases)

    def _show_choosers(self) -> None:
        """Of cases there is one stack, as long as it is."""
        for widget in self._choosers:
            legend = widget is self.legend
            widget.setVisible(not self._low and (legend or not self._of_cases))

    def _range_chooser(self) -> QComboBox:
        words = (
            self.tr("近 6 小时"),
            self.tr("近 12 小时"), self.tr("近 24 小时"), self.tr("近 3 天"), self.tr("近 7 天"),
            self.tr("近 30 天"),
        )  # fmt: skip
        self.range_box = QComboBox()
        self.range_box.setFont(look.font(Size.SMALL))
        self.range_box.setObjectName("timeline_range")
        self.range_box.setAccessibleName(self.tr("时间范围"))
        for text, span in zip(words, RANGES, strict=True):
            self.range_box.addItem(text, span)
        self.range_box.setCurrentIndex(RANGES.index(USUAL_RANGE))
        self.range_box.currentIndexChanged.connect(self._on_range)
        return self.range_box

    def _stack_chooser(self) -> QComboBox:
        self.stack_box = QComboBox()
        self.stack_box.setFont(look.font(Size.SMALL))
        self.stack_box.setObjectName("timeline_stack")
        self.stack_box.setAccessibleName(self.tr("分组方式"))
        self.stack_box.addItem(self.tr("按渠道"), CHANNEL)
        self.stack_box.addItem(self.tr("按类别"), CATEGORY)
        self.stack_box.currentIndexChanged.connect(self._on_stack)
        return self.stack_box

    def choose_range(self, span: timedelta) -> None:
        """Show in the chooser what the program chose. Raises ValueError for another span."""
        self.range_box.blockSignals(True)
        self.range_box.setCurrentIndex(RANGES.index(span))
        self.range_box.blockSignals(False)

    @Slot(int)
    def _on_range(self, index: int) -> None:
        self.range_changed.emit(RANGES[index])

    @Slot(int)
    def _on_stack(self, index: int) -> None:
        self.stack_changed.emit((CHANNEL, CATEGORY)[index])

    def set_timeline(self, timeline: Timeline) -> None:
        self._timeline, self._of_cases = timeline, timeline.cases is not None
        self._show_choosers()
        if timeline.cases is not None:
            self._show_onset(timeline, timeline.cases)
            return
        self._show_chart(True)
        title = self.tr("投诉时间线（每 {span}）")
        self.set_title(title.format(span=self._bin_words(timeline.bin_minutes)))
        numbers = self.chart.colors.of([series.key for series in timeline.series])
        entries = [self._band_entry(timeline)] if timeline.band is not None else []
        entries += [
            Entry(f"series_{number % SERIES + 1}", series.label)
            for number, series in zip(numbers, timeline.series, strict=True)
            if any(series.counts)
        ]
        self.legend.set_entries(entries)
        self.set_words(as_of_text(timeline.sources, timeline.now))
        self._show_note()
        self.chart.set_timeline(timeline)
        self._fit_head()

    def _show_chart(self, shown: bool) -> None:
        self.chart.setVisible(shown)
        self.not_told.setVisible(not shown)

    def _show_onset(self, timeline: Timeline, cases: CasePicture) -> None:
        """Everybody treated is a bar, or 发病时间不明, or is not told of."""
        every = self.tr("每 {span}新发病人数").format(span=self._bin_words(cases.width or 1))
        self.set_title(self.tr("发病时间"))
        entries = [Entry("series_1", every)] if cases.intervals else []
        if cases.unknown:
            entries.append(Entry("idle", self.tr("时间不明 {n} 人").format(n=cases.unknown)))
        if missing := cases.missing.get(Part.ONSET, 0):
            entries.append(Entry("idle", self.tr("未通报 {n} 人").format(n=missing)))
        self.legend.set_entries(entries)
        self._show_note()
        self._show_chart(cases.has_onset)
        self.chart.set_timeline(timeline)
        self._fit_head()

    def _band_entry(self, timeline: Timeline) -> Entry:
        """First, so that it is named however little room there is: colours alone do not say it."""
        words = self.tr("同类同地平时") if timeline.of_incident else self.tr("平时同一时段")
        return Entry("band", words)

    def _bin_words(self, minutes: int) -> str:
        if minutes % (24 * 60) == 0:
            return self.tr("{n} 天").format(n=minutes // (24 * 60))
        if minutes % 60 == 0:
            return self.tr("{n} 小时").format(n=minutes // 60)
        return self.tr("{n} 分钟").format(n=minutes)
