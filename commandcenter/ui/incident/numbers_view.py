"""The six numbers of an incident, or of a quiet city, each with its unit and as-of time."""

from datetime import datetime
from functools import partial
from math import ceil

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from commandcenter.domain.complaints.complaint import SOURCE_WORDS
from commandcenter.domain.figures_shown import shown_as
from commandcenter.domain.times import short_zh
from commandcenter.queries.incident.situation import (
    Counts,
    HandCount,
    NextReport,
    QuietSituation,
    Situation,
)
from commandcenter.ui import look
from commandcenter.ui.frame.as_of import as_of_text
from commandcenter.ui.frame.countdown import is_past, left_text
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.figure import Figure
from commandcenter.ui.widgets.labels import tip

TILES = 6
TILE_WIDTH = 150  # of the desk; below it the tiles stand in more than one row
HUNDRED_MILLION, TEN_THOUSAND = 100_000_000, 10_000


class NumbersView(QWidget):
    """Six tiles in a row; on the desk each can be pressed.

    Signals:
        number_clicked: arg: which number: complaints, people, amount, on_site,
                        registered, next_report; in quiet times today, last_hour,
                        reports, food, other_province, sources
    """

    number_clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, discreet: bool = False) -> None:
        """`discreet` (接待模式): the last hour's number in place of money, and nothing late."""
        self.wall = look.is_wall()  # what it is made for, it stays
        super().__init__(parent)
        self._discreet = discreet
        self.setObjectName("numbers")
        self.setAccessibleName(self.tr("关键数字"))
        self._keys: list[str] = [""] * TILES
        self._next: NextReport | None = None
        self._tiles = [Figure("", pressable=not look.is_wall()) for _ in range(TILES)]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(look.px(14 if look.is_wall() else 10))
        for number, tile in enumerate(self._tiles):
            tile.pressed.connect(partial(self._on_pressed, number))
        self._columns = 0
        self._set_columns(TILES)

    def set_situation(self, situation: Situation) -> None:
        self._next = situation.next_report
        self._show_counts(situation.counts)
        if not self.wall:  # beside the counts, never taken off them, and never on the wall
            odd = self.tr("其中疑似异常 {n} 件，标注不影响计数").format(n=f"{situation.flagged:,}")
            twice = self.tr("其中 {n} 件为跨平台重复，按记录计件；人和人次已去重").format(
                n=f"{situation.linked:,}"
            )
            said = [odd] * bool(situation.flagged) + [twice] * bool(situation.linked)
            self._tiles[0].setToolTip(tip("\n".join([self._meaning(0), *said])))
        now = situation.now
        self._show_hand_count(3, "on_site", self.tr("现场聚集"), situation.on_site, now)
        self._show_registered(situation.registered, situation.waiting, now)
        self.tick(now)

    def set_quiet(self, quiet: QuietSituation) -> None:
        """The city without an incident."""
        self._next = None
        self._tiles[1].setToolTip("")
        against = self.tr("件 · 昨日同时 {count}").format(count=f"{quiet.yesterday:,}")
        piece = self.tr("件")
        self._show(0, "today", self.tr("今日投诉举报"), f"{quiet.today:,}", against)
        self._show(1, "last_hour", self.tr("近 1 小时"), f"{quiet.last_hour:,}", piece)
        self._show(2, "reports", self.tr("今日举报"), f"{quiet.reports:,}", piece)
        self._show(3, "food", self.tr("今日食品安全"), f"{quiet.food:,}", piece)
        self._show(4, "other_province", self.tr("外省来件"), f"{quiet.other_province:,}", piece)
        newest = max(quiet.sources, key=lambda source: source.exported_to, default=None)
        time = short_zh(newest.exported_to, quiet.now) if newest else "–"
        source = word(SOURCE_WORDS[newest.source]) if newest else self.tr("尚未导入数据")
        self._show(5, "sources", self.tr("数据导至"), time, source)
        self._tiles[5].setToolTip(tip(as_of_text(quiet.sources, quiet.now)))

    def _meaning(self, place: int) -> str:
        """What the number counts, of which time and how."""
        key, quiet = self._keys[place], self._keys[0] == "today"
        return word(shown_as(f"city_{key}" if quiet and key == "last_hour" else key).meaning)

    @Slot(object)
    def tick(self, now: datetime) -> None:
        if self._keys[0] == "complaints":
            self._show_next(self._next, now)

    def _set_columns(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, number // columns, number % columns)
            self._grid.setColumnStretch(number, 1 if number < columns else 0)

    def tile(self, key: str) -> Figure:
        """The tile that shows this number. Raises ValueError when it is not shown."""
        return self._tiles[self._keys.index(key)]

    def _show_counts(self, counts: Counts) -> None:
        recent = f"{counts.last_hour:,}"
        fresh = self.tr("件 · 近 1 时 +{count}").format(count=recent)
        self._show(0, "complaints", self.tr("投诉举报"), f"{counts.complaints:,}", fresh)
        times = self.tr("人 · {count} 人次").format(count=f"{counts.person_times:,}")
        self._show(1, "people", self.tr("消费者（去重）"), f"{counts.people:,}", times)
        apart = self.tr("投诉人和举报人分别去重：举报人保密，既投诉又举报的，两边各计一次")
        self._tiles[1].setToolTip("" if self.wall else tip(apart))
        if self._discreet:
            self._show(2, "last_hour", self.tr("近 1 小时"), recent, self.tr("件"))
            return
        amount, unit = self._money(counts.amount_cents)
        self._show(2, "amount", self.tr("涉及金额"), amount, unit)

    def _money(self, cents: int) -> tuple[str, str]:
        yuan = cents / 100
        if yuan >= HUNDRED_MILLION:
            return f"{yuan / HUNDRED_MILLION:,.2f}", self.tr("亿元")
        if yuan >= TEN_THOUSAND:
            return f"{yuan / TEN_THOUSAND:,.1f}", self.tr("万元")
        return f"{yuan:,.0f}", self.tr("元")

    def _show_hand_count(
        self, place: int, key: str, name: str, count: HandCount | None, now: datetime
    ) -> None:
        if count is None:
            self._show(place, key, name, "–", self.tr("暂无报告"))
            return
        unit = self.tr("人 · {time} 报").format(time=short_zh(count.at, now))
        self._show(place, key, name, f"{count.value:,}", unit)

    def _show_registered(
        self, registered: HandCount | None, waiting: HandCount | None, now: datetime
    ) -> None:
        name = self.tr("已登记 / 待登记")
        newest = max((c.at for c in (registered, waiting) if c), default=None)
        if newest is None:
            self._show(4, "registered", name, "–", self.tr("暂无报告"))
            return
        between = " / " if self.wall else "/"
        both = between.join(f"{c.value:,}" if c else "–" for c in (registered, waiting))
        unit = self.tr("人 · {time}").format(time=short_zh(newest, now))
        self._show(4, "registered", name, both, unit)

    def _show_next(self, report: NextReport | None, now: datetime) -> None:
        if report is None:
            self._show(5, "next_report", self.tr("下次报送"), "–", self.tr("暂无"))
            return
        name = self.tr("下次报送（{label}）").format(label=report.label)
        time = short_zh(report.deadline_at, now)
        if is_past(report.deadline_at, now) and (self._discreet or report.grey):
            self._show(5, "next_report", name, time, "")
            return
        if is_past(report.deadline_at, now):
            unit = self.tr("应于 {time} 前").format(time=time)
            late = left_text(report.deadline_at, now)
            self._show(5, "next_report", name, late, unit, "danger")
            return
        value, unit = self._left(ceil((report.deadline_at - now).total_seconds()))
        before = self.tr("{unit} · {time} 前").format(unit=unit, time=time)
        self._show(5, "next_report", name, value, before)

    def _left(self, seconds: int) -> tuple[str, str]:
        """3:24 后 with hours, 24 分钟后 within the hour; rounded up to the minute."""
        minutes = ceil(seconds / 60)
        if minutes < 60:
            return str(minutes), self.tr("分钟后")
        return f"{minutes // 60}:{minutes % 60:02d}", self.tr("后")

    def _show(
        self, place: int, key: str, name: str, value: str, unit: str, ink: str = "text"
    ) -> None:
        self._keys[place] = key
        tile = self._tiles[place]
        if not self.wall:
            tile.setToolTip(tip(self._meaning(place)))
        tile.setObjectName(f"number_{key}")
        tile.set_name(name)
        if (tile.value(), tile.unit()) != (value, unit) or not tile.accessibleName():
            tile.set_figure(value, unit, ink)

    def _on_pressed(self, place: int) -> None:
        self.number_clicked.emit(self._keys[place])

    def minimumSizeHint(self) -> QSize:
        """Narrower than its tiles in one row: then they stand in two or three."""
        return QSize(look.px(300), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() / look.px(TILE_WIDTH)
        if not self.wall:
            self._set_columns(TILES if room >= TILES else 3 if room >= 3 else 2)
