"""告警统计: of each turn of duty how many, how soon acknowledged, which often, which long."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QWidget

from commandcenter.domain.alarms.alarm import PRIORITY_WORDS
from commandcenter.domain.times import short_zh, span_zh
from commandcenter.queries.alarms.statistics import ShiftStatistics, alarm_statistics
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.alarms.board_panel import KINDS
from commandcenter.ui.alarms.rate_bars import RateBars
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.phrases import headed, listed, with_note
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.figure import Figure
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel

DAYS = timedelta(days=7)
ROWS = 5
MINUTE = timedelta(minutes=1)

Rows = Sequence[tuple[str, str]]


class AlarmStatistics(LivePanel[tuple[ShiftStatistics, ...]]):
    """The newest turn first; another one is chosen above."""

    kinds = KINDS
    rests = True

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("alarm_statistics")
        self._shifts: tuple[ShiftStatistics, ...] = ()
        self.body.setSpacing(look.px(10))
        self.choice = QComboBox()
        self.choice.setObjectName("alarm_shift")
        self.choice.setAccessibleName(self.tr("班次"))
        self.choice.setFont(look.font())
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.choice.currentIndexChanged.connect(self._on_chosen)
        self.note = ElidedLabel("", Size.SMALL, ink="text_faint")
        head = QHBoxLayout()
        head.setSpacing(look.px(12))
        head.addWidget(self.choice)
        head.addWidget(self.note, 1)
        self.body.addLayout(head)
        words = self.tr("还没有告警。这里按班次统计有多少条、多久有人确认、哪些最多、哪些最久。")
        self.empty = Empty("bell", words, "")
        self.inside = QWidget()
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self.inside, 1)
        self._lay_out()

    def _lay_out(self) -> None:
        names = {
            "raised": self.tr("告警"),
            "acknowledged": self.tr("已确认"),
            "median": self.tr("确认用时（中位）"),
            "ninety": self.tr("九成在此时间内确认"),
            "escalated": self.tr("升级"),
        }
        self.tiles = {key: Figure(name, size=Size.HEAD) for key, name in names.items()}
        grid = QGridLayout(self.inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(look.px(10))
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        for key, tile in self.tiles.items():
            tile.setObjectName(f"alarm_{key}")
            row.addWidget(tile, 1)
        self.bars = RateBars()
        self.rates = PlainLabel("", Size.SMALL, ink="text_dim")
        self.rates.setObjectName("alarm_rates_words")
        self.often, self.longest = _Rows(self.tr("出现最多")), _Rows(self.tr("持续最久"))
        grid.addLayout(row, 0, 0, 1, 2)
        grid.addWidget(self.rates, 1, 0, 1, 2)
        grid.addWidget(self.bars, 2, 0, 1, 2)
        grid.addWidget(self.often, 3, 0)
        grid.addWidget(self.longest, 3, 1)
        grid.setRowStretch(4, 1)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)

    def query(self) -> Query[tuple[ShiftStatistics, ...]]:
        now = self.seat.clock()
        return self.seat.query(alarm_statistics, now - DAYS, now)

    def show_answer(self, answer: tuple[ShiftStatistics, ...]) -> None:
        """The turn that is chosen stays chosen."""
        chosen = self.choice.currentData()
        self._shifts = tuple(reversed(answer))
        self.choice.blockSignals(True)
        self.choice.clear()
        for shift in self._shifts:
            self.choice.addItem(self._name(shift), shift.since)
        self.choice.setCurrentIndex(max(0, self.choice.findData(chosen)))
        self.choice.blockSignals(False)
        there = any(shift.raised or shift.longest for shift in answer)
        for widget in (self.inside, self.choice, self.note):
            widget.setVisible(there)
        self.empty.setVisible(not there)
        self._on_chosen(self.choice.currentIndex())

    def _name(self, shift: ShiftStatistics) -> str:
        """昨日 08:00—08:00（李蔚）."""
        now = self.seat.clock()
        span = f"{short_zh(shift.since, now)}—{short_zh(shift.until, now)}"
        return with_note(span, shift.who)

    @Slot(int)
    def _on_chosen(self, place: int) -> None:
        if 0 <= place < len(self._shifts):
            self._show_shift(self._shifts[place])

    def _show_shift(self, shift: ShiftStatistics) -> None:
        each = listed(
            self.tr("{word} {n}").format(word=word(PRIORITY_WORDS[priority]), n=count)
            for priority, count in shift.by_priority
            if count
        )
        times = self.tr("条")
        self.tiles["raised"].set_figure(str(shift.raised), times, beside=each)
        self.tiles["acknowledged"].set_figure(str(shift.acknowledged), times)
        self.tiles["escalated"].set_figure(str(shift.escalated), self.tr("次"))
        for key, span in (("median", shift.median), ("ninety", shift.ninety)):
            self.tiles[key].set_figure("—" if span is None else self._span(span))
        self.bars.set_shift(shift)
        words = self.tr(
            "每 10 分钟：平时不宜超过 {quiet} 条（超过 {over} 次），事件发生后不宜超过 {upset} 条"
            "（超过 {many} 次）"
        )
        self.rates.setText(
            words.format(
                quiet=shift.quiet, upset=shift.upset, over=shift.over_quiet, many=shift.over_upset
            )
        )
        self.note.setText(word(shift.note))
        counts = self.tr("{n} 次，占 {percent}%")
        self.often.show_rows(
            [(x.title, counts.format(n=x.count, percent=x.percent)) for x in shift.often[:ROWS]]
        )
        self.longest.show_rows(
            [(with_note(x.title, x.place), self._span(x.lasted)) for x in shift.longest[:ROWS]]
        )

    def _span(self, span: timedelta) -> str:
        """38 秒; 4 分; 1 小时 5 分."""
        if span < MINUTE:
            return self.tr("{n} 秒").format(n=int(span.total_seconds()))
        return span_zh(span)


class _Rows(QWidget):
    """A heading, and below it names with a word at the right of each."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(look.px(4))
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(PlainLabel(title, Size.TITLE, BOLD), 0, 0, 1, 2)
        self._pairs = [
            (ElidedLabel("", Size.TEXT), PlainLabel("", Size.TEXT, ink="text_dim"))
            for _ in range(ROWS)
        ]
        for number, (name, said) in enumerate(self._pairs):
            self._grid.addWidget(name, number + 1, 0)
            said.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(said, number + 1, 1)

    def show_rows(self, rows: Rows) -> None:
        for place, (name, said) in enumerate(self._pairs):
            here = rows[place] if place < len(rows) else ("", "")
            name.setText(here[0])
            said.setText(here[1])
        self.setAccessibleName(headed(self._title, listed(f"{name} {said}" for name, said in rows)))
